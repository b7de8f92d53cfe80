package io.forkedchild.assertions;

import io.forkedchild.text.Printable;
import org.assertj.core.description.Description;

/** A description of the test, which may be about anything, in one line. */
final class PrintableDescription extends Description {

    private final Description description;

    PrintableDescription(Description description) {
        this.description = description;
    }

    @Override
    public String value() {
        return Printable.of(String.valueOf(description.value()));
    }
}
