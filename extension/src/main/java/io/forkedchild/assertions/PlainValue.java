package io.forkedchild.assertions;

import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values in the shapes of JSON: map, list, string, number, boolean, null. What has none of them stands for itself. */
final class PlainValue {

    /** Beyond it a failure shows nothing anyway. */
    private static final int DEEPEST = 200;

    /** As text, a number of a million digits takes seconds. */
    private static final int MOST_BITS = 10_000;

    private PlainValue() {}

    static @Nullable Object of(@Nullable Object value) {
        return of(value, 0);
    }

    private static @Nullable Object of(@Nullable Object value, int depth) {
        boolean isContainer = value instanceof Map || value instanceof Collection || isArray(value);
        if (value == null || !isContainer) {
            return isText(value) ? String.valueOf(value) : value;
        }
        return depth == DEEPEST ? "…" : container(value, depth + 1);
    }

    private static Object container(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            var plain = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((key, each) -> plain.put(String.valueOf(key), of(each, depth)));
            return plain;
        }
        return list(value instanceof Collection<?> collection ? collection : elements(value), depth);
    }

    private static boolean isArray(@Nullable Object value) {
        return value != null && value.getClass().isArray();
    }

    private static List<@Nullable Object> elements(Object array) {
        var elements = new ArrayList<@Nullable Object>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return elements;
    }

    private static List<@Nullable Object> list(Collection<? extends @Nullable Object> values, int depth) {
        var plain = new ArrayList<@Nullable Object>();
        values.forEach(value -> plain.add(of(value, depth)));
        return plain;
    }

    private static boolean isText(@Nullable Object value) {
        return value instanceof CharSequence || value instanceof Character || value instanceof Enum<?>;
    }

    /** How many values a plain value consists of. */
    static int size(@Nullable Object plain) {
        if (plain instanceof Map<?, ?> map) {
            return 1 + map.values().stream().mapToInt(PlainValue::size).sum();
        }
        return plain instanceof List<?> list
                ? 1 + list.stream().mapToInt(PlainValue::size).sum()
                : 1;
    }

    /** A plain value as JSON. */
    static String text(@Nullable Object plain) {
        if (plain instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> text(entry.getKey()) + ":" + text(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (plain instanceof List<?> list) {
            return list.stream().map(PlainValue::text).collect(Collectors.joining(",", "[", "]"));
        }
        if (plain instanceof BigInteger integer && integer.bitLength() > MOST_BITS) {
            return "a number of " + integer.bitLength() + " bits";
        }
        return plain instanceof String string ? quoted(string) : String.valueOf(plain);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
