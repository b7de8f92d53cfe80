package io.forkedchild.assertions;

import org.assertj.core.presentation.Representation;

/** Shows the beginning and the end of what is too long for a failure text: a child may print gigabytes. */
final class BoundedRepresentation implements Representation {

    private static final int LONGEST = 10_000;

    private final Representation complete;

    BoundedRepresentation(Representation complete) {
        this.complete = complete;
    }

    @Override
    public String toStringOf(Object object) {
        return bounded(complete.toStringOf(object));
    }

    @Override
    public String unambiguousToStringOf(Object object) {
        return bounded(complete.unambiguousToStringOf(object));
    }

    private static String bounded(String text) {
        int hidden = text.length() - LONGEST;
        return hidden <= 0
                ? text
                : text.substring(0, LONGEST / 2)
                        + "\n… " + hidden + " characters are not shown …\n"
                        + text.substring(text.length() - LONGEST / 2);
    }
}
