package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatNow;
import static io.forkedchild.await.ForkedChildAwait.await;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Message;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.RequiresNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The patience is far beyond the timeout of each test: who waits for it fails. */
@Timeout(60)
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class MessageAssertionsTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final SpawnOptions CHANNEL =
            SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());

    private final ForkedChildren children;

    MessageAssertionsTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void valueOfAMessageIsFound() {
        var child = sending("1", "\"two\"", "null", "{\"max\":1000,\"min\":0}", "[1,2]");

        assertThat(child)
                .sentMessage(1)
                .sentMessage(1.0)
                .sentMessage("two")
                .sentMessage(null)
                .sentMessage(Map.of("min", 0, "max", 1000))
                .sentMessage(List.of(1, 2))
                .sentMessage(new int[] {1, 2});
    }

    @Test
    void messageOfARunningChildIsEnough() {
        var child = withChannel("read request <&3; echo 499500 >&3; read stop");
        child.send(Map.of("max", 1000));

        assertThat(child).sentMessage(499_500).isRunning();
    }

    @Test
    @RequiresNode
    void messageOfANodeModuleIsFound() {
        var child = children.with(CHANNEL)
                .spawn("node", "-e", "process.on('message', text => { process.send({ text }); process.disconnect() })");
        child.send("hello");

        assertThat(child).sentMessage(Map.of("text", "hello")).isDisconnected().closedWith(0);
    }

    @Test
    void endOfTheChannelFailsAtOnce() {
        var child = sending("{\"max\":1,\"min\":0,\"of\":[1,2]}", "{\"max\":999,\"min\":0,\"of\":[1,3]}", "7");

        assertThatFailureOf(() -> assertThat(child).sentMessage(Map.of("max", 1000, "of", List.of(1, 2, 3), "at", "x")))
                .startsWith("sh has not sent the message: its channel is closed after 3 messages, it ")
                .containsPattern("\n  expected: \\{.*\"at\":\"x\".*}\n")
                .contains("\n  nearest:  {\"max\":1,\"min\":0,\"of\":[1,2]} (message 1)\n")
                .contains("\n    $.max: expected 1000, was 1\n", "\n    $.min: not expected, was 0\n")
                .contains("\n    $.of[2]: expected 3, is missing\n", "\n    $.at: expected \"x\", is missing\n");
    }

    @Test
    void latestOfEquallyNearMessagesIsShown() {
        var child = sending("1", "2");

        assertThatFailureOf(() -> assertThat(child).sentMessage(3))
                .contains("\n  expected: 3\n  nearest:  2 (message 2)\n  sent to it: nothing\nsh: ");
    }

    @Test
    void silenceFailsWithoutANearestMessage() {
        var child = sending();

        assertThatFailureOf(() -> assertThat(child).sentMessage("a"))
                .contains("its channel is closed after 0 messages")
                .contains("\n  expected: \"a\"\n  sent to it: nothing\nsh: ");
    }

    @Test
    void openChannelFailsWhenThePatienceIsOver() {
        var child = withChannel("echo 1 >&3; read stop");
        assertThat(child).sentMessage(1);

        assertThatFailureOf(() -> assertThat(child).within(SHORT).sentMessage(2))
                .startsWith("sh has not sent the message within 50 ms: "
                        + "its channel is open after 1 message, it is running\n")
                .contains("nearest:  1 (message 1)");
        assertThatFailureOf(() -> assertThatNow(child).sentMessage(2)).startsWith("sh has not sent the message by now");
    }

    @Test
    void orderOfMessagesCountsAndOthersMayComeBetween() {
        var child = sending("0", "1", "\"x\"", "2", "1", "3");

        assertThat(child).sentMessages(1, 2, 3).sentMessages(0).sentMessages(1, 1);
    }

    @Test
    void missingOneOfSeveralIsTold() {
        var child = sending("1", "2");

        assertThatFailureOf(() -> assertThat(child).sentMessages(1, 5, 2))
                .startsWith("sh has not sent message 2 of 3: its channel is closed after 2 messages")
                .contains("\n  expected: 5\n  nearest:  2 (message 2)\n");
    }

    @Test
    void wrongOrderIsTold() {
        var child = sending("1", "2");

        assertThatFailureOf(() -> assertThat(child).sentMessages(2, 1))
                .startsWith("sh has not sent message 2 of 2")
                .contains("\n  expected: 1\n  it came as message 1, too early for this order\n");
    }

    @Test
    void noMessageCannotBeExpectedInOrder() {
        var child = sending();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).sentMessages())
                .withMessage("expected: must not be empty; see sentNoMessage");
    }

    @Test
    void endOfTheChannelProvesSilence() {
        assertThat(sending()).sentNoMessage();
        assertThat(withChannel("exec 3>&-; read stop")).sentNoMessage();
    }

    @Test
    void endOfThePatienceIsEnoughSilence() {
        assertThat(withChannel("read stop")).within(SHORT).sentNoMessage();
        assertThatNow(withChannel("read stop")).sentNoMessage();
    }

    @Test
    void messageBreaksTheSilenceAtOnce() {
        var child = withChannel("echo '{\"a\":1}' >&3; read stop");

        assertThatFailureOf(() -> assertThat(child).sentNoMessage()).startsWith("sh has sent a message: {\"a\":1}\n");
    }

    @Test
    void messagesAreAListOnceTheChannelHasEnded() {
        var child = sending("1", "{\"a\":[]}");

        assertThat(child).messages().extracting(Message::text).containsExactly("1", "{\"a\":[]}");
        assertThat(child)
                .messages()
                .extracting(message -> message.as(Object.class))
                .containsExactly(1, Map.of("a", List.of()));
    }

    @Test
    void failureOfTheListShowsTheEvidence() {
        var child = sending("1");

        assertThatFailureOf(() -> assertThat(child).messages().hasSize(2))
                .startsWith(
                        "sh's messages: expecting them to have 2 messages, but there is 1\n  actual:   [1]\nsh: sh");
    }

    @Test
    void openChannelHasNoListYet() {
        var child = withChannel("echo 1 >&3; read stop");
        await(child).until(() -> child.messages().size() == 1);

        assertThatFailureOf(() -> assertThat(child).within(SHORT).messages().hasSize(1))
                .startsWith("sh has not ended its messages within 50 ms: it is running\n");
        assertThatNow(child).messages().hasSize(1);
    }

    @Test
    void childWithoutAChannelFailsAtOnce() {
        var child = children.spawn("cat");
        var sentence = "cat has no channel: only fork, 'ipc' in options.stdio, or options.messages gives it one\n";

        assertThatFailureOf(() -> assertThat(child).sentMessage(1)).startsWith(sentence);
        assertThatFailureOf(() -> assertThat(child).sentNoMessage()).startsWith(sentence);
        assertThatFailureOf(() -> assertThat(child).messages().isEmpty()).startsWith(sentence);
        assertThatFailureOf(() -> assertThatNow(child).messages().isEmpty()).startsWith(sentence);
    }

    @Test
    void childThatNeverStartedFailsAtOnce() {
        var child = children.with(CHANNEL).spawn("/nowhere/worker");

        assertThatFailureOf(() -> assertThat(child).sentMessage(1)).contains("it never started");
        assertThatFailureOf(() -> assertThat(child).sentNoMessage())
                .startsWith("worker has used no channel: it never started");
        assertThatFailureOf(() -> assertThat(child).messages().isEmpty())
                .startsWith("worker has used no channel: it never started");
        assertThatFailureOf(() -> assertThat(child).isDisconnected())
                .startsWith("worker has used no channel: it never started");
    }

    @Test
    void manyLongMessagesFitIntoAFailure() {
        var child = withChannel("i=0; while [ $i -lt 500 ]; do echo \"\\\"$(printf %0500d $i)\\\"\" >&3; "
                + "echo $i; echo $i >&2; i=$((i+1)); done");

        assertThatFailureOf(() -> assertThat(child).sentMessage("x".repeat(5000)))
                .contains("nearest:")
                .hasSizeLessThan(10_000);
        assertThatFailureOf(() -> assertThat(child).messages().isEmpty()).contains("\n  actual:   500 messages\n");
    }

    private ForkedChild sending(String... messages) {
        var args = new ArrayList<>(List.of("-c", "for m; do printf '%s\\n' \"$m\" >&3; done", "sh"));
        args.addAll(List.of(messages));
        return children.with(CHANNEL).spawn("sh", args.toArray(String[]::new));
    }

    private ForkedChild withChannel(String script) {
        return children.with(CHANNEL).spawn("sh", "-c", script);
    }
}
