package io.forkedchild.posix;

import java.io.IOException;
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
        if (!channel.isOpen()) {
            throw unfit(channel, "is closed");
        }
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
            return SocketSearch.listening(bound(server, server.getLocalAddress()), SocketMark.reuse(server));
        }
        if (channel instanceof SocketChannel socket) {
            SocketAddress peer = connected(socket, socket.isConnected() ? socket.getRemoteAddress() : null);
            return SocketSearch.connected(bound(socket, socket.getLocalAddress()), peer, SocketMark.linger(socket));
        }
        if (channel instanceof DatagramChannel datagrams) {
            return SocketSearch.datagrams(
                    bound(datagrams, datagrams.getLocalAddress()),
                    datagrams.getRemoteAddress(),
                    SocketMark.reuse(datagrams));
        }
        throw unfit(channel, "is no ServerSocketChannel, SocketChannel or DatagramChannel");
    }

    private static SocketAddress bound(NetworkChannel socket, @Nullable SocketAddress local) {
        if (local == null) {
            throw unfit(socket, "is not bound to an address, by which its descriptor could be found; bind it first");
        }
        return local;
    }

    private static SocketAddress connected(NetworkChannel socket, @Nullable SocketAddress peer) {
        if (peer == null) {
            throw unfit(socket, "is not connected, and its descriptor is found by its peer; connect it first");
        }
        return peer;
    }

    private static IllegalArgumentException unfit(NetworkChannel socket, String reason) {
        return new IllegalArgumentException(socket + " " + reason);
    }
}
