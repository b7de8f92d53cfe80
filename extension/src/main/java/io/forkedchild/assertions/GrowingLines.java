package io.forkedchild.assertions;

import io.forkedchild.text.HeapLimit;
import io.forkedchild.text.LongLines;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The lines of output that a child still writes: whatever looks at the list waits for the end of the output first. */
final class GrowingLines extends AbstractList<String> implements LongList.View {

    private final GrowingOutput output;
    private final Origin origin;
    private @Nullable List<String> known;

    GrowingLines(GrowingOutput output, Origin origin) {
        this.output = output;
        this.origin = origin;
    }

    /** As {@link GrowingOutput#reaches}, of the lines whose ends have come. */
    boolean reach(Predicate<List<String>> predicate) {
        return output.reaches(
                text -> () -> predicate.test(
                        HeapLimit.isShort(text.length()) ? ended(text.toString()) : LongLines.ended(text)),
                text -> predicate.test(ended(text)));
    }

    /** Has an assertion look at those that are there, instead of waiting for the end. */
    <V> V asTheyAre(Supplier<V> assertion) {
        var before = known;
        known = known == null ? output.whatIsThere(origin).lines() : known;
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

    @Override
    public @Nullable List<String> known() {
        return known;
    }

    private List<String> whole() {
        if (known == null) {
            known = output.whole("this assertion", origin).lines();
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
