package io.forkedchild.channel;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatIllegalArgumentException;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatIllegalStateException;
import static io.forkedchild.assertions.MessageMatcher.containing;
import static io.forkedchild.assertions.MessageMatcher.json;
import static io.forkedchild.await.ForkedChildAwait.messagesOf;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.type.TypeReference;
import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.SendResult;
import io.forkedchild.process.Serialization;
import io.forkedchild.testing.RequiresNode;
import io.forkedchild.timeline.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages as text, in pieces, and broken; and messages of which a type knows a part. */
@RequiresNode
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class RawMessagesTest {

    private final ForkedChildren children;

    @TempDir
    private Path directory;

    RawMessagesTest(ForkedChildren children) {
        this.children = children;
    }

    /** Sends back what it gets. */
    private ForkedChild echo(Serialization serialization) {
        var options = ForkOptions.defaults().silent(true).serialization(serialization);
        return children.with(options)
                .fork(module("process.on('message', (m) => process.send(m === 'end' ? process.exit(7) : m))"));
    }

    private String module(String text) {
        try {
            return Files.writeString(directory.resolve("echo.js"), text).toString();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    // ---- raw

    @Test
    void messageMayComeInPieces() {
        var child = echo(Serialization.JSON);
        var message = "{\"name\":\"ü\"}\n".getBytes(UTF_8);

        for (var one : message) {
            assertThat(child.sendRaw(new byte[] {one})).isEqualTo(SendResult.WRITTEN);
        }
        child.sendRaw("1\n[2]\n".getBytes(UTF_8));
        child.send("end");

        assertThat(child).sentMessages(Map.of("name", "ü"), 1, List.of(2)).closedWith(7);
        assertThat(child.timeline().every(Event.Input.class))
                .hasSize(message.length + 1)
                .last()
                .satisfies(input ->
                        assertThat(input.toString()).contains("test → echo 3").contains("\"1\\n[2]\\n\""));
    }

    @Test
    void brokenMessageIsUpToTheChild() {
        var child = echo(Serialization.JSON);

        child.sendRaw("{bad}\n".getBytes(UTF_8));

        assertThat(child).closedWith(1).stderr().contains("SyntaxError");
    }

    @Test
    void piecesOfAdvancedMessages() {
        var child = echo(Serialization.ADVANCED);
        var frame = new byte[] {0, 0, 0, 4, (byte) 0xff, 15, 'I', 84}; // 42

        child.sendRaw(Arrays.copyOf(frame, 6));
        child.sendRaw(Arrays.copyOfRange(frame, 6, 8));

        assertThat(child).sentMessage(42);
    }

    @Test
    void bytesToAClosedChannelAreRefused() {
        var child = echo(Serialization.JSON);
        child.disconnect();

        assertThat(child.sendRaw(new byte[6])).isEqualTo(SendResult.REFUSED);
        assertThat(child.sendJson("1")).isEqualTo(SendResult.REFUSED);

        assertThat(child).raisedError("ERR_IPC_CHANNEL_CLOSED");
        assertThat(child.evidence()).contains("6 bytes not sent, the channel is closed");
    }

    @Test
    void childWithoutAChannelIsRefused() {
        var child = children.spawn("cat");

        assertThatIllegalStateException().isThrownBy(() -> child.sendRaw(new byte[1]));
        assertThatIllegalStateException().isThrownBy(() -> child.sendJson("1"));
    }

    // ---- JSON

    @ParameterizedTest
    @EnumSource(Serialization.class)
    void jsonTextIsAMessage(Serialization serialization) {
        var child = echo(serialization);

        child.sendJson("""
                {
                  "numbers": [1, 2.5],
                  "text": "a b"
                }
                """);
        child.sendJson("null");
        child.send("{\"a\": 1}");

        assertThat(child).sentMessages(Map.of("numbers", List.of(1, 2.5), "text", "a b"), null, "{\"a\": 1}");
    }

    @Test
    void textThatIsNoJsonIsRefused() {
        var child = echo(Serialization.JSON);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> child.sendJson("{a: 1}"))
                .withMessageStartingWith("json: must be one JSON value, was '{a: 1}': ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> child.sendJson("1 2"))
                .withMessage("json: must be one JSON value, was '1 2': more than one value in a line");
        assertThatIllegalArgumentException().isThrownBy(() -> child.sendJson(" "));
        assertThat(child.timeline().every(Event.MessageSent.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Serialization.class)
    void matcherIsNoMessage(Serialization serialization) {
        var child = echo(serialization);
        var why = "it is a matcher, for assertions about messages; sendJson(text) sends JSON";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> child.send(json("{a: 1}")))
                .withMessageContaining(why);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> child.send(Map.of("inside", List.of(containing(Map.of("a", 1))))))
                .withMessageContaining(why)
                .withMessageContaining("inside");
    }

    // ---- types

    record Point(int x, int y) {}

    @ParameterizedTest
    @EnumSource(Serialization.class)
    void membersThatTheTypeDoesNotHaveAreIgnoredOnDemand(Serialization serialization) {
        var child = echo(serialization);
        child.send(Map.of("x", 1, "y", 2, "label", "here"));
        child.send(List.of(Map.of("x", 1, "y", 2, "label", Map.of("text", "here"))));

        var messages = messagesOf(child);
        var point = messages.awaitMessage();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> point.as(Point.class))
                .withMessageContaining("label")
                .withMessageContaining("see ignoringUnknownMembers()");
        assertThat(point.ignoringUnknownMembers().as(Point.class)).isEqualTo(new Point(1, 2));
        assertThat(point.ignoringUnknownMembers()).isEqualTo(point);
        assertThat(messages.awaitMessage().ignoringUnknownMembers().as(new TypeReference<List<Point>>() {}))
                .containsExactly(new Point(1, 2));
    }

    @Test
    void jvmIgnoresThemToo() {
        var child = children.fork(parent -> {
            var point = parent.receive(Duration.ofSeconds(30))
                    .orElseThrow()
                    .ignoringUnknownMembers()
                    .as(Point.class);
            parent.send(point.x() + point.y());
        });

        child.send(Map.of("x", 1, "y", 2, "label", "here"));

        assertThat(child).sentMessage(3);
    }
}
