package io.forkedchild;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.forkedchild.channel.ReceivedMessage;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A value that a child sent over its channel; kept as the bytes that came, parsed when somebody looks. */
public final class Message {

    private final ReceivedMessage received;
    private final boolean ignoresUnknown;

    Message(ReceivedMessage received) {
        this(received, false);
    }

    private Message(ReceivedMessage received, boolean ignoresUnknown) {
        this.received = received;
        this.ignoresUnknown = ignoresUnknown;
    }

    /** The messages of a list that does not change. */
    static List<Message> of(List<ReceivedMessage> received) {
        return new Views(received);
    }

    /** The bytes as they came, without their frame: a line of JSON without the newline, or a value in V8's format. */
    public byte[] bytes() {
        return received.bytes().bytes();
    }

    /** The message for people: its JSON as it came, or of V8's format what Node's console would show. */
    public String text() {
        return received.text();
    }

    /**
     * The value as a tree. Of V8's format, what has no JSON becomes what {@code JSON.stringify} makes of it.
     *
     * @throws IllegalArgumentException if the value contains itself, which a tree cannot
     */
    public JsonNode json() {
        return received.codec().json(bytes());
    }

    /**
     * The value in Java's own classes: {@link java.util.Map}, {@link java.util.List}, {@link String}, {@link Number},
     * {@link Boolean} or null; of V8's format also {@link java.util.Set}, {@link java.math.BigInteger},
     * {@link java.time.Instant}, {@code byte[]} for a Buffer, and the classes of {@code io.forkedchild.js}.
     */
    public @Nullable Object value() {
        return received.codec().value(bytes());
    }

    /**
     * The value as a Java type: a boxed number, a {@link String}, a {@link java.util.Map}, a record …
     *
     * @throws IllegalArgumentException if the value does not fit the type
     */
    public <T> T as(Class<T> type) {
        return received.codec().as(type, bytes(), ignoresUnknown);
    }

    /**
     * The value as a Java type with type arguments: {@code message.as(new TypeReference<List<Point>>() {})}.
     *
     * @throws IllegalArgumentException if the value does not fit the type
     */
    public <T> T as(TypeReference<T> type) {
        return received.codec().as(type, bytes(), ignoresUnknown);
    }

    /**
     * The same message, of which {@code as} reads what the type knows, and passes over the other members. Otherwise a member that
     * the type does not have is refused, so that nothing that is sent goes unseen.
     */
    public Message ignoringUnknownMembers() {
        return new Message(received, true);
    }

    /** Whether this is the value that {@code expected} is when it is sent. Numbers compare by value: 1 is 1.0. */
    public boolean hasValue(@Nullable Object expected) {
        return received.codec().hasValue(bytes(), expected);
    }

    /** The server, connection or socket that came with it. */
    public Optional<ReceivedHandle> handle() {
        return Optional.ofNullable(received.handle()).map(ReceivedHandle::new);
    }

    @Override
    public String toString() {
        return text() + handle().map(with -> " with a " + with).orElse("");
    }

    /** Two views of one message of a child are equal; two messages with the same value are not. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Message that && received.equals(that.received);
    }

    @Override
    public int hashCode() {
        return received.hashCode();
    }

    /** Makes the messages when somebody looks. */
    private static final class Views extends AbstractList<Message> implements RandomAccess {

        private final List<ReceivedMessage> received;

        Views(List<ReceivedMessage> received) {
            this.received = received;
        }

        @Override
        public Message get(int index) {
            return new Message(received.get(index));
        }

        @Override
        public int size() {
            return received.size();
        }
    }
}
