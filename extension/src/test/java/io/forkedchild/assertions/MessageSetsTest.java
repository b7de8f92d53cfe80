package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatNow;
import static io.forkedchild.assertions.MessageMatcher.containing;
import static io.forkedchild.assertions.MessageMatcher.matching;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Stdio;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Assertions about several messages at once. The patience is far beyond the timeout of each test: who waits for it fails.
 */
@Timeout(20)
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class MessageSetsTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final SpawnOptions CHANNEL =
            SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());
    private static final MessageMatcher NUMBER =
            matching("a number", message -> message.json().isNumber());

    record Sum(int sum) {}

    private final ForkedChildren children;

    MessageSetsTest(ForkedChildren children) {
        this.children = children;
    }

    // ---- what cannot be judged

    @Test
    void matcherThatAssertsMayFailUntilItHolds() {
        var child = sending("1", "2");
        var two = matching("two", message -> {
            assertThat(message.as(Integer.class)).isEqualTo(2);
            return true;
        });

        assertThat(child).sentMessage(two);
        assertThatFailureOf(() -> assertThat(child).sentCount(1, two))
                .startsWith("sh has sent a message that cannot be judged: ");
    }

    @Test
    void whatIsNoMessageCannotBeCounted() {
        assertThatFailureOf(() -> assertThat(sending("bad")).sentNoMessage())
                .startsWith("sh has written to its channel what cannot be counted:"
                        + " what it wrote to its channel is no message: bad;\n    its channel is ");
        assertThatFailureOf(() -> assertThat(sending("bad", "1")).sentCount(1))
                .startsWith("sh-2 has written to its channel what cannot be counted: ");
        assertThatFailureOf(() -> assertThat(sending("bad", "1")).sentMessage(1).sentNothingElse())
                .startsWith("sh-3 has written to its channel what cannot be counted: ");
    }

    @Test
    void longTextsAreShownWhereTheyDiffer() {
        var child = sending("\"" + "y".repeat(300) + "a\"");

        assertThatFailureOf(() -> assertThat(child).sentMessage("y".repeat(300) + "b"))
                .contains(
                        "\n    $: expected …yyyyyyyyyyyyyyyyyyyyb\", was …yyyyyyyyyyyyyyyyyyyya\", which differ at character 301\n");
    }

    // ---- in any order

    @Test
    void orderDoesNotCount() {
        var child = sending("3", "\"x\"", "1", "2");

        assertThat(child).sentMessagesInAnyOrder(1, 2, 3).sentMessagesInAnyOrder("x");
    }

    @Test
    void messageOfARunningChildIsEnough() {
        var child = withChannel("echo 2 >&3; echo 1 >&3; read stop");

        assertThat(child).sentMessagesInAnyOrder(1, 2).isRunning();
    }

    @Test
    void matcherLeavesAMessageToTheValueThatNeedsIt() {
        assertThat(sending("1", "2")).sentMessagesInAnyOrder(NUMBER, 1).sentMessagesInAnyOrder(1, NUMBER);
        assertThat(sending("2", "1")).sentMessagesInAnyOrder(NUMBER, 1).sentMessagesInAnyOrder(2, NUMBER);
    }

    @Test
    void longChainsOfMatchersMakeRoom() {
        var matchers = new ArrayList<Object>();
        for (int i = 0; i < 50; i++) {
            int most = i;
            matchers.add(matching("at most " + i, message -> message.as(Integer.class) <= most));
        }
        var upwards = IntStream.range(0, 50).mapToObj(String::valueOf).toArray(String[]::new);

        assertThat(sending(upwards)).sentMessagesInAnyOrder(matchers.toArray()).sentNothingElse();
        java.util.Collections.reverse(matchers);
        assertThat(sending(upwards)).sentMessagesInAnyOrder(matchers.toArray()).sentNothingElse();
    }

    @Test
    void eachOneNeedsAMessageOfItsOwn() {
        var child = sending("1", "2");

        assertThatFailureOf(() -> assertThat(child).sentMessagesInAnyOrder(1, 2, 1))
                .startsWith("""
                        sh has not sent 1 of 3 messages: its channel is closed after 2 messages, it exited with code 0
                          expected: 1
                          message 1 fits, but another one that is expected needs it
                          sent to it: nothing
                        sh:\s""");
    }

    @Test
    void missingOneIsToldWithWhatIsLeftOver() {
        var child = sending("1", "{\"a\":2,\"b\":3}", "\"x\"");

        assertThatFailureOf(() -> assertThat(child).sentMessagesInAnyOrder(Map.of("a", 1, "b", 3), 1))
                .contains("""
                          nearest:  {"a":2,"b":3} (message 2)
                            $.a: expected 1, was 2
                          left over: {"a":2,"b":3} (message 2)
                          … and 1 more
                          sent to it: nothing
                        sh:\s""");
    }

    @Test
    void missingOnesAreToldWithWhatIsLeftOver() {
        var child = sending("1", "7", "8", "9", "10");

        assertThatFailureOf(() -> assertThat(child).sentMessagesInAnyOrder("a", 1, "b", "c", "d"))
                .startsWith("sh has not sent 4 of 5 messages: ")
                .contains("""

                          expected: "a"
                          expected: "b"
                          expected: "c"
                          … and 1 more
                          left over: 7 (message 2)
                          left over: 8 (message 3)
                          left over: 9 (message 4)
                          … and 1 more
                          sent to it: nothing
                        sh:\s""");
    }

    // ---- how many

    @Test
    void exactNumberIsCountedAtTheEndOfTheChannel() {
        var child = sending("1", "2", "\"x\"");

        assertThat(child).sentCount(3).sentCount(2, NUMBER).sentCount(1, "x").sentCount(0, "y");
        assertThat(sending()).sentCount(0);
    }

    @Test
    void endOfThePatienceIsEnoughForANumber() {
        var child = withChannel("echo 1 >&3; read stop");

        assertThat(child).sentMessage(1).within(SHORT).sentCount(1);
        assertThatNow(child).sentCount(1);
        assertThatFailureOf(() -> assertThat(child).within(SHORT).sentCount(2))
                .startsWith(
                        "sh has not sent exactly 2 messages within 50 ms: its channel is open after 1 message, it is running\n");
    }

    @Test
    void oneTooManyFailsAtOnce() {
        var child = withChannel("echo 1 >&3; echo 2 >&3; echo '\"x\"' >&3; read stop");

        assertThatFailureOf(() -> assertThat(child).sentCount(1))
                .startsWith("sh has not sent exactly 1 message: its channel is open after ")
                .contains("\n  one too many: 2 (message 2)\n  sent to it: nothing\nsh: ");
        assertThatFailureOf(() -> assertThat(child).sentCount(1, NUMBER))
                .startsWith("sh has not sent exactly 1 message of a kind: ")
                .contains(
                        "\n  expected: 1 × a number\n  came:     2 × a number, message 1, 2\n  one too many: 2 (message 2)\n");
    }

    @Test
    void tooFewAreTold() {
        assertThatFailureOf(() -> assertThat(sending("1", "\"x\"")).sentCount(2, NUMBER))
                .startsWith("sh has not sent exactly 2 messages of a kind: its channel is closed after 2 messages, ")
                .contains(
                        "\n  expected: 2 × a number\n  came:     1 × a number, message 1\n  sent to it: nothing\nsh: ");
        assertThatFailureOf(() -> assertThat(sending("{\"a\":1}")).sentCount(1, Map.of("a", 2)))
                .contains(
                        "\n  came:     0 × {\"a\":2}\n  nearest:  {\"a\":1} (message 1)\n    $.a: expected 2, was 1\n");
    }

    // ---- none

    @Test
    void noSuchMessageIsKnownAtTheEndOfTheChannelOrThePatience() {
        assertThat(sending("1")).sentNoMessage(2).sentNoMessage(containing(Map.of("a", 1)));
        assertThat(withChannel("echo 1 >&3; read stop")).within(SHORT).sentNoMessage(2);
    }

    @Test
    void suchAMessageFailsAtOnce() {
        var child = withChannel("echo 1 >&3; echo '{\"type\":\"error\",\"code\":7}' >&3; read stop");

        assertThatFailureOf(() -> assertThat(child).sentNoMessage(containing(Map.of("type", "error"))))
                .startsWith("""
                        sh has sent a message that it must not send: {"type":"error","code":7} (message 2)
                          not expected: containing {"type":"error"}
                        sh:\s""");
    }

    // ---- nothing else

    @Test
    void nothingElseIsKnownAtTheEndOfTheChannelOrThePatience() {
        assertThat(sending("1", "2", "1")).sentMessages(1, 1).sentMessage(2).sentNothingElse();
        assertThat(sending("1", "2")).sentCount(2, NUMBER).sentNothingElse();
        assertThat(sending("2", "1")).sentMessage(NUMBER).sentMessage(2).sentNothingElse();
        assertThat(withChannel("echo 1 >&3; read stop"))
                .sentMessage(1)
                .within(SHORT)
                .sentNothingElse();
    }

    @Test
    void somethingElseFailsAtOnce() {
        var child = withChannel("echo 1 >&3; echo 7 >&3; echo 2 >&3; read stop");

        assertThatFailureOf(
                        () -> assertThat(child).sentMessage(1).sentMessage(2).sentNothingElse())
                .startsWith("sh has sent something else: 7 (message 2)\n  expected: 1\n  expected: 2\nsh: ");
    }

    @Test
    void expectedOnceAndSentTwiceIsSomethingElse() {
        var child = sending("1", "1", "3");

        assertThatFailureOf(() -> assertThat(child).sentMessage(1).sentNothingElse())
                .startsWith("""
                        sh has sent something else: 1 (message 2)
                          expected: 1
                          it is expected, but not as often as it came
                          and 1 message more that nobody expects
                        sh:\s""");
    }

    @Test
    void nothingElseNeedsSomething() {
        var child = sending();

        assertThatIllegalStateException()
                .isThrownBy(() -> assertThat(child).sentNothingElse())
                .withMessage(
                        "sentNothingElse: no message has been expected before it in this chain; see sentNoMessage");
    }

    // ---- all, as a type

    @Test
    void messagesAreAListOfATypeOnceTheChannelHasEnded() {
        var child = sending("{\"sum\":1}", "{\"sum\":2}");

        assertThat(child).messagesAs(Sum.class).extracting(Sum::sum).containsExactly(1, 2);
        assertThatFailureOf(() -> assertThat(child).messagesAs(Sum.class).hasSize(3))
                .startsWith("sh's messages as Sum: expecting them to have 3 elements, but there are 2\n"
                        + "  actual:   [Sum[sum=1], Sum[sum=2]]\nsh: ");
    }

    @Test
    void messageOfAnotherTypeFailsAtOnce() {
        var child = withChannel("echo '{\"sum\":1}' >&3; echo '{\"sum\":\"x\"}' >&3; read stop");

        assertThatFailureOf(() -> assertThat(child).messagesAs(Sum.class).isEmpty())
                .startsWith("sh has sent a message that is no Sum: message is no Sum: ")
                .contains("\n  message:  {\"sum\":\"x\"} (message 2)\n");
    }

    @Test
    void openChannelHasNoListOfATypeYet() {
        var child = withChannel("echo '{\"sum\":1}' >&3; read stop");

        assertThatFailureOf(() ->
                        assertThat(child).within(SHORT).messagesAs(Sum.class).hasSize(1))
                .startsWith("sh has not ended its messages within 50 ms: it is running\n");
        assertThatNow(child).messagesAs(Sum.class).hasSize(1);
    }

    @Test
    void childWithoutAChannelFailsAtOnce() {
        var child = children.spawn("cat");
        var sentence = "cat has no channel: only fork, 'ipc' in options.stdio, or options.messages gives it one\n";

        assertThatFailureOf(() -> assertThat(child).sentMessagesInAnyOrder(1, 2))
                .startsWith(sentence);
        assertThatFailureOf(() -> assertThat(child).sentCount(1)).startsWith(sentence);
        assertThatFailureOf(() -> assertThat(child).sentCount(1, NUMBER)).startsWith(sentence);
        assertThatFailureOf(() -> assertThat(child).sentNoMessage(1)).startsWith(sentence);
        assertThatFailureOf(() -> assertThat(child).messagesAs(Sum.class).isEmpty())
                .startsWith(sentence);
    }

    @Test
    void failuresAreCollected() {
        var child = sending("1", "2");
        var softly = new ForkedChildSoftAssertions();

        softly.assertThat(child).sentMessage(1).sentCount(3).sentNothingElse();

        assertThat(softly.assertionErrorsCollected())
                .extracting(failure -> String.valueOf(failure.getMessage())
                        .strip()
                        .lines()
                        .findFirst()
                        .orElse(""))
                .containsExactly(
                        "sh has not sent exactly 3 messages: its channel is closed after 2 messages, it exited with code 0",
                        "sh has sent something else: 2 (message 2)");
    }

    /** It has sent them all: a failure that comes with the first one too many tells how many more there are. */
    private ForkedChild sending(String... messages) {
        var args = new ArrayList<>(List.of("-c", "for m; do printf '%s\\n' \"$m\" >&3; done", "sh"));
        args.addAll(List.of(messages));
        var child = children.with(CHANNEL).spawn("sh", args.toArray(String[]::new));
        assertThat(child).closedWith(0);
        return child;
    }

    private ForkedChild withChannel(String script) {
        return children.with(CHANNEL).spawn("sh", "-c", script);
    }
}
