package io.forkedchild.js;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error of JavaScript. Its name is that of one of the language's own classes, for that is all that goes over a channel:
 * an error of any other class arrives as {@code Error}.
 *
 * <p>Two are equal if name, message and cause are. The stack does not count: it tells where the error was made.
 */
public final class JsError {

    /** The names that an error can have. */
    public static final List<String> NAMES =
            List.of("Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError");

    private final String name;
    private final @Nullable String message;
    private @Nullable String stack;
    private boolean caused;
    private @Nullable Object cause;

    private JsError(String name, @Nullable String message) {
        this.name = name;
        this.message = message;
    }

    /**
     * An error without message.
     *
     * @throws IllegalArgumentException if the name is none of {@link #NAMES}
     */
    public static JsError named(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("name must be one of " + NAMES + ", but is '" + name + "'");
        }
        return new JsError(name, null);
    }

    /**
     * An error with a message and no stack.
     *
     * @throws IllegalArgumentException if the name is none of {@link #NAMES}
     */
    public static JsError of(String name, String message) {
        return new JsError(named(name).name, message);
    }

    /**
     * Gives the error its stack, a text whose first line is usually name and message.
     *
     * @return this
     * @throws IllegalStateException if it has one
     */
    public JsError initStack(String text) {
        if (stack != null) {
            throw new IllegalStateException("the error has a stack: " + this);
        }
        stack = text;
        return this;
    }

    /**
     * Gives the error its cause, which can be any value and may refer to the error.
     *
     * @return this
     * @throws IllegalStateException if it has one
     */
    public JsError initCause(@Nullable Object value) {
        if (caused) {
            throw new IllegalStateException("the error has a cause: " + this);
        }
        caused = true;
        cause = value;
        return this;
    }

    /** One of {@link #NAMES}. */
    public String name() {
        return name;
    }

    /** What went wrong. */
    public Optional<String> message() {
        return Optional.ofNullable(message);
    }

    /** Where it went wrong, as V8 writes it. */
    public Optional<String> stack() {
        return Optional.ofNullable(stack);
    }

    /** Whether it has a cause; it can be {@code null}. */
    public boolean hasCause() {
        return caused;
    }

    /** What caused it, {@code null} if nothing did. */
    public @Nullable Object cause() {
        return cause;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsError error
                && name.equals(error.name)
                && Objects.equals(message, error.message)
                && caused == error.caused
                && (cause == error.cause || Objects.equals(cause, error.cause));
    }

    /** The cause, which may refer to the error, does not count. */
    @Override
    public int hashCode() {
        return Objects.hash(name, message, caused);
    }

    @Override
    public String toString() {
        return message == null ? name : name + ": " + message;
    }
}
