package io.forkedchild;

import io.forkedchild.posix.Fd;
import io.forkedchild.posix.JavaSocket;
import io.forkedchild.posix.PosixException;
import io.forkedchild.posix.SocketDescription;
import java.io.Closeable;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A descriptor that goes to a child with a message; Node's {@code sendHandle}. It names the descriptor and opens nothing:
 * each {@link ForkedChild#send(Object, Handle) send} makes a duplicate of its own, which is closed when the child has it.
 */
public final class Handle {

    private static final String NATIVE = "net.Native";
    private static final String SERVER = "net.Server";
    private static final String SOCKET = "net.Socket";
    private static final String DATAGRAMS = "dgram.Socket";

    private final Supplier<Fd> duplicate;
    private final Optional<String> type;
    private final Optional<Closeable> original;
    private final Optional<String> key;

    private Handle(Supplier<Fd> duplicate, Optional<String> type, Optional<Closeable> original, Optional<String> key) {
        this.duplicate = duplicate;
        this.type = type;
        this.original = original;
        this.key = key;
    }

    /**
     * A listening socket, TCP or Unix domain: Node's {@code net.Server}. Test and child then accept from the same queue. It must
     * be bound when it is sent.
     */
    public static Handle of(ServerSocketChannel server) {
        return channel(Check.given("server", server), SERVER, Optional.empty());
    }

    /**
     * A connected socket, TCP or Unix domain: Node's {@code net.Socket}. As in Node, the test's own end is closed when the
     * child has acknowledged it, unless {@link #keepOpen()} says otherwise; bytes that the test has read before are not
     * part of it.
     */
    public static Handle of(SocketChannel connection) {
        return channel(Check.given("connection", connection), SOCKET, Optional.of(connection));
    }

    /** A UDP socket: Node's {@code dgram.Socket}, then shared by test and child. It must be bound when it is sent. */
    public static Handle of(DatagramChannel socket) {
        return channel(Check.given("socket", socket), DATAGRAMS, Optional.empty());
    }

    /** What came from another child, under the type under which it came. It stays open here. */
    public static Handle of(ReceivedHandle received) {
        Check.given("received", received);
        return new Handle(received::duplicate, Optional.of(received.type()), Optional.empty(), Optional.empty());
    }

    /**
     * A socket of the test JVM, by the number of its descriptor: Node's {@code net.Native}, or {@code dgram.Native} if it is
     * one for datagrams. It stays open here.
     */
    public static Handle descriptor(int number) {
        Check.id("descriptor", number);
        return new Handle(() -> duplicateOf(number), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Fd duplicateOf(int number) {
        try {
            return Fd.duplicateOf(number, 0);
        } catch (PosixException failure) {
            throw new IllegalArgumentException("handle: descriptor " + number + ": " + failure.getMessage(), failure);
        }
    }

    private static Handle channel(NetworkChannel channel, String type, Optional<Closeable> original) {
        return new Handle(() -> JavaSocket.duplicateOf(channel), Optional.of(type), original, Optional.empty());
    }

    /** Under another type, such as {@code net.Native}; also what Node has no type for, if the child is no Node. */
    public Handle type(String type) {
        return new Handle(duplicate, Optional.of(Check.filled("type", type)), original, key);
    }

    /** Leaves the test's end of a connection open; Node's option {@code keepOpen}. */
    public Handle keepOpen() {
        return new Handle(duplicate, type, Optional.empty(), key);
    }

    /**
     * The key under which the child counts this connection, as Node's {@code net.Server} gives its own: the child then answers
     * {@code NODE_SOCKET_GET_COUNT} and {@code NODE_SOCKET_NOTIFY_CLOSE} with that key.
     */
    public Handle key(String key) {
        return new Handle(duplicate, type, original, Optional.of(Check.filled("key", key)));
    }

    /**
     * Opens the duplicate that goes to the child.
     *
     * @throws IllegalArgumentException if there is no such descriptor, or it has no type
     */
    OutgoingHandle open() {
        var fd = duplicate.get();
        try {
            var socket = SocketDescription.of(fd);
            var name = type.or(() -> socket.map(Handle::nativeType)).orElseThrow(() -> notASocket(fd));
            return new OutgoingHandle(fd, name, key, socket.flatMap(Handle::datagramType), original);
        } catch (RuntimeException failure) {
            fd.close();
            throw failure;
        }
    }

    private static String nativeType(SocketDescription socket) {
        return isDatagram(socket) ? "dgram.Native" : NATIVE;
    }

    private static Optional<String> datagramType(SocketDescription socket) {
        return isDatagram(socket)
                ? Optional.of(socket.domain() == SocketDescription.Domain.INET6 ? "udp6" : "udp4")
                : Optional.empty();
    }

    private static boolean isDatagram(SocketDescription socket) {
        return socket.type() == SocketDescription.Type.DATAGRAM;
    }

    private static IllegalArgumentException notASocket(Fd fd) {
        return new IllegalArgumentException(
                "handle: the descriptor is no socket, and Node takes nothing else; for a child"
                        + " that does, name a type: Handle.descriptor(n).type(\"…\") (sent was a duplicate, " + fd
                        + ")");
    }

    @Override
    public String toString() {
        return type.orElse("descriptor");
    }
}
