package io.forkedchild.js;

import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Set} of JavaScript. What it holds is told apart as the keys of a {@link JsMap} are: primitives by value,
 * objects by identity; {@link #contains} finds by {@code equals} what identity does not find. It is not thread-safe.
 */
public final class JsSet extends AbstractSet<@Nullable Object> {

    private final Map<SameValue, @Nullable Object> elements = new LinkedHashMap<>();

    /** An empty set. */
    public JsSet() {}

    /** A set of these values. */
    public static JsSet of(@Nullable Object... values) {
        return copyOf(Arrays.asList(values));
    }

    /** A set of these values, in their order. */
    public static JsSet copyOf(Collection<?> values) {
        var set = new JsSet();
        set.addAll(values);
        return set;
    }

    @Override
    public boolean add(@Nullable Object value) {
        var same = new SameValue(value);
        if (elements.containsKey(same)) {
            return false;
        }
        elements.put(same, SameValue.kept(value));
        return true;
    }

    @Override
    public boolean contains(@Nullable Object value) {
        var same = new SameValue(value);
        return elements.containsKey(same) || (same.isObject() && elements.containsValue(value));
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
        return elements.values().iterator();
    }

    @Override
    public int size() {
        return elements.size();
    }
}
