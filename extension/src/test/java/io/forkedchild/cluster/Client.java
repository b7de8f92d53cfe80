package io.forkedchild.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.testing.Bounded;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** A connection with one request of HTTP. */
final class Client implements AutoCloseable {

    private static final String REQUEST = "GET / HTTP/1.0\r\n\r\n";

    private final SocketChannel connection;

    private Client(SocketChannel connection) {
        this.connection = connection;
    }

    static Client connected(SocketAddress server) throws IOException {
        return new Client(SocketChannel.open(server));
    }

    /** The body of the answer to one request. */
    static String get(SocketAddress server) throws IOException {
        try (var client = connected(server)) {
            return client.get();
        }
    }

    String get() throws IOException {
        connection.write(ByteBuffer.wrap(REQUEST.getBytes(UTF_8)));
        return body();
    }

    private String body() throws IOException {
        var answer = new String(
                Bounded.call("answer", () -> Channels.newInputStream(connection).readAllBytes()), UTF_8);
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
