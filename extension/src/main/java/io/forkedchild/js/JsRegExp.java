package io.forkedchild.js;

import java.util.regex.Pattern;

/**
 * A regular expression of JavaScript, as text: its syntax is not that of {@link Pattern}.
 *
 * @param source what is between the slashes
 * @param flags some of {@code dgimsuvy}, in this order
 */
public record JsRegExp(String source, String flags) {

    private static final String FLAGS = "dgimsuvy";

    /**
     * An expression with these flags, in any order.
     *
     * @throws IllegalArgumentException if a flag is unknown or occurs twice, or both {@code u} and {@code v} are there
     */
    public JsRegExp {
        long known = flags.chars()
                .filter(flag -> FLAGS.indexOf(flag) >= 0)
                .distinct()
                .count();
        if (known < flags.length() || (flags.contains("u") && flags.contains("v"))) {
            throw new IllegalArgumentException(
                    "flags must be different ones of " + FLAGS + ", u or v, but are '" + flags + "'");
        }
        flags = flags.chars()
                .sorted()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** An expression without flags. */
    public JsRegExp(String source) {
        this(source, "");
    }

    @Override
    public String toString() {
        return "/" + source + "/" + flags;
    }
}
