package io.forkedchild.handles;

import static io.forkedchild.handles.HandleChildren.ACK;
import static io.forkedchild.handles.HandleChildren.NACK;
import static io.forkedchild.handles.HandleChildren.errorsOf;
import static io.forkedchild.handles.HandleChildren.onlyErrorOf;
import static io.forkedchild.handles.HandleChildren.relay;
import static io.forkedchild.handles.HandleChildren.shell;
import static io.forkedchild.handles.HandleChildren.textsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Handle;
import io.forkedchild.process.SendResult;
import io.forkedchild.testing.Await;
import io.forkedchild.timeline.Event;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A channel that ends before the child has acknowledged a handle loses nothing silently, and no descriptor. */
@Timeout(60)
class HandleAtTheEndTest {

    private static final String SERVER = "{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Server\",\"msg\":\"with\"}\n";
    private static final String UNANSWERED =
            "ERR_IPC_HANDLE_UNANSWERED the channel was closed before the child had acknowledged a"
                    + " net.Server; messages that waited behind it and were dropped: ";

    private final ForkedChildren children = ForkedChildren.open();
    private ServerSocketChannel server;
    private String name;

    @BeforeEach
    void openServer() throws Exception {
        server = Sockets.server();
        name = Sockets.nameOf(server);
    }

    @AfterEach
    void endChildren() throws Exception {
        try (var last = server) {
            children.close();
            assertThat(last.isOpen()).isTrue();
            assertThat(Sockets.descriptorsOf(name)).isEqualTo(1);
        }
    }

    private ForkedChild relayWithTwoHandlesAndTwoMessages() {
        var child = relay(children);
        child.send("with", Handle.of(server));
        child.send("1");
        child.send("with", Handle.of(server));
        child.send("2");
        Await.printed(child, SERVER, 1);
        assertThat(Sockets.descriptorsOf(name)).isEqualTo(3);
        return child;
    }

    private static Event.Disconnected disconnectionOf(ForkedChild child) {
        return Await.until(child, child.inspection()::hasSentAllMessages)
                .timeline()
                .first(Event.Disconnected.class)
                .orElseThrow();
    }

    // ---- the test disconnects

    @Test
    void disconnectWaitsForTheAcknowledgementsAndSendsWhatIsBehindThem() {
        var child = relayWithTwoHandlesAndTwoMessages();

        var disconnected = child.disconnect();

        assertThat(disconnected).isTrue();
        assertThat(child.connected()).isFalse();
        assertThat(child.inspection().hasSentAllMessages()).isFalse();
        child.stdin().write(ACK);
        Await.printed(child, SERVER, 2);
        assertThat(child.inspection().hasSentAllMessages()).isFalse();
        child.stdin().write(ACK);
        assertThat(disconnectionOf(child).byTest()).isTrue();
        assertThat(Await.printed(child, "\"2\"\n", 1).stdout().text())
                .isEqualTo(SERVER + "\"1\"\n" + SERVER + "\"2\"\n");
        assertThat(errorsOf(child)).isEmpty();
        assertThat(Sockets.descriptorsOf(name)).isEqualTo(1);
    }

    @Test
    void messagesOfTheChildArriveUntilItHasAcknowledgedAfterTheDisconnect() {
        var child = relayWithTwoHandlesAndTwoMessages();
        child.disconnect();

        child.stdin().write("\"before\"\n" + ACK + "\"between\"\n" + ACK + "\"behind\"\n");

        assertThat(disconnectionOf(child).byTest()).isTrue();
        assertThat(textsOf(child)).containsExactly("\"before\"", "\"between\"", "\"behind\"");
        assertThat(errorsOf(child)).isEmpty();
    }

    @Test
    void refusalOfTheChildEndsTheDisconnectAsWell() {
        var child = relay(children);
        child.send("with", Handle.of(server));
        child.disconnect();

        child.stdin().write(NACK);

        assertThat(disconnectionOf(child).byTest()).isTrue();
        assertThat(errorsOf(child)).containsExactly("ERR_IPC_HANDLE_NOT_RECEIVED");
    }

    @Test
    void nothingCanBeSentWhileTheDisconnectWaits() {
        var child = relayWithTwoHandlesAndTwoMessages();
        child.disconnect();

        var results = new SendResult[] {child.send("3"), child.send("with", Handle.of(server))};
        var again = child.disconnect();

        assertThat(results).containsOnly(SendResult.REFUSED);
        assertThat(again).isFalse();
        assertThat(errorsOf(child))
                .containsExactly("ERR_IPC_CHANNEL_CLOSED", "ERR_IPC_CHANNEL_CLOSED", "ERR_IPC_DISCONNECTED");
        assertThat(Sockets.descriptorsOf(name)).isEqualTo(3);
    }

    // ---- the child ends

    @Test
    void endOfFileBeforeTheAcknowledgementIsAnErrorThatTellsWhatIsLost() {
        var child = relayWithTwoHandlesAndTwoMessages();

        child.stdin().end();

        assertThat(disconnectionOf(child).byTest()).isFalse();
        assertThat(onlyErrorOf(child)).isEqualTo(UNANSWERED + 3);
        assertThat(Sockets.descriptorsOf(name)).isEqualTo(1);
        Await.closed(child);
    }

    @Test
    void endOfFileWhileTheDisconnectWaitsIsTheSameError() {
        var child = relayWithTwoHandlesAndTwoMessages();
        child.disconnect();

        child.stdin().end();

        assertThat(disconnectionOf(child).byTest()).isTrue();
        assertThat(onlyErrorOf(child)).isEqualTo(UNANSWERED + 3);
        Await.closed(child);
    }

    @Test
    void childThatIsKilledBeforeItHasReadTheHandleIsTheSameError() {
        var child = shell(children, "echo ready; exec sleep 60");
        Await.printed(child, "ready", 1);
        child.send("with", Handle.of(server));
        child.send("behind");

        child.kill("SIGKILL");

        Await.closed(child);
        assertThat(onlyErrorOf(child)).isEqualTo(UNANSWERED + 1);
        assertThat(Sockets.descriptorsOf(name)).isEqualTo(1);
    }

    @Test
    void connectionThatWasNotAcknowledgedStaysOpenInTheTest() throws Exception {
        try (var connection = Sockets.Connection.open()) {
            var child = relay(children);
            child.send("with", Handle.of(connection.accepted()));

            child.stdin().end();

            Await.closed(child);
            Sockets.write(connection.accepted(), "still");
            assertThat(Sockets.read(connection.client(), 5)).isEqualTo("still");
        }
    }

    // ---- the test ends

    @Test
    void endOfTheTestDoesNotWaitForTheAcknowledgement() {
        var child = relayWithTwoHandlesAndTwoMessages();

        children.close();

        assertThat(onlyErrorOf(child)).isEqualTo(UNANSWERED + 3);
        assertThat(Sockets.descriptorsOf(name)).isEqualTo(1);
    }

    // ---- sending afterwards

    @Test
    void handleForAChannelThatTheTestHasClosedIsRefused() throws Exception {
        try (var connection = Sockets.Connection.open()) {
            var connectionName = Sockets.nameOf(connection.accepted());
            var child = relay(children);
            child.disconnect();

            var result = child.send("with", Handle.of(connection.accepted()));

            assertThat(result).isEqualTo(SendResult.REFUSED);
            assertThat(onlyErrorOf(child))
                    .isEqualTo("ERR_IPC_CHANNEL_CLOSED message not sent, the channel is closed: \"with\"");
            assertThat(connection.accepted().isOpen()).isTrue();
            assertThat(Sockets.descriptorsOf(connectionName)).isEqualTo(1);
        }
    }

    @Test
    void handleForAChildThatHasEndedIsRefused() {
        var child = Await.closed(shell(children, "exit 0"));

        var result = child.send("with", Handle.of(server));

        assertThat(result).isEqualTo(SendResult.REFUSED);
        assertThat(errorsOf(child)).containsExactly("ERR_IPC_CHANNEL_CLOSED");
        assertThat(Sockets.descriptorsOf(name)).isEqualTo(1);
    }
}
