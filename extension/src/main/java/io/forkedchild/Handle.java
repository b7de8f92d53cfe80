package io.forkedchild;

import io.forkedchild.channel.HandleType;
import io.forkedchild.channel.OutgoingHandle;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.JavaSocket;
import io.forkedchild.posix.PosixException;
import io.forkedchild.posix.SocketDescription;
import io.forkedchild.text.Check;
import io.forkedchild.text.Marks;
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
 *
 * <p>A socket that is sent under one of Node's types becomes non-blocking, as Node's own sockets are. The kernel keeps this
 * flag for the socket and not for the descriptor, so the test's own channel is affected, too. A channel in blocking mode
 * still waits in {@code accept}, {@code read} and {@code receive}. Its {@code write} may take only a part of the bytes, so
 * write in a loop, or to {@link java.nio.channels.Channels#newOutputStream}. Do not use the {@code socket()} of the channel
 * with a timeout, and do not change its blocking mode: the JDK then makes the socket blocking again, for the child as well.
 */
public final class Handle {

    private final String source;
    private final Supplier<Fd> duplicate;
    private final Optional<String> type;
    private final Optional<Closeable> original;
    private final Optional<String> key;

    private Handle(
            String source,
            Supplier<Fd> duplicate,
            Optional<String> type,
            Optional<Closeable> original,
            Optional<String> key) {
        this.source = source;
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
        return channel(Check.given("server", server), HandleType.SERVER, Optional.empty());
    }

    /**
     * A connected socket, TCP or Unix domain: Node's {@code net.Socket}. As in Node, the test's own end is closed when the
     * child has acknowledged it, unless {@link #keepOpen()} says otherwise; bytes that the test has read before are not
     * part of it.
     */
    public static Handle of(SocketChannel connection) {
        return channel(Check.given("connection", connection), HandleType.CONNECTION, Optional.of(connection));
    }

    /** A UDP socket: Node's {@code dgram.Socket}, then shared by test and child. It must be bound when it is sent. */
    public static Handle of(DatagramChannel socket) {
        return channel(Check.given("socket", socket), HandleType.DATAGRAMS, Optional.empty());
    }

    /** What came from another child, under the type under which it came. It stays open here. */
    public static Handle of(ReceivedHandle received) {
        Check.given("received", received);
        return new Handle(
                "received " + received,
                received::duplicate,
                Optional.of(received.type()),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * A socket of the test JVM, by the number of its descriptor: Node's {@code net.Native}, or {@code dgram.Native} if it is
     * one for datagrams. It stays open here.
     */
    public static Handle descriptor(int number) {
        Check.id("descriptor", number);
        return new Handle(
                "descriptor " + number,
                () -> duplicateOf(number),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Fd duplicateOf(int number) {
        try {
            return Fd.duplicateOf(number, 0);
        } catch (PosixException failure) {
            throw new IllegalArgumentException("handle: descriptor " + number + ": " + failure.getMessage(), failure);
        }
    }

    private static Handle channel(NetworkChannel channel, HandleType type, Optional<Closeable> original) {
        return new Handle(
                String.valueOf(channel),
                () -> JavaSocket.duplicateOf(channel),
                Optional.of(type.word()),
                original,
                Optional.empty());
    }

    /**
     * Under another type, such as {@code net.Native}; also under one that Node does not know, if the child is no Node. Under
     * a type that Node does not know, the descriptor stays blocking if it is.
     *
     * @throws IllegalArgumentException if it begins as Node's types do, and is none of them
     */
    public Handle type(String type) {
        Check.filled("type", type);
        if (HandleType.isMisspelt(type)) {
            throw Check.refusal(
                    "type", "must be one of Node's, " + HandleType.words() + ", or not look like one", type);
        }
        return new Handle(source, duplicate, Optional.of(type), original, key);
    }

    /** Leaves the test's end of a connection open; Node's option {@code keepOpen}. */
    public Handle keepOpen() {
        return new Handle(source, duplicate, type, Optional.empty(), key);
    }

    /**
     * The key under which the child counts this connection, as Node's {@code net.Server} gives its own: the child
     * then answers {@code NODE_SOCKET_GET_COUNT} and {@code NODE_SOCKET_NOTIFY_CLOSE} with that key. Only a
     * connection can have one.
     */
    public Handle key(String key) {
        return new Handle(source, duplicate, type, original, Optional.of(Check.filled("key", key)));
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
            var name = type.or(
                            () -> socket.map(found -> HandleType.nativeOf(found).word()))
                    .orElseThrow(this::notASocket);
            check(name, socket);
            if (HandleType.named(name).isPresent()) {
                fd.nonBlocking();
            }
            return new OutgoingHandle(fd, name, key, socket.flatMap(Handle::datagramType), original);
        } catch (RuntimeException failure) {
            fd.close();
            throw failure;
        }
    }

    private void check(String name, Optional<SocketDescription> socket) {
        boolean fits = HandleType.named(name)
                .map(known -> socket.filter(known::fits).isPresent())
                .orElse(true);
        if (!fits) {
            throw new IllegalArgumentException("handle: " + source + " is no " + name);
        }
        if (key.isPresent() && !name.equals(HandleType.CONNECTION.word())) {
            throw new IllegalArgumentException("handle: only a " + HandleType.CONNECTION.word() + " has a key; "
                    + source + " goes as " + name + " with the key '" + key.get() + "'");
        }
    }

    private static Optional<String> datagramType(SocketDescription socket) {
        return isDatagram(socket)
                ? Optional.of(socket.domain() == SocketDescription.Domain.INET6 ? "udp6" : "udp4")
                : Optional.empty();
    }

    private static boolean isDatagram(SocketDescription socket) {
        return socket.type() == SocketDescription.Type.DATAGRAM;
    }

    private IllegalArgumentException notASocket() {
        return new IllegalArgumentException(
                "handle: " + source + " is no socket, and Node takes nothing else; for a child"
                        + " that does, name a type of its own: Handle.descriptor(n).type(\"" + Marks.CUT + "\")");
    }

    @Override
    public String toString() {
        return type.orElse("descriptor");
    }
}
