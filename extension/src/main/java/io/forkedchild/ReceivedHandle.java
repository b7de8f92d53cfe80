package io.forkedchild;

import io.forkedchild.posix.Fd;
import io.forkedchild.posix.NativeBuffer;
import io.forkedchild.posix.Poll;
import io.forkedchild.posix.SocketDescription;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A descriptor that came from a child with a {@link Message}: a server socket to accept from, a connection to read and write,
 * or a UDP socket. It is the test's own duplicate, and shares with the child what is behind it. It is closed with the test at
 * the latest. Any thread may use it; waits are bounded by the patience.
 */
public final class ReceivedHandle implements AutoCloseable {

    private static final int LARGEST_DATAGRAM = 1 << 16;

    private final String type;
    private final Optional<String> key;
    private final SharedFd fd;
    private final List<SharedFd> accepted = new ArrayList<>();
    private boolean testIsOver;

    ReceivedHandle(String type, Optional<String> key, SharedFd fd) {
        this.type = type;
        this.key = key;
        this.fd = fd;
    }

    /** Node's word for it: {@code net.Server}, {@code net.Socket}, {@code dgram.Socket}, {@code net.Native} … */
    public String type() {
        return type;
    }

    boolean hasKey(String other) {
        return key.filter(other::equals).isPresent();
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
        fd.use(server -> {
            server.nonBlocking();
            return Optional.of(server);
        });
        var connection = new SharedFd(fd.await("accept", Poll.IN, Fd::accept), fd.patience(), () -> {});
        keep(connection);
        return new SocketConnection(connection);
    }

    private synchronized void keep(SharedFd connection) throws ClosedChannelException {
        if (testIsOver) {
            connection.close();
            throw new ClosedChannelException();
        }
        accepted.removeIf(other -> !other.isOpen());
        accepted.add(connection);
    }

    /** The connection that it is; closing that closes this. */
    public SocketConnection connection() {
        return new SocketConnection(fd);
    }

    /**
     * The next datagram of a UDP socket, up to 64 KiB.
     *
     * @throws java.net.SocketTimeoutException if none comes within the patience
     * @throws IOException if it is closed, or no socket for datagrams
     */
    public ReceivedDatagram receive() throws IOException {
        var buffer = new NativeBuffer(LARGEST_DATAGRAM);
        return fd.await(
                "receive",
                Poll.IN,
                socket -> socket.receiveFrom(buffer)
                        .map(datagram -> new ReceivedDatagram(buffer.bytes(datagram.count()), datagram.sender())));
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
        fd.await("send", Poll.OUT, socket -> written(socket.sendTo(buffer, 0, bytes.length, to)));
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
            return fd.use(look);
        } catch (IOException closed) {
            throw new IllegalStateException("the handle (" + type + ") is closed", closed);
        }
    }

    /** Whether it is open. */
    public boolean isOpen() {
        return fd.isOpen();
    }

    /** Closes the test's duplicate; that of the child is the child's affair. */
    @Override
    public void close() {
        fd.close();
    }

    /** Closes the connections that it has accepted, too. */
    synchronized void closeWithTest() {
        testIsOver = true;
        accepted.forEach(SharedFd::close);
        close();
    }

    @Override
    public String toString() {
        return type + (isOpen() ? "" : " (closed)");
    }
}
