package io.forkedchild.ipc.v8;

import io.forkedchild.js.JsArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array, written one element after the other or as an object of its indices. Only at its end it is known whether a
 * list can hold it; until then it is taken for one, unless the reader knows better from having read it before.
 */
final class V8Array extends V8Container {
    private final boolean dense;
    private final long length;
    private final List<@Nullable Object> list = new ArrayList<>();
    private final @Nullable JsArray array;
    private boolean odd;
    private long elements;
    private long properties;
    private @Nullable String name;

    V8Array(int start, boolean dense, long length, boolean odd) {
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
