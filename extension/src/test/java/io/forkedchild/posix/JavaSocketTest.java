package io.forkedchild.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.loop.Descriptors;
import io.forkedchild.loop.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = SEPARATE_THREAD)
class JavaSocketTest {

    private static final InetSocketAddress LOOPBACK = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int F_GETFD = 1;
    private static final int FD_CLOEXEC = 1;

    private final NativeBuffer buffer = new NativeBuffer(100);
    private long socketsBefore;

    @BeforeEach
    void count() throws IOException {
        SocketChannel.open().close(); // the first one makes Java open a pair of its own
        socketsBefore = Descriptors.open("socket:");
    }

    @AfterEach
    void nothingIsLeft() {
        assertThat(Descriptors.open("socket:")).isLessThanOrEqualTo(socketsBefore);
    }

    /** Opens it as the name of the row says. */
    interface Opening<T> {
        T open() throws IOException;
    }

    private static Arguments row(String name, Opening<? extends AutoCloseable> opening) {
        return arguments(name, opening);
    }

    private String text(int count) {
        return new String(buffer.bytes(count), UTF_8);
    }

    static Stream<Arguments> servers() {
        return Stream.of(
                row(
                        "IPv4 loopback",
                        () -> ServerSocketChannel.open(StandardProtocolFamily.INET)
                                .bind(LOOPBACK)),
                row(
                        "IPv4 wildcard",
                        () -> ServerSocketChannel.open(StandardProtocolFamily.INET)
                                .bind(new InetSocketAddress(0))),
                row("both, IPv4 loopback", () -> ServerSocketChannel.open().bind(LOOPBACK)),
                row("both, wildcard", () -> ServerSocketChannel.open().bind(new InetSocketAddress(0))),
                row(
                        "both, IPv6 loopback",
                        () -> ServerSocketChannel.open().bind(new InetSocketAddress(ipv6Loopback(), 0))));
    }

    private static InetAddress ipv6Loopback() throws IOException {
        var address = new byte[16];
        address[15] = 1;
        return InetAddress.getByAddress(address);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("servers")
    void serverIsFoundAndConnectionsComeOutOfTheDuplicate(String name, Opening<ServerSocketChannel> opening)
            throws Exception {
        try (var server = opening.open();
                Fd duplicate = JavaSocket.duplicateOf(server)) {
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            duplicate.nonBlocking();
            var host = name.contains("IPv6") ? ipv6Loopback() : InetAddress.getLoopbackAddress();

            try (var client = SocketChannel.open(new InetSocketAddress(host, port));
                    Fd accepted = duplicate.accept().orElseThrow()) {
                assertThat(SocketDescription.of(accepted).orElseThrow().peer()).contains(client.getLocalAddress());
            }
        }
    }

    @Test
    void duplicateIsCloseOnExecAndOutlivesTheChannel() throws Exception {
        var server = ServerSocketChannel.open().bind(LOOPBACK);
        var address = server.getLocalAddress();
        try (Fd duplicate = JavaSocket.duplicateOf(server)) {
            server.close();

            assertThat(Libc.fcntl(duplicate.number(), F_GETFD, 0) & FD_CLOEXEC).isEqualTo(FD_CLOEXEC);
            assertThat(SocketDescription.of(duplicate).orElseThrow().local()).contains(address);
        }
    }

    @Test
    void bothSidesOfAConnectionAreToldApart() throws Exception {
        try (var server = ServerSocketChannel.open().bind(LOOPBACK);
                var client = SocketChannel.open(server.getLocalAddress());
                var accepted = server.accept();
                Fd one = JavaSocket.duplicateOf(client);
                Fd other = JavaSocket.duplicateOf(accepted)) {
            FdTest.write(one, "to the server");

            assertThat(text(other.receiveNow(buffer))).isEqualTo("to the server");
            client.write(ByteBuffer.wrap("again".getBytes(UTF_8)));
            assertThat(text(other.receiveNow(buffer))).isEqualTo("again");
        }
    }

    @Test
    void connectionsWithinOneHostAreToldApart() throws Exception {
        var clients = new ArrayList<SocketChannel>();
        try (var server = ServerSocketChannel.open().bind(LOOPBACK)) {
            for (int i = 0; i < 5; i++) {
                clients.add(SocketChannel.open(server.getLocalAddress()));
                clients.add(server.accept());
            }
            assertThat(clients).allSatisfy(client -> {
                try (Fd fd = JavaSocket.duplicateOf(client)) {
                    assertThat(SocketDescription.of(fd).orElseThrow().peer()).contains(client.getRemoteAddress());
                }
            });
        } finally {
            closeAll(clients);
        }
    }

    private static void closeAll(List<? extends NetworkChannel> channels) throws IOException {
        for (var channel : channels) {
            channel.close();
        }
    }

    @Test
    void descriptorsOfTheSameSocketAreOne() throws Exception {
        try (var server = ServerSocketChannel.open().bind(LOOPBACK);
                Fd first = JavaSocket.duplicateOf(server);
                Fd second = JavaSocket.duplicateOf(server)) {
            assertThat(SocketDescription.of(second)).isEqualTo(SocketDescription.of(first));
        }
    }

    @Test
    void connectedDatagramChannelIsFound() throws Exception {
        try (var one = DatagramChannel.open().bind(LOOPBACK);
                var other = DatagramChannel.open().connect(one.getLocalAddress());
                Fd fd = JavaSocket.duplicateOf(other)) {
            assertThat(SocketDescription.of(fd).orElseThrow().peer()).contains(one.getLocalAddress());

            FdTest.write(fd, "datagram");

            var received = ByteBuffer.allocate(20);
            assertThat(one.receive(received)).isEqualTo(other.getLocalAddress());
            assertThat(received.position()).isEqualTo(8);
        }
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                row("is not bound to an address", ServerSocketChannel::open),
                row("is not connected", SocketChannel::open),
                row("is not bound to an address", DatagramChannel::open),
                row("is closed", () -> closed(ServerSocketChannel.open().bind(LOOPBACK))),
                row("is closed", () -> closed(SocketChannel.open())),
                row("is closed", () -> closed(DatagramChannel.open().bind(LOOPBACK))));
    }

    private static NetworkChannel closed(NetworkChannel channel) throws IOException {
        channel.close();
        return channel;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unfit")
    void channelWithoutWhatItIsFoundByIsRefused(String reason, Opening<NetworkChannel> opening) throws Exception {
        try (var channel = opening.open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JavaSocket.duplicateOf(channel))
                    .withMessageStartingWith(channel.toString())
                    .withMessageContaining(reason);
        }
    }

    /** Numbers of descriptors come and go and change their meaning all the time. */
    @Test
    void searchIsRightWhileOthersOpenAndClose() throws Exception {
        var over = new CountDownLatch(1);
        try (var server = ServerSocketChannel.open().bind(LOOPBACK);
                var client = SocketChannel.open(server.getLocalAddress());
                var accepted = server.accept()) {
            Threads.together(() -> openAndClose(over), () -> openAndClose(over), () -> {
                try {
                    for (int i = 0; i < 200; i++) {
                        search(server, client, accepted);
                    }
                } finally {
                    over.countDown();
                }
            });
        }
    }

    private static void openAndClose(CountDownLatch over) throws IOException {
        while (over.getCount() > 0) {
            try (var server = ServerSocketChannel.open().bind(LOOPBACK);
                    var pipe = FdPair.pipe();
                    var client = SocketChannel.open(server.getLocalAddress())) {
                assertThat(pipe.first().isOpen() && client.isOpen()).isTrue();
            }
        }
    }

    private static void search(ServerSocketChannel server, SocketChannel client, SocketChannel accepted)
            throws IOException {
        try (Fd one = JavaSocket.duplicateOf(server);
                Fd two = JavaSocket.duplicateOf(client);
                Fd three = JavaSocket.duplicateOf(accepted)) {
            assertThat(SocketDescription.of(one).orElseThrow().local()).contains(server.getLocalAddress());
            assertThat(SocketDescription.of(two).orElseThrow().local()).contains(client.getLocalAddress());
            assertThat(SocketDescription.of(three).orElseThrow().peer()).contains(client.getLocalAddress());
        }
    }
}
