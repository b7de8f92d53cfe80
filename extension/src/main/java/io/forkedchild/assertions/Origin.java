package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.text.Marks;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.WritableAssertionInfo;
import org.assertj.core.description.Description;
import org.jspecify.annotations.Nullable;

/**
 * Describes where a text or a list comes from. A failure that nobody catches to tell it shows the description in front of
 * AssertJ's sentence, and so the evidence of the child is part of it.
 */
final class Origin extends Description {

    private static final int LONGEST = 100;

    /** AssertJ's sentence comes behind it. */
    private static final int MOST_EVIDENCE = 24;

    /** The class asks for the description of what has failed; others ask to name what they lead to. */
    private static final String FORMATS_FAILURES = "org.assertj.core.error.";

    private final Description description;
    private final String what;
    private final List<String> notes;
    private final ForkedChild child;
    private final boolean isCollected;
    private boolean isCaught;

    /**
     * @param description the test's own, may be empty
     * @param notes what else to know of it, each a line
     * @param isCollected whether failures stand below each other in the end
     */
    Origin(@Nullable Description description, String what, List<String> notes, ForkedChild child, boolean isCollected) {
        this.description = Description.emptyIfNull(description);
        this.what = what;
        this.notes = notes;
        this.child = child;
        this.isCollected = isCollected;
    }

    /** The description that takes the place of the one there is. */
    static Description of(WritableAssertionInfo info, @Nullable Description description) {
        return info.description() instanceof Origin origin && !(description instanceof Origin)
                ? origin.described(description)
                : Description.emptyIfNull(description);
    }

    /** The same place with another description of the test's own, or a place inside that AssertJ has described. */
    Origin described(@Nullable Description other) {
        var place = other == null ? "" : String.valueOf(other.value());
        return place.startsWith(what)
                ? new Origin(description, place, notes, child, isCollected)
                : new Origin(other, what, notes, child, isCollected);
    }

    /** Another view of it, such as {@code the lines of %s}. */
    Origin seenAs(String view) {
        return new Origin(description, String.format(view, what), notes, child, isCollected);
    }

    Origin withoutNotes() {
        return new Origin(description, what, List.of(), child, isCollected);
    }

    String what() {
        return what;
    }

    ForkedChild child() {
        return child;
    }

    List<String> notes() {
        return notes;
    }

    boolean isCollected() {
        return isCollected;
    }

    boolean isCaught() {
        return isCaught;
    }

    /** While it is, AssertJ's sentences have no description. */
    void isCaught(boolean caught) {
        isCaught = caught;
    }

    /** {@code [mine] worker's stdout: }. */
    String sentenceStart() {
        return (own().isEmpty() ? "" : "[" + shortened(own()) + "] ") + what + ": ";
    }

    private String own() {
        return String.valueOf(description.value()); // null only if it is null
    }

    /** So that it leaves room. */
    private static String shortened(String own) {
        return own.length() <= LONGEST ? own : own.substring(0, LONGEST) + Marks.CUT;
    }

    @Override
    public String value() {
        boolean hasFailed = StackWalker.getInstance().walk(Origin::hasFailed);
        return !hasFailed ? what : isCaught ? "" : child.aside(this::withEvidence);
    }

    private static boolean hasFailed(Stream<StackWalker.StackFrame> callers) {
        return callers.limit(4).anyMatch(caller -> caller.getClassName().startsWith(FORMATS_FAILURES));
    }

    private String withEvidence() {
        States.awaitExit(child);
        return (own().isEmpty() ? "" : own() + ": ") + what
                + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")") + ", of\n"
                + child.evidence(MOST_EVIDENCE) + "\n";
    }
}
