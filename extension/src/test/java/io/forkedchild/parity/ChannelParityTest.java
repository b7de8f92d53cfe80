package io.forkedchild.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Message;
import io.forkedchild.ReceivedHandle;
import io.forkedchild.SpawnOptions;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.Undefined;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import io.forkedchild.timeline.Event;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How a child comes to its channel, and what keeps a Node child at it. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ChannelParityTest {

    private static final Stdio PIPE = Stdio.pipe();
    private static final ForkOptions SILENT = ForkOptions.defaults().silent(true);
    private static final SpawnOptions WITH_CHANNEL = SpawnOptions.defaults().stdio(PIPE, PIPE, PIPE, Stdio.ipc());

    private final ForkedChildren children;

    ChannelParityTest(ForkedChildren children) {
        this.children = children;
    }

    /** The child says what the descriptor is, with which flags, and what its environment tells about it. */
    @RequiresNode
    @ParameterizedTest
    @MethodSource
    void endOfTheChannelIsThatOfNode(int index, String node, Stdio... ours) {
        var script = "readlink /proc/$$/fd/" + index + " | sed 's/:.*//'; grep flags /proc/$$/fdinfo/" + index
                + "; env | grep ^NODE_CHANNEL | sort";
        var theirs = NodesOwn.run(
                "let out = ''; const c = cp.spawn('sh', ['-c', args[0]], {stdio: " + node + "});"
                        + "c.stdout.on('data', (text) => { out += text; }); c.on('close', () => print(out));",
                script);

        var child =
                Await.closed(children.with(SpawnOptions.defaults().stdio(ours)).spawn("sh", "-c", script));

        assertThat(child.stdout().text()).startsWith("socket").isEqualTo(theirs.asText());
    }

    static Stream<Arguments> endOfTheChannelIsThatOfNode() {
        return Stream.of(
                argumentSet("as stdin", 0, "['ipc', 'pipe', 'pipe']", stdio(Stdio.ipc(), PIPE, PIPE)),
                argumentSet("as of fork", 3, "[0, 'pipe', 2, 'ipc']", stdio(Stdio.ignore(), PIPE, PIPE, Stdio.ipc())),
                argumentSet(
                        "above a hole",
                        5,
                        "[0, 'pipe', 2, null, null, 'ipc']",
                        stdio(Stdio.ignore(), PIPE, PIPE, Stdio.unset(), Stdio.unset(), Stdio.ipc())));
    }

    private static Stdio[] stdio(Stdio... slots) {
        return slots;
    }

    @RequiresNode
    @Test
    void nodeChildFindsAnOrdinaryChannel() {
        var describe = Fixture.child("describe-channel.js");
        var theirs = NodesOwn.run("cp.fork(args[0], {silent: true}).on('message', print)", describe);

        var child = Await.closed(children.with(SILENT).fork(describe));

        assertThat(child.messages()).extracting(Message::json).containsExactly(theirs);
    }

    @RequiresNode
    @Test
    void nodeChildWithoutChannelHasNoneWhateverItsEnvironmentSays() {
        var child = Await.closed(children.with(SpawnOptions.defaults().env("NODE_CHANNEL_FD", "9"))
                .spawn("node", "-p", "[process.send, process.disconnect, process.connected, process.channel].join()"));

        assertThat(child.stdout().text()).isEqualTo(",,,\n");
        assertThat(child.hasChannel()).isFalse();
        assertThat(child.connected()).isFalse();
    }

    /** Node adds the right value behind the wrong one, and its child takes the first. */
    @RequiresNode
    @Test
    void channelReplacesTheOneOfTheEnvironment() {
        var options = SILENT.env("NODE_CHANNEL_FD", "9");

        var child = Await.closed(children.with(options).fork(Fixture.child("send-and-end.js")));

        assertThat(child.messages()).extracting(Message::text).containsExactly("{\"step\":1}");
    }

    @RequiresNode
    @Test
    void channelReachesAChildBehindAShell() {
        var module = Fixture.child("send-and-end.js");

        var child = Await.closed(children.with(WITH_CHANNEL.shell(true)).spawn("node", "'" + module + "'"));

        assertThat(child.messages()).extracting(Message::text).containsExactly("{\"step\":1}");
    }

    @RequiresNode
    @Test
    void advancedSerializationSendsWhatJsonHasNoWordsFor() {
        var advanced = SILENT.serialization(Serialization.ADVANCED);
        var sent = List.of(BigInteger.TWO.pow(70), JsMap.of(1, "one"), Undefined.UNDEFINED, Double.NaN);
        var child = children.with(advanced).fork(Fixture.path("channel/echo.js"));

        child.send(sent);

        assertThat(Await.messages(child, 1).messages().get(0).value()).isEqualTo(sent);
    }

    // ---- Node's own messages

    @RequiresNode
    @Test
    void whatNodeKeepsToItselfIsNoMessage() {
        var lines = List.of(
                "{\"cmd\":\"NODE_X\"}",
                "{\"cmd\":\"NODE_\"}",
                "{\"cmd\":\"node_x\"}",
                "{\"cmd\":[\"NODE_X\"]}",
                "{\"a\":1,\"cmd\":\"NODE_\\u0058\"}",
                "{\"cmd\":\"NODE_X\",\"cmd\":1}",
                "\"NODE_X\"",
                "[{\"cmd\":\"NODE_X\"}]",
                "null");
        var script = "cat >&3 <<'END'\n" + String.join("\n", lines) + "\nEND\n";
        var theirs = NodesOwn.run(
                "const c = cp.spawn('sh', ['-c', args[0]], {stdio: [0, 'pipe', 2, 'ipc']}); const all = [];"
                        + "c.on('message', (m) => all.push(JSON.stringify(m))); c.on('close', () => print(all));",
                script);

        var child = Await.closed(children.with(WITH_CHANNEL).spawn("sh", "-c", script));

        assertThat(child.messages().stream().map(message -> message.json().toString()))
                .containsExactlyElementsOf(texts(theirs));
        assertThat(child.timeline().every(Event.MessageReceived.class)).hasSize(lines.size());
    }

    private static List<String> texts(com.fasterxml.jackson.databind.JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(text -> text.asText())
                .toList();
    }

    @RequiresNode
    @Test
    void internalMessageOfTheTestReachesNoOrdinaryListener() {
        var child = children.with(SILENT).fork(Fixture.child("echo-internal-messages.js"));

        child.send(Map.of("cmd", "NODE_X"));
        child.send(Map.of("cmd", "NODE_"));

        assertThat(Await.messages(child, 2).messages())
                .extracting(Message::text)
                .containsExactly("{\"internal\":{\"cmd\":\"NODE_X\"}}", "{\"ordinary\":{\"cmd\":\"NODE_\"}}");
        assertThat(child.timeline().every(Event.MessageSent.class).map(Event.MessageSent::internal))
                .containsExactly(true, false);
    }

    /** Unanswered, a Node child would send nothing any more. */
    @RequiresNode
    @Test
    void handleOfAChildIsAnsweredThoughNobodyLooksAtIt() {
        var child = Await.closed(children.with(SILENT).fork(Fixture.child("send-server.js")));

        assertThat(child.messages()).extracting(Message::text).containsExactly("\"with a handle\"", "\"without\"");
        assertThat(child.messages().get(0).handle()).map(ReceivedHandle::type).hasValue("net.Server");
        assertThat(child.timeline().every(Event.ErrorRaised.class)).isEmpty();
        assertThat(child.exitCode()).hasValue(0);
    }

    // ---- what keeps a Node child alive

    @RequiresNode
    @ParameterizedTest
    @MethodSource
    void nodeChildThatWaitsForNothingEnds(String script) {
        var child = children.with(WITH_CHANNEL).spawn("node", "-e", script);

        child.send("a");

        assertThat(Await.closed(child).exitCode()).hasValue(0);
        assertThat(child.timeline().first(Event.Disconnected.class).map(Event.Disconnected::byTest))
                .contains(false);
    }

    static Stream<Arguments> nodeChildThatWaitsForNothingEnds() {
        return Stream.of(
                argumentSet("no listener", ";"),
                argumentSet("listener of internal messages", "process.on('internalMessage', () => {})"),
                argumentSet("listener for one message, which comes", "process.once('message', () => {})"),
                argumentSet(
                        "listener that was removed",
                        "const f = () => {}; process.on('message', f); process.removeListener('message', f)"),
                argumentSet(
                        "listener, but an unreferenced channel",
                        "process.on('disconnect', () => {}); process.channel.unref()"));
    }

    @RequiresNode
    @ParameterizedTest
    @MethodSource
    void nodeChildThatListensStaysUntilTheDisconnect(String script) {
        var child = children.with(WITH_CHANNEL).spawn("node", "-e", script + "; console.log('ready')");

        Await.printed(child, "ready").disconnect();

        assertThat(Await.closed(child).exitCode()).hasValue(0);
        assertThat(child.timeline().first(Event.Disconnected.class).map(Event.Disconnected::byTest))
                .contains(true);
    }

    static Stream<Arguments> nodeChildThatListensStaysUntilTheDisconnect() {
        return Stream.of(
                argumentSet("listener of messages", "process.on('message', () => {})"),
                argumentSet("listener of the disconnect", "process.on('disconnect', () => {})"),
                argumentSet("referenced channel", "process.channel.ref()"));
    }

    @RequiresNode
    @Test
    void messagesBeforeTheListenerAreKept() {
        var script = "process.stdin.once('data', () => process.on('message', (m) => process.send(m)))";
        var child = children.with(WITH_CHANNEL).spawn("node", "-e", script);
        child.send(1);
        child.send(2);

        child.stdin().write("go\n");

        ForkedChild answered = Await.messages(child, 2);
        assertThat(answered.messages()).extracting(Message::text).containsExactly("1", "2");
    }
}
