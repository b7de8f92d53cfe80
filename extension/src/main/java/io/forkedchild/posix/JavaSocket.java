package io.forkedchild.posix;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Finds the descriptor of a socket of Java, which Java keeps to itself: it is the one of this process that has the same
 * kind and the same addresses. Where several have, an option of the socket is changed for a moment to see which of them
 * follows.
 *
 * <p>Thread-safe. The socket stays as it is and Java's; whoever gets the duplicate closes it.
 */
public final class JavaSocket {

    private JavaSocket() {}

    /**
     * A close-on-exec duplicate of the descriptor of a server socket, a connected socket or a bound datagram socket.
     *
     * @throws IllegalArgumentException if the channel is closed, not bound or not connected, or no socket of the JDK's own,
     *     or if its descriptor cannot be told from that of another socket
     */
    public static Fd duplicateOf(NetworkChannel channel) {
        requireOpen(channel, !channel.isOpen());
        try {
            return search(channel).find();
        } catch (ClosedChannelException closedMeanwhile) {
            throw unfit(channel, "is closed");
        } catch (IOException failure) {
            throw unfit(channel, "tells no address: " + failure.getMessage());
        }
    }

    private static SocketSearch search(NetworkChannel channel) throws IOException {
        if (channel instanceof ServerSocketChannel server) {
            return SocketSearch.listening(
                    server,
                    bound(server, server.getLocalAddress()),
                    SocketMark.reuse(server::getOption, server::setOption));
        }
        if (channel instanceof SocketChannel socket) {
            SocketAddress peer = connected(socket, socket.isConnected() ? socket.getRemoteAddress() : null);
            return SocketSearch.connected(
                    socket,
                    bound(socket, socket.getLocalAddress()),
                    peer,
                    SocketMark.linger(socket::getOption, socket::setOption));
        }
        if (channel instanceof DatagramChannel datagrams) {
            return SocketSearch.datagrams(
                    datagrams,
                    bound(datagrams, datagrams.getLocalAddress()),
                    datagrams.getRemoteAddress(),
                    SocketMark.reuse(datagrams::getOption, datagrams::setOption));
        }
        throw unfit(channel, "is no ServerSocketChannel, SocketChannel or DatagramChannel");
    }

    /** As for a channel. */
    public static Fd duplicateOf(ServerSocket socket) {
        requireOpen(socket, socket.isClosed());
        return SocketSearch.listening(
                        socket,
                        bound(socket, socket.getLocalSocketAddress()),
                        SocketMark.reuse(socket::getOption, socket::setOption))
                .find();
    }

    /** As for a channel. */
    public static Fd duplicateOf(Socket socket) {
        requireOpen(socket, socket.isClosed());
        SocketAddress peer = connected(socket, socket.getRemoteSocketAddress());
        return SocketSearch.connected(
                        socket,
                        bound(socket, socket.getLocalSocketAddress()),
                        peer,
                        SocketMark.linger(socket::getOption, socket::setOption))
                .find();
    }

    /** As for a channel. */
    public static Fd duplicateOf(DatagramSocket socket) {
        requireOpen(socket, socket.isClosed());
        return SocketSearch.datagrams(
                        socket,
                        bound(socket, socket.getLocalSocketAddress()),
                        socket.getRemoteSocketAddress(),
                        SocketMark.reuse(socket::getOption, socket::setOption))
                .find();
    }

    private static void requireOpen(Object socket, boolean isClosed) {
        if (isClosed) {
            throw unfit(socket, "is closed");
        }
    }

    private static SocketAddress bound(Object socket, @Nullable SocketAddress local) {
        if (local == null) {
            throw unfit(socket, "is not bound to an address, by which its descriptor could be found; bind it first");
        }
        return local;
    }

    private static SocketAddress connected(Object socket, @Nullable SocketAddress peer) {
        if (peer == null) {
            throw unfit(socket, "is not connected, and its descriptor is found by its peer; connect it first");
        }
        return peer;
    }

    private static IllegalArgumentException unfit(Object socket, String reason) {
        return new IllegalArgumentException(socket + " " + reason);
    }
}
