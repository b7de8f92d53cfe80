package io.forkedchild.ipc.v8;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsSet;
import io.forkedchild.js.Undefined;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a value that was read as the tokens that Jackson makes beans of; what JSON has no token for stays as it is. */
final class V8Tokens {

    private final TokenBuffer tokens;
    private final V8Budget budget = new V8Budget();

    V8Tokens(TokenBuffer tokens) {
        this.tokens = tokens;
    }

    void value(@Nullable Object value) throws IOException {
        if (value == null || value instanceof Undefined) {
            tokens.writeNull();
        } else if (value instanceof String text) {
            tokens.writeString(text);
        } else if (value instanceof Boolean truth) {
            tokens.writeBoolean(truth);
        } else if (value instanceof Number number) {
            number(number);
        } else {
            budget.open(value);
            object(value);
            budget.close(value);
        }
    }

    /** A whole number is one, however it was written. */
    private void number(Number number) throws IOException {
        double value = number.doubleValue();
        if (number instanceof BigInteger bigInt) {
            tokens.writeNumber(bigInt);
        } else if (Double.compare(value, (int) value) == 0) {
            tokens.writeNumber((int) value);
        } else if (Double.compare(value, (double) (long) value) == 0 && Math.abs(value) < 1L << 53) {
            tokens.writeNumber((long) value);
        } else {
            tokens.writeNumber(value);
        }
    }

    private void object(Object value) throws IOException {
        if (value instanceof List<?> list) {
            tokens.writeStartArray();
            elements(list);
            tokens.writeEndArray();
        } else if (value instanceof Map<?, ?> map && !(value instanceof JsMap)) {
            tokens.writeStartObject();
            properties(map);
            tokens.writeEndObject();
        } else {
            tokens.writeEmbeddedObject(value);
        }
    }

    private void elements(Collection<?> list) throws IOException {
        int index = 0;
        for (var element : list) {
            budget.spend(1);
            budget.path().enter(index++);
            value(element);
            budget.path().leave();
        }
    }

    /** As in JSON, a property that is {@code undefined} is missing. */
    private void properties(Map<?, ?> map) throws IOException {
        for (var entry : map.entrySet()) {
            if (!(entry.getValue() instanceof Undefined)) {
                var name = (String) entry.getKey();
                budget.path().enter(name);
                tokens.writeFieldName(name);
                value(entry.getValue());
                budget.path().leave();
            }
        }
    }

    /** A {@code Map} as an object whose keys are text, or a {@code Set} as an array; all else as it is. */
    void unpacked(Object value) throws IOException {
        if (value instanceof JsSet set) {
            tokens.writeStartArray();
            elements(set);
            tokens.writeEndArray();
        } else if (value instanceof JsMap map) {
            tokens.writeStartObject();
            entries(map);
            tokens.writeEndObject();
        } else {
            tokens.writeEmbeddedObject(value);
        }
    }

    private void entries(JsMap map) throws IOException {
        for (var entry : map.entrySet()) {
            tokens.writeFieldName(name(entry.getKey()));
            value(entry.getValue());
        }
    }

    private static String name(@Nullable Object key) {
        if (key == null || V8Reader.isObject(key)) {
            throw new IllegalArgumentException("message has a Map with a key that is no text: " + V8Text.of(key));
        }
        return key instanceof Double number ? V8Names.propertyName(number) : key.toString();
    }
}
