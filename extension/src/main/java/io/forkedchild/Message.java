package io.forkedchild;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.forkedchild.ipc.Codec;
import io.forkedchild.timeline.Excerpt;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value that a child sent over its channel; kept as the bytes that came, parsed when somebody looks. */
public final class Message {

    private final Excerpt bytes;
    private final Codec codec;
    private final @Nullable ReceivedHandle handle;

    Message(Excerpt bytes, Codec codec, @Nullable ReceivedHandle handle) {
        this.bytes = bytes;
        this.codec = codec;
        this.handle = handle;
    }

    /** The bytes as they came, without their frame: a line of JSON without the newline, or a value in V8's format. */
    public byte[] bytes() {
        return bytes.bytes();
    }

    /** The message for people: its JSON as it came, or of V8's format what Node's console would show. */
    public String text() {
        return codec.text(bytes());
    }

    /**
     * The value as a tree. Of V8's format, what has no JSON becomes what {@code JSON.stringify} makes of it.
     *
     * @throws IllegalArgumentException if the value contains itself, which a tree cannot
     */
    public JsonNode json() {
        return codec.json(bytes());
    }

    /**
     * The value in Java's own classes: {@link java.util.Map}, {@link java.util.List}, {@link String}, {@link Number},
     * {@link Boolean} or null; of V8's format also {@link java.util.Set}, {@link java.math.BigInteger},
     * {@link java.time.Instant}, {@code byte[]} for a Buffer, and the classes of {@code io.forkedchild.js}.
     */
    public @Nullable Object value() {
        return codec.value(bytes());
    }

    /**
     * The value as a Java type: a boxed number, a {@link String}, a {@link java.util.Map}, a record …
     *
     * @throws IllegalArgumentException if the value does not fit the type
     */
    public <T> T as(Class<T> type) {
        return codec.as(type, bytes());
    }

    /**
     * The value as a Java type with type arguments: {@code message.as(new TypeReference<List<Point>>() {})}.
     *
     * @throws IllegalArgumentException if the value does not fit the type
     */
    public <T> T as(TypeReference<T> type) {
        return codec.as(type, bytes());
    }

    /** Whether this is the value that {@code expected} is when it is sent. Numbers compare by value: 1 is 1.0. */
    public boolean hasValue(@Nullable Object expected) {
        return codec.hasValue(bytes(), expected);
    }

    /** The server, connection or socket that came with it. */
    public Optional<ReceivedHandle> handle() {
        return Optional.ofNullable(handle);
    }

    @Override
    public String toString() {
        return text() + handle().map(with -> " with a " + with).orElse("");
    }
}
