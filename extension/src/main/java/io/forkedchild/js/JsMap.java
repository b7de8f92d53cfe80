package io.forkedchild.js;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Map} of JavaScript: its keys can be anything, and keep the order in which they were added. As there, a key
 * that is a string, a number or another primitive is known by its value, {@code 1} and {@code 1.0} being the same and
 * -0 being 0, and any other by its identity. {@link #get} and {@link #containsKey} find by {@code equals} what
 * identity does not find.
 *
 * <p>Like any collection of Java that holds itself, one that does has neither hash code nor text. It is not
 * thread-safe.
 */
public final class JsMap extends AbstractMap<@Nullable Object, @Nullable Object> {

    private final Map<SameValue, Entry<@Nullable Object, @Nullable Object>> entries = new LinkedHashMap<>();

    /** An empty map. */
    public JsMap() {}

    /**
     * A map of keys and their values, in turn.
     *
     * @throws IllegalArgumentException if the last key has no value
     */
    public static JsMap of(@Nullable Object... keysAndValues) {
        if (keysAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "keysAndValues must be pairs, but are " + keysAndValues.length + " objects");
        }
        var map = new JsMap();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** A map of these entries: so a Java map whose keys are strings is sent as a {@code Map}, not as an object. */
    public static JsMap copyOf(Map<?, ?> entries) {
        var map = new JsMap();
        entries.forEach(map::put);
        return map;
    }

    @Override
    public @Nullable Object put(@Nullable Object key, @Nullable Object value) {
        var same = new SameValue(key);
        var known = entries.get(same);
        if (known != null) {
            return known.setValue(value);
        }
        entries.put(same, new SimpleEntry<>(SameValue.kept(key), value));
        return null;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        var entry = entry(key);
        return entry == null ? null : entry.getValue();
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return entry(key) != null;
    }

    private @Nullable Entry<@Nullable Object, @Nullable Object> entry(@Nullable Object key) {
        var same = new SameValue(key);
        var entry = entries.get(same);
        return entry == null && same.isObject() ? equalEntry(key) : entry;
    }

    private @Nullable Entry<@Nullable Object, @Nullable Object> equalEntry(@Nullable Object key) {
        for (var entry : entries.values()) {
            if (key != null && key.equals(entry.getKey())) {
                return entry;
            }
        }
        return null;
    }

    @Override
    public Set<Entry<@Nullable Object, @Nullable Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<@Nullable Object, @Nullable Object>> iterator() {
                return entries.values().iterator();
            }

            @Override
            public int size() {
                return entries.size();
            }
        };
    }
}
