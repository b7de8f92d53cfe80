package io.forkedchild.ipc.v8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.forkedchild.ipc.json.JsonDate;
import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.Boxed;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.Undefined;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes JSON of a value, as {@code JSON.stringify} does but for what {@link AdvancedMessages#json} tells. */
final class V8Json {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final V8Budget budget = new V8Budget();

    private V8Json() {}

    /**
     * The tree of a value.
     *
     * @throws IllegalArgumentException if it holds itself, or would be too large
     */
    static JsonNode tree(@Nullable Object value) {
        return new V8Json().node(value);
    }

    private JsonNode node(@Nullable Object value) {
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        return value == null || value instanceof Undefined ? NODES.nullNode() : object(value);
    }

    private static JsonNode number(Number number) {
        if (number instanceof BigInteger bigInt) {
            return NODES.numberNode(bigInt);
        }
        double value = number.doubleValue();
        if (!Double.isFinite(value)) {
            return NODES.nullNode();
        }
        if (value == (int) value) {
            return NODES.numberNode((int) value);
        }
        return value == (long) value && Math.abs(value) < 1L << 53
                ? NODES.numberNode((long) value)
                : NODES.numberNode(value);
    }

    private JsonNode object(Object value) {
        budget.open(value);
        var node = opened(value);
        budget.close(value);
        return node;
    }

    private JsonNode opened(Object value) {
        if (value instanceof List<?> list) {
            return array(list);
        }
        if (value instanceof Map<?, ?> map && !(value instanceof JsMap)) {
            return properties(map);
        }
        if (value instanceof JsArray array) {
            return array(array);
        }
        if (value instanceof Boxed boxed) {
            return node(boxed.primitive());
        }
        return value instanceof Instant time ? NODES.textNode(JsonDate.text(time)) : bytes(value);
    }

    private JsonNode array(List<?> list) {
        var node = NODES.arrayNode(list.size());
        for (int i = 0; i < list.size(); i++) {
            node.add(inside(i, list.get(i)));
        }
        return node;
    }

    private JsonNode array(JsArray array) {
        budget.spend(array.length());
        var node = NODES.arrayNode();
        for (long i = 0; i < array.length(); i++) {
            node.add(inside(i, array.elements().get(i)));
        }
        return node;
    }

    private JsonNode properties(Map<?, ?> properties) {
        var node = NODES.objectNode();
        properties.forEach((name, value) -> {
            if (!(value instanceof Undefined)) {
                budget.path().enter((String) name);
                node.set((String) name, node(value));
                budget.path().leave();
            }
        });
        return node;
    }

    private JsonNode inside(long index, @Nullable Object element) {
        budget.spend(1);
        budget.path().enter(index);
        var node = node(element);
        budget.path().leave();
        return node;
    }

    private JsonNode bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return NODES.binaryNode(bytes);
        }
        if (value instanceof TypedArray array) {
            budget.spend(array.length());
            return NODES.binaryNode(array.bytes());
        }
        if (value instanceof ArrayBuffer buffer) {
            return NODES.binaryNode(buffer.bytes());
        }
        return value instanceof io.forkedchild.js.InvalidDate ? NODES.nullNode() : NODES.objectNode();
    }
}
