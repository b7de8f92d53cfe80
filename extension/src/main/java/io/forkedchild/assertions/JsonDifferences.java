package io.forkedchild.assertions;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where two plain values differ. Numbers compare by value. */
final class JsonDifferences extends Differences {

    private JsonDifferences(boolean isPart) {
        super(isPart);
    }

    static Differences between(@Nullable Object expected, @Nullable Object actual) {
        return new JsonDifferences(false).of(expected, actual);
    }

    /** Where the actual value lacks the part, whatever else its objects have. */
    static Differences fromPart(@Nullable Object part, @Nullable Object actual) {
        return new JsonDifferences(true).of(part, actual);
    }

    private Differences of(@Nullable Object expected, @Nullable Object actual) {
        compare("$", expected, actual);
        return this;
    }

    @Override
    void compare(String path, @Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Map<?, ?> one && actual instanceof Map<?, ?> other) {
            compareMembers(path, parts(one), parts(other));
        } else if (expected instanceof List<?> one && actual instanceof List<?> other) {
            compareParts(path, parts(one), parts(other));
        } else if (!isSame(expected, actual)) {
            differ(path, expected, actual);
        }
    }

    private static Map<String, @Nullable Object> parts(Map<?, ?> members) {
        var parts = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((name, value) -> parts.put("." + name, value));
        return parts;
    }

    private static Map<String, @Nullable Object> parts(List<?> elements) {
        var parts = new LinkedHashMap<String, @Nullable Object>();
        for (var element : elements) {
            parts.put("[" + parts.size() + "]", element);
        }
        return parts;
    }

    private static boolean isSame(@Nullable Object expected, @Nullable Object actual) {
        return (expected instanceof Number one && actual instanceof Number other)
                ? one.equals(other) || isSameNumber(one, other)
                : Objects.equals(expected, actual);
    }

    private static boolean isSameNumber(Number one, Number other) {
        try {
            return decimal(one).compareTo(decimal(other)) == 0;
        } catch (NumberFormatException notFinite) {
            return false;
        }
    }

    /** Not by way of a text: of a million digits that takes seconds. */
    private static BigDecimal decimal(Number number) {
        if (number instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }
}
