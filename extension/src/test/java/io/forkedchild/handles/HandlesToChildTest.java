package io.forkedchild.handles;

import static io.forkedchild.handles.HandleChildren.errorsOf;
import static io.forkedchild.handles.HandleChildren.handleOf;
import static io.forkedchild.handles.HandleChildren.messageOf;
import static io.forkedchild.handles.HandleChildren.node;
import static io.forkedchild.handles.HandleChildren.textsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Handle;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.posix.JavaSocket;
import io.forkedchild.process.SendResult;
import io.forkedchild.process.Serialization;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Node child uses the sockets that the test sends. */
@RequiresNode
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class HandlesToChildTest {

    private final ForkedChildren children;

    HandlesToChildTest(ForkedChildren children) {
        this.children = children;
    }

    private ForkedChild serve(Serialization mode) {
        return node(children, mode, "serve.js");
    }

    private static Map<String, String> told(String message, String handle) {
        return Map.of("message", message, "handle", handle);
    }

    // ---- servers

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void childServesHttpOverAServerOfTheTest(Serialization mode) throws Exception {
        try (var server = Sockets.server()) {
            var child = serve(mode);

            var result = child.send("a server", Handle.of(server));

            assertThat(messageOf(child, 0).hasValue(told("a server", "Server")))
                    .as(child::evidence)
                    .isTrue();
            assertThat(Sockets.get(server.getLocalAddress(), "/hello"))
                    .isEqualTo("200 " + child.pid() + " serves /hello");
            assertThat(result).isEqualTo(SendResult.WRITTEN);
            assertThat(server.isOpen()).isTrue();
            assertThat(errorsOf(child)).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void childServesHttpOverAServerOfTheTestOnAPath(Serialization mode, @TempDir Path directory) throws Exception {
        var address = UnixDomainSocketAddress.of(directory.resolve("server"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address)) {
            var child = serve(mode);

            child.send("a server", Handle.of(server));

            assertThat(messageOf(child, 0).hasValue(told("a server", "Server")))
                    .as(child::evidence)
                    .isTrue();
            try (var client = SocketChannel.open(address)) {
                assertThat(Sockets.get(client, "/path"))
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .endsWith("\r\n" + child.pid() + " serves /path");
            }
        }
    }

    @Test
    void oneServerServesThroughTwoChildren() throws Exception {
        try (var server = Sockets.server()) {
            var one = serve(Serialization.JSON);
            var other = serve(Serialization.ADVANCED);
            one.send("shared", Handle.of(server));
            other.send("shared", Handle.of(server));
            Await.messages(one, 1);
            Await.messages(other, 1);

            one.close();

            assertThat(Sockets.get(server.getLocalAddress(), "/left"))
                    .isEqualTo("200 " + other.pid() + " serves /left");
        }
    }

    // ---- connections

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void childServesHttpOverAConnectionWhoseEndInTheTestIsThenClosed(Serialization mode) throws Exception {
        try (var connection = Sockets.Connection.open()) {
            var name = Sockets.nameOf(connection.accepted());
            var child = serve(mode);

            child.send("a connection", Handle.of(connection.accepted()));

            assertThat(messageOf(child, 0).hasValue(told("a connection", "Socket")))
                    .as(child::evidence)
                    .isTrue();
            assertThat(connection.accepted().isOpen()).isFalse();
            assertThat(Sockets.descriptorsOf(name)).isZero();
            assertThat(Sockets.get(connection.client(), "/passed")).endsWith("\r\n" + child.pid() + " serves /passed");
            assertThat(errorsOf(child)).isEmpty();
        }
    }

    /** Otherwise the client would read the end of file when the child, which has the other duplicate, has closed. */
    @ParameterizedTest(name = "{0}")
    @EnumSource
    void connectionThatIsKeptOpenGoesOnWhenTheChildHasClosedIt(Serialization mode) throws Exception {
        try (var connection = Sockets.Connection.open()) {
            var name = Sockets.nameOf(connection.accepted());
            var child = serve(mode);

            child.send("a connection", Handle.of(connection.accepted()).keepOpen());
            child.send("behind");
            Await.messages(child, 2);
            child.close();

            assertThat(connection.accepted().isOpen()).isTrue();
            assertThat(Sockets.descriptorsOf(name)).isEqualTo(1);
            Sockets.write(connection.client(), "ping");
            assertThat(Sockets.read(connection.accepted(), 4)).isEqualTo("ping");
            Sockets.write(connection.accepted(), "pong");
            assertThat(Sockets.read(connection.client(), 4)).isEqualTo("pong");
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void childCountsTheConnectionsOfAKeyAndTellsWhenAllAreClosed(Serialization mode) throws Exception {
        try (var one = Sockets.Connection.open();
                var other = Sockets.Connection.open()) {
            var child = serve(mode);
            child.send("one", Handle.of(one.accepted()).key("ours"));
            child.send("other", Handle.of(other.accepted()).key("ours"));
            Await.messages(child, 2);

            child.send(Map.of("cmd", "NODE_SOCKET_GET_COUNT", "key", "ours"));
            Await.until(child, () -> hasInternal(child, Map.of("cmd", "NODE_SOCKET_COUNT", "key", "ours", "count", 2)));
            child.send(Map.of("cmd", "NODE_SOCKET_NOTIFY_CLOSE", "key", "ours"));
            Sockets.get(one.client(), "/first");
            var before = hasInternal(child, Map.of("cmd", "NODE_SOCKET_ALL_CLOSED", "key", "ours"));
            Sockets.get(other.client(), "/second");

            Await.until(child, () -> hasInternal(child, Map.of("cmd", "NODE_SOCKET_ALL_CLOSED", "key", "ours")));
            assertThat(before).isFalse();
        }
    }

    private static boolean hasInternal(ForkedChild child, Map<String, Object> value) {
        return child.internalMessages().stream().anyMatch(message -> message.hasValue(value));
    }

    // ---- datagrams

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void childAnswersDatagramsOverAUdpSocketOfTheTest(Serialization mode) throws Exception {
        try (var udp = Sockets.udp()) {
            var child = serve(mode);

            child.send("udp", Handle.of(udp));

            assertThat(messageOf(child, 0).hasValue(told("udp", "Socket")))
                    .as(child::evidence)
                    .isTrue();
            assertThat(Sockets.exchange(udp.getLocalAddress(), "hello")).isEqualTo("echo hello");
            assertThat(udp.isOpen()).isTrue();
        }
    }

    // ---- descriptors

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void childServesHttpOverTheDescriptorOfAServer(Serialization mode) throws Exception {
        try (var server = Sockets.server();
                var fd = JavaSocket.duplicateOf(server)) {
            var child = serve(mode);

            child.send("a number", Handle.descriptor(fd.number()));

            assertThat(messageOf(child, 0).hasValue(told("a number", "TCP")))
                    .as(child::evidence)
                    .isTrue();
            assertThat(Sockets.get(server.getLocalAddress(), "/raw")).isEqualTo("200 " + child.pid() + " serves /raw");
            assertThat(fd.isOpen()).isTrue();
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void childAnswersDatagramsOverTheDescriptorOfAUdpSocket(Serialization mode) throws Exception {
        try (var udp = Sockets.udp4();
                var fd = JavaSocket.duplicateOf(udp)) {
            var child = serve(mode);

            child.send("a number", Handle.descriptor(fd.number()));

            assertThat(messageOf(child, 0).hasValue(told("a number", "UDP")))
                    .as(child::evidence)
                    .isTrue();
            assertThat(Sockets.exchange(udp.getLocalAddress(), "raw")).isEqualTo("echo raw");
        }
    }

    @Test
    void childServesHttpOverAServerThatIsSentUnderAnotherType() throws Exception {
        try (var server = Sockets.server()) {
            var child = serve(Serialization.JSON);

            child.send("native", Handle.of(server).type("net.Native"));

            assertThat(messageOf(child, 0).hasValue(told("native", "TCP")))
                    .as(child::evidence)
                    .isTrue();
            assertThat(Sockets.get(server.getLocalAddress(), "/native"))
                    .isEqualTo("200 " + child.pid() + " serves /native");
        }
    }

    // ---- from one child to another

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void serverOfOneChildIsServedByAnother(Serialization mode) throws Exception {
        var owner = node(children, mode, "offer.js");
        owner.send("server");
        var server = handleOf(owner, 0);
        var address = server.localAddress().orElseThrow();
        var child = serve(mode);

        child.send("sent on", Handle.of(server));

        assertThat(messageOf(child, 0).hasValue(told("sent on", "Server")))
                .as(child::evidence)
                .isTrue();
        assertThat(server.isOpen()).isTrue();
        owner.close();
        assertThat(Sockets.get(address, "/on")).isEqualTo("200 " + child.pid() + " serves /on");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void connectionOfOneChildIsServedByAnother(Serialization mode) {
        var asker = node(children, mode, "ask.js");
        var connection = handleOf(asker, 0);
        var child = serve(mode);

        child.send("sent on", Handle.of(connection));
        connection.close();

        assertThat(messageOf(asker, 2).hasValue(Map.of("status", 200, "body", child.pid() + " serves /asked")))
                .as(asker::evidence)
                .isTrue();
        assertThat(textsOf(child)).hasSize(1);
    }

    // ---- order

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void messagesArriveInTheOrderInWhichTheyWereSentWithAndWithoutHandles(Serialization mode) throws Exception {
        try (var server = Sockets.server();
                var udp = Sockets.udp()) {
            var child = serve(mode);

            child.send("1");
            child.send("2", Handle.of(server));
            child.send("3");
            child.send("4", Handle.of(udp));
            child.send("5", Handle.of(server));
            child.send("6");

            Await.messages(child, 6);
            assertThat(child.messages().stream()
                            .map(message -> message.json().get("message").asText()))
                    .containsExactly("1", "2", "3", "4", "5", "6");
            assertThat(child.messages().stream()
                            .map(message -> message.json().get("handle").asText()))
                    .containsExactly("none", "Server", "none", "Socket", "Server", "none");
            assertThat(errorsOf(child)).isEmpty();
        }
    }
}
