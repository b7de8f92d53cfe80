package io.forkedchild.js;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A key as JavaScript compares it: strings, numbers and what else is primitive by value, objects by identity. So an object
 * that holds itself can be a key, and is never hashed.
 *
 * <p>Comparable, because whoever sends a {@code Map} can choose keys whose hash codes are equal: a table finds those by
 * their order, not one after the other.
 */
final class SameValue implements Comparable<SameValue> {

    private final @Nullable Object value;
    private final boolean primitive;

    SameValue(@Nullable Object key) {
        value = asPrimitive(key);
        primitive = isPrimitive(value);
    }

    private static @Nullable Object asPrimitive(@Nullable Object key) {
        if (key instanceof Number number && isNumber(number)) {
            return number.doubleValue() + 0.0; // makes 0 of -0
        }
        return key instanceof CharSequence || key instanceof Character ? key.toString() : key;
    }

    private static boolean isNumber(Number number) {
        return number instanceof Integer
                || number instanceof Double
                || number instanceof Long
                || number instanceof Float
                || number instanceof Short
                || number instanceof Byte;
    }

    private static boolean isPrimitive(@Nullable Object value) {
        return value == null
                || value instanceof String
                || value instanceof Double
                || value instanceof Boolean
                || value instanceof BigInteger
                || value instanceof Undefined;
    }

    /** The key as a {@code Map} keeps it: it has no -0. */
    static @Nullable Object kept(@Nullable Object key) {
        return key instanceof Number number && isNumber(number) && number.doubleValue() == 0 ? (Object) 0 : key;
    }

    boolean isObject() {
        return !primitive;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SameValue same
                && (value == same.value || (primitive && value != null && value.equals(same.value)));
    }

    @Override
    public int hashCode() {
        return primitive && value != null ? value.hashCode() : System.identityHashCode(value);
    }

    /** An order of no meaning; objects whose identity has the same hash code have none, but these nobody can choose. */
    @Override
    public int compareTo(SameValue other) {
        if (value instanceof Double number && other.value instanceof Double otherNumber) {
            return number.compareTo(otherNumber);
        }
        if (value instanceof String text && other.value instanceof String otherText) {
            return text.compareTo(otherText);
        }
        if (value instanceof BigInteger bigInt && other.value instanceof BigInteger otherBigInt) {
            return bigInt.compareTo(otherBigInt);
        }
        if (value instanceof Boolean truth && other.value instanceof Boolean otherTruth) {
            return truth.compareTo(otherTruth);
        }
        int byClass = Integer.compare(rank(), other.rank());
        return byClass != 0
                ? byClass
                : Integer.compare(System.identityHashCode(value), System.identityHashCode(other.value));
    }

    private int rank() {
        if (value instanceof Double) {
            return 1;
        }
        if (value instanceof String) {
            return 2;
        }
        if (value instanceof BigInteger) {
            return 3;
        }
        return value instanceof Boolean ? 4 : 0;
    }
}
