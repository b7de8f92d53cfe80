package io.forkedchild.js;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An array that is no list: it has holes, or properties besides its elements, as the result of {@code String.match}
 * has. It takes the room of what is in it, however long it is. It is not thread-safe.
 */
public final class JsArray {

    /** The longest that JavaScript has: 2<sup>32</sup> - 1. */
    public static final long MAX_LENGTH = 0xffff_ffffL;

    private final long length;
    private final SortedMap<Long, @Nullable Object> elements = new TreeMap<>();
    private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();

    /**
     * An array of holes.
     *
     * @throws IllegalArgumentException if it is longer than {@link #MAX_LENGTH}
     */
    public JsArray(long length) {
        if (length < 0 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("length must be 0 to " + MAX_LENGTH + ", but is " + length);
        }
        this.length = length;
    }

    /** An array of these elements; what is missing is {@link #put} there. */
    public static JsArray of(@Nullable Object... elements) {
        var array = new JsArray(elements.length);
        for (int i = 0; i < elements.length; i++) {
            array.set(i, elements[i]);
        }
        return array;
    }

    /**
     * Gives the array an element.
     *
     * @return this
     * @throws IndexOutOfBoundsException if the array is not as long
     */
    public JsArray set(long index, @Nullable Object element) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("index " + index + " of an array of length " + length);
        }
        elements.put(index, element);
        return this;
    }

    /**
     * Gives the array a property.
     *
     * @return this
     */
    public JsArray put(String name, @Nullable Object value) {
        properties.put(name, value);
        return this;
    }

    /** How long it is, holes included. */
    public long length() {
        return length;
    }

    /** Whether an element is missing. */
    public boolean hasHoles() {
        return elements.size() < length;
    }

    /** The elements by their index, from the first to the last; a hole is missing. Cannot be changed. */
    public SortedMap<Long, @Nullable Object> elements() {
        return Collections.unmodifiableSortedMap(elements);
    }

    /** The properties besides the elements, in their order. Cannot be changed. */
    public Map<String, @Nullable Object> properties() {
        return Collections.unmodifiableMap(properties);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsArray array
                && length == array.length
                && elements.equals(array.elements)
                && properties.equals(array.properties);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(length) + elements.hashCode()) + properties.hashCode();
    }

    @Override
    public String toString() {
        return "JsArray(" + length + ") " + elements + (properties.isEmpty() ? "" : " " + properties);
    }
}
