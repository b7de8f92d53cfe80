package io.forkedchild.assertions;

import io.forkedchild.text.Marks;
import io.forkedchild.text.Printable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.presentation.Representation;
import org.jspecify.annotations.Nullable;

/** Shows the beginning and the end of what is too long for a failure text: a child may print gigabytes. */
final class BoundedRepresentation implements Representation {

    private static final int LONGEST = 10_000;

    private final Representation complete;

    BoundedRepresentation(Representation complete) {
        this.complete = complete;
    }

    @Override
    public String toStringOf(@Nullable Object object) {
        return bounded(complete.toStringOf(object));
    }

    @Override
    public String unambiguousToStringOf(@Nullable Object object) {
        return bounded(complete.unambiguousToStringOf(object));
    }

    static String bounded(String text) {
        int hidden = text.length() - LONGEST;
        return hidden <= 0
                ? printable(text)
                : printable(text.substring(0, LONGEST / 2))
                        + "\n" + Marks.CUT + " " + hidden + " characters are not shown " + Marks.CUT + "\n"
                        + printable(text.substring(text.length() - LONGEST / 2));
    }

    /** Line by line. */
    private static String printable(String text) {
        return Stream.of(text.split("\n", -1)).map(Printable::of).collect(Collectors.joining("\n"));
    }
}
