package io.forkedchild.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Refuses arguments with texts that name the argument, what would be right, and the value that came. */
public final class Check {

    /** The sentence where a test has no child: mostly a field of a class without the extension. */
    public static final String NO_CHILD =
            "the ForkedChild is null. An annotated field has a child from the beginning of the"
                    + " test, if its class has @ExtendWith(ForkedChildExtension.class)";

    private Check() {}

    public static <T> T given(String argument, T value) {
        return Objects.requireNonNull(value, () -> argument + ": must not be null");
    }

    /**
     * The child of a test.
     *
     * @throws NullPointerException with the usual reason, if there is none
     */
    public static <T> T child(T child) {
        return Objects.requireNonNull(child, NO_CHILD);
    }

    public static void that(boolean right, String argument, String demand, Object value) {
        if (!right) {
            throw refusal(argument, demand, value);
        }
    }

    public static IllegalArgumentException refusal(String argument, String demand, Object value) {
        return new IllegalArgumentException(argument + ": " + demand + ", was " + shown(value));
    }

    /** A string that the kernel can take: one without NUL, which would end it early. */
    public static String text(String argument, String value) {
        that(given(argument, value).indexOf('\0') < 0, argument, "must not contain a NUL character", value);
        return value;
    }

    public static String filled(String argument, String value) {
        that(!text(argument, value).isEmpty(), argument, "must not be empty", value);
        return value;
    }

    public static List<String> texts(String argument, List<String> values) {
        List<String> checked = new ArrayList<>();
        for (String value : given(argument, values)) {
            checked.add(text(argument + "[" + checked.size() + "]", value));
        }
        return Collections.unmodifiableList(checked);
    }

    public static Map<String, String> variables(String argument, Map<String, String> values) {
        Map<String, String> checked = new LinkedHashMap<>();
        given(argument, values).forEach((name, value) -> {
            variableName(argument, name);
            checked.put(name, text(argument + "['" + name + "']", value));
        });
        return Collections.unmodifiableMap(checked);
    }

    public static String variableName(String argument, String name) {
        String itsName = argument + " name";
        that(!filled(itsName, name).contains("="), itsName, "must not contain '='", name);
        return name;
    }

    public static int id(String argument, int value) {
        that(value >= 0, argument, "must not be negative", value);
        return value;
    }

    private static String shown(Object value) {
        return value instanceof String text ? "'" + text.replace("\0", "\\0") + "'" : value.toString();
    }
}
