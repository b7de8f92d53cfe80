package io.forkedchild.handles;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.ReceivedHandle;
import io.forkedchild.loop.Descriptors;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.JavaSocket;
import io.forkedchild.testing.Bounded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sockets of the test on the loopback, and what is told of their descriptors. */
final class Sockets {

    private static final int TIMEOUT_MILLIS = 30_000;

    private Sockets() {}

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static ServerSocketChannel server() throws IOException {
        return ServerSocketChannel.open().bind(anyPort());
    }

    static DatagramChannel udp() throws IOException {
        return DatagramChannel.open().bind(anyPort());
    }

    /** Of IPv4 alone; those of Java are else of both. */
    static DatagramChannel udp4() throws IOException {
        return DatagramChannel.open(StandardProtocolFamily.INET).bind(anyPort());
    }

    /** A descriptor that is that of no socket. */
    static Fd file() {
        return Fd.open("/proc/self/status", Fd.O_RDONLY, 0);
    }

    /** Both ends of a connection; closes both. */
    record Connection(SocketChannel client, SocketChannel accepted) implements AutoCloseable {

        static Connection open() throws IOException {
            try (var server = server()) {
                var client = SocketChannel.open(server.getLocalAddress());
                return new Connection(client, server.accept());
            }
        }

        @Override
        public void close() throws IOException {
            client.close();
            accepted.close();
        }
    }

    // ---- what goes over them

    static void write(SocketChannel socket, String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    static String readToTheEnd(SocketChannel socket) throws IOException {
        return new String(
                Bounded.call("read", () -> Channels.newInputStream(socket).readAllBytes()), UTF_8);
    }

    static String read(SocketChannel socket, int bytes) throws IOException {
        return new String(
                Bounded.call("read", () -> Channels.newInputStream(socket).readNBytes(bytes)), UTF_8);
    }

    /** The answer of an HTTP server on that port. */
    static String get(SocketAddress server, String path) throws IOException {
        var address = (InetSocketAddress) server;
        var uri = URI.create("http://127.0.0.1:" + address.getPort() + path);
        var connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Connection", "close");
        try (var body = connection.getInputStream()) {
            return connection.getResponseCode() + " " + new String(body.readAllBytes(), UTF_8);
        }
    }

    /** The whole answer of an HTTP server at the other end, which then closes. */
    static String get(SocketChannel connection, String path) throws IOException {
        write(connection, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        return readToTheEnd(connection);
    }

    /** What comes back for a datagram. */
    static String exchange(SocketAddress receiver, String text) throws IOException {
        try (var client = udp()) {
            var socket = client.socket();
            socket.setSoTimeout(TIMEOUT_MILLIS);
            var bytes = text.getBytes(UTF_8);
            socket.send(new DatagramPacket(bytes, bytes.length, receiver));
            var answer = new DatagramPacket(new byte[100], 100);
            socket.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), UTF_8);
        }
    }

    // ---- descriptors

    /** The kernel's name of a socket, {@code socket:[1234]}, which all descriptors of it have. */
    static String nameOf(NetworkChannel socket) {
        try (var duplicate = JavaSocket.duplicateOf(socket)) {
            return nameOf(duplicate.number());
        }
    }

    static String nameOf(ReceivedHandle handle) {
        return nameOf(handle.descriptor());
    }

    private static String nameOf(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** How many descriptors of that socket the test JVM has. */
    static long descriptorsOf(String name) {
        return Descriptors.open(name);
    }
}
