package io.forkedchild.assertions;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What differs between a value and the expected one: where that begins, and what is around it. */
sealed interface Comparison permits ComparedBytes, ComparedLines {

    /** The end of a sentence: {@code , but line 1500 differs, and no other}; empty if there is only one line. */
    String summary();

    /** The lines of a failure that show the difference. */
    List<String> lines();

    /** Lines of the actual value that are among them. */
    List<String> shown();

    /**
     * Compares two texts, two lists, or the bytes of two arrays; empty for other values, and if nothing is seen of the difference.
     *
     * @param key what of a line is compared
     */
    static Optional<Comparison> of(Shown expected, Shown actual, UnaryOperator<String> key) {
        if (expected.value() instanceof byte[] one && actual.value() instanceof byte[] other) {
            return Optional.of(new ComparedBytes(one, other));
        }
        boolean areTexts = expected.value() instanceof CharSequence && actual.value() instanceof CharSequence;
        boolean areLists = (expected.value() instanceof Object[] || expected.value() instanceof Collection)
                && actual.value() instanceof Collection;
        return Optional.<Comparison>of(new ComparedLines(expected, actual, key))
                .filter(seen -> (areTexts || areLists) && !seen.lines().isEmpty());
    }
}
