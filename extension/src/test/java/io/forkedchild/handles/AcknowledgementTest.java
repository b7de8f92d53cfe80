package io.forkedchild.handles;

import static io.forkedchild.handles.HandleChildren.ACK;
import static io.forkedchild.handles.HandleChildren.NACK;
import static io.forkedchild.handles.HandleChildren.errorsOf;
import static io.forkedchild.handles.HandleChildren.onlyErrorOf;
import static io.forkedchild.handles.HandleChildren.relay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Handle;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.SendResult;
import io.forkedchild.testing.Await;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written for a handle, byte by byte, and what the answers of the child do. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class AcknowledgementTest {

    private static final String SERVER = "{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Server\",\"msg\":\"with\"}\n";
    private static final String CONNECTION = "{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Socket\",\"msg\":\"with\"}\n";

    private final ForkedChildren children;

    AcknowledgementTest(ForkedChildren children) {
        this.children = children;
    }

    /** The last line that was written, so that what was not can be told from what is not there yet. */
    private static String writtenUpTo(ForkedChild child, String line) {
        return Await.printed(child, line, 1).stdout().text();
    }

    // ---- what is written

    /** Sends something as the name of the row says. */
    interface Sending {
        void to(ForkedChild child) throws Exception;
    }

    @ParameterizedTest
    @MethodSource
    void handleIsWrittenAsNodeWritesIt(String line, Sending sending) throws Exception {
        var child = relay(children);

        sending.to(child);

        assertThat(writtenUpTo(child, "\n")).isEqualTo(line + "\n");
    }

    static Stream<Arguments> handleIsWrittenAsNodeWritesIt() {
        return Stream.of(
                sending("server", "{'cmd':'NODE_HANDLE','type':'net.Server','msg':{'a':[1]}}", child -> {
                    try (var server = Sockets.server()) {
                        child.send(Collections.singletonMap("a", new int[] {1}), Handle.of(server));
                    }
                }),
                sending("no message", "{'cmd':'NODE_HANDLE','type':'net.Server','msg':null}", child -> {
                    try (var server = Sockets.server()) {
                        child.send(null, Handle.of(server));
                    }
                }),
                sending(
                        "connection with a key",
                        "{'cmd':'NODE_HANDLE','type':'net.Socket','msg':1,'key':'k'}",
                        child -> {
                            try (var connection = Sockets.Connection.open()) {
                                child.send(1, Handle.of(connection.accepted()).key("k"));
                            }
                        }),
                sending("UDP", "{'cmd':'NODE_HANDLE','type':'dgram.Socket','msg':1,'dgramType':'udp4'}", child -> {
                    try (var udp = Sockets.udp4()) {
                        child.send(1, Handle.of(udp));
                    }
                }),
                sending(
                        "UDP of IPv6",
                        "{'cmd':'NODE_HANDLE','type':'dgram.Socket','msg':1,'dgramType':'udp6'}",
                        child -> {
                            try (var udp = Sockets.udp()) {
                                child.send(1, Handle.of(udp));
                            }
                        }),
                sending("type of nobody", "{'cmd':'NODE_HANDLE','type':'our.File','msg':1}", child -> {
                    try (var file = Sockets.file()) {
                        child.send(1, Handle.descriptor(file.number()).type("our.File"));
                    }
                }));
    }

    private static Arguments sending(String name, String line, Sending sending) {
        return argumentSet(name, line.replace('\'', '"'), sending);
    }

    // ---- the queue

    @Test
    void nothingPassesAHandleThatIsNotAcknowledged() throws Exception {
        try (var server = Sockets.server()) {
            var child = relay(children);

            var results = Stream.of(
                            child.send("before"),
                            child.send("with", Handle.of(server)),
                            child.send("1"),
                            child.send("with", Handle.of(server)),
                            child.send("2"))
                    .toList();
            Await.printed(child, SERVER, 1);
            child.stdin().write("\"of the child\"\n");
            Await.messages(child, 1);
            var first = child.stdout().text();
            child.stdin().write(ACK);
            Await.printed(child, SERVER, 2);
            child.stdin().write("\"of the child\"\n");
            Await.messages(child, 2);
            var second = child.stdout().text();
            child.stdin().write(ACK);

            assertThat(writtenUpTo(child, "\"2\"\n"))
                    .isEqualTo("\"before\"\n" + SERVER + "\"1\"\n" + SERVER + "\"2\"\n");
            assertThat(first).isEqualTo("\"before\"\n" + SERVER);
            assertThat(second).isEqualTo("\"before\"\n" + SERVER + "\"1\"\n" + SERVER);
            assertThat(results)
                    .containsExactly(
                            SendResult.WRITTEN,
                            SendResult.WRITTEN,
                            SendResult.QUEUED,
                            SendResult.QUEUED,
                            SendResult.QUEUED);
            assertThat(child.send("3")).isEqualTo(SendResult.WRITTEN);
            assertThat(errorsOf(child)).isEmpty();
        }
    }

    /** Otherwise two that send each other a handle would wait for each other. */
    @Test
    void acknowledgementPassesAHandleThatIsNotAcknowledged() throws Exception {
        try (var server = Sockets.server()) {
            var child = relay(children);
            child.send("with", Handle.of(server));
            child.send("behind");
            Await.printed(child, SERVER, 1);

            child.stdin().write("{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Server\"}\n");

            assertThat(writtenUpTo(child, NACK)).isEqualTo(SERVER + NACK);
        }
    }

    @Test
    void descriptorOfTheTestIsClosedWhenTheChildHasAcknowledgedIt() throws Exception {
        try (var server = Sockets.server()) {
            var name = Sockets.nameOf(server);
            var child = relay(children);
            child.send("with", Handle.of(server));
            child.send("behind");
            long before = Sockets.descriptorsOf(name);

            child.stdin().write(ACK);

            writtenUpTo(child, "\"behind\"\n");
            assertThat(before).isEqualTo(2);
            assertThat(Sockets.descriptorsOf(name)).isEqualTo(1);
        }
    }

    // ---- handles that did not arrive

    @Test
    void connectionIsSentAgainThreeTimesAndThenAnError() throws Exception {
        try (var connection = Sockets.Connection.open()) {
            var name = Sockets.nameOf(connection.accepted());
            var child = relay(children);
            child.send("with", Handle.of(connection.accepted()));
            child.send("behind");

            for (int sent = 1; sent <= 4; sent++) {
                Await.printed(child, CONNECTION, sent);
                assertThat(errorsOf(child)).isEmpty();
                child.stdin().write(NACK);
            }

            assertThat(writtenUpTo(child, "\"behind\"\n")).isEqualTo(CONNECTION.repeat(4) + "\"behind\"\n");
            assertThat(onlyErrorOf(child))
                    .isEqualTo(
                            "ERR_IPC_HANDLE_NOT_RECEIVED net.Socket did not reach the child, sent 4 times: \"with\"");
            assertThat(connection.accepted().isOpen()).isTrue();
            assertThat(Sockets.descriptorsOf(name)).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "after {0} times")
    @ValueSource(ints = {1, 3})
    void connectionThatArrivesLaterIsNoError(int lost) throws Exception {
        try (var connection = Sockets.Connection.open()) {
            var child = relay(children);
            child.send("with", Handle.of(connection.accepted()));
            child.send("behind");
            for (int sent = 1; sent <= lost; sent++) {
                Await.printed(child, CONNECTION, sent);
                child.stdin().write(NACK);
            }
            Await.printed(child, CONNECTION, lost + 1);

            child.stdin().write(ACK);

            assertThat(writtenUpTo(child, "\"behind\"\n")).isEqualTo(CONNECTION.repeat(lost + 1) + "\"behind\"\n");
            assertThat(connection.accepted().isOpen()).isFalse();
            assertThat(errorsOf(child)).isEmpty();
        }
    }

    @Test
    void everyConnectionHasItsThreeTimes() throws Exception {
        try (var one = Sockets.Connection.open();
                var other = Sockets.Connection.open()) {
            var child = relay(children);
            child.send("with", Handle.of(one.accepted()));
            child.send("with", Handle.of(other.accepted()));

            for (int sent = 1; sent <= 8; sent++) {
                Await.printed(child, CONNECTION, sent);
                child.stdin().write(NACK);
            }

            Await.until(child, () -> errorsOf(child).size() == 2);
            assertThat(child.stdout().text()).isEqualTo(CONNECTION.repeat(8));
            assertThat(errorsOf(child)).containsOnly("ERR_IPC_HANDLE_NOT_RECEIVED");
        }
    }

    @Test
    void serverThatDidNotArriveIsNotSentAgain() throws Exception {
        try (var server = Sockets.server()) {
            var name = Sockets.nameOf(server);
            var child = relay(children);
            child.send("with", Handle.of(server));
            child.send("behind");
            Await.printed(child, SERVER, 1);

            child.stdin().write(NACK);

            assertThat(writtenUpTo(child, "\"behind\"\n")).isEqualTo(SERVER + "\"behind\"\n");
            assertThat(onlyErrorOf(child))
                    .isEqualTo("ERR_IPC_HANDLE_NOT_RECEIVED net.Server did not reach the child, sent once: \"with\"");
            assertThat(Sockets.descriptorsOf(name)).isEqualTo(1);
        }
    }

    // ---- answers to nothing

    @ParameterizedTest
    @MethodSource("answers")
    void answerToNothingIsAnError(String answer) {
        var child = relay(children);

        child.stdin().write(answer).write("\"still here\"\n");

        Await.messages(child, 1);
        assertThat(onlyErrorOf(child)).startsWith("ERR_IPC_UNEXPECTED_ANSWER ");
        assertThat(child.connected()).isTrue();
    }

    static Stream<Arguments> answers() {
        return Stream.of(argumentSet("acknowledgement", ACK), argumentSet("refusal", NACK));
    }

    @Test
    void secondAnswerIsAnError() throws Exception {
        try (var server = Sockets.server()) {
            var child = relay(children);
            child.send("with", Handle.of(server));
            child.send("behind");

            child.stdin().write(ACK + ACK);

            HandleChildren.awaitError(child, "ERR_IPC_UNEXPECTED_ANSWER");
            assertThat(writtenUpTo(child, "\"behind\"\n")).isEqualTo(SERVER + "\"behind\"\n");
            assertThat(errorsOf(child)).hasSize(1);
        }
    }
}
