package io.forkedchild.ipc.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads as {@link JsonMessages} does, but plain values only: null, booleans, text, numbers, and the lists and maps of
 * {@code java.util}. So it spares a new JVM the start of Jackson, of which only fractions need a few classes.
 */
public final class PlainJson {

    /** What is deeper, or goes round in a circle, is left to Jackson. */
    static final int DEEPEST = 200;

    /** Beyond it JavaScript does not have every whole number. */
    private static final double EXACT = 1L << 53;

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder();

    private PlainJson() {}

    /** The message that {@link JsonMessages#encode} makes of the value; empty if the value is not plain. */
    public static Optional<byte[]> encode(@Nullable Object value) {
        var json = new PlainJson();
        return json.write(value, 0)
                ? Optional.of(json.text.toString().getBytes(StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /**
     * What {@link JsonMessages#value} makes of the message.
     *
     * @throws IllegalArgumentException if the message is not JSON, or so deep that it is left to Jackson
     */
    public static @Nullable Object value(byte[] message) {
        return new PlainJsonReader(new String(message, StandardCharsets.UTF_8)).message();
    }

    private boolean write(@Nullable Object value, int depth) {
        if (value instanceof String string) {
            quote(string);
        } else if (value instanceof List<?> list && isOfJava(list)) {
            return depth < DEEPEST && writeList(list, depth + 1);
        } else if (value instanceof Map<?, ?> map && isOfJava(map)) {
            return depth < DEEPEST && writeMap(map, depth + 1);
        } else if (value instanceof Double number && hasNoFraction(number)) {
            text.append(number.longValue());
        } else if (value instanceof Double number && Double.isFinite(number)) {
            text.append(NumbersOfJavaScript.text(number));
        } else if (value == null || value instanceof Boolean || isWhole(value)) {
            text.append(value);
        } else {
            return false;
        }
        return true;
    }

    /** Classes of users may tell Jackson what to do with them. */
    private static boolean isOfJava(Object collection) {
        return collection.getClass().getName().startsWith("java.util.");
    }

    private static boolean isWhole(Object value) {
        return value instanceof Integer || value instanceof Long || value instanceof Short || value instanceof Byte;
    }

    private static boolean hasNoFraction(double number) {
        return number == Math.rint(number) && Math.abs(number) <= EXACT;
    }

    private boolean writeList(List<?> list, int depth) {
        text.append('[');
        boolean first = true;
        for (Object element : list) {
            if (!first) {
                text.append(',');
            }
            first = false;
            if (!write(element, depth)) {
                return false;
            }
        }
        text.append(']');
        return true;
    }

    private boolean writeMap(Map<?, ?> map, int depth) {
        text.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (!first) {
                text.append(',');
            }
            first = false;
            if (!(member.getKey() instanceof String name)) {
                return false;
            }
            quote(name);
            text.append(':');
            if (!write(member.getValue(), depth)) {
                return false;
            }
        }
        text.append('}');
        return true;
    }

    private void quote(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char one = string.charAt(i);
            if (Character.isHighSurrogate(one)
                    && i + 1 < string.length()
                    && Character.isLowSurrogate(string.charAt(i + 1))) {
                text.append(one).append(string.charAt(++i));
            } else {
                append(one);
            }
        }
        text.append('"');
    }

    private void append(char one) {
        switch (one) {
            case '"', '\\' -> text.append('\\').append(one);
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (one < ' ' || Character.isSurrogate(one)) {
                    escape(one);
                } else {
                    text.append(one);
                }
            }
        }
    }

    private void escape(char one) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt(one >> shift & 0xf));
        }
    }
}
