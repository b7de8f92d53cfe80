package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.forkedchild.loop.Threads;
import io.forkedchild.loop.Uninterrupted;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The close of a socket waits for its peer if it has {@code SO_LINGER}, also if it does not block. */
class LingeringCloseTest {

    private static final String CLOSING = "forkedchild-lingering-close";
    private static final int LINGER_SECONDS = 300;

    @Test
    void closeOfASocketThatLingersKeepsNobodyWaiting() throws Exception {
        try (var server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var copy = full(SocketChannel.open(server.getLocalAddress()))) {
            Thread closing;
            try (var peer = server.accept()) {
                assertThat(peer.isOpen()).isTrue();
                assertTimeoutPreemptively(Duration.ofSeconds(40), copy::closeWithoutWaiting);

                assertThat(Threads.named(CLOSING)).hasSize(1);
                closing = Threads.named(CLOSING).get(0);
            } // with unread bytes, which resets the connection
            assertThat(Uninterrupted.join(closing, Duration.ofSeconds(40))).isTrue();
            assertThat(copy.isOpen()).isFalse();
        }
    }

    /** The only descriptor of the connection, with more to send than its peer takes. */
    private static Fd full(SocketChannel socket) throws Exception {
        try (socket) {
            socket.setOption(StandardSocketOptions.SO_LINGER, LINGER_SECONDS);
            fill(socket);
            return JavaSocket.duplicateOf(socket);
        }
    }

    private static void fill(SocketChannel client) throws Exception {
        client.configureBlocking(false);
        var bytes = ByteBuffer.allocate(1 << 20);
        while (client.write(bytes) > 0) {
            bytes.clear();
        }
    }

    @Test
    void allElseIsClosedByTheCaller() {
        var file = Fd.open("/proc/self/status", Fd.O_RDONLY, 0);

        file.closeWithoutWaiting();
        file.closeWithoutWaiting();

        assertThat(file.isOpen()).isFalse();
        assertThat(Threads.named(CLOSING)).isEmpty();
    }
}
