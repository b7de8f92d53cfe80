package io.forkedchild.assertions;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where two plain values differ, as lines with the path of each difference. */
final class Differences {

    private final List<String> lines = new ArrayList<>();
    private int weight;

    private Differences() {}

    static Differences between(@Nullable Object expected, @Nullable Object actual) {
        var differences = new Differences();
        differences.compare("$", expected, actual);
        return differences;
    }

    List<String> lines() {
        return lines;
    }

    /** How many values would have to change. */
    int weight() {
        return weight;
    }

    private void compare(String path, @Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Map<?, ?> one && actual instanceof Map<?, ?> other) {
            compareMaps(path, one, other);
        } else if (expected instanceof List<?> one && actual instanceof List<?> other) {
            compareLists(path, one, other);
        } else if (!isSame(expected, actual)) {
            differ(
                    path,
                    "expected " + PlainValue.text(expected) + ", was " + PlainValue.text(actual),
                    expected,
                    actual);
        }
    }

    private void compareMaps(String path, Map<?, ?> expected, Map<?, ?> actual) {
        var keys = new LinkedHashSet<Object>(expected.keySet());
        keys.addAll(actual.keySet());
        for (var key : keys) {
            var field = path + "." + key;
            if (!actual.containsKey(key)) {
                missing(field, expected.get(key));
            } else if (!expected.containsKey(key)) {
                surplus(field, actual.get(key));
            } else {
                compare(field, expected.get(key), actual.get(key));
            }
        }
    }

    private void compareLists(String path, List<?> expected, List<?> actual) {
        for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
            var element = path + "[" + i + "]";
            if (i >= actual.size()) {
                missing(element, expected.get(i));
            } else if (i >= expected.size()) {
                surplus(element, actual.get(i));
            } else {
                compare(element, expected.get(i), actual.get(i));
            }
        }
    }

    private void missing(String path, @Nullable Object value) {
        differ(path, "expected " + PlainValue.text(value) + ", is missing", value, null);
    }

    private void surplus(String path, @Nullable Object value) {
        differ(path, "not expected, was " + PlainValue.text(value), null, value);
    }

    private void differ(String path, String text, @Nullable Object expected, @Nullable Object actual) {
        lines.add(path + ": " + text);
        weight += Math.max(size(expected), size(actual));
    }

    private static int size(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return 1 + map.values().stream().mapToInt(Differences::size).sum();
        }
        return value instanceof List<?> list
                ? 1 + list.stream().mapToInt(Differences::size).sum()
                : 1;
    }

    private static boolean isSame(@Nullable Object expected, @Nullable Object actual) {
        return (expected instanceof Number one && actual instanceof Number other)
                ? one.equals(other) || isSameNumber(one.toString(), other.toString())
                : Objects.equals(expected, actual);
    }

    private static boolean isSameNumber(String one, String other) {
        try {
            return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
        } catch (NumberFormatException notFinite) {
            return false;
        }
    }
}
