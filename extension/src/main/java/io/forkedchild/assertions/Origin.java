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

    @Override
    public String value() {
        if (!settled) {
            settled = true;
            States.awaitExit(child);
        }
        return (description.isEmpty() ? "" : description + ": ") + what + ", of\n" + child.evidence() + "\n";
    }
}
