package io.forkedchild.channel;

import static io.forkedchild.channel.ChannelChildren.errorTextsOf;
import static io.forkedchild.channel.ChannelChildren.errorsOf;
import static io.forkedchild.channel.ChannelChildren.shell;
import static io.forkedchild.channel.ChannelChildren.textsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.loop.Threads;
import io.forkedchild.process.SendResult;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Await;
import io.forkedchild.timeline.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of messages that the child does not read at once. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ChannelBackpressureTest {

    private static final String ECHO = "echo ready; exec cat <&3 >&3";
    private static final int COUNT = 600;

    private final ForkedChildren children;

    ChannelBackpressureTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void messagesToAStoppedChildAreWrittenThenQueuedAndAllArriveWhenItGoesOn() {
        var child = stopped(ECHO);

        var results = sendNumbered(child, COUNT);
        child.kill(Signal.SIGCONT);

        assertThat(results).isSortedAccordingTo(SendResult::compareTo); // none is written once one was queued
        assertThat(results).contains(SendResult.WRITTEN, SendResult.QUEUED).doesNotContain(SendResult.REFUSED);
        assertThat(textsOf(Await.messages(child, COUNT))).isEqualTo(numbered(COUNT));
        assertThat(errorsOf(child)).isEmpty();
    }

    @Test
    void oneThatIsLargerThanTheBufferIsQueuedAndThoseBehindItWait() {
        var child = stopped(ECHO);

        var results = List.of(child.send("x".repeat(3_000_000)), child.send("behind"));
        child.kill(Signal.SIGCONT);

        assertThat(results).containsExactly(SendResult.QUEUED, SendResult.QUEUED);
        assertThat(textsOf(Await.messages(child, 2))).containsExactly('"' + "x".repeat(3_000_000) + '"', "\"behind\"");
    }

    @Test
    void queueThatWasReadTakesMessagesAtOnceAgain() {
        var child = stopped(ECHO);
        sendNumbered(child, COUNT);
        child.kill(Signal.SIGCONT);
        Await.messages(child, COUNT);

        assertThat(child.send("now")).isEqualTo(SendResult.WRITTEN);

        assertThat(textsOf(Await.messages(child, COUNT + 1))).endsWith("\"now\"");
    }

    @Test
    void severalThreadsQueueWholeMessagesEachInItsOrder() throws Exception {
        var child = stopped(ECHO);

        Threads.together(4, thread -> {
            for (int i = 0; i < COUNT; i++) {
                child.send(List.of(thread, i, "x".repeat(1000)));
            }
        });
        child.kill(Signal.SIGCONT);

        var next = new int[4];
        Await.messages(child, 4 * COUNT)
                .messages()
                .forEach(message -> assertThat(message.json().get(1).asInt())
                        .isEqualTo(next[message.json().get(0).asInt()]++));
        assertThat(next).containsOnly(COUNT);
    }

    @Test
    void stoppedChildThatIsKilledDropsWhatIsQueuedWithAnError() {
        var child = stopped(ECHO);
        sendNumbered(child, COUNT);

        child.kill(Signal.SIGKILL);

        assertThat(errorsOf(Await.closed(child)))
                .as("one error for all that is queued")
                .hasSize(1)
                .isSubsetOf("EPIPE", "ECONNRESET", "ERR_IPC_UNSENT");
        assertThat(child.timeline().first(Event.ErrorRaised.class).orElseThrow().text())
                .containsPattern("[1-9]\\d* bytes dropped");
    }

    /** What the child can still read and what the error counts are together what was sent. */
    @Test
    void disconnectTellsHowManyQueuedBytesItDrops() {
        var child = shell(children, "read go; wc -c <&3");
        assertThat(child.send("x".repeat(3_000_000))).isEqualTo(SendResult.QUEUED);

        assertThat(child.disconnect()).isTrue();
        child.stdin().write("go\n");

        long read = Long.parseLong(Await.closed(child).stdout().text().strip());
        assertThat(errorsOf(child)).containsExactly("ERR_IPC_UNSENT");
        long dropped = Long.parseLong(
                errorTextsOf(child, "ERR_IPC_UNSENT").get(0).replaceAll(".*: (\\d+) bytes dropped", "$1"));
        assertThat(read).isPositive();
        assertThat(read + dropped).isEqualTo(3_000_003);
    }

    @Test
    void endOfTheTestTellsWhatWasStillQueuedForAStoppedChild() {
        ForkedChild child;
        try (var shortly = ForkedChildren.open(Settings.defaults().grace(Duration.ofMillis(100)))) {
            child = stop(Await.printed(shell(shortly, ECHO), "ready"));
            sendNumbered(child, COUNT);
        }

        assertThat(errorsOf(child)).containsExactly("ERR_IPC_UNSENT");
        assertThat(child.signalCode()).contains(Signal.SIGKILL);
        assertThat(child.isClosed()).isTrue();
    }

    private ForkedChild stopped(String script) {
        return stop(Await.printed(shell(children, script), "ready"));
    }

    private static ForkedChild stop(ForkedChild child) {
        child.kill(Signal.SIGSTOP);
        return child;
    }

    private static List<SendResult> sendNumbered(ForkedChild child, int count) {
        var results = new ArrayList<SendResult>();
        IntStream.range(0, count).forEach(i -> results.add(child.send("x".repeat(1000) + i)));
        return Collections.unmodifiableList(results);
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> '"' + "x".repeat(1000) + i + '"')
                .toList();
    }
}
