package io.forkedchild.ipc.v8;

import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.Boxed;
import io.forkedchild.js.InvalidDate;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsRegExp;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.Undefined;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
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

    private static final long LARGEST_SAFE_INTEGER = (1L << 53) - 1;
    private static final long LARGEST_TIME = 8_640_000_000_000_000L;
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

    private IllegalArgumentException refusal(String what) {
        return new IllegalArgumentException("message cannot be sent: " + path + " " + what);
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
        } else if (isNumber(value)) {
            output.number(number((Number) value));
        } else if (value instanceof CharSequence || value instanceof Character) {
            output.string(value.toString());
        } else {
            object(value);
        }
    }

    private static boolean isNumber(@Nullable Object value) {
        return value instanceof Integer
                || value instanceof Double
                || value instanceof Long
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigDecimal;
    }

    private double number(Number value) {
        if (value instanceof Long number && Math.abs(number.doubleValue()) > LARGEST_SAFE_INTEGER) {
            throw refusal("is the long " + value + ", beyond the safe integers of JavaScript; send a BigInteger");
        }
        double number = value.doubleValue();
        if (value instanceof BigDecimal decimal
                && (!Double.isFinite(number) || BigDecimal.valueOf(number).compareTo(decimal) != 0)) {
            throw refusal("is the BigDecimal " + decimal + ", which no number of JavaScript is; send a String");
        }
        return number;
    }

    private void object(Object value) {
        V8Types.refusal(value.getClass()).ifPresent(why -> {
            throw refusal("is a " + value.getClass().getName() + why);
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
            throw refusal("is more than " + MAX_DEPTH + " objects deep");
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
            leaf(value);
        }
    }

    @SuppressWarnings("JavaUtilDate") // a java.sql.Date refuses toInstant
    private void leaf(Object value) {
        if (value instanceof Instant instant) {
            date(milliseconds(instant));
        } else if (value instanceof Date date) {
            date(checkedTime(date.getTime()));
        } else if (value instanceof InvalidDate) {
            date(Double.NaN);
        } else if (value instanceof TypedArray array) {
            view(V8Names.viewIndex(array.kind()), array.bytes());
        } else if (value instanceof ArrayBuffer buffer) {
            arrayBuffer(buffer);
        } else if (value instanceof JsRegExp regExp) {
            output.tag(V8Tag.REG_EXP);
            output.string(regExp.source());
            output.uint32(V8Names.flagBits(regExp.flags()));
        } else {
            boxed(((Boxed) value).primitive());
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
        return key instanceof Number number && isNumber(number) && number.doubleValue() == 0 ? (Object) 0 : key;
    }

    /** As objects of JavaScript do, first those that are an index, in their order. */
    private void properties(Map<?, ?> properties) {
        var indices = new TreeMap<Long, @Nullable Object>();
        properties.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw refusal("is a " + properties.getClass().getName()
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

    /** Of numbers alone, V8 writes all in full if it must write one so. Whether they are numbers alone; then they are written. */
    private boolean areNumbers(Collection<?> elements) {
        if (!elements.stream().allMatch(V8Writer::isNumber)) {
            return false;
        }
        var numbers = new double[elements.size()];
        int index = 0;
        for (var element : elements) {
            path.enter(index);
            numbers[index++] = number((Number) element);
            path.leave();
        }
        numbers(numbers);
        return true;
    }

    private void numbers(double[] numbers) {
        if (Arrays.stream(numbers).allMatch(number -> Double.compare((int) number, number) == 0)) {
            Arrays.stream(numbers).forEach(output::number);
        } else {
            Arrays.stream(numbers).forEach(number -> {
                output.tag(V8Tag.DOUBLE);
                output.float64(number);
            });
        }
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
            view(V8Names.BUFFER_INDEX, bytes);
        } else if (array instanceof Object[] objects) {
            array(Arrays.asList(objects));
        } else if (array instanceof boolean[] truths) {
            array(IntStream.range(0, truths.length).mapToObj(i -> truths[i]).toList());
        } else {
            leaf(V8Types.typedArray(array));
        }
    }

    private void view(int index, byte[] bytes) {
        output.tag(V8Tag.HOST_OBJECT);
        output.uint32(0);
        output.uint32(index);
        output.uint32(bytes.length);
        output.bytes(bytes);
    }

    private double milliseconds(Instant instant) {
        try {
            return checkedTime(instant.toEpochMilli());
        } catch (ArithmeticException | DateTimeException failure) {
            throw refusal("is the Instant " + instant + ", which no Date is");
        }
    }

    private double checkedTime(long time) {
        if (Math.abs(time) > LARGEST_TIME) {
            throw refusal("is the time " + time + " ms, which no Date is: at most " + LARGEST_TIME);
        }
        return (double) time;
    }

    private void date(double time) {
        output.tag(V8Tag.DATE);
        output.float64(time);
    }

    private void arrayBuffer(ArrayBuffer buffer) {
        var maximum = buffer.maxByteLength();
        output.tag(maximum.isPresent() ? V8Tag.RESIZABLE_ARRAY_BUFFER : V8Tag.ARRAY_BUFFER);
        output.uint32(buffer.byteLength());
        maximum.ifPresent(output::uint32);
        output.bytes(buffer.bytes());
    }

    private void boxed(Object primitive) {
        if (primitive instanceof Boolean truth) {
            output.tag(truth ? V8Tag.TRUE_OBJECT : V8Tag.FALSE_OBJECT);
        } else if (primitive instanceof Double number) {
            output.tag(V8Tag.NUMBER_OBJECT);
            output.float64(number);
        } else if (primitive instanceof BigInteger bigInt) {
            output.tag(V8Tag.BIG_INT_OBJECT);
            output.bigInt(bigInt);
        } else {
            output.tag(V8Tag.STRING_OBJECT);
            output.string((String) primitive);
        }
    }
}
