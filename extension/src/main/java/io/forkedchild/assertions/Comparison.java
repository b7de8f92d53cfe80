package io.forkedchild.assertions;

import java.util.List;

/** What differs between a value and the expected one: where that begins, and what is around it. */
sealed interface Comparison permits ComparedBytes, ComparedLines {

    /** {@code line 1500 differs, and no other}; empty if there is but one. */
    String summary();

    /** For a failure, each a line. */
    List<String> lines();

    /** Lines of the actual value that are among them. */
    List<String> shown();

    /** Of what can be compared with each other. */
    static Comparison of(Quote expected, Quote actual, boolean ignoringCase) {
        return expected.isBytes() && actual.isBytes()
                ? new ComparedBytes(expected.bytes(), actual.bytes())
                : new ComparedLines(expected, actual, ignoringCase);
    }
}
