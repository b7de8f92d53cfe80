package io.forkedchild.child;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A value that the parent sent; parsed when somebody looks. */
public final class ParentMessage {

    private final byte[] bytes;
    private final Wire wire;
    private final boolean ignoresUnknown;

    ParentMessage(byte[] bytes, Wire wire) {
        this(bytes, wire, false);
    }

    private ParentMessage(byte[] bytes, Wire wire, boolean ignoresUnknown) {
        this.bytes = bytes;
        this.wire = wire;
        this.ignoresUnknown = ignoresUnknown;
    }

    /** The bytes as they came, without their frame. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The message for people: its JSON, or of the serialization {@code advanced} what Node's console would show. */
    public String text() {
        return wire.codec().text(bytes);
    }

    /**
     * The value in Java's own classes: {@link java.util.Map}, {@link java.util.List}, {@link String}, {@link Number},
     * {@link Boolean} or null; with {@code advanced} also the others that a test gets from a child. The cheapest way to a
     * message: only the others need Jackson, whose start takes a new JVM longer than its own does.
     *
     * @throws IllegalArgumentException if the parent has sent what is no JSON
     */
    public @Nullable Object value() {
        return wire.value(bytes);
    }

    /**
     * The value as a tree.
     *
     * @throws IllegalArgumentException if the parent has sent what is no JSON
     */
    public JsonNode json() {
        return wire.codec().json(bytes);
    }

    /**
     * The value as a Java type: a boxed number, a {@link String}, a {@link java.util.Map}, a record …
     *
     * @throws IllegalArgumentException if the value does not fit the type
     */
    public <T> T as(Class<T> type) {
        return wire.codec().as(type, bytes, ignoresUnknown);
    }

    /**
     * The value as a Java type with type arguments: {@code message.as(new TypeReference<List<Point>>() {})}.
     *
     * @throws IllegalArgumentException if the value does not fit the type
     */
    public <T> T as(TypeReference<T> type) {
        return wire.codec().as(type, bytes, ignoresUnknown);
    }

    /**
     * The same message, of which {@code as} reads what the type knows, and passes over the other members. Otherwise a member that
     * the type does not have is refused.
     */
    public ParentMessage ignoringUnknownMembers() {
        return new ParentMessage(bytes, wire, true);
    }

    @Override
    public String toString() {
        return text();
    }
}
