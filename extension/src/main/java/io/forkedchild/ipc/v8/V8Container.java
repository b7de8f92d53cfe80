package io.forkedchild.ipc.v8;

import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsSet;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An object whose beginning was read: it takes the values that follow, until its end. */
abstract class V8Container {

    final int start;
    private int id;

    private V8Container(int start) {
        this.start = start;
    }

    /** The number by which it is referred to. */
    final int id() {
        return id;
    }

    final void id(int number) {
        id = number;
    }

    /** What a reference to it means while it is not complete; empty if that means nothing. */
    abstract @Nullable Object known();

    /** Reads what can be between two values. Whether the end was read, so that no value follows. */
    abstract boolean isAtEnd(V8Input input);

    abstract void add(@Nullable Object value, V8Input input);

    /** The complete object. */
    abstract Object complete();

    static void checkCount(V8Input input, String what, long read) {
        long told = input.uint32();
        if (told != read) {
            throw input.defect(told + " " + what + " announced, " + read + " there");
        }
    }

    static String propertyName(@Nullable Object key, V8Input input) {
        if (key instanceof String name) {
            return name;
        }
        if (key instanceof Number number && !(key instanceof BigInteger)) {
            return V8Names.propertyName(number.doubleValue());
        }
        throw input.defect("the name of a property is neither a string nor a number");
    }

    /** {@code {a: 1}}. */
    static final class OfObject extends V8Container {
        private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        private @Nullable String name;

        OfObject(int start) {
            super(start);
        }

        /** Whether the value that comes next is that of this property. */
        boolean awaits(String property) {
            return property.equals(name);
        }

        @Override
        Object known() {
            return properties;
        }

        @Override
        boolean isAtEnd(V8Input input) {
            if (name != null || !input.skips(V8Tag.OBJECT_END)) {
                return false;
            }
            checkCount(input, "properties", properties.size());
            return true;
        }

        @Override
        void add(@Nullable Object value, V8Input input) {
            if (name == null) {
                name = propertyName(value, input);
                return;
            }
            if (properties.containsKey(name)) {
                throw input.defect("the property " + V8Text.ofName(name) + " twice");
            }
            properties.put(name, value);
            name = null;
        }

        @Override
        Object complete() {
            return properties;
        }
    }

    /**
     * An array, written one element after the other or as an object of its indices. Only at its end it is known whether a
     * list can hold it; until then it is taken for one, unless the reader knows better from having read it before.
     */
    static final class OfArray extends V8Container {
        private final boolean dense;
        private final long length;
        private final List<@Nullable Object> list = new ArrayList<>();
        private final @Nullable JsArray array;
        private boolean odd;
        private long elements;
        private long properties;
        private @Nullable String name;

        OfArray(int start, boolean dense, long length, boolean odd) {
            super(start);
            this.dense = dense;
            this.length = length;
            this.odd = odd;
            array = odd ? new JsArray(length) : null;
        }

        /** Whether it turned out that no list can hold it. */
        boolean isOdd() {
            return odd;
        }

        @Override
        Object known() {
            return array == null ? list : array;
        }

        @Override
        boolean isAtEnd(V8Input input) {
            if (hasMoreElements()) {
                skipHoles(input);
            }
            if (hasMoreElements() || name != null || !input.skips(end())) {
                return false;
            }
            checkCount(input, "properties", properties);
            checkCount(input, "elements", length);
            odd |= array == null && list.size() != length;
            return true;
        }

        private byte end() {
            return dense ? V8Tag.DENSE_ARRAY_END : V8Tag.SPARSE_ARRAY_END;
        }

        private boolean hasMoreElements() {
            return dense && elements < length;
        }

        private void skipHoles(V8Input input) {
            while (hasMoreElements() && input.skips(V8Tag.HOLE)) {
                odd = true;
                elements++;
            }
        }

        @Override
        void add(@Nullable Object value, V8Input input) {
            if (hasMoreElements()) {
                put(elements++, value);
            } else if (name == null) {
                name = propertyName(value, input);
            } else {
                addProperty(name, value, input);
                properties++;
                name = null;
            }
        }

        private void addProperty(String key, @Nullable Object value, V8Input input) {
            long index = V8Names.arrayIndex(key);
            if (index >= length || "length".equals(key) || isThere(key, index)) {
                throw input.defect(
                        "an array of length " + length + " cannot have the property " + V8Text.ofName(key) + " here");
            }
            if (index >= 0) {
                put(index, value);
            } else {
                odd = true;
                if (array != null) {
                    array.put(key, value);
                }
            }
        }

        private boolean isThere(String key, long index) {
            return array == null
                    ? index >= 0 && index < list.size()
                    : index < 0
                            ? array.properties().containsKey(key)
                            : array.elements().containsKey(index);
        }

        private void put(long index, @Nullable Object value) {
            if (array != null) {
                array.set(index, value);
            } else if (index == list.size()) {
                list.add(value);
            } else {
                odd = true;
            }
        }

        @Override
        Object complete() {
            return known();
        }
    }

    /** {@code new Map([[1, 2]])}. */
    static final class OfMap extends V8Container {
        private final JsMap map = new JsMap();
        private long objects;
        private @Nullable Object key;

        OfMap(int start) {
            super(start);
        }

        @Override
        Object known() {
            return map;
        }

        @Override
        boolean isAtEnd(V8Input input) {
            if (objects % 2 != 0 || !input.skips(V8Tag.MAP_END)) {
                return false;
            }
            checkCount(input, "keys and values", objects);
            return true;
        }

        @Override
        void add(@Nullable Object value, V8Input input) {
            if (objects++ % 2 == 0) {
                key = value;
            } else {
                map.put(key, value);
            }
        }

        @Override
        Object complete() {
            return map;
        }
    }

    /** {@code new Set([1])}. */
    static final class OfSet extends V8Container {
        private final JsSet set = new JsSet();
        private long objects;

        OfSet(int start) {
            super(start);
        }

        @Override
        Object known() {
            return set;
        }

        @Override
        boolean isAtEnd(V8Input input) {
            if (!input.skips(V8Tag.SET_END)) {
                return false;
            }
            checkCount(input, "values", objects);
            return true;
        }

        @Override
        void add(@Nullable Object value, V8Input input) {
            objects++;
            set.add(value);
        }

        @Override
        Object complete() {
            return set;
        }
    }

    /** {@code new TypeError('no', {cause})}: all but the cause is at hand where it begins. */
    static final class OfError extends V8Container {
        private String name = "Error";
        private @Nullable String message;
        private @Nullable String stack;
        private @Nullable JsError error;

        OfError(int start) {
            super(start);
        }

        @Override
        @Nullable
        Object known() {
            return error;
        }

        @Override
        boolean isAtEnd(V8Input input) {
            byte letter = input.raw();
            while (letter != V8Tag.ERROR_END && letter != V8Tag.ERROR_CAUSE) {
                take(letter, input);
                letter = input.raw();
            }
            if (error == null) {
                error = message == null ? JsError.named(name) : JsError.of(name, message);
            } else if (letter == V8Tag.ERROR_CAUSE) {
                throw input.defect("a second cause of an error");
            }
            if (stack != null && error.stack().isEmpty()) {
                error.initStack(stack);
            }
            return letter == V8Tag.ERROR_END;
        }

        private void take(byte letter, V8Input input) {
            if (letter == V8Tag.ERROR_STACK && stack == null) { // Node 20 writes it behind the cause
                stack = input.string();
            } else if (letter == V8Tag.ERROR_MESSAGE && message == null && error == null) {
                message = input.string();
            } else {
                name = V8Names.errorName(letter)
                        .filter(known -> error == null)
                        .orElseThrow(() -> input.defect("an error has no part " + V8Tag.shown(letter) + " here"));
            }
        }

        @Override
        void add(@Nullable Object value, V8Input input) {
            Objects.requireNonNull(error).initCause(value);
        }

        @Override
        Object complete() {
            return Objects.requireNonNull(error);
        }
    }

    /** What Node writes of an object that is none of JavaScript's own: a copy of its properties. */
    static final class OfHost extends V8Container {
        private @Nullable Object copy;

        OfHost(int start) {
            super(start);
        }

        @Override
        @Nullable
        Object known() {
            return null;
        }

        @Override
        boolean isAtEnd(V8Input input) {
            return copy != null;
        }

        @Override
        void add(@Nullable Object value, V8Input input) {
            if (value == null || !V8Reader.isObject(value)) {
                throw input.defect("the copy of a host object is no object");
            }
            copy = value;
        }

        @Override
        Object complete() {
            return Objects.requireNonNull(copy);
        }
    }
}
