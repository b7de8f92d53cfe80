package io.forkedchild.ipc.v8;

import io.forkedchild.ipc.json.JsonDate;
import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.Boxed;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsRegExp;
import io.forkedchild.js.JsSet;
import io.forkedchild.js.TypedArray;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value for people, as Node's console shows it, but on one line and of bounded length. */
final class V8Text {

    private static final int LONGEST = 2000;
    private static final int DEEPEST = 100;
    private static final int SHOWN_BYTES = 50;
    private static final int SHOWN_NAME = 100;
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][\\w$]*");

    private final StringBuilder text = new StringBuilder();
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private V8Text() {}

    static String of(@Nullable Object value) {
        var shown = new V8Text();
        shown.value(value);
        return shown.isFull() ? shown.text.substring(0, LONGEST) + "…" : shown.text.toString();
    }

    /** The beginning of bytes that are no value. */
    static String hex(byte[] bytes) {
        int shown = Math.min(bytes.length, SHOWN_BYTES);
        return HexFormat.ofDelimiter(" ").formatHex(bytes, 0, shown) + (bytes.length > shown ? " …" : "");
    }

    private boolean isFull() {
        return text.length() > LONGEST;
    }

    private void value(@Nullable Object value) {
        if (isFull()) {
            return;
        }
        if (value instanceof String string) {
            string(string);
        } else if (value instanceof BigInteger bigInt) {
            bigInt(bigInt);
        } else if (value instanceof Double number) {
            text.append(Double.compare(number, -0.0) == 0 ? "-0" : V8Names.propertyName(number));
        } else if (value == null || !V8Reader.isObject(value)) {
            text.append(value);
        } else {
            object(value);
        }
    }

    /** A name, short enough for an error. */
    static String ofName(String name) {
        return of(name.length() > SHOWN_NAME ? name.substring(0, SHOWN_NAME) + "…" : name);
    }

    private void string(String string) {
        text.append('\'');
        string.chars().limit(LONGEST).forEach(character -> {
            if (character == '\'' || character == '\\') {
                text.append('\\');
            }
            character(character);
        });
        text.append('\'');
    }

    private void onOneLine(String string) {
        string.chars().limit(LONGEST).forEach(this::character);
    }

    private void character(int character) {
        switch (character) {
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\u2028', '\u2029' -> text.append("\\u").append(HEX.toHexDigits((char) character));
            default -> printable((char) character);
        }
    }

    private void printable(char character) {
        if (Character.isISOControl(character)) {
            text.append("\\x").append(HEX.toHexDigits((byte) character));
        } else {
            text.append(character);
        }
    }

    /** A decimal text of millions of digits would take minutes. */
    private void bigInt(BigInteger value) {
        text.append(value.bitLength() > LONGEST ? "a BigInt of " + value.bitLength() + " bits" : value + "n");
    }

    private void object(Object value) {
        if (open.size() == DEEPEST) {
            text.append('…');
            return;
        }
        if (!open.add(value)) {
            text.append("[Circular]");
            return;
        }
        opened(value);
        open.remove(value);
    }

    private void opened(Object value) {
        if (value instanceof List<?> list) {
            enclosed("[", list, this::value, "]");
        } else if (value instanceof JsMap map) {
            enclosed("Map(" + map.size() + ") {", map.entrySet(), this::entry, "}");
        } else if (value instanceof Map<?, ?> properties) {
            enclosed("{", properties.entrySet(), this::property, "}");
        } else if (value instanceof JsSet set) {
            enclosed("Set(" + set.size() + ") {", set, this::value, "}");
        } else if (value instanceof JsArray array) {
            array(array);
        } else if (value instanceof JsError error) {
            error(error);
        } else {
            leaf(value);
        }
    }

    private <T extends @Nullable Object> void enclosed(
            String begin, Iterable<? extends T> parts, java.util.function.Consumer<T> part, String end) {
        text.append(begin);
        var separator = " ";
        for (var next : parts) {
            if (isFull()) {
                return;
            }
            text.append(separator);
            part.accept(next);
            separator = ", ";
        }
        text.append(" ".equals(separator) ? end : " " + end);
    }

    private void entry(Map.Entry<?, ?> entry) {
        value(entry.getKey());
        text.append(" => ");
        value(entry.getValue());
    }

    private void property(Map.Entry<?, ?> property) {
        var name = (String) property.getKey();
        if (IDENTIFIER.matcher(name).matches()) {
            text.append(name);
        } else {
            string(name);
        }
        text.append(": ");
        value(property.getValue());
    }

    private void array(JsArray array) {
        text.append("Array(").append(array.length()).append(") ");
        enclosed("[", array.elements().entrySet(), this::element, "]");
        if (!array.properties().isEmpty()) {
            enclosed(" {", array.properties().entrySet(), this::property, "}");
        }
    }

    private void element(Map.Entry<?, ?> element) {
        text.append(element.getKey()).append(": ");
        value(element.getValue());
    }

    private void error(JsError error) {
        text.append('[').append(error.name());
        error.message().ifPresent(message -> {
            text.append(": ");
            onOneLine(message);
        });
        if (error.hasCause()) {
            text.append(" { cause: ");
            value(error.cause());
            text.append(" }");
        }
        text.append(']');
    }

    private void leaf(Object value) {
        if (value instanceof Instant time) {
            text.append("Date(").append(JsonDate.text(time)).append(')');
        } else if (value instanceof byte[] bytes) {
            text.append("<Buffer")
                    .append(bytes.length == 0 ? "" : " ")
                    .append(hex(bytes))
                    .append('>');
        } else if (value instanceof ArrayBuffer buffer) {
            text.append("ArrayBuffer(")
                    .append(buffer.byteLength())
                    .append(") <")
                    .append(hex(buffer.bytes()))
                    .append('>');
        } else if (value instanceof Boxed boxed) {
            text.append("Object(");
            value(boxed.primitive());
            text.append(')');
        } else if (value instanceof JsRegExp regExp) {
            text.append('/');
            onOneLine(regExp.source());
            text.append('/').append(regExp.flags());
        } else {
            text.append(value instanceof TypedArray array ? array.toString() : value.toString());
        }
    }
}
