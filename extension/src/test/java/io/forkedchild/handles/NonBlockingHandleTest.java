package io.forkedchild.handles;

import static io.forkedchild.handles.HandleChildren.handleOf;
import static io.forkedchild.handles.HandleChildren.node;
import static io.forkedchild.handles.HandleChildren.relay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import io.forkedchild.ForkedChildren;
import io.forkedchild.Handle;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.posix.JavaSocket;
import io.forkedchild.process.Serialization;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A socket that Node gets under one of its types does not block, whatever the channel of the test is; that one goes on. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ExtendWith(ForkedChildExtension.class)
class NonBlockingHandleTest {

    private static final int MORE_THAN_FITS = 50 << 20;

    @TempDir
    private Path directory;

    private final ForkedChildren children;

    @FunctionalInterface
    interface Opening {
        NetworkChannel in(Path directory) throws IOException;
    }

    NonBlockingHandleTest(ForkedChildren children) {
        this.children = children;
    }

    private static Named<Opening> kind(String name, Opening opening) {
        return named(name, opening);
    }

    static Stream<Named<Opening>> kinds() {
        return Stream.of(
                kind("TCP server", directory -> Sockets.server()),
                kind("server on a path", NonBlockingHandleTest::serverIn),
                kind("TCP connection", directory -> Sockets.Connection.open().accepted()),
                kind("connection on a path", directory -> acceptedIn(directory)),
                kind("UDP socket", directory -> Sockets.udp()));
    }

    private static ServerSocketChannel serverIn(Path directory) throws IOException {
        var address = UnixDomainSocketAddress.of(directory.resolve("server"));
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
    }

    private static SocketChannel acceptedIn(Path directory) throws IOException {
        try (var server = serverIn(directory)) {
            var client = SocketChannel.open(server.getLocalAddress());
            assertThat(client.isConnected()).isTrue();
            return server.accept();
        }
    }

    private static Handle handle(NetworkChannel channel) {
        if (channel instanceof ServerSocketChannel server) {
            return Handle.of(server);
        }
        return channel instanceof SocketChannel connection
                ? Handle.of(connection).keepOpen()
                : Handle.of((DatagramChannel) channel);
    }

    private static boolean isNonBlocking(int descriptor) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/fdinfo/" + descriptor))) {
            var flags =
                    lines.filter(line -> line.startsWith("flags:")).findFirst().orElseThrow();
            return (Integer.parseInt(flags.replaceFirst("flags:\\s*", ""), 8) & 0x800) != 0;
        }
    }

    // ---- what is sent

    @ParameterizedTest
    @MethodSource("kinds")
    void socketOfAChannelIsMadeNonBlocking(Opening kind) throws Exception {
        try (var channel = kind.in(directory);
                var fd = JavaSocket.duplicateOf(channel)) {
            var before = isNonBlocking(fd.number());

            relay(children).send("with", handle(channel));

            assertThat(before).isFalse();
            assertThat(isNonBlocking(fd.number())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void socketOfANumberIsMadeNonBlocking(Opening kind) throws Exception {
        try (var channel = kind.in(directory);
                var fd = JavaSocket.duplicateOf(channel)) {
            relay(children).send("with", Handle.descriptor(fd.number()));

            assertThat(isNonBlocking(fd.number())).isTrue();
        }
    }

    @Test
    void handleThatCameBlockingIsMadeNonBlockingWhenItIsSentOn() throws Exception {
        var owner = HandleChildren.passer(children, "early");
        var received = handleOf(owner, 1);
        var before = isNonBlocking(received.descriptor());

        relay(children).send("on", Handle.of(received));

        assertThat(before).isFalse();
        assertThat(isNonBlocking(received.descriptor())).isTrue();
    }

    /** No Node child takes it, and one of another kind may count on a socket, or a file, that waits. */
    @ParameterizedTest
    @MethodSource("kinds")
    void descriptorUnderATypeThatNodeDoesNotKnowStaysAsItIs(Opening kind) throws Exception {
        try (var channel = kind.in(directory);
                var fd = JavaSocket.duplicateOf(channel)) {
            relay(children).send("with", handle(channel).type("our.Socket"));

            assertThat(isNonBlocking(fd.number())).isFalse();
        }
    }

    // ---- the channel of the test afterwards, in blocking mode

    @Test
    void acceptStillWaits() throws Exception {
        try (var server = Sockets.server()) {
            relay(children).send("with", Handle.of(server));

            var accepted = waiting(server::accept);

            try (var client = SocketChannel.open(server.getLocalAddress());
                    var connection = accepted.get(30, TimeUnit.SECONDS)) {
                assertThat(connection.getRemoteAddress()).isEqualTo(client.getLocalAddress());
            }
        }
    }

    @Test
    void readStillWaits() throws Exception {
        try (var connection = Sockets.Connection.open()) {
            relay(children).send("with", Handle.of(connection.accepted()).keepOpen());

            var read = waiting(() -> connection.accepted().read(ByteBuffer.allocate(10)));

            Sockets.write(connection.client(), "text");
            assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo(4);
        }
    }

    @Test
    void receiveStillWaits() throws Exception {
        try (var udp = Sockets.udp4();
                var client = Sockets.udp4()) {
            relay(children).send("with", Handle.of(udp));

            var received = waiting(() -> udp.receive(ByteBuffer.allocate(10)));

            client.send(ByteBuffer.wrap(new byte[1]), udp.getLocalAddress());
            assertThat(received.get(30, TimeUnit.SECONDS)).isEqualTo(client.getLocalAddress());
        }
    }

    @Test
    void writeTakesWhatFitsAndAStreamWaitsForTheRest() throws Exception {
        try (var connection = Sockets.Connection.open()) {
            relay(children).send("with", Handle.of(connection.accepted()).keepOpen());

            int fits = connection.accepted().write(ByteBuffer.allocate(MORE_THAN_FITS));

            assertThat(fits).isBetween(1, MORE_THAN_FITS - 1);
            var rest = started(() -> {
                Channels.newOutputStream(connection.accepted()).write(new byte[MORE_THAN_FITS - fits]);
                return true;
            });
            Channels.newInputStream(connection.client()).skipNBytes(MORE_THAN_FITS);
            assertThat(rest.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The JDK changes the socket for the timeout, and back to what it takes for its state. */
    @Test
    void acceptOfASocketWithATimeoutMakesItBlockAgain() throws Exception {
        try (var server = Sockets.server();
                var fd = JavaSocket.duplicateOf(server)) {
            relay(children).send("with", Handle.of(server));
            server.socket().setSoTimeout(30_000);

            try (var client = SocketChannel.open(server.getLocalAddress());
                    var accepted = server.socket().accept()) {
                assertThat(accepted.getPort()).isEqualTo(((InetSocketAddress) client.getLocalAddress()).getPort());
            }

            assertThat(isNonBlocking(fd.number())).isFalse();
        }
    }

    private static <T> FutureTask<T> waiting(Callable<T> wait) throws InterruptedException {
        var task = new FutureTask<>(wait);
        var thread = thread(task);
        thread.start();
        while (!waits(thread)) {
            assertThat(thread.isAlive()).as("waits").isTrue();
            assertThat(Thread.interrupted()).isFalse();
        }
        return task;
    }

    private static boolean waits(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("park")
                        || (frame.getClassName().equals("sun.nio.ch.Net")
                                && frame.getMethodName().startsWith("poll")));
    }

    private static <T> FutureTask<T> started(Callable<T> work) {
        var task = new FutureTask<>(work);
        thread(task).start();
        return task;
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "uses a channel");
        thread.setDaemon(true);
        return thread;
    }

    // ---- why

    /** A blocking socket would hold up the child's event loop, in every version of Node. */
    @Test
    @RequiresNode
    void childThatWritesMoreThanFitsGoesOnWithItsMessages() throws Exception {
        try (var connection = Sockets.Connection.open()) {
            var child = node(children, Serialization.JSON, "write-much.js", "" + MORE_THAN_FITS);

            child.send("connection", Handle.of(connection.accepted()));
            child.send("ping");

            assertThat(Await.messages(child, 1).messages().get(0).text()).isEqualTo("\"ping\"");
            Channels.newInputStream(connection.client()).skipNBytes(MORE_THAN_FITS);
        }
    }
}
