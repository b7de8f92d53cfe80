package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Stdio;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a child did that nobody asked for. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class OverlookedTest {

    private static final String ALL = "echo '{\"a\":1}' >&3; echo '\"two\"' >&3; echo one >&2; echo two >&2; exit 3";
    private static final String END = "exited with code 3";
    private static final String STDERR = "wrote 8 bytes to stderr: \"one\"";
    private static final String MESSAGES = "sent 2 messages, the first: {\"a\":1}";

    private final ForkedChildren children;

    OverlookedTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void everythingIsOverlookedAtFirst() {
        var child = Waiting.closed(withChannel(ALL));

        assertThat(child.inspection().overlooked()).containsExactly(END, STDERR, MESSAGES);
    }

    @ParameterizedTest
    @MethodSource
    void questionIsAnswered(String answered, Consumer<ForkedChild> question) {
        var child = Waiting.closed(withChannel(ALL));

        question.accept(child);

        assertThat(child.inspection().overlooked())
                .doesNotContain(answered)
                .containsExactlyElementsOf(Stream.of(END, STDERR, MESSAGES)
                        .filter(deed -> !deed.equals(answered))
                        .toList());
    }

    static Stream<Arguments> questionIsAnswered() {
        return Stream.of(
                question("exitStatus", END, ForkedChild::exitStatus),
                question("exitCode", END, ForkedChild::exitCode),
                question("signalCode", END, ForkedChild::signalCode),
                question("thrown", END, ForkedChild::thrown),
                question("onExit", END, child -> child.onExit(status -> {})),
                question("onClose", END, child -> child.onClose(status -> {})),
                question("kill", END, ForkedChild::kill),
                question("exitedWith", END, child -> assertThat(child).exitedWith(3)),
                question("closedWith", END, child -> assertThat(child).closedWith(3)),
                question("stoppedOnItsOwn", END, child -> assertThat(child).stoppedOnItsOwn()),
                question("stderr", STDERR, ForkedChild::stderr),
                question(
                        "assertion about stderr",
                        STDERR,
                        child -> assertThat(child).stderr().isNotEmpty()),
                question(
                        "assertion about output",
                        STDERR,
                        child -> assertThat(child).output().isNotEmpty()),
                question("messages", MESSAGES, ForkedChild::messages),
                question("onMessage", MESSAGES, child -> child.onMessage(message -> {})),
                question("sentMessage", MESSAGES, child -> assertThat(child).sentMessage("two")),
                question(
                        "assertion about messages",
                        MESSAGES,
                        child -> assertThat(child).messages().hasSize(2)));
    }

    private static Arguments question(String name, String answered, Consumer<ForkedChild> question) {
        return argumentSet(name, answered, question);
    }

    @ParameterizedTest
    @MethodSource
    void othersAskForNothing(Consumer<ForkedChild> other) {
        var child = Waiting.closed(withChannel(ALL));

        other.accept(child);

        assertThat(child.inspection().overlooked()).containsExactly(END, STDERR, MESSAGES);
    }

    static Stream<Arguments> othersAskForNothing() {
        return Stream.of(
                argumentSet("evidence", (Consumer<ForkedChild>) ForkedChild::evidence),
                argumentSet("timeline", (Consumer<ForkedChild>) ForkedChild::timeline),
                argumentSet("toString", (Consumer<ForkedChild>)
                        child -> assertThat(child.toString()).isNotEmpty()),
                argumentSet("stdout", (Consumer<ForkedChild>) ForkedChild::stdout),
                argumentSet("isClosed", (Consumer<ForkedChild>) ForkedChild::isClosed),
                argumentSet("kill 0", (Consumer<ForkedChild>) child -> child.kill(0)),
                argumentSet("close", (Consumer<ForkedChild>) ForkedChild::close),
                argumentSet("isDisconnected", (Consumer<ForkedChild>)
                        child -> assertThat(child).isDisconnected()),
                argumentSet("assertion about stdout", (Consumer<ForkedChild>)
                        child -> assertThat(child).stdout().isEmpty()));
    }

    @Test
    void successIsNoDeed() {
        assertThat(Waiting.closed(children.spawn("echo", "done")).inspection().overlooked())
                .isEmpty();
    }

    @Test
    void deathIsADeed() {
        var child = Waiting.closed(children.spawn("sh", "-c", "kill -HUP $$"));

        assertThat(child.inspection().overlooked()).containsExactly("was killed by SIGHUP");
    }

    @Test
    void failedLaunchIsADeed() {
        assertThat(children.spawn("/nowhere/worker").inspection().overlooked())
                .containsExactly("never started: spawn /nowhere/worker ENOENT");
    }

    @Test
    void endOfTheTestIsNoDeed() {
        var script = "trap 'echo ended >&2; exit 9' TERM; echo up; while :; do read x; done";
        var child = children.spawn("sh", "-c", script);
        awaitStdout(child, "up");

        children.close();

        assertThat(child.stderr().text()).isEqualTo("ended\n");
        assertThat(child.inspection().overlooked()).isEmpty();
    }

    @Test
    void resultOfExecIsAnAnswerToEverything() {
        var child = children.exec("echo oops >&2; exit 3");

        child.result();

        assertThat(child.inspection().overlooked()).isEmpty();
    }

    @Test
    void endByATimeoutIsWanted() {
        var options = ExecOptions.defaults().timeout(Duration.ofMillis(50));

        var child = Waiting.closed(children.with(options).exec("exec sleep 60"));

        assertThat(child.inspection().overlooked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Picked up JAVA_TOOL_OPTIONS: -Xmx1g", "NOTE: Picked up JDK_JAVA_OPTIONS: -Xmx1g"})
    void noiseOfAJvmIsNoDeed(String noise) {
        var silent = Waiting.closed(children.spawn("sh", "-c", "echo '" + noise + "' >&2"));
        var chatty = Waiting.closed(children.spawn("sh", "-c", "echo '" + noise + "' >&2; echo warning >&2"));

        assertThat(silent.inspection().overlooked()).isEmpty();
        assertThat(chatty.inspection().overlooked())
                .singleElement()
                .asString()
                .endsWith(" bytes to stderr: \"warning\"");
    }

    @Test
    void longDeedsAreCut() {
        var child = Waiting.closed(children.spawn("sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x >&2"));

        assertThat(child.inspection().overlooked())
                .containsExactly("wrote 3000000 bytes to stderr: \"" + "x".repeat(99) + "…\"");
    }

    private ForkedChild withChannel(String script) {
        var options = SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());
        return children.with(options).spawn("sh", "-c", script);
    }
}
