package io.forkedchild.assertions;

import java.util.AbstractList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lines of output that a child still writes: whatever looks at the list waits for the end of the output first. */
final class GrowingLines extends AbstractList<String> {

    private final GrowingOutput output;
    private final Origin origin;
    private @Nullable List<String> known;

    GrowingLines(GrowingOutput output, Origin origin) {
        this.output = output;
        this.origin = origin;
    }

    /** As {@link GrowingOutput#reaches}, of the lines whose ends have come. */
    boolean reach(Predicate<List<String>> predicate) {
        return output.reaches(GrowingLines::ended, predicate);
    }

    /** Has an assertion look at those that are there, instead of waiting for the end. */
    <V> V asTheyAre(Supplier<V> assertion) {
        var before = known;
        known = known == null ? output.whatIsThere(origin).text().lines().toList() : known;
        try {
            return assertion.get();
        } finally {
            known = before;
        }
    }

    /** As {@link GrowingOutput#waitedFor}. */
    Origin waitedFor(Origin view) {
        return output.waitedFor(view);
    }

    private static List<String> ended(String text) {
        int end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
        return text.substring(0, end + 1).lines().toList();
    }

    private List<String> whole() {
        if (known == null) {
            known = output.whole("this assertion", origin).text().lines().toList();
        }
        return known;
    }

    @Override
    public String get(int index) {
        return whole().get(index);
    }

    @Override
    public int size() {
        return whole().size();
    }
}
