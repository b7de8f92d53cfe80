package io.forkedchild.assertions;

import org.assertj.core.presentation.Representation;
import org.jspecify.annotations.Nullable;

/**
 * Shows the beginning, the end and the size of what is too long for a failure text: a child may print gigabytes.
 *
 * @param actual the value that the assertion is about
 * @param where all of it can be found
 */
record ShortRepresentation(Representation complete, Object actual, String where) implements Representation {

    private static final int FIRST = 2;
    private static final int LAST = 2;

    ShortRepresentation {
        complete = complete(complete);
    }

    /** The representation without these bounds. */
    static Representation complete(Representation representation) {
        return representation instanceof ShortRepresentation bounded ? bounded.complete : representation;
    }

    @Override
    public String toStringOf(@Nullable Object object) {
        return text(Shown.of(object, complete), object == actual ? ", all of it in " + where : "");
    }

    @Override
    public String unambiguousToStringOf(@Nullable Object object) {
        return text(Shown.of(complete.unambiguousToStringOf(object), String::valueOf), "");
    }

    private static String text(Shown shown, String whole) {
        return shown.inALine()
                .orElseGet(() -> shown.inASentence() + whole + "\n  " + String.join("\n  ", shown.ends(FIRST, LAST)));
    }
}
