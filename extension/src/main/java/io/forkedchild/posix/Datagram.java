package io.forkedchild.posix;

import java.net.SocketAddress;
import java.util.Optional;

/**
 * A datagram that was received.
 *
 * @param count how many bytes of it are in the buffer; the bytes that it had no room for are lost
 * @param sender empty if the sender has no name
 */
public record Datagram(int count, Optional<SocketAddress> sender) {}
