package io.forkedchild.conversations;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.MessageMatcher.containing;
import static io.forkedchild.await.ForkedChildAwait.messagesOf;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forkedchild.ExecOptions;
import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Handle;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.Exec;
import io.forkedchild.junit.ExecFile;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.junit.Spawn;
import io.forkedchild.process.Framing;
import io.forkedchild.process.SendResult;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Stdio;
import io.forkedchild.timeline.Event;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The patience is far beyond the timeout of each test: a wait for it fails. */
@Timeout(60)
@Patience("100 s")
@ExtendWith(ForkedChildExtension.class)
class StdioMessagesTest {

    private static final SpawnOptions LINES = SpawnOptions.defaults().messages(Framing.LINES);
    private static final SpawnOptions CONTENT_LENGTH = SpawnOptions.defaults().messages(Framing.CONTENT_LENGTH);
    private static final String ECHO = "src/test/resources/conversations/echo.py";
    private static final String MALFORMED = "ERR_IPC_MALFORMED_MESSAGE";

    private final ForkedChildren children;

    StdioMessagesTest(ForkedChildren children) {
        this.children = children;
    }

    private ForkedChild echo(Framing framing) {
        return children.with(SpawnOptions.defaults().messages(framing)).spawn("python3", ECHO, framing.name());
    }

    private ForkedChild shell(SpawnOptions options, String script) {
        return children.with(options).spawn("sh", "-c", script);
    }

    // ---- messages both ways

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void messagesGoBothWays(Framing framing) {
        var echo = echo(framing);
        var messages = messagesOf(echo);

        for (Object value : List.of(
                Map.of("text", "zwei\nZeilen\0 ü→😀"), 7, List.of(true), "\r\n\r\n", Map.of("cmd", "NODE_HANDLE"))) {
            echo.send(value);
            assertThat(messages.awaitMessage().hasValue(Map.of("echo", value))).isTrue();
        }
        assertThat(echo.disconnect()).isTrue();

        assertThat(echo)
                .sentCount(5)
                .sentOnlyMessages()
                .isDisconnected()
                .raisedNoErrors()
                .closedWith(0);
        assertThat(echo.internalMessages()).isEmpty();
        assertThat(echo.stdout().text()).contains("ü→😀");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void tenMegabytesAreAMessage(Framing framing) {
        var echo = echo(framing);
        var text = "0123456789".repeat(1 << 20);

        assertThat(echo.send(text)).isEqualTo(SendResult.QUEUED);

        assertThat(messagesOf(echo).awaitMessage().json().path("echo").asText()).isEqualTo(text);
    }

    @Test
    void messagesAreNeitherLostNorReordered() {
        var echo = echo(Framing.LINES);

        IntStream.range(0, 20_000).forEach(echo::send);
        echo.stdin().end();

        assertThat(echo).closedWith(0).sentCount(20_000);
        assertThat(echo.messages())
                .extracting(message -> message.json().path("echo").asInt())
                .isEqualTo(IntStream.range(0, 20_000).boxed().toList());
    }

    @Test
    void everyVerbWithPipesHasThem(
            @Spawn(
                            value = {"echo", "1"},
                            messages = Framing.LINES)
                    ForkedChild spawn,
            @Exec(value = "printf '2\\0'", messages = Framing.NUL) ForkedChild exec,
            @ExecFile(
                            value = {"printf", "Content-Length: 1\\r\\n\\r\\n3"},
                            messages = Framing.CONTENT_LENGTH)
                    ForkedChild execFile) {
        assertThat(spawn).closedWith(0).sentMessage(1).sentNothingElse();
        assertThat(exec).closedWith(0).sentMessage(2).sentNothingElse();
        assertThat(execFile).closedWith(0).sentMessage(3).sentNothingElse();
        assertThat(exec.result().stdout()).isEqualTo("2\0");
    }

    @Test
    void rawBytesAreInputOfStdin() {
        var echo = echo(Framing.LINES);

        echo.sendRaw("[1,".getBytes(StandardCharsets.UTF_8));
        echo.sendRaw("2]\n".getBytes(StandardCharsets.UTF_8));

        assertThat(echo).sentMessage(Map.of("echo", List.of(1, 2)));
        assertThat(echo.timeline().every(Event.Input.class))
                .allMatch(input -> input.descriptor() == 0)
                .hasSize(2);
    }

    // ---- what is no message

    @Test
    void logLineIsAnErrorWithItsLineAndTheMessagesArrive() {
        var server = shell(LINES, "echo 'INFO Connected to database'; echo '{\"ready\":true}'; read stop");

        assertThat(server).sentMessage(Map.of("ready", true));
        var errors = server.timeline().every(Event.ErrorRaised.class).toList();
        assertThat(errors).extracting(Event.ErrorRaised::code).containsExactly(MALFORMED);
        assertThat(errors.get(0).text()).isEqualTo("line 1 of stdout is no message: INFO Connected to database");
        assertThat(errors.get(0).bytes()).isPresent();
    }

    @Test
    void eachLaterFailureTellsTheLogLine() {
        var server = shell(LINES, "echo 'INFO Connected to database'; echo '{\"ready\":true}'; echo 'INFO 2'");

        for (Runnable failing : List.<Runnable>of(
                () -> assertThat(server).sentMessage(2),
                () -> assertThat(server).sentOnlyMessages(),
                () -> assertThat(server).sentMessage(Map.of("ready", true)).sentNothingElse(),
                () -> messagesOf(server).awaitMessage(2),
                () -> assertThat(server).exitedWith(3))) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(failing::run)
                    .withMessageContaining("line 1 of stdout is no message: INFO Connected to database");
        }
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(server).sentOnlyMessages())
                .withMessageContaining(
                        "has written to its stdout what is no message: line 1 of stdout is no message: INFO Connected to database")
                .withMessageContaining("(and 1 more")
                .withMessageContaining("its stdout has ended after 1 message, it exited with code 0")
                .withMessageContaining("messages: 1 message from sh, 0 to it");
    }

    @Test
    void linesAreCountedAmongHeaders() {
        var server = shell(
                CONTENT_LENGTH,
                "printf 'Content-Length: 1\\r\\n\\r\\n1one\\nContent-Length: 4\\r\\n\\r\\n{\"a\"'; echo");

        assertThat(server).closedWith(0).sentMessage(1).raisedError(MALFORMED);
        var texts = server.timeline()
                .every(Event.ErrorRaised.class)
                .map(Event.ErrorRaised::text)
                .toList();
        assertThat(texts.get(0)).isEqualTo("line 3 of stdout is no message: one");
        assertThat(texts.get(1)).startsWith("line 6 of stdout is no message: {\"a\" (");
        assertThat(texts.get(2)).isEqualTo("line 6 of stdout is no message: (an empty line)");
    }

    @Test
    void absurdLengthIsAnErrorAndTheMessagesArrive() {
        var server = shell(
                CONTENT_LENGTH, "printf 'Content-Length: 99999999999999\\r\\n\\r\\nContent-Length: 1\\r\\n\\r\\n1'");

        assertThat(server).sentMessage(1).closedWith(0);
        assertThat(server.timeline().every(Event.ErrorRaised.class).map(Event.ErrorRaised::text))
                .containsExactly(
                        "line 2 of stdout is no message: Content-Length: 99999999999999 (more than can be taken)");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void halfAFrameAtTheExitIsAnError(Framing framing) {
        var head = framing == Framing.CONTENT_LENGTH ? "Content-Length: 100\\r\\n\\r\\n" : "";
        var server = shell(SpawnOptions.defaults().messages(framing), "printf '" + head + "{\"id\":1,'");

        assertThat(server).raisedError("ERR_IPC_UNFINISHED_MESSAGE");
        assertThat(server.messages()).isEmpty();
    }

    @Test
    void v8IsNotGuessed() {
        var server = shell(LINES, "printf '\\0\\0\\0\\6\\377\\17\"\\2hi\\n1\\n'");

        assertThat(server).closedWith(0).sentMessage(1).raisedError(MALFORMED);
    }

    // ---- ends

    @Test
    void childThatClosesStdoutHasEndedItsMessages() {
        var server = shell(LINES, "echo 1; exec 1>&-; read stop");

        assertThat(server).sentMessage(1).sentCount(1).isDisconnected().isRunning();
        server.stdin().end();
        assertThat(server).closedWith(1);
    }

    @Test
    void messageBehindTheEndOfStdinIsRefused() {
        var echo = echo(Framing.LINES);

        echo.stdin().end();

        assertThat(echo.connected()).isFalse();
        assertThat(echo.send(1)).isEqualTo(SendResult.REFUSED);
        assertThat(echo).raisedError("ERR_IPC_CHANNEL_CLOSED").closedWith(0);
    }

    @Test
    void messageThatTheChildNeverReadsIsAnError() {
        var child = shell(LINES, "exec sleep 1");

        child.send("x".repeat(1 << 20));

        assertThat(child).exitedWith(0);
        assertThat(child.inspection().errors()).hasSize(1);
        assertThat(child.inspection().errors().get(0).toString()).containsAnyOf("ERR_IPC_UNSENT", "EPIPE");
    }

    @Test
    void handleIsRefused() {
        var echo = echo(Framing.LINES);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> echo.send(1, Handle.of(ServerSocketChannel.open())))
                .withMessageContaining("go over its stdin, as options.messages says");
    }

    // ---- what is told

    @Test
    void transcriptHasMessagesAndNotTheirBytes() {
        var echo = echo(Framing.CONTENT_LENGTH);
        echo.send(Map.of("b", 1, "a", 2));
        assertThat(echo).sentMessage(containing(Map.of("echo", Map.of("a", 2, "b", 1))));
        echo.stdin().end();
        assertThat(echo).closedWith(0);

        assertThat(echo.transcript().toString())
                .contains(
                        "test → python3         {\"a\":2,\"b\":1}",
                        "python3 → test         {\"echo\":{\"a\":2,\"b\":1}}")
                .doesNotContain("Content-Length", " out ");
    }

    @Test
    void strictModeTellsOfMessagesAndLogLines() {
        var server = shell(LINES, "echo INFO; echo 1");
        server.waitFor();
        server.inspection().holdsWithin(Duration.ofSeconds(20), server::isClosed);

        assertThat(server.inspection().overlooked())
                .containsExactly("sent a message: 1", "raised " + MALFORMED + ": line 1 of stdout is no message: INFO");
    }

    // ---- refusals

    @Test
    void optionsThatContradictAreRefused() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> LINES.stdio(Stdio.ignore()))
                .withMessageContaining("options.messages")
                .withMessageContaining("needs stdin and stdout as pipes; options.stdio[0] is 'ignore'");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ForkOptions.defaults().messages(Framing.LINES))
                .withMessage(
                        "options.messages: must be NONE for fork, whose messages go over its IPC channel, was LINES");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> LINES.stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc()))
                .withMessageContaining("must not be combined with 'ipc' in options.stdio");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> LINES.serialization(Serialization.ADVANCED))
                .withMessageContaining("are JSON");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> ExecOptions.defaults()
                        .encoding(StandardCharsets.UTF_16LE)
                        .messages(Framing.NUL))
                .withMessageContaining("must not be combined with options.encoding UTF-16LE");
    }
}
