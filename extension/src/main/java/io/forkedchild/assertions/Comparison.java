package io.forkedchild.assertions;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What differs between a value and the expected one: where that begins, and what is around it. */
sealed interface Comparison permits ComparedBytes, ComparedLines {

    /** {@code , but line 1500 differs, and no other}; empty if there is but one. */
    String summary();

    /** For a failure, each a line. */
    List<String> lines();

    /** Lines of the actual value that are among them. */
    List<String> shown();

    /**
     * Of two texts, two lists or the bytes of both.
     *
     * @param key what of a line is compared
     * @return empty if they cannot be compared, or nothing is seen of the difference
     */
    static Optional<Comparison> of(Shown expected, Shown actual, UnaryOperator<String> key) {
        if (expected.bytes().isPresent() && actual.bytes().isPresent()) {
            var one = expected.bytes().get();
            var other = actual.bytes().get();
            return Arrays.equals(one, other) ? Optional.empty() : Optional.of(new ComparedBytes(one, other));
        }
        boolean isOfOneKind = expected.isText() ? actual.isText() : expected.isList() && actual.isList();
        return isOfOneKind
                ? Optional.<Comparison>of(new ComparedLines(expected, actual, key))
                        .filter(both -> !both.lines().isEmpty())
                : Optional.empty();
    }
}
