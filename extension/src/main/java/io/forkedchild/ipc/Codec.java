package io.forkedchild.ipc;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.forkedchild.ipc.json.JsonMessages;
import io.forkedchild.ipc.v8.AdvancedMessages;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of the two serializations of the channel: how a value becomes bytes, and bytes a value. Any thread may use it. */
public enum Codec {

    /** A line of JSON a message. */
    JSON {
        @Override
        public byte[] encode(@Nullable Object value) {
            return JsonMessages.encode(value);
        }

        @Override
        public byte[] framed(byte[] message) {
            return LineFrames.framed(message);
        }

        @Override
        public Frames newFrames() {
            return new LineFrames();
        }

        @Override
        public Optional<String> defectOf(byte[] message) {
            return JsonMessages.defectOf(message);
        }

        @Override
        public boolean isInternal(byte[] message) {
            return JsonMessages.isInternal(message);
        }

        @Override
        public Optional<byte[]> inner(byte[] message) {
            return JsonMessages.inner(message);
        }

        @Override
        public @Nullable Object value(byte[] message) {
            return JsonMessages.value(message);
        }

        @Override
        public JsonNode json(byte[] message) {
            return JsonMessages.decode(message);
        }

        @Override
        public <T> T as(Class<T> type, byte[] message, boolean ignoresUnknown) {
            return JsonMessages.decode(message, type, ignoresUnknown);
        }

        @Override
        public <T> T as(TypeReference<T> type, byte[] message, boolean ignoresUnknown) {
            return JsonMessages.decode(message, type, ignoresUnknown);
        }

        @Override
        public boolean hasValue(byte[] message, @Nullable Object expected) {
            return JsonMessages.hasValue(message, expected);
        }

        @Override
        public String text(byte[] message) {
            return JsonMessages.text(message);
        }
    },

    /** A frame of V8's structured clone format a message. */
    ADVANCED {
        @Override
        public byte[] encode(@Nullable Object value) {
            return AdvancedMessages.encode(value);
        }

        @Override
        public byte[] framed(byte[] message) {
            return LengthFrames.framed(message);
        }

        @Override
        public Frames newFrames() {
            return new LengthFrames();
        }

        @Override
        public Optional<String> defectOf(byte[] message) {
            return AdvancedMessages.defectOf(message);
        }

        @Override
        public boolean isInternal(byte[] message) {
            return AdvancedMessages.isInternal(message);
        }

        @Override
        public Optional<byte[]> inner(byte[] message) {
            return AdvancedMessages.inner(message);
        }

        @Override
        public @Nullable Object value(byte[] message) {
            return AdvancedMessages.value(message);
        }

        @Override
        public JsonNode json(byte[] message) {
            return AdvancedMessages.json(message);
        }

        @Override
        public <T> T as(Class<T> type, byte[] message, boolean ignoresUnknown) {
            return AdvancedMessages.decode(message, type, ignoresUnknown);
        }

        @Override
        public <T> T as(TypeReference<T> type, byte[] message, boolean ignoresUnknown) {
            return AdvancedMessages.decode(message, type, ignoresUnknown);
        }

        @Override
        public boolean hasValue(byte[] message, @Nullable Object expected) {
            return AdvancedMessages.hasValue(message, expected);
        }

        @Override
        public String text(byte[] message) {
            return AdvancedMessages.text(message);
        }
    };

    /**
     * The bytes of a message, without frame.
     *
     * @throws IllegalArgumentException if the value cannot be sent; the text names the place inside the value
     */
    public abstract byte[] encode(@Nullable Object value);

    /**
     * The bytes of a message whose value is written as JSON.
     *
     * @throws IllegalArgumentException if the text is not one JSON value
     */
    public byte[] ofJson(String text) {
        var json = JsonMessages.ofText(text);
        return this == JSON ? json : encode(JsonMessages.value(json));
    }

    /** The message as it goes over the channel. */
    public abstract byte[] framed(byte[] message);

    /** A new stream of messages. */
    public abstract Frames newFrames();

    /** Why Node could not read the message; empty if it is one value. */
    public abstract Optional<String> defectOf(byte[] message);

    /** Whether Node keeps the message to itself: an object whose {@code cmd} begins with {@code NODE_} and goes on. */
    public abstract boolean isInternal(byte[] message);

    /**
     * The message that is the member {@code msg} of another one, as {@code NODE_HANDLE} has it. It costs what the bytes
     * weigh, and no depth is too much for it.
     *
     * @return empty if there is none, or if it refers to objects outside, as nothing that Node sends does
     */
    public abstract Optional<byte[]> inner(byte[] message);

    /** The value in Java's own classes, and in those of {@code io.forkedchild.js} for what Java has no class for. */
    public abstract @Nullable Object value(byte[] message);

    /** The value as a tree of JSON. */
    public abstract JsonNode json(byte[] message);

    /**
     * The value as a Java type.
     *
     * @param ignoresUnknown whether members that the type does not have are passed over
     * @throws IllegalArgumentException if the value does not fit the type
     */
    public abstract <T> T as(Class<T> type, byte[] message, boolean ignoresUnknown);

    /** As {@link #as(Class, byte[], boolean)}, without unknown members. */
    public <T> T as(Class<T> type, byte[] message) {
        return as(type, message, false);
    }

    /**
     * The message as a Java type with type arguments.
     *
     * @param ignoresUnknown whether members that the type does not have are passed over
     * @throws IllegalArgumentException if the value does not fit the type
     */
    public abstract <T> T as(TypeReference<T> type, byte[] message, boolean ignoresUnknown);

    /** Whether the message has the value that {@code expected} has when it is sent; numbers compare by value. */
    public abstract boolean hasValue(byte[] message, @Nullable Object expected);

    /** The message for people: JSON, or what Node's console would show. */
    public abstract String text(byte[] message);

    /** The members of a message that is an object, as those of {@link #isInternal internal} messages are. */
    public Map<?, ?> members(byte[] message) {
        return value(message) instanceof Map<?, ?> members ? members : Map.of();
    }
}
