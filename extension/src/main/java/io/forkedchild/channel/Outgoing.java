package io.forkedchild.channel;

import java.util.Optional;
import java.util.OptionalInt;

/** A message on its way to a child; owns the descriptor that goes with it. */
final class Outgoing implements AutoCloseable {

    private final byte[] message;
    private final byte[] wire;
    private final Optional<OutgoingHandle> handle;
    private final OptionalInt rawTo;

    private Outgoing(byte[] message, byte[] wire, Optional<OutgoingHandle> handle, OptionalInt rawTo) {
        this.message = message;
        this.wire = wire;
        this.handle = handle;
        this.rawTo = rawTo;
    }

    static Outgoing of(byte[] message) {
        return new Outgoing(message, message, Optional.empty(), OptionalInt.empty());
    }

    static Outgoing with(OutgoingHandle handle, byte[] message, byte[] wire) {
        return new Outgoing(message, wire, Optional.of(handle), OptionalInt.empty());
    }

    /**
     * Bytes that are written as they are.
     *
     * @param descriptor the child's number of its channel
     */
    static Outgoing raw(byte[] bytes, int descriptor) {
        return new Outgoing(bytes, bytes, Optional.empty(), OptionalInt.of(descriptor));
    }

    /** The child's number of its channel if these are bytes without a frame; empty for a message. */
    OptionalInt rawTo() {
        return rawTo;
    }

    /** What the test sends, encoded. */
    byte[] message() {
        return message;
    }

    /** What is written: the message, or Node's message around it if there is a handle. */
    byte[] wire() {
        return wire;
    }

    Optional<OutgoingHandle> handle() {
        return handle;
    }

    Optional<String> handleType() {
        return handle.map(OutgoingHandle::type);
    }

    @Override
    public void close() {
        handle.ifPresent(OutgoingHandle::close);
    }
}
