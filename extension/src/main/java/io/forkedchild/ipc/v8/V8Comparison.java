package io.forkedchild.ipc.v8;

import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsSet;
import io.forkedchild.js.TypedArray;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether two values that were read are the same in depth. Two objects that are met while they are being compared are taken
 * for the same, so values that hold themselves are compared as well.
 */
final class V8Comparison {

    private final Set<Pair> different = new HashSet<>();
    private final Set<Pair> assumed = new HashSet<>();
    private final Deque<Pair> trail = new ArrayDeque<>();

    boolean areSame(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number number && other instanceof Number otherNumber) {
            return areSame(number, otherNumber);
        }
        if (one == null || other == null || !V8Reader.isObject(one) || !V8Reader.isObject(other)) {
            return Objects.equals(one, other);
        }
        return areSameObjects(new Pair(one, other));
    }

    private static boolean areSame(Number one, Number other) {
        if (one instanceof BigInteger || other instanceof BigInteger) {
            return one.equals(other);
        }
        double value = one.doubleValue();
        double otherValue = other.doubleValue();
        return value == otherValue || (Double.isNaN(value) && Double.isNaN(otherValue));
    }

    private boolean areSameObjects(Pair pair) {
        if (different.contains(pair)) {
            return false;
        }
        if (!assumed.add(pair)) {
            return true;
        }
        trail.push(pair);
        if (haveSameContents(pair.one, pair.other)) {
            return true;
        }
        forgetDownTo(pair);
        different.add(pair);
        return false;
    }

    /** What was taken for the same inside objects that are not, may be different. */
    private void forgetDownTo(Pair pair) {
        Pair last;
        do {
            last = trail.pop();
            assumed.remove(last);
        } while (!last.equals(pair));
    }

    private boolean haveSameContents(Object one, Object other) {
        if (isBytes(one) && isBytes(other)) {
            return Arrays.equals(bytes(one), bytes(other));
        }
        if (one.getClass() != other.getClass()) {
            return false;
        }
        if (one instanceof List<?> list) {
            return haveSameElements(list, (List<?>) other);
        }
        if (one instanceof JsMap map) {
            return haveSameEntries(map, (JsMap) other);
        }
        if (one instanceof Map<?, ?> properties) {
            return haveSameValues(properties, (Map<?, ?>) other);
        }
        if (one instanceof JsSet set) {
            return haveSameValues(set, (JsSet) other);
        }
        if (one instanceof JsArray array) {
            return array.length() == ((JsArray) other).length()
                    && haveSameValues(array.elements(), ((JsArray) other).elements())
                    && haveSameValues(array.properties(), ((JsArray) other).properties());
        }
        return one instanceof JsError error ? areSame(error, (JsError) other) : one.equals(other);
    }

    /** Java's bytes are sent as a {@code Buffer}, which is a {@code Uint8Array} in JavaScript too. */
    private static boolean isBytes(Object value) {
        return value instanceof byte[] || (value instanceof TypedArray array && array.kind() == TypedArray.Kind.UINT8);
    }

    private static byte[] bytes(Object value) {
        return value instanceof TypedArray array ? array.bytes() : (byte[]) value;
    }

    private boolean haveSameElements(List<?> one, List<?> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!areSame(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean haveSameValues(Map<?, ?> one, Map<?, ?> other) {
        if (!one.keySet().equals(other.keySet())) {
            return false;
        }
        for (var entry : one.entrySet()) {
            if (!areSame(entry.getValue(), other.get(entry.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** In any order. */
    private boolean haveSameEntries(JsMap one, JsMap other) {
        if (one.size() != other.size()) {
            return false;
        }
        var left = new ArrayList<Map.Entry<?, ?>>(other.entrySet());
        for (var entry : one.entrySet()) {
            var key = entry.getKey();
            boolean there = isPrimitive(key)
                    ? other.containsKey(key) && areSame(entry.getValue(), other.get(key))
                    : isEntryTaken(entry, left);
            if (!there) {
                return false;
            }
        }
        return true;
    }

    private boolean isEntryTaken(Map.Entry<?, ?> entry, List<Map.Entry<?, ?>> left) {
        for (var candidates = left.iterator(); candidates.hasNext(); ) {
            var candidate = candidates.next();
            if (areSame(entry.getKey(), candidate.getKey()) && areSame(entry.getValue(), candidate.getValue())) {
                candidates.remove();
                return true;
            }
        }
        return false;
    }

    private boolean haveSameValues(JsSet one, JsSet other) {
        if (one.size() != other.size()) {
            return false;
        }
        var left = new ArrayList<@Nullable Object>(other);
        for (var value : one) {
            if (!(isPrimitive(value) ? other.contains(value) : isTaken(value, left))) {
                return false;
            }
        }
        return true;
    }

    private boolean isTaken(@Nullable Object value, Collection<@Nullable Object> left) {
        for (var candidates = left.iterator(); candidates.hasNext(); ) {
            if (areSame(value, candidates.next())) {
                candidates.remove();
                return true;
            }
        }
        return false;
    }

    private static boolean isPrimitive(@Nullable Object value) {
        return value == null || !V8Reader.isObject(value);
    }

    /** The stack tells where an error was made, which is no part of its value. */
    private boolean areSame(JsError one, JsError other) {
        return one.name().equals(other.name())
                && one.message().equals(other.message())
                && one.hasCause() == other.hasCause()
                && areSame(one.cause(), other.cause());
    }

    /** Two objects, known by identity. */
    private static final class Pair {
        private final Object one;
        private final Object other;

        Pair(Object one, Object other) {
            this.one = one;
            this.other = other;
        }

        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Pair pair && one == pair.one && other == pair.other;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(one) + System.identityHashCode(other);
        }
    }
}
