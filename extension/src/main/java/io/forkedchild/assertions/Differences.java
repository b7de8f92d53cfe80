package io.forkedchild.assertions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where an expected value and one that came differ, as lines with the path of each difference. */
abstract sealed class Differences permits JsonDifferences, JsDifferences, TemplateDifferences {

    private static final int SHOWN = 5;

    /** What a line shows of two texts. */
    private static final int LONG = 60;

    private static final int SHOWN_BEFORE = 20;

    private final boolean isPart;
    private final List<String> lines = new ArrayList<>();
    private int weight;
    private boolean seemTheSame;

    /** @param isPart whether an object may have more members than are expected */
    Differences(boolean isPart) {
        this.isPart = isPart;
    }

    final boolean isPart() {
        return isPart;
    }

    /** How many values would have to change. */
    final int weight() {
        return weight;
    }

    /** The first of them; the others only weigh. */
    final List<String> lines() {
        return lines;
    }

    final boolean isEmpty() {
        return weight == 0;
    }

    /** The lines that tell more than the two values themselves, which are shown above. */
    final List<String> informative() {
        if (lines.isEmpty()) {
            return List.of("$: differs in what Java's values do not show; compare the bytes");
        }
        boolean isObvious = lines.size() == 1 && lines.get(0).startsWith("$:") && !seemTheSame && !isPart;
        return isObvious ? List.of() : lines;
    }

    /** These, to be told even where they concern nothing but the two values themselves. */
    final Differences ofWhatSeemsTheSame() {
        seemTheSame = true;
        return this;
    }

    /** The value as a failure shows it. */
    String text(@Nullable Object value) {
        return PlainValue.text(value);
    }

    /** How many values it consists of. */
    int size(@Nullable Object value) {
        return PlainValue.size(value);
    }

    abstract void compare(String path, @Nullable Object expected, @Nullable Object actual);

    /** As {@link #compareParts}, of objects. */
    final void compareMembers(String path, Map<String, ?> expected, Map<String, ?> actual) {
        var compared = new LinkedHashMap<String, @Nullable Object>(actual);
        if (isPart) {
            compared.keySet().retainAll(expected.keySet());
        }
        compareParts(path, expected, compared);
    }

    /** @param expected values by the step that leads to them */
    final void compareParts(String path, Map<String, ?> expected, Map<String, ?> actual) {
        var steps = new LinkedHashSet<String>(expected.keySet());
        steps.addAll(actual.keySet());
        for (var step : steps) {
            if (!actual.containsKey(step)) {
                missing(path + step, expected.get(step));
            } else if (!expected.containsKey(step)) {
                surplus(path + step, actual.get(step));
            } else {
                compare(path + step, expected.get(step), actual.get(step));
            }
        }
    }

    final void missing(String path, @Nullable Object value) {
        add(path, () -> "expected " + text(value) + ", is missing", size(value));
    }

    final void surplus(String path, @Nullable Object value) {
        add(path, () -> "not expected, was " + text(value), size(value));
    }

    final void differ(String path, @Nullable Object expected, @Nullable Object actual) {
        add(path, () -> difference(text(expected), text(actual)), Math.max(size(expected), size(actual)));
    }

    /** Long texts are shown from a little before the place where they differ. */
    private String difference(String expected, String actual) {
        int common = Arrays.mismatch(expected.toCharArray(), actual.toCharArray());
        if (common < LONG) {
            return "expected " + expected + ", was " + actual;
        }
        seemTheSame = true;
        int from = common - SHOWN_BEFORE;
        return "expected " + from(from, expected) + ", was " + from(from, actual) + ", which differ at character "
                + common;
    }

    private static String from(int begin, String text) {
        int end = Math.min(text.length(), begin + LONG);
        return "…" + text.substring(begin, end) + (end < text.length() ? "…" : "");
    }

    final void differInKind(String path, Supplier<String> text, @Nullable Object expected, @Nullable Object actual) {
        seemTheSame = true;
        add(path, text, Math.max(size(expected), size(actual)));
    }

    private void add(String path, Supplier<String> text, int size) {
        if (lines.size() < SHOWN) {
            lines.add(path + ": " + text.get());
        }
        weight += size;
    }
}
