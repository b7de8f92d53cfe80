package io.forkedchild.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.forkedchild.loop.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sockets of the same kind and with the same addresses. */
@Timeout(value = 60, threadMode = SEPARATE_THREAD)
class LookAlikeSocketsTest {

    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int SO_RCVBUF = 8;

    private final NativeBuffer buffer = new NativeBuffer(100);

    private String text(int count) {
        return new String(buffer.bytes(count), UTF_8);
    }

    private static void closeAll(List<? extends NetworkChannel> channels) throws IOException {
        for (var channel : channels) {
            channel.close();
        }
    }

    /** They all have no name, and the same peer: only what is done to one of them tells it from the others. */
    @Test
    void unnamedClientsOfTheSameUnixServerAreToldApart(@TempDir Path directory) throws Exception {
        var address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        var clients = new ArrayList<SocketChannel>();
        var accepted = new ArrayList<SocketChannel>();
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
            for (int i = 0; i < 4; i++) {
                clients.add(SocketChannel.open(address));
                accepted.add(server.accept());
            }

            for (int i = 0; i < 4; i++) {
                try (Fd client = JavaSocket.duplicateOf(clients.get(i));
                        Fd other = JavaSocket.duplicateOf(accepted.get(i))) {
                    FdTest.write(client, "from " + i);
                    assertThat(text(other.receiveNow(buffer))).isEqualTo("from " + i);
                    assertThat(clients.get(i).getOption(StandardSocketOptions.SO_LINGER))
                            .isEqualTo(-1);
                }
            }
        } finally {
            closeAll(clients);
            closeAll(accepted);
        }
    }

    @Test
    void optionThatTellsSocketsApartIsRestored(@TempDir Path directory) throws Exception {
        var address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                var one = SocketChannel.open(address);
                var other = SocketChannel.open(address)) {
            one.setOption(StandardSocketOptions.SO_LINGER, 4711);
            other.setOption(StandardSocketOptions.SO_LINGER, 4711);

            JavaSocket.duplicateOf(one).close();

            assertThat(server.isOpen()).isTrue();
            assertThat(one.getOption(StandardSocketOptions.SO_LINGER)).isEqualTo(4711);
            assertThat(other.getOption(StandardSocketOptions.SO_LINGER)).isEqualTo(4711);
        }
    }

    @Test
    void serversOnTheSamePortAreToldApart() throws Exception {
        try (var one = ServerSocketChannel.open();
                var other = ServerSocketChannel.open()) {
            one.setOption(StandardSocketOptions.SO_REUSEPORT, true).bind(LOOPBACK);
            other.setOption(StandardSocketOptions.SO_REUSEPORT, true).bind(one.getLocalAddress());
            one.setOption(StandardSocketOptions.SO_RCVBUF, 40_000);
            other.setOption(StandardSocketOptions.SO_RCVBUF, 80_000);
            boolean reuse = one.getOption(StandardSocketOptions.SO_REUSEADDR);

            try (Fd fd = JavaSocket.duplicateOf(one);
                    Fd otherFd = JavaSocket.duplicateOf(other)) {
                assertThat(SocketDescription.option(fd.number(), SO_RCVBUF, 1)).containsExactly(80_000);
                assertThat(SocketDescription.option(otherFd.number(), SO_RCVBUF, 1))
                        .containsExactly(160_000);
            }

            assertThat(one.getOption(StandardSocketOptions.SO_REUSEADDR)).isEqualTo(reuse);
        }
    }

    @Test
    void datagramSocketsOnTheSamePortAreToldApart() throws Exception {
        try (var one = DatagramChannel.open();
                var other = DatagramChannel.open()) {
            one.setOption(StandardSocketOptions.SO_REUSEPORT, true).bind(new InetSocketAddress(0));
            other.setOption(StandardSocketOptions.SO_REUSEPORT, true).bind(one.getLocalAddress());
            one.setOption(StandardSocketOptions.SO_RCVBUF, 40_000);
            other.setOption(StandardSocketOptions.SO_RCVBUF, 80_000);

            try (Fd fd = JavaSocket.duplicateOf(one);
                    Fd otherFd = JavaSocket.duplicateOf(other)) {
                assertThat(SocketDescription.option(fd.number(), SO_RCVBUF, 1)).containsExactly(80_000);
                assertThat(SocketDescription.option(otherFd.number(), SO_RCVBUF, 1))
                        .containsExactly(160_000);
            }
        }
    }

    /** The file of the first is gone, its name is not. */
    @Test
    void unixServersOfTheSameNameAreRefused(@TempDir Path directory) throws Exception {
        var file = directory.resolve("socket");
        var address = UnixDomainSocketAddress.of(file);
        try (var one = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
            Files.delete(file);
            try (var other =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> JavaSocket.duplicateOf(other))
                        .withMessageStartingWith("2 sockets of this process look like ")
                        .withMessageEndingWith(
                                " (from " + file + " to no peer): give it an address of its own, or close the others");
            }
            JavaSocket.duplicateOf(one).close();
        }
    }

    /** They have the path in common, and there is no option of the server that could tell it from them. */
    @Test
    void unixServerIsToldFromTheConnectionsThatItAccepted(@TempDir Path directory) throws Exception {
        var address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                var client = SocketChannel.open(address);
                var accepted = server.accept();
                Fd fd = JavaSocket.duplicateOf(server)) {
            assertThat(accepted.getRemoteAddress()).isEqualTo(client.getLocalAddress());
            assertThat(SocketDescription.of(fd).orElseThrow().listening()).isTrue();
        }
    }

    @Test
    void searchesAtTheSameTimeDoNotConfuseEachOther(@TempDir Path directory) throws Exception {
        var address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                var one = SocketChannel.open(address);
                var other = SocketChannel.open(address)) {
            Threads.together(2, number -> {
                for (int i = 0; i < 50; i++) {
                    JavaSocket.duplicateOf(number == 0 ? one : other).close();
                }
            });

            assertThat(one.getOption(StandardSocketOptions.SO_LINGER)).isEqualTo(-1);
            assertThat(server.isOpen()).isTrue();
        }
    }
}
