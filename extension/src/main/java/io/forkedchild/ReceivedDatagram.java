package io.forkedchild;

import io.forkedchild.text.Count;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A datagram and who sent it. */
public final class ReceivedDatagram {

    private final byte[] bytes;
    private final Optional<SocketAddress> sender;

    ReceivedDatagram(byte[] bytes, Optional<SocketAddress> sender) {
        this.bytes = bytes;
        this.sender = sender;
    }

    /** What it carries. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What it carries, as UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The address from which it came; empty if the sender has none. */
    public Optional<SocketAddress> sender() {
        return sender;
    }

    @Override
    public String toString() {
        return Count.bytes(bytes.length)
                + sender.map(address -> " from " + address).orElse("");
    }
}
