package io.forkedchild.assertions;

import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.Boxed;
import io.forkedchild.js.InvalidDate;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsRegExp;
import io.forkedchild.js.JsSet;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.Undefined;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value that was read from V8's format, as JavaScript sees it.
 *
 * @param object the value in Java
 */
record JsValue(@Nullable Object object) {

    /** The kind of value, by the name that it has in JavaScript. */
    String kind() {
        if (object == null) {
            return "null";
        }
        if (object instanceof Number) {
            return object instanceof BigInteger ? "BigInt" : "number";
        }
        if (object instanceof TypedArray array) {
            return array.kind().className();
        }
        if (object instanceof JsError error) {
            return error.name();
        }
        if (object instanceof Boxed boxed) {
            return "object of a " + new JsValue(boxed.primitive()).kind();
        }
        return NAMES.entrySet().stream()
                .filter(name -> name.getKey().isInstance(object))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("Object");
    }

    /** Which class is called what; a {@code JsMap} is none of the maps that are objects. */
    private static final Map<Class<?>, String> NAMES = Map.ofEntries(
            Map.entry(Undefined.class, "undefined"),
            Map.entry(String.class, "string"),
            Map.entry(Boolean.class, "boolean"),
            Map.entry(List.class, "Array"),
            Map.entry(JsArray.class, "Array"),
            Map.entry(JsMap.class, "Map"),
            Map.entry(JsSet.class, "Set"),
            Map.entry(byte[].class, "Buffer"),
            Map.entry(ArrayBuffer.class, "ArrayBuffer"),
            Map.entry(Instant.class, "Date"),
            Map.entry(InvalidDate.class, "Date"),
            Map.entry(JsRegExp.class, "RegExp"));

    /** Whether it can be the same value as one of that kind: a {@code Buffer} is a {@code Uint8Array}. */
    boolean isOfKindOf(JsValue other) {
        return bytesKind().equals(other.bytesKind());
    }

    private String bytesKind() {
        return object instanceof byte[] ? TypedArray.Kind.UINT8.className() : kind();
    }

    boolean isPrimitive() {
        return object == null
                || object instanceof String
                || object instanceof Number
                || object instanceof Boolean
                || object instanceof Undefined;
    }

    /** Whether a part of it can be told by the step that leads there. */
    boolean hasParts() {
        return object instanceof List
                || object instanceof JsArray
                || object instanceof JsError
                || (object instanceof JsMap map && hasPlainKeys(map))
                || isPlainObject();
    }

    boolean isPlainObject() {
        return object instanceof Map && !(object instanceof JsMap);
    }

    private static boolean hasPlainKeys(JsMap map) {
        return map.keySet().stream().allMatch(key -> new JsValue(key).isPrimitive());
    }

    /** Its parts by the step that leads to each; none if it {@link #hasParts has none}. */
    Map<String, @Nullable Object> parts(Function<@Nullable Object, String> text) {
        var parts = new LinkedHashMap<String, @Nullable Object>();
        if (object instanceof List<?> list) {
            list.forEach(element -> parts.put("[" + parts.size() + "]", element));
        } else if (object instanceof JsArray array) {
            array.elements().forEach((index, element) -> parts.put("[" + index + "]", element));
            array.properties().forEach((name, value) -> parts.put("." + name, value));
        } else if (object instanceof JsError error) {
            error.message().ifPresent(message -> parts.put(".message", message));
            if (error.hasCause()) {
                parts.put(".cause", error.cause());
            }
        } else if (object instanceof JsMap map && hasPlainKeys(map)) {
            map.forEach((key, value) -> parts.put(".get(" + text.apply(key) + ")", value));
        } else if (object instanceof Map<?, ?> properties && !(object instanceof JsMap)) {
            properties.forEach((name, value) -> parts.put("." + name, value));
        }
        return parts;
    }

    /** How long an array, a buffer or a view is; -1 for all else. */
    long length() {
        if (object instanceof List<?> list) {
            return list.size();
        }
        if (object instanceof JsArray array) {
            return array.length();
        }
        if (object instanceof byte[] bytes) {
            return bytes.length;
        }
        if (object instanceof ArrayBuffer buffer) {
            return buffer.byteLength();
        }
        return object instanceof TypedArray array ? array.length() : -1;
    }
}
