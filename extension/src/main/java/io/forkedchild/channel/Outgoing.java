package io.forkedchild.channel;

import java.util.Optional;

/** A message on its way to a child; owns the descriptor that goes with it. */
final class Outgoing implements AutoCloseable {

    private final byte[] message;
    private final byte[] wire;
    private final Optional<OutgoingHandle> handle;

    private Outgoing(byte[] message, byte[] wire, Optional<OutgoingHandle> handle) {
        this.message = message;
        this.wire = wire;
        this.handle = handle;
    }

    static Outgoing of(byte[] message) {
        return new Outgoing(message, message, Optional.empty());
    }

    static Outgoing with(OutgoingHandle handle, byte[] message, byte[] wire) {
        return new Outgoing(message, wire, Optional.of(handle));
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
