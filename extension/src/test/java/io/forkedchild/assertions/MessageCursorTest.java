package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.MessageMatcher.containing;
import static io.forkedchild.assertions.MessageMatcher.json;
import static io.forkedchild.await.ForkedChildAwait.messagesOf;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.child.ParentProcess;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.RequiresNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The patience is far beyond the timeout of each test: a wait for it fails. */
@Timeout(20)
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class MessageCursorTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final SpawnOptions CHANNEL =
            SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());

    private final ForkedChildren children;

    MessageCursorTest(ForkedChildren children) {
        this.children = children;
    }

    private ForkedChild shell(String script) {
        return children.with(CHANNEL).spawn("sh", "-c", script);
    }

    /** Sends these texts of JSON, and runs until its input ends. */
    private ForkedChild sending(String... messages) {
        var lines = String.join("' '", Arrays.asList(messages));
        return shell("printf '%s\\n' '" + lines + "' >&3; read stop");
    }

    // ---- what is found

    @Test
    void messageOfARunningChildIsReturned() {
        var child = sending("{\"type\":\"starting\"}", "{\"type\":\"ready\",\"port\":8080}");

        var ready = messagesOf(child).awaitMessage(containing(Map.of("type", "ready")));

        assertThat(ready.json().path("port").asInt()).isEqualTo(8080);
        assertThat(child).isRunning();
    }

    @Test
    void dialogueGoesFromAnswerToAnswer() {
        var child = shell("while read -r n <&3; do echo \"[$n,$((n * n))]\" >&3; done");
        var messages = messagesOf(child);

        for (int number = 1; number <= 20; number++) {
            child.send(number);
            assertThat(messages.awaitMessage().as(int[].class)).containsExactly(number, number * number);
        }
    }

    @Test
    void eachWaitGoesOnBehindTheMessageThatItHasFound() {
        var child = sending("1", "\"noise\"", "1", "2");
        var messages = messagesOf(child);

        assertThat(messages).hasToString("sh's messages from the first");
        assertThat(messages.awaitMessage(1)).isEqualTo(child.messages().get(0));
        assertThat(messages.awaitMessage(1)).isEqualTo(child.messages().get(2));
        assertThat(messages).hasToString("sh's messages behind message 3");
        assertThat(messages.awaitMessage().text()).isEqualTo("2");
        assertThat(messagesOf(child).awaitMessage().text()).isEqualTo("1");
    }

    @Test
    void valuesMatchersAndNullAreAwaited() {
        var messages = messagesOf(sending("null", "[1,2]", "{\"a\":[1,{\"b\":2}]}"));

        assertThat(messages.awaitMessage(null).text()).isEqualTo("null");
        assertThat(messages.awaitMessage(new int[] {1, 2}).text()).isEqualTo("[1,2]");
        assertThat(messages.awaitMessage(json("{a: [1, {b: '${json-unit.any-number}'}]}"))
                        .text())
                .contains("\"b\":2");
    }

    @Test
    void messageThatCameBeforeTheEndIsFoundAfterIt() {
        var child = sending("1", "2");
        child.stdin().end();
        assertThat(child).closedWith(1);
        var messages = messagesOf(child);

        assertThat(messages.awaitMessage(2).text()).isEqualTo("2");
    }

    @Test
    void internalMessagesAreNotSeen() {
        var messages = messagesOf(sending("{\"cmd\":\"NODE_X\"}", "1"));

        assertThat(messages.awaitMessage().text()).isEqualTo("1");
    }

    @Test
    @RequiresNode
    void messagesOfTheSerializationAdvancedAreAwaited() {
        var node = children.with(CHANNEL.serialization(Serialization.ADVANCED))
                .spawn("node", "-e", "process.on('message', n => process.send(new Map([[n, n * n]])))");
        var messages = messagesOf(node);

        node.send(3);
        assertThat(messages.awaitMessage(Map.of(3, 9)).text()).isEqualTo("Map(1) { 3 => 9 }");
    }

    @Test
    void messagesOfAJvmAreAwaited() {
        var jvm = children.with(ForkOptions.defaults()).fork(Echo.class);
        var messages = messagesOf(jvm);

        jvm.send("a");
        assertThat(messages.awaitMessage("a").text()).isEqualTo("\"a\"");
        jvm.send("b");
        assertThat(messages.awaitMessage().text()).isEqualTo("\"b\"");
    }

    /** Sends back what it gets. */
    static final class Echo {
        public static void main(String[] arguments) {
            var parent = ParentProcess.current();
            parent.onMessage(message -> parent.send(message.value()));
        }
    }

    // ---- what is not found

    @Test
    void endOfTheChannelFailsAtOnceWithTheNearestMessage() {
        var child = sending("{\"a\":1,\"b\":1}", "{\"a\":1,\"b\":2}", "7");
        var messages = messagesOf(child);
        messages.awaitMessage(containing(Map.of("a", 1)));
        child.disconnect();

        assertThatFailureOf(() -> messages.awaitMessage(Map.of("a", 1, "b", 3)))
                .startsWith("sh has not sent the message: its channel is closed after 3 messages, it ")
                .containsPattern("\n  expected: \\{.*}\n")
                .contains("\n  looked behind message 1, which was the last match, at 2 messages\n")
                .contains("\n  nearest:  {\"a\":1,\"b\":2} (message 2)\n    $.b: expected 3, was 2\n")
                .contains("\n  sent to it: nothing\nsh: ");
    }

    @Test
    void exitWithoutAMessageFailsAtOnce() {
        assertThatFailureOf(() -> messagesOf(shell("exit 3")).awaitMessage())
                .startsWith(
                        "sh has not sent a message: its channel is closed after 0 messages, it exited with code 3\n")
                .doesNotContain("expected:", "nearest:");
    }

    @Test
    void childThatNeverStartedFailsAtOnce() {
        var child = children.with(CHANNEL).spawn("/nowhere/worker");

        assertThatFailureOf(() -> messagesOf(child).awaitMessage())
                .startsWith("worker has not sent a message: ")
                .contains("ENOENT");
    }

    @Test
    void failedWaitLeavesTheCursorWhereItIs() {
        var child = sending("1", "2");
        var messages = messagesOf(child).within(SHORT);

        assertThatFailureOf(() -> messages.awaitMessage(3))
                .startsWith("sh has not sent the message within 50 ms: ")
                .contains("\n  expected: 3\n  nearest:  2 (message 2)\n");
        assertThat(messages.awaitMessage().text()).isEqualTo("1");
    }

    @Test
    void messageBeforeTheCursorIsTold() {
        var messages = messagesOf(sending("1", "2")).within(SHORT);
        messages.awaitMessage(2);

        assertThatFailureOf(() -> messages.awaitMessage(1))
                .startsWith(
                        "sh has not sent the message within 50 ms: its channel is open after 2 messages, it is running\n")
                .contains("\n  looked behind message 2, which was the last match, at no message\n")
                .contains("\n  it came as message 1, before the cursor\n");
        assertThatFailureOf(messages::awaitMessage).startsWith("sh has not sent another message within 50 ms: ");
    }

    @Test
    void whatIsNoMessageIsTold() {
        var child = sending("{bad}");
        child.stdin().end();

        assertThatFailureOf(() -> messagesOf(child).awaitMessage())
                .startsWith("sh has not sent a message: what it wrote to its channel is no message: {bad};");
    }

    @Test
    void zeroTimeLooksOnce() {
        var child = shell("read x; echo 1 >&3; read y");
        var messages = messagesOf(child).within(Duration.ZERO);

        assertThatFailureOf(messages::awaitMessage).startsWith("sh has not sent a message by now: ");
        child.stdin().write("x\n");
        assertThat(messages.within(Duration.ofSeconds(10)).awaitMessage().text())
                .isEqualTo("1");
    }

    // ---- what is refused

    @Test
    void childWithoutAChannelIsRefused() {
        var cat = children.spawn("cat");

        assertThatIllegalStateException()
                .isThrownBy(() -> messagesOf(cat))
                .withMessage("cat has no channel: only fork, 'ipc' in options.stdio, or options.messages gives it one");
    }

    @Test
    void whatCanBeNoMessageIsRefused() {
        var messages = messagesOf(sending("1"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> messages.awaitMessage(new Object()))
                .withMessageStartingWith("expected message: ");
        assertThatIllegalArgumentException().isThrownBy(() -> messages.within(Duration.ofMillis(-1)));
    }

    @Test
    void waitIsAQuestionForMessagesOnly() {
        var child = shell("echo 1 >&3; exit 3");
        messagesOf(child).awaitMessage();

        assertThat(child.inspection().holdsWithin(Duration.ofSeconds(10), child::isClosed))
                .isTrue();
        assertThat(child.inspection().overlooked()).containsExactly("exited with code 3");
    }
}
