package io.forkedchild.ipc.v8;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.forkedchild.ipc.json.NodeCommand;
import io.forkedchild.js.JsMap;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Node's serialization {@code advanced}: a message is a value in the format of V8's {@code ValueSerializer}, in the dialect
 * of Node's channel.
 *
 * <p>What Java has a class for is of that class, both ways: {@code undefined} and what else only JavaScript has is of one of
 * {@code io.forkedchild.js}.
 */
public final class AdvancedMessages {

    private static final long LARGE_STACK_BYTES = 64 << 20;
    private static final String INTERNAL_PREFIX = "NODE_";
    private static final byte[] PREFIX = INTERNAL_PREFIX.getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] WIDE_PREFIX = INTERNAL_PREFIX.getBytes(StandardCharsets.UTF_16LE);

    private AdvancedMessages() {}

    /**
     * The bytes of a message, those that Node 20 writes for the value in JavaScript.
     *
     * @throws IllegalArgumentException if the value cannot be sent; the text names the place inside the value
     */
    public static byte[] encode(@Nullable Object value) {
        try {
            return V8Writer.write(value);
        } catch (StackOverflowError tooSmall) {
            return onTheStack("message cannot be sent", () -> onALargeStack(() -> V8Writer.write(value)));
        }
    }

    /**
     * The value of a message.
     *
     * @throws IllegalArgumentException if the bytes are no value in a version that is known, 13 to 16; the text tells the
     *     position and the reason
     */
    public static @Nullable Object value(byte[] message) {
        return V8Reader.read(message);
    }

    /** Why Node could not read the message; empty if it is one value. */
    public static Optional<String> defectOf(byte[] message) {
        try {
            value(message);
            return Optional.empty();
        } catch (V8Defect defect) {
            return Optional.of(defect.place());
        }
    }

    /** Whether Node keeps the message to itself: an object whose {@code cmd} begins with {@code NODE_} and goes on. */
    public static boolean isInternal(byte[] message) {
        if (!mentions(message, PREFIX) && !mentions(message, WIDE_PREFIX)) {
            return false;
        }
        try {
            return value(message) instanceof Map<?, ?> members
                    && !(members instanceof JsMap) // its entries are no properties
                    && NodeCommand.isInternal(members.get("cmd"));
        } catch (V8Defect defect) {
            return false;
        }
    }

    /**
     * The message that is the member {@code msg} of another one.
     *
     * @return empty if there is none that can be read alone: it refers to no object outside
     */
    public static Optional<byte[]> inner(byte[] message) {
        try {
            return V8Reader.member(message, "msg")
                    .filter(inner -> defectOf(inner).isEmpty());
        } catch (V8Defect defect) {
            return Optional.empty();
        }
    }

    /** A cheap look that spares most messages the reader. */
    private static boolean mentions(byte[] message, byte[] text) {
        for (int i = 0; i <= message.length - text.length; i++) {
            if (message[i] == text[0] && Arrays.equals(message, i, i + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The value as a tree of JSON, that of {@code JSON.stringify}, but for what that refuses or spoils: a {@code BigInt} is
     * an integer, however large, and bytes (a {@code Buffer}, typed array, {@code DataView} or {@code ArrayBuffer}) are
     * binary, in text Base64. So a {@code Date} is a text, {@code NaN} is {@code null}, {@code undefined} is {@code null} or
     * missing, and a {@code Map}, {@code Set}, regular expression or error an empty object.
     *
     * @throws IllegalArgumentException if the bytes are no value, or the value holds itself, or would be too large because
     *     it refers to the same objects again and again
     */
    public static JsonNode json(byte[] message) {
        return onTheStack("message is no JSON", () -> V8Json.tree(value(message)));
    }

    /**
     * The value as a Java type. {@code Object} and every class of which the value is give the value itself; all else is
     * read by Jackson, as strict as it is with JSON.
     *
     * @throws IllegalArgumentException if the bytes are no value, or not of that type
     */
    public static <T> T decode(byte[] message, Class<T> type) {
        return decode(message, type, false);
    }

    /**
     * As {@link #decode(byte[], Class)}, strict or not about members.
     *
     * @param ignoresUnknown whether members that the type does not have are passed over
     */
    public static <T> T decode(byte[] message, Class<T> type, boolean ignoresUnknown) {
        return onTheStack(
                "message is no " + type.getSimpleName(), () -> V8Beans.bean(value(message), type, ignoresUnknown));
    }

    /** As {@link #decode(byte[], Class)}, for a type with type arguments. */
    public static <T> T decode(byte[] message, TypeReference<T> type, boolean ignoresUnknown) {
        var name = type.getType().getTypeName();
        return onTheStack("message is no " + name, () -> V8Beans.bean(value(message), type, ignoresUnknown));
    }

    /**
     * Whether a message has the value that {@code expected} has when it is sent. Numbers compare by value, not by type, and
     * {@code NaN} is itself; a {@code BigInt} is no number. The order of properties, of entries of a {@code Map} and of
     * values of a {@code Set} does not matter, nor does the stack of an error. Bytes are a {@code Uint8Array} as well.
     *
     * @throws IllegalArgumentException if {@code expected} cannot be sent, or the bytes are no value
     */
    public static boolean hasValue(byte[] message, @Nullable Object expected) {
        var sent = value(encode(expected));
        return onTheStack("message cannot be compared", () -> new V8Comparison().areSame(value(message), sent));
    }

    /**
     * The message for people: short, on one line, as Node's console would show it. Bytes that are no value are shown as
     * such.
     */
    public static String text(byte[] message) {
        try {
            return V8Text.of(value(message));
        } catch (V8Defect defect) {
            return "<" + V8Text.hex(message) + ": " + defect.place() + ">";
        }
    }

    /** How deep a value may be must not depend on what the caller has on its stack, nor on what is compiled yet. */
    private static <T> T onALargeStack(Callable<T> walk) {
        var task = new FutureTask<>(walk);
        var thread = new Thread(null, task, "forkedchild-large-stack", LARGE_STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException early) {
                    interrupted = true; // the walk is short, and its result is wanted all the same
                }
            }
        } catch (ExecutionException failed) {
            throw unwrapped(failed);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException unwrapped(ExecutionException failed) {
        if (failed.getCause() instanceof StackOverflowError tooSmall) {
            throw tooSmall;
        }
        return failed.getCause() instanceof RuntimeException refusal ? refusal : new IllegalStateException(failed);
    }

    /** What goes through a value by recursion ends where the stack of the caller does. */
    private static <T extends @Nullable Object> T onTheStack(String what, Supplier<T> walk) {
        try {
            return walk.get();
        } catch (StackOverflowError tooDeep) {
            throw new IllegalArgumentException(what + ": too many objects in each other for this thread", tooDeep);
        }
    }
}
