package io.forkedchild.ipc.v8;

import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.Undefined;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes the value of one message, as Node 20 writes the value of JavaScript that it stands for. */
final class V8Writer {

    /** What Jackson allows, and what Node can read of whatever it is made: it ends between 1900 and 3500. */
    static final int MAX_DEPTH = 1000;

    /** They are the same object wherever they are used, which says nothing. */
    private static final List<Object> CONSTANTS = List.of(
            Instant.EPOCH,
            List.of(),
            Set.of(),
            Map.of(),
            Collections.emptyList(),
            Collections.emptySet(),
            Collections.emptyMap());

    private final V8Output output = new V8Output();
    private final V8Path path = new V8Path();
    private final V8LeafWriter leaves = new V8LeafWriter(output, path);
    private final IdentityHashMap<Object, Integer> ids = new IdentityHashMap<>();
    private int nextId;

    private V8Writer() {}

    /**
     * The message of this value.
     *
     * @throws IllegalArgumentException if it cannot be sent
     */
    static byte[] write(@Nullable Object value) {
        var writer = new V8Writer();
        writer.value(value);
        return writer.output.message();
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            output.tag(V8Tag.NULL);
        } else if (value instanceof Undefined) {
            output.tag(V8Tag.UNDEFINED);
        } else if (value instanceof Boolean truth) {
            output.tag(truth ? V8Tag.TRUE : V8Tag.FALSE);
        } else if (value instanceof BigInteger bigInt) {
            output.tag(V8Tag.BIG_INT);
            output.bigInt(bigInt);
        } else if (V8LeafWriter.isNumber(value)) {
            output.number(leaves.number((Number) value));
        } else if (value instanceof CharSequence || value instanceof Character) {
            output.string(value.toString());
        } else {
            object(value);
        }
    }

    private void object(Object value) {
        V8Types.refusal(value.getClass()).ifPresent(why -> {
            throw path.refusal("is a " + value.getClass().getName() + why);
        });
        if (!V8Types.isOwn(value.getClass())) {
            value(V8Beans.plain(value, path));
            return;
        }
        var known = ids.get(value);
        if (known != null) {
            output.tag(V8Tag.REFERENCE);
            output.uint32(known);
            return;
        }
        if (CONSTANTS.stream().noneMatch(constant -> constant == value)) {
            ids.put(value, nextId);
        }
        nextId++;
        newObject(value);
    }

    private void newObject(Object value) {
        if (path.depth() >= MAX_DEPTH) {
            throw path.refusal("is more than " + MAX_DEPTH + " objects deep");
        }
        if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof Set<?> set) {
            set(set);
        } else if (value instanceof Collection<?> collection) {
            array(collection);
        } else if (value instanceof JsArray array) {
            array(array);
        } else if (value instanceof JsError error) {
            error(error);
        } else if (value.getClass().isArray()) {
            javaArray(value);
        } else {
            leaves.leaf(value);
        }
    }

    private void map(Map<?, ?> map) {
        if (map instanceof JsMap || map.keySet().stream().anyMatch(key -> key != null && !(key instanceof String))) {
            output.tag(V8Tag.MAP);
            entries(map);
            output.tag(V8Tag.MAP_END);
            output.uint32(2L * map.size());
        } else {
            output.tag(V8Tag.OBJECT);
            properties(map);
            output.tag(V8Tag.OBJECT_END);
            output.uint32(map.size());
        }
    }

    private void entries(Map<?, ?> map) {
        int index = 0;
        for (var entry : map.entrySet()) {
            path.enter("key", index);
            value(kept(entry.getKey()));
            path.leave();
            path.enter("value", index++);
            value(entry.getValue());
            path.leave();
        }
    }

    /** What a Map or Set of JavaScript makes of a key: it has no -0. */
    private static @Nullable Object kept(@Nullable Object key) {
        return key instanceof Number number && V8LeafWriter.isNumber(number) && number.doubleValue() == 0
                ? (Object) 0
                : key;
    }

    /** As objects of JavaScript do, first those that are an index, in their order. */
    private void properties(Map<?, ?> properties) {
        var indices = new TreeMap<Long, @Nullable Object>();
        properties.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw path.refusal("is a " + properties.getClass().getName()
                        + " with a null key, which no object has; send an io.forkedchild.js.JsMap");
            }
            long index = V8Names.arrayIndex(text);
            if (index >= 0) {
                indices.put(index, value);
            }
        });
        if (!indices.isEmpty()) {
            indexed(indices);
        }
        for (var property : properties.entrySet()) {
            var name = (String) property.getKey();
            if (indices.isEmpty() || V8Names.arrayIndex(name) < 0) {
                output.string(name);
                path.enter(name);
                value(property.getValue());
                path.leave();
            }
        }
    }

    private void indexed(Map<Long, @Nullable Object> elements) {
        for (var element : elements.entrySet()) {
            long index = element.getKey();
            output.number((double) index);
            path.enter(index);
            value(element.getValue());
            path.leave();
        }
    }

    private void set(Set<?> set) {
        output.tag(V8Tag.SET);
        int index = 0;
        for (var element : set) {
            path.enter(index++);
            value(kept(element));
            path.leave();
        }
        output.tag(V8Tag.SET_END);
        output.uint32(set.size());
    }

    private void elements(Collection<?> elements) {
        int index = 0;
        for (var element : elements) {
            path.enter(index++);
            value(element);
            path.leave();
        }
    }

    private void array(Collection<?> elements) {
        output.tag(V8Tag.DENSE_ARRAY);
        output.uint32(elements.size());
        if (!areNumbers(elements)) {
            elements(elements);
        }
        output.tag(V8Tag.DENSE_ARRAY_END);
        output.uint32(0);
        output.uint32(elements.size());
    }

    /** Whether all are numbers; of these, V8 writes all in full if it must write one so. */
    private boolean areNumbers(Collection<?> elements) {
        if (!elements.stream().allMatch(V8LeafWriter::isNumber)) {
            return false;
        }
        var numbers = new double[elements.size()];
        int index = 0;
        for (var element : elements) {
            path.enter(index);
            numbers[index++] = leaves.number((Number) element);
            path.leave();
        }
        leaves.numbers(numbers);
        return true;
    }

    private void array(JsArray array) {
        boolean dense = !array.hasHoles();
        output.tag(dense ? V8Tag.DENSE_ARRAY : V8Tag.SPARSE_ARRAY);
        output.uint32(array.length());
        if (!dense) {
            indexed(array.elements());
        } else if (!areNumbers(array.elements().values())) {
            elements(array.elements().values());
        }
        properties(array.properties());
        output.tag(dense ? V8Tag.DENSE_ARRAY_END : V8Tag.SPARSE_ARRAY_END);
        output.uint32(array.properties().size() + (dense ? 0 : array.elements().size()));
        output.uint32(array.length());
    }

    /** The stack comes before the cause: Node 22 and later read no other order, Node 18 and 20 read both. */
    private void error(JsError error) {
        output.tag(V8Tag.ERROR);
        V8Names.errorLetter(error.name()).ifPresent(output::tag);
        error.message().ifPresent(message -> {
            output.tag(V8Tag.ERROR_MESSAGE);
            output.string(message);
        });
        error.stack().ifPresent(stack -> {
            output.tag(V8Tag.ERROR_STACK);
            output.string(stack);
        });
        if (error.hasCause()) {
            output.tag(V8Tag.ERROR_CAUSE);
            path.enter("cause");
            value(error.cause());
            path.leave();
        }
        output.tag(V8Tag.ERROR_END);
    }

    private void javaArray(Object array) {
        if (array instanceof byte[] bytes) {
            leaves.view(V8Names.BUFFER_INDEX, bytes);
        } else if (array instanceof Object[] objects) {
            array(Arrays.asList(objects));
        } else if (array instanceof boolean[] truths) {
            array(IntStream.range(0, truths.length).mapToObj(i -> truths[i]).toList());
        } else {
            leaves.leaf(V8Types.typedArray(array));
        }
    }
}
