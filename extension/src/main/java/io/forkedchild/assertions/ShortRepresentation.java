package io.forkedchild.assertions;

import org.assertj.core.presentation.Representation;
import org.jspecify.annotations.Nullable;

/** Shows the beginning, the end and the size of what is too long for a failure text: a child may print gigabytes. */
final class ShortRepresentation implements Representation {

    private static final int FIRST = 2;
    private static final int LAST = 2;

    private final Representation complete;
    private final Object actual;
    private final String where;

    private ShortRepresentation(Representation complete, Object actual, String where) {
        this.complete = complete;
        this.actual = actual;
        this.where = where;
    }

    /** @param where all of the actual value can be found */
    static ShortRepresentation of(Representation representation, Object actual, String where) {
        return new ShortRepresentation(complete(representation), actual, where);
    }

    /** Without the bounds. */
    static Representation complete(Representation representation) {
        return representation instanceof ShortRepresentation bounded ? bounded.complete : representation;
    }

    @Override
    public String toStringOf(@Nullable Object object) {
        return text(new Shown(object, complete), object == actual ? ", all of them in " + where : "");
    }

    @Override
    public String unambiguousToStringOf(@Nullable Object object) {
        return text(new Shown(complete.unambiguousToStringOf(object), String::valueOf), "");
    }

    private static String text(Shown shown, String whole) {
        return shown.inALine()
                .orElseGet(
                        () -> shown.inASentence() + whole + "\n    " + String.join("\n    ", shown.ends(FIRST, LAST)));
    }
}
