package io.forkedchild.assertions;

import io.forkedchild.text.Lines;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The line that is most like a text: that has most pairs of letters in common with it. */
final class NearestLine {

    private static final double LEAST_LIKENESS = 0.4;
    private static final int MOST_LINES = 20_000;
    private static final int MOST_CHARACTERS = 300;

    private NearestLine() {}

    /** {@code 3 tests, 1 failed (line 1)}; empty if none is alike. */
    static Optional<String> to(String text, List<String> lines) {
        var pairs = pairs(text);
        double best = LEAST_LIKENESS;
        int nearest = -1;
        for (int i = 0; i < Math.min(lines.size(), MOST_LINES); i++) {
            double likeness = likeness(pairs, pairs(lines.get(i)));
            if (likeness > best) {
                best = likeness;
                nearest = i;
            }
        }
        return nearest < 0
                ? Optional.empty()
                : Optional.of(Lines.withoutEnd(lines.get(nearest)) + " (line " + (nearest + 1) + ")");
    }

    private static double likeness(Set<Integer> one, Set<Integer> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        long common = one.stream().filter(other::contains).count();
        return 2.0 * common / (one.size() + other.size());
    }

    private static Set<Integer> pairs(String text) {
        var pairs = new HashSet<Integer>();
        for (int i = 1; i < Math.min(text.length(), MOST_CHARACTERS); i++) {
            pairs.add(text.charAt(i - 1) << 16 | text.charAt(i));
        }
        return pairs;
    }
}
