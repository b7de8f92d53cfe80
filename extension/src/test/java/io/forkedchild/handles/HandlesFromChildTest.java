package io.forkedchild.handles;

import static io.forkedchild.handles.HandleChildren.errorsOf;
import static io.forkedchild.handles.HandleChildren.handleOf;
import static io.forkedchild.handles.HandleChildren.messageOf;
import static io.forkedchild.handles.HandleChildren.node;
import static io.forkedchild.handles.HandleChildren.textsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.ReceivedHandle;
import io.forkedchild.SocketConnection;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Serialization;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The test uses the sockets that a Node child sends. */
@RequiresNode
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class HandlesFromChildTest {

    private final ForkedChildren children;

    HandlesFromChildTest(ForkedChildren children) {
        this.children = children;
    }

    // ---- servers

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void testAcceptsFromAServerOfTheChild(Serialization mode) throws Exception {
        var child = node(children, mode, "offer.js");

        var server = given(child, "server");

        assertThat(server.type()).isEqualTo("net.Server");
        assertThat(server.remoteAddress()).isEmpty();
        try (var client = SocketChannel.open(server.localAddress().orElseThrow());
                var accepted = server.accept()) {
            talk(client, accepted);
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void testAcceptsFromAServerOfTheChildOnAPath(Serialization mode, @TempDir Path directory) throws Exception {
        var path = directory.resolve("server");
        var child = node(children, mode, "offer.js", path.toString());
        child.send("path");

        var server = handleOf(child, 0);

        assertThat(server.localAddress()).contains(UnixDomainSocketAddress.of(path));
        child.kill("SIGKILL");
        Await.closed(child);
        try (var client = SocketChannel.open(UnixDomainSocketAddress.of(path));
                var accepted = server.accept()) {
            talk(client, accepted);
        }
    }

    /** What the child has given and has itself no more. */
    private static ReceivedHandle given(ForkedChild child, String order) {
        child.send(order);
        var handle = handleOf(child, 0);
        Await.messages(child, 2);
        child.send("release");
        Await.messages(child, 3);
        assertThat(textsOf(child).get(0)).contains("here");
        assertThat(messageOf(child, 1).hasValue("behind")).isTrue();
        assertThat(messageOf(child, 2).hasValue("released")).isTrue();
        assertThat(child.messages().subList(1, 3))
                .allMatch(message -> message.handle().isEmpty());
        assertThat(errorsOf(child)).isEmpty();
        return handle;
    }

    private static void talk(SocketChannel client, SocketConnection accepted) throws IOException {
        Sockets.write(client, "to the test");
        assertThat(new String(accepted.input().readNBytes(11), UTF_8)).isEqualTo("to the test");

        accepted.output().write("from the test".getBytes(UTF_8));
        accepted.shutdownOutput();
        assertThat(Sockets.readToTheEnd(client)).isEqualTo("from the test");

        client.shutdownOutput();
        assertThat(accepted.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    }

    // ---- connections

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void testTalksOverAConnectionOfTheChild(Serialization mode) throws Exception {
        var child = node(children, mode, "pass-connections.js");
        try (var client = connect(child)) {
            var handle = handleOf(child, 1);

            assertThat(handle.type()).isEqualTo("net.Socket");
            assertThat(handle.localAddress()).contains(client.getRemoteAddress());
            assertThat(handle.remoteAddress()).contains(client.getLocalAddress());
            talk(client, handle.connection());
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void testServesHttpOverAConnectionOfTheChild(Serialization mode) throws Exception {
        var child = node(children, mode, "ask.js");

        try (var connection = handleOf(child, 0).connection()) {
            var asked = requestFrom(connection);
            connection
                    .output()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 13\r\nConnection: close\r\n\r\nfrom the test"
                            .getBytes(UTF_8));

            assertThat(asked).isEqualTo("GET /asked HTTP/1.1");
            assertThat(messageOf(child, 2).hasValue(Map.of("status", 200, "body", "from the test")))
                    .as(child::evidence)
                    .isTrue();
            assertThat(messageOf(child, 1).hasValue("behind")).isTrue();
        }
    }

    private static String requestFrom(SocketConnection connection) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(connection.input(), UTF_8));
        var first = lines.readLine();
        for (var header = first; header != null && !header.isEmpty(); header = lines.readLine()) {}
        return first;
    }

    /** Larger than what the kernel holds for a connection, so that reading and writing have to wait. */
    @Test
    void megabytesGoOverAConnectionOfTheChildInBothDirections() throws Exception {
        var child = node(children, Serialization.JSON, "pass-connections.js");
        var bytes = new byte[8 << 20];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) (i >> 8 ^ i));
        try (var client = connect(child);
                var connection = handleOf(child, 1).connection()) {
            var echo = new Thread(() -> echo(client), "echo");
            var writer = new Thread(() -> write(connection, bytes), "writer");
            echo.start();
            writer.start();

            var back = connection.input().readNBytes(bytes.length);

            assertThat(back).isEqualTo(bytes);
            writer.join();
            client.shutdownOutput();
            connection.shutdownOutput();
            echo.join();
        }
    }

    private static void echo(SocketChannel client) {
        var buffer = ByteBuffer.allocate(100_000);
        try {
            while (client.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    client.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException over) {
            // the test has seen that something is missing
        }
    }

    private static void write(SocketConnection connection, byte[] bytes) {
        try {
            connection.output().write(bytes);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    // ---- counting

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void childIsToldHowManyOfItsConnectionsAreOpenAndWhenAllAreClosed(Serialization mode) throws Exception {
        var child = node(children, mode, "pass-connections.js");
        try (var one = connect(child);
                var other = connect(child)) {
            Await.messages(child, 3);
            child.send("count");
            assertThat(messageOf(child, 3).hasValue(Map.of("count", 2)))
                    .as(child::evidence)
                    .isTrue();

            handleOf(child, 1).close();
            child.send("count");
            assertThat(messageOf(child, 4).hasValue(Map.of("count", 1)))
                    .as(child::evidence)
                    .isTrue();

            child.send("close");
            child.send("close");
            Await.messages(child, 5);
            assertThat(textsOf(child)).noneMatch(text -> text.contains("all closed"));
            handleOf(child, 2).connection().close();
            Await.until(child, () -> textsOf(child).stream().anyMatch(text -> text.contains("all closed")));
            assertThat(Sockets.readToTheEnd(one) + Sockets.readToTheEnd(other)).isEmpty();
        }
    }

    static SocketChannel connect(ForkedChild child) throws IOException {
        int port = messageOf(child, 0).as(Integer.class);
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    // ---- datagrams

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void testReceivesAndSendsOverAUdpSocketOfTheChild(Serialization mode) throws Exception {
        var child = node(children, mode, "offer.js");

        var udp = given(child, "udp");

        assertThat(udp.type()).isEqualTo("dgram.Socket");
        var address = (InetSocketAddress) udp.localAddress().orElseThrow();
        try (var client = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            client.send(UTF_8.encode("to the test"), address);
            var datagram = udp.receive();
            assertThat(datagram.text()).isEqualTo("to the test");
            assertThat(datagram.bytes()).hasSize(11);
            assertThat(datagram.sender()).isEqualTo(Optional.of(client.getLocalAddress()));

            udp.send("from the test".getBytes(UTF_8), (InetSocketAddress) client.getLocalAddress());
            var received = ByteBuffer.allocate(100);
            assertThat(client.receive(received)).isEqualTo(address);
            assertThat(UTF_8.decode(received.flip()).toString()).isEqualTo("from the test");
        }
    }

    @Test
    void emptyDatagramIsADatagram() throws Exception {
        var udp = given(node(children, Serialization.JSON, "offer.js"), "udp");
        var address = (InetSocketAddress) udp.localAddress().orElseThrow();

        udp.send(new byte[0], address);

        var datagram = udp.receive();
        assertThat(datagram.bytes()).isEmpty();
        assertThat(datagram.sender()).contains(address);
    }

    // ---- acknowledgement

    /** Node holds back the next until the one before is acknowledged. */
    @ParameterizedTest(name = "{0}")
    @EnumSource
    void fiftyHandlesInARowArriveWithoutTheTestLookingAtThem(Serialization mode) {
        var child = Await.closed(node(children, mode, "send-fifty.js"));

        assertThat(child.messages()).as(child::evidence).hasSize(51);
        assertThat(IntStream.range(0, 50))
                .allSatisfy(i -> assertThat(messageOf(child, i).hasValue(i)).isTrue());
        assertThat(messageOf(child, 50).hasValue("behind")).isTrue();
        assertThat(IntStream.range(0, 50).mapToObj(i -> handleOf(child, i).descriptor()))
                .doesNotHaveDuplicates();
        assertThat(Sockets.descriptorsOf(Sockets.nameOf(handleOf(child, 0)))).isEqualTo(50);
        assertThat(child.exitCode()).hasValue(0);
        assertThat(errorsOf(child)).isEmpty();
    }
}
