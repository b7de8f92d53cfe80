package io.forkedchild.assertions;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values in the shapes of JSON: map, list, string, number, boolean, null. What has none of them stands for itself. */
final class PlainValue {

    private static final String CIRCULAR = "[Circular]";

    private PlainValue() {}

    static @Nullable Object of(@Nullable Object value) {
        return of(value, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** @param around what the value is inside of; what comes inside of itself has no end */
    private static @Nullable Object of(@Nullable Object value, Set<Object> around) {
        boolean isContainer = value instanceof Map || value instanceof Collection || isArray(value);
        if (value == null || !isContainer) {
            return isText(value) ? String.valueOf(value) : value;
        }
        if (!around.add(value)) {
            return CIRCULAR;
        }
        try {
            return container(value, around);
        } finally {
            around.remove(value);
        }
    }

    private static Object container(Object value, Set<Object> around) {
        if (value instanceof Map<?, ?> map) {
            var plain = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((key, each) -> plain.put(String.valueOf(key), of(each, around)));
            return plain;
        }
        return list(value instanceof Collection<?> collection ? collection : elements(value), around);
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

    private static List<@Nullable Object> list(Collection<? extends @Nullable Object> values, Set<Object> around) {
        var plain = new ArrayList<@Nullable Object>();
        values.forEach(value -> plain.add(of(value, around)));
        return plain;
    }

    private static boolean isText(@Nullable Object value) {
        return value instanceof CharSequence || value instanceof Character || value instanceof Enum<?>;
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
        return plain instanceof String string ? quoted(string) : String.valueOf(plain);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
