package io.forkedchild.channel;

import static io.forkedchild.channel.ChannelChildren.errorTextsOf;
import static io.forkedchild.channel.ChannelChildren.errorsOf;
import static io.forkedchild.channel.ChannelChildren.fixture;
import static io.forkedchild.channel.ChannelChildren.storyOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Message;
import io.forkedchild.ipc.Codec;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.SendResult;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A child that writes the other serialization than that of its channel, over which Node is silent. */
@RequiresNode
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ChannelModeMismatchTest {

    private static final String MISMATCH = "ERR_IPC_SERIALIZATION_MISMATCH";
    private static final int AT_ONCE = 100_000;

    private final ForkedChildren children;

    ChannelModeMismatchTest(ForkedChildren children) {
        this.children = children;
    }

    // ---- scripted children

    static List<Arguments> frames() {
        return List.of(
                argumentSet("one", frames(Map.of("a", 1)), AT_ONCE),
                argumentSet("byte by byte", frames(Map.of("a", 1), 2), 1),
                argumentSet("in two pieces, cut in the length", frames("xyz", "x".repeat(300)), 3),
                argumentSet("short", frames(1), AT_ONCE),
                argumentSet("whose length is a newline", frames("x".repeat(6)), AT_ONCE),
                argumentSet("whose length is a newline, byte by byte", frames("x".repeat(6)), 1),
                argumentSet("with newlines in the text", frames("\n1\n2\n", "\n"), AT_ONCE),
                argumentSet("large", frames("x".repeat(60_000)), AT_ONCE),
                argumentSet("many", frames((Object[]) "abcdefghijklmnop".split("")), 7));
    }

    private static byte[] frames(@Nullable Object... values) {
        var frames = new ByteArrayOutputStream();
        for (var value : values) {
            frames.writeBytes(Codec.ADVANCED.framed(Codec.ADVANCED.encode(value)));
        }
        return frames.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void framesOnAChannelOfJsonAreToldOnceAndTheChildEndsAsItDoes(byte[] frames, int piece) {
        var child = Await.closed(scripted(Serialization.JSON, frames, piece));

        assertThat(errorsOf(child)).as(child::evidence).containsExactly(MISMATCH);
        assertThat(errorTextsOf(child, MISMATCH).get(0))
                .contains("has serialization 'json', but the child writes 'advanced'", "from byte 0");
        assertEndedWithoutMessages(child);
    }

    static List<Arguments> lines() {
        return List.of(
                argumentSet("object", "{\"a\":1}\n", AT_ONCE),
                argumentSet("byte by byte", "{\"a\":1}\n", 1),
                argumentSet("cut in what would be the length", "[1,2]\n", 3),
                argumentSet("text", "\"hi\"\n", AT_ONCE),
                argumentSet("large text", '"' + "x".repeat(50_000) + "\"\n", AT_ONCE),
                argumentSet("characters of 3 bytes", "\"日本\"\n", AT_ONCE),
                argumentSet("numbers", "1\n2\n3\n", AT_ONCE),
                argumentSet("null", "null\n", AT_ONCE),
                argumentSet("blanks", " \t{}\r\n", AT_ONCE),
                argumentSet("internal message", "{\"cmd\":\"NODE_HANDLE_ACK\"}\n", AT_ONCE));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void linesOnAChannelOfAdvancedAreToldOnceAndTheChildEndsAsItDoes(String lines, int piece) {
        var child = Await.closed(scripted(Serialization.ADVANCED, lines.getBytes(UTF_8), piece));

        assertThat(errorsOf(child)).as(child::evidence).containsExactly(MISMATCH);
        assertThat(errorTextsOf(child, MISMATCH).get(0))
                .contains("has serialization 'advanced', but the child writes 'json'", "from byte 0");
        assertEndedWithoutMessages(child);
    }

    /** What is no longer than the length of a frame could be the beginning of one. */
    @Test
    void lineOfTwoBytesOnAChannelOfAdvancedIsAnUnfinishedMessage() {
        var child = Await.closed(scripted(Serialization.ADVANCED, "1\n".getBytes(UTF_8), AT_ONCE));

        assertThat(errorsOf(child)).containsExactly("ERR_IPC_UNFINISHED_MESSAGE");
        assertThat(errorTextsOf(child, "ERR_IPC_UNFINISHED_MESSAGE").get(0)).contains("after 2 bytes", "31 0a");
        assertEndedWithoutMessages(child);
    }

    @Test
    void messagesBeforeTheFirstLineArriveOnAChannelOfAdvanced() {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(frames("one", "two"));
        int behind = bytes.size();
        bytes.writeBytes("{\"three\":3}\n".getBytes(UTF_8));

        var child = Await.closed(scripted(Serialization.ADVANCED, bytes.toByteArray(), AT_ONCE));

        assertThat(child.messages().stream().map(Message::value)).containsExactly("one", "two");
        assertThat(errorsOf(child)).containsExactly(MISMATCH);
        assertThat(errorTextsOf(child, MISMATCH).get(0)).contains("from byte " + behind + ":");
    }

    private ForkedChild scripted(Serialization channel, byte[] bytes, int piece) {
        var args = List.of(fixture("write-raw.js"), HexFormat.of().formatHex(bytes), "" + piece);
        return children.with(ChannelChildren.OPTIONS.serialization(channel)).spawn("node", args.toArray(String[]::new));
    }

    private static void assertEndedWithoutMessages(ForkedChild child) {
        assertThat(child.messages()).isEmpty();
        assertThat(child.internalMessages()).isEmpty();
        assertThat(child.exitCode()).hasValue(0);
        assertThat(child.connected()).isFalse();
        assertThat(storyOf(child)).contains("Disconnected", "Exited").endsWith("Closed");
    }

    // ---- Node children that were told the other serialization on their way

    /** What it is sent, it takes for the beginning of a message: it has no newline, not even in its length. */
    @ParameterizedTest
    @EnumSource
    void nodeChildOfTheOtherSerializationIsToldWhileItRuns(Serialization channel) {
        var child = mistold(channel, "greet-and-stay.js");

        Await.until(child, () -> !errorsOf(child).isEmpty());

        assertThat(errorsOf(child)).containsExactly(MISMATCH);
        assertThat(child.connected()).isTrue();
        assertThat(child.send(Map.of("name", 1))).isEqualTo(SendResult.WRITTEN);
        assertThat(child.disconnect()).isTrue();
        assertThat(Await.closed(child).exitCode()).as(child::evidence).hasValue(0);
        assertThat(errorsOf(child)).containsExactly(MISMATCH);
        assertThat(child.messages()).isEmpty();
        assertThat(child.stdout().text()).as("what it was sent").isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void nodeChildOfTheOtherSerializationCanBeKilled(Serialization channel) {
        var child = mistold(channel, "greet-and-stay.js");
        Await.until(child, () -> !errorsOf(child).isEmpty());

        child.kill(Signal.SIGKILL);

        assertThat(Await.closed(child).signalCode()).contains(Signal.SIGKILL);
        assertThat(storyOf(child)).contains("Disconnected", "Exited").endsWith("Closed");
        assertThat(errorsOf(child)).containsExactly(MISMATCH);
    }

    /** More than the kernel buffers: unless the test went on to read, the child would wait for ever. */
    @ParameterizedTest
    @EnumSource
    void nodeChildOfTheOtherSerializationCanWriteOn(Serialization channel) {
        var child = Await.closed(mistold(channel, "send-three-megabytes-and-exit.js"));

        assertThat(child.exitCode()).as(child::evidence).hasValue(0);
        assertThat(errorsOf(child)).containsExactly(MISMATCH);
        assertThat(child.messages()).isEmpty();
    }

    private ForkedChild mistold(Serialization channel, String fixture) {
        var script = "NODE_CHANNEL_SERIALIZATION_MODE=" + other(channel).nodeName() + " exec node \"$0\"";
        return children.with(ChannelChildren.OPTIONS.serialization(channel))
                .spawn("sh", "-c", script, fixture(fixture));
    }

    private static Serialization other(Serialization serialization) {
        return serialization == Serialization.JSON ? Serialization.ADVANCED : Serialization.JSON;
    }

    /** Node would leave both in the environment, and the child take the first. */
    @ParameterizedTest
    @EnumSource
    void environmentOfTheOptionsDoesNotChangeTheSerialization(Serialization channel) {
        var options = ForkOptions.defaults()
                .serialization(channel)
                .silent(true)
                .env("NODE_CHANNEL_SERIALIZATION_MODE", other(channel).nodeName());

        var child = children.with(options).fork(fixture("greet-and-stay.js"));
        child.send("welcome");

        Await.printed(child, "welcome");
        child.disconnect();
        assertThat(Await.closed(child).messages()).hasSize(1);
        assertThat(child.messages().get(0).value()).isEqualTo(Map.of("hello", "parent"));
        assertThat(errorsOf(child)).isEmpty();
    }
}
