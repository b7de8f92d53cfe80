package io.forkedchild.assertions;

import io.forkedchild.text.HeapLimit;
import io.forkedchild.text.LongLines;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines of output that are too many to be held: only assertions that look at one after the other can be made of them. */
final class LongList {

    /** What a short line takes of the heap. */
    private static final long BYTES_OF_A_LINE = 56;

    private LongList() {}

    /** A list that knows its lines when somebody looks at them. */
    interface View {

        /** The lines that an assertion looks at; null before it does. */
        @Nullable
        List<String> known();
    }

    /** The lines behind the value of an assertion, if they are too many to be held. */
    static Optional<LongLines> of(@Nullable Object value) {
        var lines = value instanceof View view ? view.known() : value;
        return lines instanceof LongLines many ? Optional.of(many) : Optional.empty();
    }

    /** Refuses an assertion of AssertJ that copies the list. */
    static void requireRoom(@Nullable Object value, String what) {
        of(value)
                .ifPresent(lines -> HeapLimit.requireRoomForSeveral(
                        what + ", as a list of " + lines.size() + " lines, with their share of the heap,",
                        BYTES_OF_A_LINE * lines.size() + 2L * lines.characters(),
                        "line by line with contains, containsExactly, containsSubsequence, startsWith, doesNotContain, anyMatch, allMatch,"
                                + " noneMatch or hasSize"));
    }
}
