package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.text.Layout;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.WritableAssertionInfo;
import org.assertj.core.description.Description;
import org.jspecify.annotations.Nullable;

/**
 * Describes where a text or a list comes from. A failure that is not {@link Told} shows the description in front of AssertJ's
 * sentence, and so the description has the evidence of the child.
 */
final class Origin extends Description {

    private static final int LONGEST = 100;

    /** AssertJ's sentence comes behind it. */
    private static final int MOST_EVIDENCE = 24;

    /** AssertJ formats failures there. Elsewhere it asks for a description to name what an assertion leads to. */
    private static final String FAILURES = "org.assertj.core.error.";

    final String what;
    final List<String> notes;
    final ForkedChild child;
    final boolean isCollected;
    private final String own;

    /** Whether a failure is being {@link Told}: then AssertJ's sentences have no description. */
    boolean isTold;

    /**
     * @param own the test's own description, may be empty
     * @param notes what else to know of it, each a line
     * @param isCollected whether failures stand below each other in the end
     */
    Origin(@Nullable Description own, String what, List<String> notes, ForkedChild child, boolean isCollected) {
        this.own = own == null || own.value() == null ? "" : own.value();
        this.what = what;
        this.notes = notes;
        this.child = child;
        this.isCollected = isCollected;
    }

    private Origin(Origin other, String what, List<String> notes) {
        this.own = other.own;
        this.what = what;
        this.notes = notes;
        this.child = other.child;
        this.isCollected = other.isCollected;
    }

    /** Replaces a description by another one of the test, or by a place inside that AssertJ has described. */
    static Description of(WritableAssertionInfo info, Description description) {
        if (!(info.description() instanceof Origin origin) || description instanceof Origin) {
            return description;
        }
        var place = String.valueOf(description.value());
        if (place.isEmpty()) {
            return origin;
        }
        return place.startsWith(origin.what)
                ? new Origin(origin, place, origin.notes)
                : new Origin(description, origin.what, origin.notes, origin.child, origin.isCollected);
    }

    /** Hands it on to an assertion about a part or another form, since AssertJ 3.25 does not always do so. */
    static <A extends AbstractAssert<?, ?>> A handOn(WritableAssertionInfo info, A onward) {
        onward.info.description(of(info, Description.emptyIfNull(onward.info.description())));
        onward.info.useRepresentation(info.representation());
        return onward;
    }

    /** Another view of it, such as {@code the lines of %s}. */
    Origin seenAs(String view) {
        return new Origin(this, String.format(view, what), notes);
    }

    Origin withNotes(List<String> others) {
        return new Origin(this, what, others);
    }

    Origin withoutNotes() {
        return new Origin(this, what, List.of());
    }

    /** {@code [mine] worker's stdout: }. */
    String sentenceStart() {
        return description() + what + ": ";
    }

    /** What a failure begins with whose sentence names the output itself. */
    String lead() {
        return (isCollected ? "\n" : "") + description();
    }

    private String description() {
        return own.isEmpty() ? "" : "[" + Layout.cut(own, LONGEST) + "] ";
    }

    @Override
    public String value() {
        boolean hasFailed = StackWalker.getInstance()
                .walk(callers -> callers.limit(4)
                        .anyMatch(caller -> caller.getClassName().startsWith(FAILURES)));
        return !hasFailed ? what : isTold ? "" : child.inspection().withoutExamining(this::withEvidence);
    }

    private String withEvidence() {
        ChildSentences.awaitExit(child);
        return (own.isEmpty() ? "" : own + ": ") + what
                + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")") + ", of\n"
                + child.inspection().evidence(MOST_EVIDENCE) + "\n";
    }
}
