package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.timeline.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of the children when their test is over: nothing. */
@Timeout(60)
class EndingTest {

    private final ForkedChildren children =
            ForkedChildren.open(Settings.defaults().grace(Duration.ofMillis(300)));

    @AfterEach
    void endChildren() {
        children.close();
    }

    @Test
    void runningChildIsAskedToEnd() {
        var child = Waiting.printed(
                children.spawn("sh", "-c", "trap 'echo bye; exit 7' TERM; echo up; while :; do read x; done"), "up");

        children.close();

        assertThat(child.exitStatus()).contains(new ExitStatus.Exited(7));
        assertThat(child.stdout().text()).isEqualTo("up\nbye\n");
    }

    @Test
    void childThatIgnoresSigtermIsKilledAfterTheGrace() {
        var child = Waiting.printed(
                children.spawn("sh", "-c", "trap '' TERM; echo up; while :; do read x < /dev/zero; done"), "up");

        children.close();

        assertThat(child.signalCode()).contains(Signal.SIGKILL);
        assertThat(child.timeline().every(Event.SignalSent.class).map(Event.SignalSent::name))
                .containsExactly("SIGTERM", "SIGKILL");
        assertThat(child.isClosed()).isTrue();
    }

    @Test
    void stoppedChildIsKilled() {
        var child = children.spawn("sleep", "60");
        child.kill(Signal.SIGSTOP);

        children.close();

        assertThat(child.signalCode()).contains(Signal.SIGKILL);
    }

    @Test
    void grandchildThatHoldsThePipesKeepsNothingOpenAndIsGone() {
        var child = Waiting.printed(children.spawn("sh", "-c", "sleep 600 & echo $!"), "\n");
        Waiting.exited(child);
        var grandchild = ProcessHandle.of(Long.parseLong(child.stdout().text().strip()));
        assertThat(child.isClosed()).isFalse();

        children.close();

        assertThat(child.isClosed()).isTrue();
        assertThat(grandchild).hasValueSatisfying(EndingTest::ends);
    }

    @Test
    void daemonThatLeftTheProcessTreeIsGone() {
        var child = Waiting.printed(
                children.spawn("sh", "-c", "setsid sh -c 'echo $$; exec >&- 2>&- <&-; exec sleep 600' & wait"), "\n");
        var daemon = ProcessHandle.of(Long.parseLong(child.stdout().text().strip()));

        children.close();

        assertThat(daemon).hasValueSatisfying(EndingTest::ends);
    }

    @Test
    void childThatIsClosedAloneLeavesTheOthers() {
        var one = children.spawn("sleep", "60");
        var other = children.spawn("sleep", "60");

        one.close();
        one.close();

        assertThat(one.signalCode()).contains(Signal.SIGTERM);
        assertThat(other.exitStatus()).isEmpty();
    }

    @Test
    void launchAfterTheEndIsRefused() {
        children.close();
        children.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> children.spawn("true"))
                .withMessage("spawn true: the test that these children belong to is over");
    }

    @Test
    void recordedOutputOutlivesTheTest() {
        var child = Waiting.closed(children.spawn("echo", "kept"));

        children.close();

        assertThat(child.stdout().text()).isEqualTo("kept\n");
        assertThat(child.stdout().lines()).isEqualTo(List.of("kept"));
    }

    private static void ends(ProcessHandle process) {
        assertThat(process.onExit().completeOnTimeout(null, 20, TimeUnit.SECONDS))
                .as("process %s ends", process.pid())
                .succeedsWithin(Duration.ofSeconds(30))
                .isNotNull();
    }
}
