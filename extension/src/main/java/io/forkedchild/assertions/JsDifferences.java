package io.forkedchild.assertions;

import io.forkedchild.js.JsArray;
import io.forkedchild.js.TypedArray;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where two values of V8's format differ, be it only in their kind: {@code 1} is no {@code 1n}. Objects that hold themselves
 * are compared once.
 */
final class JsDifferences extends Differences {

    private static final int MOST_PAIRS = 100_000;
    private static final int LARGEST = 10_000;

    private final Function<@Nullable Object, EncodedValue> encoding;
    private final IdentityHashMap<Object, Set<Object>> met = new IdentityHashMap<>();
    private int pairs;

    private JsDifferences(boolean isPart, Function<@Nullable Object, EncodedValue> encoding) {
        super(isPart);
        this.encoding = encoding;
    }

    /** @param encoding makes a message of a part, for its text and for what is compared as a whole */
    static Differences between(
            @Nullable Object expected, @Nullable Object actual, Function<@Nullable Object, EncodedValue> encoding) {
        var differences = new JsDifferences(false, encoding);
        differences.compare("$", expected, actual);
        return differences;
    }

    /** Where the actual value lacks the part, whatever else its objects have; a {@code Map} or {@code Set} is exact. */
    static Differences fromPart(
            @Nullable Object part, @Nullable Object actual, Function<@Nullable Object, EncodedValue> encoding) {
        var differences = new JsDifferences(true, encoding);
        differences.compare("$", part, actual);
        return differences;
    }

    @Override
    void compare(String path, @Nullable Object expected, @Nullable Object actual) {
        var one = new JsValue(expected);
        var other = new JsValue(actual);
        if (!one.isOfKindOf(other)) {
            differInKind(path, () -> "expected " + withKind(one) + ", was " + withKind(other), expected, actual);
        } else if (expected == null || actual == null || one.isPrimitive()) {
            if (!areSame(expected, actual)) {
                differ(path, expected, actual);
            }
        } else if (isNew(expected, actual)) {
            compareObjects(path, one, other);
        }
    }

    private String withKind(JsValue value) {
        var text = text(value.object());
        return text.equals(value.kind()) ? text : text + " (" + value.kind() + ")";
    }

    private static boolean areSame(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Number number && other instanceof Number otherNumber && !(one instanceof BigInteger)) {
            return number.doubleValue() == otherNumber.doubleValue()
                    || (Double.isNaN(number.doubleValue()) && Double.isNaN(otherNumber.doubleValue()));
        }
        return Objects.equals(one, other);
    }

    private boolean isNew(Object one, Object other) {
        return met.computeIfAbsent(one, any -> Collections.newSetFromMap(new IdentityHashMap<>()))
                        .add(other)
                && (isPart() || ++pairs <= MOST_PAIRS); // a part is judged by its differences, an exact value is not
    }

    private void compareObjects(String path, JsValue expected, JsValue actual) {
        if (expected.isPlainObject() && actual.isPlainObject()) {
            compareMembers(path, expected.parts(this::text), actual.parts(this::text));
        } else if (expected.hasParts() && actual.hasParts()) {
            compareParts(path, expected.parts(this::text), actual.parts(this::text));
            if (expected.object() instanceof JsArray || actual.object() instanceof JsArray) {
                compareLengths(path, expected, actual);
            }
        } else if (expected.length() >= 0 && expected.length() != actual.length()) {
            compareLengths(path, expected, actual);
        } else if (expected.length() > 0 && !isSameWhole(expected.object(), actual.object())) {
            compareBytes(path, expected, actual);
        } else if (!isSameWhole(expected.object(), actual.object())) {
            differ(path, expected.object(), actual.object());
        }
    }

    /** Holes at the end are no elements, but count. */
    private void compareLengths(String path, JsValue expected, JsValue actual) {
        if (expected.length() != actual.length()) {
            differ(path + ".length", expected.length(), actual.length());
        }
    }

    private void compareBytes(String path, JsValue expected, JsValue actual) {
        var one = view(expected.object());
        var other = view(actual.object());
        if (one == null || other == null) {
            differ(path, expected.object(), actual.object());
            return;
        }
        int index = Arrays.mismatch(one.bytes(), other.bytes()) / one.kind().elementBytes();
        differ(path + "[" + index + "]", one.element(index), other.element(index));
    }

    private static @Nullable TypedArray view(@Nullable Object value) {
        return value instanceof byte[] bytes
                ? new TypedArray(TypedArray.Kind.UINT8, bytes)
                : value instanceof TypedArray array ? array : null;
    }

    private boolean isSameWhole(@Nullable Object one, @Nullable Object other) {
        try {
            return encoding.apply(one).hasValue(other);
        } catch (IllegalArgumentException tooDeep) {
            return false;
        }
    }

    /** What came may be deeper than what can be sent. */
    @Override
    String text(@Nullable Object value) {
        try {
            return encoding.apply(value).text();
        } catch (IllegalArgumentException tooDeep) {
            return "…";
        }
    }

    /** Each object counts once, however often it is referred to. */
    @Override
    int size(@Nullable Object value) {
        var counted = Collections.newSetFromMap(new IdentityHashMap<Object, Boolean>());
        var left = new ArrayDeque<JsValue>();
        left.add(new JsValue(value));
        int size = 0;
        while (!left.isEmpty() && size < LARGEST) {
            var next = left.remove();
            size++;
            if (next.object() != null && counted.add(next.object())) {
                next.parts(key -> String.valueOf(key)).values().forEach(part -> left.add(new JsValue(part)));
            }
        }
        return size;
    }
}
