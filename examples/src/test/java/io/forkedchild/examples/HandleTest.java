package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.ForkedChild;
import io.forkedchild.Handle;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sockets that go from process to process. */
@RequiresNode
@ExtendWith(ForkedChildExtension.class)
class HandleTest {

    @Test
    void servesOverASocketOfTheTest(@Fork("src/test/children/serve-handle.js") ForkedChild web) throws IOException {
        try (var socket = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            web.send("server", Handle.of(socket));

            assertThat(get(socket.getLocalAddress())).isEqualTo("served by " + web.pid());
        }
    }

    @Test
    void acceptsFromASocketOfTheChild(@Fork("src/test/children/serve-handle.js") ForkedChild web) throws IOException {
        web.send("a server, please");
        assertThat(web).sentMessages("here");
        var server = web.messages().get(0).handle().orElseThrow();

        try (var client = SocketChannel.open(server.localAddress().orElseThrow());
                var connection = server.accept()) {
            connection.output().write("from the test".getBytes(UTF_8));
            connection.shutdownOutput();

            client.socket().setSoTimeout((int) web.inspection().patience().toMillis());
            assertThat(client.socket().getInputStream()).hasContent("from the test");
        }
    }

    private static String get(SocketAddress address) {
        return Http.get(((InetSocketAddress) address).getPort(), "/");
    }
}
