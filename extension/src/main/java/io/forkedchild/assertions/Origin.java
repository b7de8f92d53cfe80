package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.text.Marks;
import java.util.List;
import org.assertj.core.description.Description;
import org.jspecify.annotations.Nullable;

/** Where a text or a list comes from; with the evidence of the child, where nobody else shows that. */
final class Origin extends Description {

    private static final int LONGEST = 100;

    private final Description description;
    private final String what;
    private final List<String> notes;
    private final ForkedChild child;
    private boolean isBrief;

    /**
     * @param description the test's own, may be empty
     * @param notes what else to know of it, each a line
     */
    Origin(@Nullable Description description, String what, List<String> notes, ForkedChild child) {
        this.description = Description.emptyIfNull(description);
        this.what = what;
        this.notes = notes;
        this.child = child;
    }

    /** The same place with another description of the test's own. */
    Origin described(@Nullable Description newDescription) {
        return new Origin(newDescription, what, notes, child);
    }

    /** Another view of it, such as {@code the lines of %s}. */
    Origin seenAs(String view) {
        return new Origin(description, String.format(view, what), notes, child);
    }

    Origin withoutNotes() {
        return new Origin(description, what, List.of(), child);
    }

    /** A place inside that AssertJ has described. */
    Origin at(@Nullable Description place) {
        return place == null || place.value().isEmpty() ? this : new Origin(description, place.value(), notes, child);
    }

    ForkedChild child() {
        return child;
    }

    List<String> notes() {
        return notes;
    }

    /** Whether somebody else shows the evidence. */
    void isBrief(boolean brief) {
        this.isBrief = brief;
    }

    /** {@code [mine] worker's stdout: }. */
    String sentenceStart() {
        var own = description.value();
        return (own == null || own.isEmpty() ? "" : "[" + shortened(own) + "] ") + what + ": ";
    }

    /** So that it leaves room. */
    private static String shortened(String own) {
        return own.length() <= LONGEST ? own : own.substring(0, LONGEST) + Marks.CUT;
    }

    /** A sentence of AssertJ's without the brief description that it begins with. */
    String afterBrief(String message) {
        var start = "[" + what + "]";
        var text = message.strip();
        return text.startsWith(start) ? text.substring(start.length()).strip() : text;
    }

    @Override
    public String value() {
        return isBrief ? what : child.aside(this::withEvidence);
    }

    private String withEvidence() {
        States.awaitExit(child);
        var own = description.value();
        return (own == null || own.isEmpty() ? "" : own + ": ") + what
                + (notes.isEmpty() ? "" : " (" + String.join("; ", notes) + ")") + ", of\n" + child.evidence() + "\n";
    }
}
