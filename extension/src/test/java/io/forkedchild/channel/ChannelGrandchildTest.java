package io.forkedchild.channel;

import static io.forkedchild.channel.ChannelChildren.shell;
import static io.forkedchild.channel.ChannelChildren.storyOf;
import static io.forkedchild.channel.ChannelChildren.textsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.LeftoverHandling;
import io.forkedchild.process.SendResult;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Await;
import io.forkedchild.timeline.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process that a child leaves behind with the channel: nothing is over before it is. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ChannelGrandchildTest {

    private static final String SILENT = "</dev/null >/dev/null 2>&1 &";

    /** Tells its pid and holds the channel until it is killed. */
    private static final String HOLDER = "sh -c 'echo $$ >&3; kill -STOP $$' " + SILENT;

    /** No process, a zombie, or one that is just being reaped. */
    private static final List<String> GONE = List.of("", "Z", "X");

    private final ForkedChildren children;

    ChannelGrandchildTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void exitComesAtOnceAndTheCloseWithTheGrandchild() {
        var child = shell(children, "(read go <&3; echo '\"late\"' >&3) " + SILENT + " exit 4");
        Await.exited(child);

        assertThat(child.exitCode()).hasValue(4);
        assertThat(child.connected()).isTrue();
        assertThat(child.inspection().hasSentAllMessages()).isFalse();
        assertThat(child.isClosed()).isFalse();
        assertThat(child.send("go")).isEqualTo(SendResult.WRITTEN);

        assertThat(textsOf(Await.closed(child))).containsExactly("\"late\"");
        assertThat(child.inspection().hasSentAllMessages()).isTrue();
        assertThat(storyOf(child))
                .containsSubsequence("Exited", "MessageSent", "MessageReceived", "Disconnected", "Closed");
        assertThat(storyOf(child)).doesNotContain("ErrorRaised");
    }

    @Test
    void allMessagesOfAGrandchildArriveAfterTheExit() {
        var child = shell(
                children,
                "(read go <&3; i=0; while [ $i -lt 3000 ]; do echo $i >&3; i=$((i+1)); done) " + SILENT + " exit 0");
        Await.exited(child);

        child.send("go");

        assertThat(textsOf(Await.closed(child)))
                .isEqualTo(IntStream.range(0, 3000).mapToObj(String::valueOf).toList());
        assertThat(storyOf(child)).containsSubsequence("Exited", "MessageReceived", "Disconnected", "Closed");
    }

    @Test
    void messageThatTheChildBeganAndTheGrandchildEndedIsOne() {
        var child = shell(children, "printf '{\"of\":\"child' >&3; (read go <&3; echo 'ren\"}' >&3) " + SILENT);
        Await.exited(child);

        child.send("go");

        assertThat(textsOf(Await.closed(child))).containsExactly("{\"of\":\"children\"}");
        assertThat(ChannelChildren.errorsOf(child)).isEmpty();
    }

    @Test
    void lastOfSeveralGrandchildrenEndsTheChannel() {
        var child = shell(children, HOLDER + HOLDER + "exit 0");
        var holders = holdersOf(child, 2);

        end(holders.get(0));
        assertThat(child.connected()).isTrue();
        end(holders.get(1));

        Await.closed(child);
        assertThat(storyOf(child)).endsWith("Disconnected", "Closed");
    }

    @Test
    void killedChildClosesWithItsGrandchild() {
        var child = shell(children, HOLDER + "kill -9 $$");
        var holder = holdersOf(child, 1).get(0);
        Await.exited(child);

        assertThat(child.signalCode()).contains(Signal.SIGKILL);
        assertThat(child.isClosed()).isFalse();
        end(holder);

        assertThat(Await.closed(child).connected()).isFalse();
    }

    @Test
    void disconnectOfTheTestClosesWhileTheGrandchildLives() {
        var child = shell(children, HOLDER + "exit 0").mayLeave("cat", "sleep", "sh");
        var holder = holdersOf(child, 1).get(0);
        Await.exited(child);

        assertThat(child.disconnect()).isTrue();

        assertThat(child.isClosed()).isTrue();
        assertThat(stateOf(holder)).isNotIn(GONE);
        assertThat(child.timeline().first(Event.Disconnected.class).map(Event.Disconnected::byTest))
                .contains(true);
    }

    @Test
    void grandchildReadsTheEndOfTheChannelWhenTheTestDisconnects() {
        var child = shell(children, "(cat <&3; echo end) & exit 0");
        child.send("before the end");
        Await.exited(child);

        child.disconnect();

        assertThat(Await.closed(child).stdout().text()).isEqualTo("\"before the end\"\nend\n");
    }

    @Test
    void endOfTheTestEndsTheGrandchildThatHoldsTheChannel() {
        ProcessHandle holder;
        ForkedChild child;
        try (var shortly = ForkedChildren.open(
                Settings.defaults().grace(Duration.ofMillis(100)).leftovers(LeftoverHandling.KILL))) {
            child = shell(shortly, "trap '' TERM;" + HOLDER + "exit 0");
            holder = holdersOf(child, 1).get(0);
            Await.exited(child);
        }

        assertThat(stateOf(holder)).isIn(GONE);
        assertThat(child.connected()).isFalse();
        assertThat(child.isClosed()).isTrue();
        assertThat(storyOf(child)).endsWith("Disconnected", "Closed", "Note");
    }

    /** A child that runs on beside a grandchild that floods the channel: the end of the test waits for neither. */
    @Test
    void endOfTheTestEndsTheGrandchildThatFloodsTheChannel() {
        ProcessHandle flooder;
        ForkedChild child;
        try (var shortly = ForkedChildren.open(Settings.defaults().grace(Duration.ofMillis(100)))) {
            child = shell(shortly, "sh -c 'echo $$ >&3; exec yes 1 >&3' </dev/null 2>&1 & read x");
            flooder = holdersOf(child, 1).get(0);
            Await.messages(child, 1000);
        }

        awaitGone(flooder); // which the closed channel ends
        assertThat(child.isClosed()).isTrue();
    }

    private static List<ProcessHandle> holdersOf(ForkedChild child, int count) {
        return Await.messages(child, count).messages().stream()
                .limit(count)
                .map(pid -> ProcessHandle.of(pid.as(Long.class)).orElseThrow())
                .toList();
    }

    private static void end(ProcessHandle holder) {
        holder.destroyForcibly();
        awaitGone(holder);
    }

    private static void awaitGone(ProcessHandle process) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!isGone(process)) {
            assertThat(System.nanoTime() - deadline).as("still there").isNegative();
            Thread.onSpinWait();
        }
    }

    private static boolean isGone(ProcessHandle process) {
        return GONE.contains(stateOf(process));
    }

    /** Its letter in {@code /proc}; empty if there is no such process. Who reaps it, and when, is not our concern. */
    private static String stateOf(ProcessHandle process) {
        try {
            var status = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            int state = status.lastIndexOf(')') + 2;
            return status.substring(state, state + 1);
        } catch (IOException noSuchProcess) {
            return "";
        }
    }
}
