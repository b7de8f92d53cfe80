package io.forkedchild;

import com.fasterxml.jackson.databind.JsonNode;
import io.forkedchild.ipc.JsonMessages;
import io.forkedchild.timeline.Excerpt;
import org.jspecify.annotations.Nullable;

/** A value that a child sent over its channel; kept as the bytes that came, parsed when somebody looks. */
public final class Message {

    private final Excerpt bytes;

    Message(Excerpt bytes) {
        this.bytes = bytes;
    }

    /** The bytes as they came, without the newline that ends them. */
    public byte[] bytes() {
        return bytes.bytes();
    }

    /** The bytes as text. */
    public String text() {
        return bytes.text();
    }

    /** The value as a tree. */
    public JsonNode json() {
        return JsonMessages.decode(bytes());
    }

    /**
     * The value as a Java type: a boxed number, a {@link String}, a {@link java.util.Map}, a record …
     *
     * @throws IllegalArgumentException if the value does not fit the type
     */
    public <T> T as(Class<T> type) {
        return JsonMessages.decode(bytes(), type);
    }

    /** Whether this is the value that {@code expected} is as JSON. Numbers compare by value: 1 is 1.0. */
    public boolean hasValue(@Nullable Object expected) {
        return JsonMessages.hasValue(bytes(), expected);
    }

    @Override
    public String toString() {
        return text();
    }
}
