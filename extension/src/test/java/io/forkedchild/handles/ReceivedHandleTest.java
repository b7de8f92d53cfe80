package io.forkedchild.handles;

import static io.forkedchild.handles.HandleChildren.handleOf;
import static io.forkedchild.handles.HandleChildren.messageOf;
import static io.forkedchild.handles.HandleChildren.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forkedchild.ForkedChildren;
import io.forkedchild.Handle;
import io.forkedchild.ReceivedHandle;
import io.forkedchild.Settings;
import io.forkedchild.posix.Poll;
import io.forkedchild.process.Serialization;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who closes what a child has sent, and how long the test waits for it. */
@RequiresNode
@Timeout(60)
class ReceivedHandleTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(5);

    private ForkedChildren children = ForkedChildren.open();

    @AfterEach
    void endChildren() {
        children.close();
    }

    private void patience(Duration patience) {
        children = ForkedChildren.open(Settings.defaults().patience(patience));
    }

    /** What the child has given and has itself no more. */
    private ReceivedHandle given(String order) {
        var child = node(children, Serialization.JSON, "offer.js");
        child.send(order);
        var handle = handleOf(child, 0);
        child.send("release");
        Await.messages(child, 3);
        return handle;
    }

    /** A connection whose other end is the client, and which the child has no more. */
    private record Passed(SocketChannel client, ReceivedHandle handle) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    private Passed passed() throws IOException {
        var child = node(children, Serialization.JSON, "pass-connections.js");
        int port = messageOf(child, 0).as(Integer.class);
        var client = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new Passed(client, handleOf(child, 1));
    }

    // ---- who closes

    @Test
    void handlesAreClosedWithTheTest() {
        var server = given("server");
        var udp = given("udp");
        var names = new String[] {Sockets.nameOf(server), Sockets.nameOf(udp)};
        assertThat(names)
                .allSatisfy(name -> assertThat(Sockets.descriptorsOf(name)).isEqualTo(1));

        children.close();

        assertThat(server.isOpen()).isFalse();
        assertThat(udp.isOpen()).isFalse();
        assertThat(names)
                .allSatisfy(name -> assertThat(Sockets.descriptorsOf(name)).isZero());
    }

    @Test
    void handlesAreClosedWithTheirChild() {
        var child = node(children, Serialization.JSON, "offer.js");
        child.send("server");
        var mine = handleOf(child, 0);
        var ofAnother = given("server");
        var name = Sockets.nameOf(mine);

        child.close();

        assertThat(mine.isOpen()).isFalse();
        assertThat(Sockets.descriptorsOf(name)).isZero();
        assertThat(ofAnother.isOpen()).isTrue();
    }

    @Test
    void handleOutlivesTheEndOfItsChild() throws Exception {
        var child = node(children, Serialization.JSON, "offer.js");
        child.send("server");
        var server = handleOf(child, 0);

        child.kill("SIGKILL");
        Await.closed(child);

        assertThat(server.isOpen()).isTrue();
        try (var client = SocketChannel.open(server.localAddress().orElseThrow());
                var accepted = server.accept()) {
            Sockets.write(client, "x");
            assertThat(accepted.input().read()).isEqualTo('x');
        }
    }

    @Test
    void connectionIsClosedWithTheTestAlsoForItsPeer() throws Exception {
        try (var passed = passed()) {
            var connection = passed.handle().connection();

            children.close();

            assertThat(connection.isOpen()).isFalse();
            assertThat(Sockets.readToTheEnd(passed.client())).isEmpty();
        }
    }

    @Test
    void closingTheConnectionClosesTheHandle() throws Exception {
        try (var passed = passed()) {
            var name = Sockets.nameOf(passed.handle());

            passed.handle().connection().close();

            assertThat(passed.handle().isOpen()).isFalse();
            assertThat(Sockets.descriptorsOf(name)).isZero();
            assertThat(Sockets.readToTheEnd(passed.client())).isEmpty();
        }
    }

    @Test
    void acceptedConnectionIsClosedWithTheTestAndNotWithItsServer() throws Exception {
        var server = given("server");
        try (var client = SocketChannel.open(server.localAddress().orElseThrow());
                var accepted = server.accept()) {
            server.close();

            assertThat(accepted.isOpen()).isTrue();
            Sockets.write(client, "x");
            assertThat(accepted.input().read()).isEqualTo('x');
            children.close();
            assertThat(accepted.isOpen()).isFalse();
            assertThat(Sockets.readToTheEnd(client)).isEmpty();
        }
    }

    // ---- what is closed

    @Test
    void closedHandleIsRefusedByEverything() {
        var handle = given("server");
        handle.close();
        handle.close();

        assertThat(handle.isOpen()).isFalse();
        assertThat(handle).hasToString("net.Server (closed)");
        assertThat(handle.type()).isEqualTo("net.Server");
        assertClosed(handle::descriptor);
        assertClosed(handle::localAddress);
        assertClosed(handle::remoteAddress);
        assertThatThrownBy(handle::accept).isInstanceOf(IOException.class);
        assertThatThrownBy(handle::receive).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> handle.send(new byte[1], new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)))
                .isInstanceOf(IOException.class);
        var connection = handle.connection();
        assertThat(connection.isOpen()).isFalse();
        assertThatThrownBy(() -> connection.read(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> connection.write(ByteBuffer.allocate(1))).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(connection::shutdownOutput).isInstanceOf(IOException.class);
    }

    @Test
    void closedHandleCannotBeSentOn() {
        var handle = given("server");
        var other = HandleChildren.relay(children);
        handle.close();

        assertClosed(() -> other.send("with", Handle.of(handle)));

        other.send("behind");
        assertThat(Await.printed(other, "\n", 1).stdout().text()).isEqualTo("\"behind\"\n");
    }

    private static void assertClosed(ThrowingCallable use) {
        assertThatIllegalStateException()
                .isThrownBy(use)
                .withMessage("the handle (net.Server) is closed")
                .withCauseInstanceOf(ClosedChannelException.class);
    }

    // ---- what it is not

    @Test
    void serverIsNoConnectionAndReceivesNothing() {
        var server = given("server");

        assertRefused(server::receive);
        assertRefused(() -> server.connection().read(ByteBuffer.allocate(1)));
        assertRefused(() -> server.connection().write(ByteBuffer.allocate(1)));
    }

    @Test
    void udpSocketAcceptsNothing() {
        assertRefused(given("udp")::accept);
    }

    private static void assertRefused(ThrowingCallable use) {
        assertThatThrownBy(use)
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class)
                .isNotInstanceOf(ClosedChannelException.class);
    }

    // ---- patience

    @Test
    void acceptWaitsAsLongAsThePatience() {
        patience(SHORT);
        assertTimeout("accept", given("server")::accept);
    }

    @Test
    void receiveWaitsAsLongAsThePatience() {
        patience(SHORT);
        assertTimeout("receive", given("udp")::receive);
    }

    @Test
    void readAndWriteWaitAsLongAsThePatience() throws Exception {
        patience(SHORT);
        try (var passed = passed()) {
            var connection = passed.handle().connection();

            assertTimeout("read", () -> connection.read(ByteBuffer.allocate(1)));
            assertTimeout("write", () -> connection.write(ByteBuffer.allocate(64 << 20)));
        }
    }

    @Test
    void readOfAnAcceptedConnectionWaitsAsLongAsThePatience() throws Exception {
        patience(SHORT);
        var server = given("server");
        try (var client = SocketChannel.open(server.localAddress().orElseThrow());
                var accepted = server.accept()) {
            assertTimeout("read", () -> accepted.read(ByteBuffer.allocate(1)));
            assertThat(client.isOpen()).isTrue();
        }
    }

    private static void assertTimeout(String what, ThrowingCallable use) {
        long begin = System.nanoTime();

        assertThatThrownBy(use).isInstanceOf(SocketTimeoutException.class).hasMessage(what + ": nothing for 200 ms");

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(SHORT.minusMillis(2));
    }

    // ---- closing while somebody waits

    @Test
    void closingEndsTheWaitsOfOtherThreads() throws Exception {
        patience(LONG);
        var server = given("server");
        var udp = given("udp");
        try (var passed = passed()) {
            var connection = passed.handle().connection();

            assertEndsWith(server::close, server::accept);
            assertEndsWith(udp::close, udp::receive);
            assertEndsWith(connection::close, () -> connection.read(ByteBuffer.allocate(1)));
        }
    }

    @Test
    void endOfTheTestEndsTheWaitsOfItsThreads() throws Exception {
        patience(LONG);
        var server = given("server");
        var name = Sockets.nameOf(server);

        assertEndsWith(children::close, server::accept);

        assertThat(Sockets.descriptorsOf(name)).isZero();
    }

    private static void assertEndsWith(Runnable close, Callable<?> wait) throws Exception {
        var waiting = new FutureTask<Object>(wait::call);
        var thread = new Thread(waiting, "waits");
        thread.start();
        while (!isPolling(thread)) {
            assertThat(thread.isAlive()).isTrue();
            assertThat(Thread.interrupted()).isFalse();
        }

        close.run();

        assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ClosedChannelException.class);
    }

    private static boolean isPolling(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Poll.class.getName()));
    }
}
