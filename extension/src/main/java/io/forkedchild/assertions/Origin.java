package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import org.assertj.core.description.Description;

/** Where a text or a list comes from, with the evidence of the child; made when something has failed. */
final class Origin extends Description {

    private final String description;
    private final String what;
    private final ForkedChild child;
    private boolean settled;

    /** @param description the test's own, may be empty */
    Origin(String description, String what, ForkedChild child) {
        this.description = description;
        this.what = what;
        this.child = child;
    }

    /** The same place with another description of the test's own. */
    Origin described(String newDescription) {
        return new Origin(newDescription, what, child);
    }

    /** Another view of it, such as {@code the lines of %s}. */
    Origin seenAs(String view) {
        return new Origin(description, String.format(view, what), child);
    }

    @Override
    public String value() {
        if (!settled) {
            settled = true;
            States.awaitExit(child);
        }
        return (description.isEmpty() ? "" : description + ": ") + what + ", of\n" + child.evidence() + "\n";
    }
}
