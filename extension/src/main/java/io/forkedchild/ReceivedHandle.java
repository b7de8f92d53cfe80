package io.forkedchild;

import io.forkedchild.channel.HeldHandle;
import io.forkedchild.channel.SharedFd;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.NativeBuffer;
import io.forkedchild.posix.Poll;
import io.forkedchild.posix.SocketDescription;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor that came from a child with a {@link Message}: a server socket to accept from, a connection to read and write,
 * or a UDP socket. It is the test's own duplicate, and shares with the child what is behind it. It is closed with the test at
 * the latest. Any thread may use it; waits are bounded by the patience.
 */
public final class ReceivedHandle implements AutoCloseable {

    private static final int LARGEST_DATAGRAM = 1 << 16;

    private final HeldHandle held;

    ReceivedHandle(HeldHandle held) {
        this.held = held;
    }

    /** Node's word for it: {@code net.Server}, {@code net.Socket}, {@code dgram.Socket}, {@code net.Native} … */
    public String type() {
        return held.type();
    }

    /**
     * Its number in the test JVM.
     *
     * @throws IllegalStateException if it is closed
     */
    public int descriptor() {
        return look(descriptor -> Optional.of(descriptor.number()));
    }

    /**
     * Where it is bound; empty for what is no socket, and for a Unix domain socket without a name.
     *
     * @throws IllegalStateException if it is closed
     */
    public Optional<SocketAddress> localAddress() {
        return description().flatMap(SocketDescription::local);
    }

    /**
     * With whom it is connected; empty for what is not connected.
     *
     * @throws IllegalStateException if it is closed
     */
    public Optional<SocketAddress> remoteAddress() {
        return description().flatMap(SocketDescription::peer);
    }

    private Optional<SocketDescription> description() {
        return look(descriptor -> Optional.of(SocketDescription.of(descriptor)));
    }

    /**
     * Takes the next connection of a server socket; the child may be faster. Makes the socket non-blocking, for the child as
     * well, which for a Node child it is anyway. The connection outlives the close of this handle, but not the test.
     *
     * @throws java.net.SocketTimeoutException if none comes within the patience
     * @throws IOException if it is closed, or no server socket
     */
    public SocketConnection accept() throws IOException {
        held.fd().use(server -> {
            server.nonBlocking();
            return Optional.of(server);
        });
        return new SocketConnection(held.keep(held.fd().await("accept", Poll.IN, Fd::accept)));
    }

    /** The connection that it is; closing that closes this. */
    public SocketConnection connection() {
        return new SocketConnection(held.fd());
    }

    /**
     * The next datagram of a UDP socket, up to 64 KiB.
     *
     * @throws java.net.SocketTimeoutException if none comes within the patience
     * @throws IOException if it is closed, or no socket for datagrams
     */
    public ReceivedDatagram receive() throws IOException {
        var buffer = new NativeBuffer(LARGEST_DATAGRAM);
        return held.fd()
                .await(
                        "receive",
                        Poll.IN,
                        socket -> socket.receiveFrom(buffer)
                                .map(datagram ->
                                        new ReceivedDatagram(buffer.bytes(datagram.count()), datagram.sender())));
    }

    /**
     * Sends a datagram.
     *
     * @throws IOException if it is closed, or no socket for datagrams
     */
    public void send(byte[] bytes, InetSocketAddress to) throws IOException {
        Objects.requireNonNull(to, "to");
        var buffer = new NativeBuffer(Math.max(1, bytes.length));
        buffer.put(0, bytes, 0, bytes.length);
        held.fd().await("send", Poll.OUT, socket -> written(socket.sendTo(buffer, 0, bytes.length, to)));
    }

    private static Optional<Integer> written(int count) {
        return count == Fd.AGAIN ? Optional.empty() : Optional.of(count);
    }

    /** Another descriptor of the same, for sending it on. */
    Fd duplicate() {
        return look(descriptor -> Optional.of(descriptor.duplicateFrom(0)));
    }

    private <T> T look(SharedFd.Attempt<T> look) {
        try {
            return held.fd().use(look);
        } catch (IOException closed) {
            throw new IllegalStateException("the handle (" + held.type() + ") is closed", closed);
        }
    }

    /** Whether it is open. */
    public boolean isOpen() {
        return held.fd().isOpen();
    }

    /** Closes the test's duplicate; that of the child is the child's affair. */
    @Override
    public void close() {
        held.fd().close();
    }

    @Override
    public String toString() {
        return held.toString();
    }

    /** Two views of one handle of a child are equal. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReceivedHandle that && held == that.held;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(held);
    }
}
