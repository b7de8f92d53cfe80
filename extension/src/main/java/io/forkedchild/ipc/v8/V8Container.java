package io.forkedchild.ipc.v8;

import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsSet;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An object whose beginning was read: it takes the values that follow, until its end. */
abstract class V8Container {

    final int start;
    private int id;

    V8Container(int start) {
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
