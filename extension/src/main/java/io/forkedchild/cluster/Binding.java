package io.forkedchild.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens what workers listen on, not blocking: that is a property of the socket, which they share. */
final class Binding {

    private static final int BACKLOG = 511; // Node's
    private static final String ANY_INET = "0.0.0.0";
    private static final String ANY_INET6 = "::";

    private Binding() {}

    // ---- TCP and Unix domain

    static ServerSocketChannel server(Query query) throws ListenException {
        requireNoDescriptor(query);
        if (query.isUnix()) {
            return unix(query);
        }
        return query.address() == null ? onAllAddresses(query) : inet(query, query.address(), query.isInet6());
    }

    /** As in Node, of both families where there are both. */
    private static ServerSocketChannel onAllAddresses(Query query) throws ListenException {
        try {
            return inet(query, ANY_INET6, true);
        } catch (ListenException | UnsupportedOperationException noInet6) {
            return inet(query, ANY_INET, false);
        }
    }

    private static ServerSocketChannel inet(Query query, String address, boolean isInet6) throws ListenException {
        @Nullable ServerSocketChannel server = null;
        try {
            server = ServerSocketChannel.open(family(isInet6));
            server.configureBlocking(false);
            return server.bind(new InetSocketAddress(InetAddress.getByName(address), query.port()), BACKLOG);
        } catch (IOException failure) {
            close(server);
            throw new ListenException(BindErrno.of(address, query.port()), failure);
        }
    }

    private static StandardProtocolFamily family(boolean isInet6) {
        return isInet6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    private static ServerSocketChannel unix(Query query) throws ListenException {
        var path = shortest(Path.of(String.valueOf(query.address())));
        @Nullable ServerSocketChannel server = null;
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.configureBlocking(false);
            return server.bind(UnixDomainSocketAddress.of(path), BACKLOG);
        } catch (IOException failure) {
            close(server);
            throw new ListenException(BindErrno.of(path), failure);
        }
    }

    /** The kernel takes about 100 bytes; as in Node, a path from the working directory may fit where the other does not. */
    private static Path shortest(Path path) {
        var relative = Path.of("").toAbsolutePath().relativize(path.toAbsolutePath());
        return relative.toString().length() < path.toString().length() ? relative : path;
    }

    /** As Node tells it to workers; nothing of a path. */
    static Map<String, Object> sockname(Query query, ServerSocketChannel server) {
        Map<String, Object> sockname = new LinkedHashMap<>();
        if (!query.isUnix()) {
            boolean isInet6 = query.address() == null ? isInet6(server) : query.isInet6();
            var any = isInet6 ? ANY_INET6 : ANY_INET;
            sockname.put(
                    "address", query.address() == null ? any : query.address().replaceFirst("%.*", ""));
            sockname.put("family", isInet6 ? "IPv6" : "IPv4");
            sockname.put("port", server.socket().getLocalPort());
        }
        return sockname.isEmpty() ? Map.of() : Map.of("sockname", sockname);
    }

    private static boolean isInet6(ServerSocketChannel server) {
        return server.socket().getInetAddress() instanceof Inet6Address;
    }

    /** The next connection; empty if there is none, and if the system refuses it, which Node does not tell either. */
    static Optional<SocketChannel> accept(ServerSocketChannel server) {
        try {
            var connection = server.accept();
            if (connection != null) {
                connection.configureBlocking(false);
            }
            return Optional.ofNullable(connection);
        } catch (IOException refused) {
            return Optional.empty();
        }
    }

    // ---- UDP

    static DatagramChannel datagrams(Query query) throws ListenException {
        requireNoDescriptor(query);
        var any = query.isInet6() ? ANY_INET6 : ANY_INET;
        var address = query.address() == null ? any : query.address();
        @Nullable DatagramChannel socket = null;
        try {
            socket = DatagramChannel.open(family(query.isInet6()));
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.SO_REUSEADDR, query.reusesAddress());
            return socket.bind(new InetSocketAddress(InetAddress.getByName(address), query.port()));
        } catch (IOException failure) {
            close(socket);
            throw new ListenException(BindErrno.of(address, query.port()), failure);
        }
    }

    /** A number of a descriptor means one of the primary's, and Java has none to give. */
    private static void requireNoDescriptor(Query query) throws ListenException {
        if (query.descriptor().isPresent()) {
            throw new ListenException(ListenException.ENOTSUP);
        }
    }

    // ---- end

    /** Closes it, and deletes the path of a Unix domain server, as Node does. */
    static void close(@Nullable Channel channel) {
        if (channel == null) {
            return;
        }
        try {
            var path = channel instanceof ServerSocketChannel server ? path(server) : Optional.<Path>empty();
            channel.close();
            if (path.isPresent()) {
                Files.deleteIfExists(path.get());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Optional<Path> path(ServerSocketChannel server) throws IOException {
        return server.isOpen() && server.getLocalAddress() instanceof UnixDomainSocketAddress address
                ? Optional.of(address.getPath())
                : Optional.empty();
    }
}
