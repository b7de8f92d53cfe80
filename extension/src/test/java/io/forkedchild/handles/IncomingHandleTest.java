package io.forkedchild.handles;

import static io.forkedchild.handles.HandleChildren.NACK;
import static io.forkedchild.handles.HandleChildren.errorsOf;
import static io.forkedchild.handles.HandleChildren.handleOf;
import static io.forkedchild.handles.HandleChildren.node;
import static io.forkedchild.handles.HandleChildren.onlyErrorOf;
import static io.forkedchild.handles.HandleChildren.passer;
import static io.forkedchild.handles.HandleChildren.relay;
import static io.forkedchild.handles.HandleChildren.textsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Handle;
import io.forkedchild.Message;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Serialization;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import io.forkedchild.timeline.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What children write about handles, also children that are no Node. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class IncomingHandleTest {

    private static final String ANNOUNCEMENT = "{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Server\",\"msg\":\"with\"}";

    private final ForkedChildren children;

    IncomingHandleTest(ForkedChildren children) {
        this.children = children;
    }

    // ---- handles

    @Test
    void handleWithoutDescriptorIsRefusedAndItsMessageIsNone() {
        var child = relay(children);

        child.stdin().write(ANNOUNCEMENT + "\n\"behind\"\n");

        Await.messages(child, 1);
        assertThat(Await.printed(child, "\n", 1).stdout().text()).isEqualTo(NACK);
        assertThat(textsOf(child)).containsExactly("\"behind\"");
        assertThat(onlyErrorOf(child))
                .isEqualTo("ERR_IPC_HANDLE_MISSING the child announced a net.Server, but no descriptor came with it");
    }

    /** As in Node, the descriptor belongs to the next message that is about one. */
    @Test
    void descriptorThatCameEarlyGoesToTheNextHandle() throws Exception {
        var child = passer(children, "early");

        var handle = handleOf(child, 1);

        assertThat(handle.type()).isEqualTo("net.Server");
        assertThat(handle.localAddress()).isPresent();
        Await.messages(child, 3);
        assertThat(textsOf(child)).containsExactly("\"plain\"", "\"with\"", "\"last\"");
        assertThat(child.messages().get(0).handle()).isEmpty();
        assertThat(errorsOf(child)).isEmpty();
    }

    @Test
    void descriptorsThatNoMessageIsAboutAreToldAtTheEnd() {
        var child = passer(children, "unclaimed");
        Await.messages(child, 2);
        var before = errorsOf(child);

        child.disconnect();

        assertThat(before).isEmpty();
        assertThat(textsOf(child)).containsExactly("\"plain\"", "\"last\"");
        assertThat(onlyErrorOf(child)).startsWith("ERR_IPC_DESCRIPTOR_UNCLAIMED 2 descriptors came");
    }

    /** Node's own way to send a connection again. */
    @Test
    void messageInsideAMessageWithAHandleIsTheOneThatCounts() {
        var child = passer(children, "again");

        var handle = handleOf(child, 0);
        Await.messages(child, 2);

        assertThat(handle.localAddress()).isPresent();
        assertThat(textsOf(child)).containsExactly("\"with\"", "\"last\"");
        assertThat(sent(child)).containsExactly(NACK.strip().replace("NACK", "ACK"));
    }

    @Test
    void messageWithAHandleMayBeAsDeepAsAnyOther() {
        var child = passer(children, "deep");

        handleOf(child, 0);

        Await.messages(child, 2);
        assertThat(child.messages().get(0).bytes()).hasSize(2 * DescriptorPasser.DEEP);
        assertThat(errorsOf(child)).isEmpty();
    }

    @Test
    void manyHandlesInEachOtherAreRefused() {
        var child = passer(children, "in each other");

        Await.messages(child, 1);

        assertThat(textsOf(child)).containsExactly("\"last\"");
        assertThat(onlyErrorOf(child)).startsWith("ERR_IPC_MALFORMED_MESSAGE NODE_HANDLE without");
        assertThat(sent(child)).containsExactly(NACK.strip());
    }

    @Test
    void bytesOfAMessageWithAHandleAreThoseThatCame() {
        var child = passer(children, "line", "{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Server\",\"msg\": [1.0, 1E5]}");

        handleOf(child, 0);

        assertThat(child.messages().get(0).text()).isEqualTo("[1.0, 1E5]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cmd\":\"NODE_HANDLE\",\"msg\":1}",
                "{\"cmd\":\"NODE_HANDLE\",\"type\":null,\"msg\":1}",
                "{\"cmd\":\"NODE_HANDLE\",\"type\":{},\"msg\":1}",
                "{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Server\"}"
            })
    void handleThatIsNotSaidWhatItIsIsRefusedAndClosed(String line) {
        var child = passer(children, "line", line);

        Await.messages(child, 1);

        assertThat(textsOf(child)).containsExactly("\"last\"");
        assertThat(onlyErrorOf(child))
                .startsWith("ERR_IPC_MALFORMED_MESSAGE NODE_HANDLE without")
                .contains(line);
        assertThat(sent(child)).containsExactly(NACK.strip());
    }

    @Test
    void descriptorsWithoutAMessageAreKeptUpToABound() throws Exception {
        long before = openDescriptors();
        var child = passer(children, "many");
        Await.messages(child, DescriptorPasser.MANY + 1);

        long kept = openDescriptors() - before;

        assertThat(kept).isBetween(200L, 500L);
        child.disconnect();
        assertThat(onlyErrorOf(child))
                .startsWith("ERR_IPC_DESCRIPTOR_UNCLAIMED " + DescriptorPasser.MANY + " descriptors came");
    }

    private static long openDescriptors() throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }

    @Test
    void descriptorThatIsNoSocketComesAndCanBeAskedForNothing() {
        var child = passer(children, "file");

        var handle = handleOf(child, 0);

        assertThat(handle.descriptor()).isPositive();
        assertThat(handle.localAddress()).isEmpty();
        assertThat(handle.remoteAddress()).isEmpty();
        assertThatThrownBy(handle::accept).isInstanceOf(IOException.class).hasMessageContaining("ENOTSOCK");
        assertThatThrownBy(handle::receive).isInstanceOf(IOException.class).hasMessageContaining("ENOTSOCK");
    }

    // ---- counting

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"NODE_SOCKET_GET_COUNT", "NODE_SOCKET_NOTIFY_CLOSE"})
    void questionAboutAKeyThatNeverCameGetsNoAnswer(String command) {
        var child = relay(children);
        child.stdin().write("{\"cmd\":\"" + command + "\",\"key\":7}\n");
        child.stdin().write("{\"cmd\":\"" + command + "\",\"key\":\"unknown\"}\n\"asked\"\n");
        Await.messages(child, 1);

        child.send("no answer");

        assertThat(Await.printed(child, "\n", 1).stdout().text()).isEqualTo("\"no answer\"\n");
        assertThat(errorsOf(child)).isEmpty();
    }

    @RequiresNode
    @ParameterizedTest(name = "{0}")
    @EnumSource
    void answersAboutConnectionsHaveTheMembersThatNodeLooksAt(Serialization mode) throws Exception {
        var child = node(children, mode, "pass-connections.js");
        try (var client = HandlesFromChildTest.connect(child)) {
            var handle = handleOf(child, 1);
            child.send("count");
            Await.messages(child, 3);
            child.send("close");
            Await.messages(child, 4);

            handle.close();

            Await.messages(child, 5);
            assertThat(Sockets.readToTheEnd(client)).isEmpty();
            assertThat(child.timeline().every(Event.MessageSent.class).filter(Event.MessageSent::internal))
                    .hasSize(3);
            assertThat(sentCommands(child))
                    .containsExactly("NODE_HANDLE_ACK", "NODE_SOCKET_COUNT", "NODE_SOCKET_ALL_CLOSED");
            assertThat(child.internalMessages().stream()
                            .map(message -> message.json().get("cmd").asText()))
                    .containsExactly("NODE_HANDLE", "NODE_SOCKET_GET_COUNT", "NODE_SOCKET_NOTIFY_CLOSE");
        }
    }

    private static List<String> sentCommands(ForkedChild child) {
        return child.timeline()
                .every(Event.MessageSent.class)
                .filter(Event.MessageSent::internal)
                .map(sent -> sent.toString().replaceFirst(".*(NODE_[A-Z_]+).*", "$1"))
                .toList();
    }

    private static List<String> sent(ForkedChild child) {
        return child.timeline()
                .every(Event.MessageSent.class)
                .map(message -> message.bytes().text())
                .toList();
    }

    // ---- Node's own messages

    @RequiresNode
    @ParameterizedTest(name = "{0}")
    @EnumSource
    void messagesThatNodeKeepsToItselfAreNotAmongTheMessages(Serialization mode) {
        var told = new CopyOnWriteArrayList<Message>();
        var internalTold = new CopyOnWriteArrayList<Message>();
        var child = node(children, mode, "send-internal.js");
        child.onMessage(told::add);
        child.onInternalMessage(internalTold::add);

        Await.closed(child);

        var messages = child.messages();
        var internal = child.internalMessages();
        assertThat(messages).hasSize(2);
        assertThat(messages.get(0).hasValue("first")).isTrue();
        assertThat(messages.get(1).hasValue("last")).isTrue();
        assertThat(internal).hasSize(3);
        assertThat(internal.get(0).hasValue(Map.of("cmd", "NODE_OF_OURS", "n", 1)))
                .isTrue();
        assertThat(internal.get(1).json().get("cmd").asText()).isEqualTo("NODE_HANDLE");
        assertThat(internal.get(2).hasValue(Map.of("cmd", "NODE_WITH_SERVER"))).isTrue();
        assertThat(internal.get(2).handle().orElseThrow().type()).isEqualTo("net.Server");
        assertThat(child.timeline().every(Event.MessageReceived.class).map(Event.MessageReceived::internal))
                .containsExactly(false, true, true, true, false);
        assertThat(child.timeline().every(Event.MessageReceived.class).map(Event::toString))
                .satisfiesExactly(
                        line -> assertThat(line).doesNotContain("(internal)"),
                        line -> assertThat(line).contains("(internal)", "NODE_OF_OURS"),
                        line -> assertThat(line).contains("(internal)", "NODE_HANDLE"),
                        line -> assertThat(line).contains("(internal)", "NODE_WITH_SERVER", "net.Server"),
                        line -> assertThat(line).doesNotContain("(internal)"));
        children.close();
        assertThat(told).isEqualTo(messages);
        assertThat(internalTold).isEqualTo(internal);
    }

    @RequiresNode
    @ParameterizedTest(name = "{0}")
    @EnumSource
    void handleStandsInTheTimelineWithItsTypeAndTheMessagesAroundItAsInternal(Serialization mode) throws Exception {
        try (var server = Sockets.server()) {
            var child = node(children, mode, "serve.js");

            child.send("a server", Handle.of(server));

            Await.messages(child, 1);
            assertThat(child.timeline().every(Event.MessageSent.class).map(Event.MessageSent::internal))
                    .containsExactly(false, true);
            assertThat(child.timeline()
                            .every(Event.MessageSent.class)
                            .findFirst()
                            .orElseThrow()
                            .handle())
                    .contains("net.Server");
            assertThat(child.timeline().every(Event.MessageReceived.class).map(Event.MessageReceived::internal))
                    .containsExactly(true, false);
            assertThat(child.internalMessages().get(0).hasValue(Map.of("cmd", "NODE_HANDLE_ACK")))
                    .isTrue();
        }
    }
}
