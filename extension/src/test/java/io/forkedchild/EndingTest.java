package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import io.forkedchild.timeline.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is left of the children when their test is over: nothing. */
@Timeout(60)
class EndingTest {

    @AutoClose
    private final ForkedChildren children =
            ForkedChildren.open(Settings.defaults().grace(Duration.ofMillis(300)));

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
        while (!stateOf(child.pid()).contains(") T ")) {
            Thread.onSpinWait(); // of a stop and a SIGTERM that are both pending, the kernel takes the SIGTERM first
        }

        children.close();

        assertThat(child.signalCode()).contains(Signal.SIGKILL);
    }

    @Test
    void grandchildThatHoldsThePipesKeepsNothingOpenAndIsGone() {
        var child = Waiting.printed(
                children.spawn("sh", "-c", "sleep 600 & echo $!").mayLeave("sleep"), "\n");
        Waiting.exited(child);
        long grandchild = Long.parseLong(child.stdout().text().strip());
        assertThat(child.isClosed()).isFalse();

        children.close();

        assertThat(child.isClosed()).isTrue();
        assertThat(isGone(grandchild)).isTrue();
    }

    @Test
    void daemonThatLeftTheProcessTreeIsGone() {
        var child = Waiting.printed(
                children.spawn("sh", "-c", "setsid sh -c 'echo $$; exec >&- 2>&- <&-; exec sleep 600' & wait"), "\n");
        long daemon = Long.parseLong(child.stdout().text().strip());

        children.close();

        assertThat(isGone(daemon)).isTrue();
    }

    @Test
    void daemonThatStartsOthersAllTheTimeIsGoneWithThemAll() {
        var child = Waiting.printed(
                children.spawn(
                        "sh",
                        "-c",
                        "setsid sh -c 'echo; i=0; while [ $i -lt 2000 ]; do setsid sleep 61.7 & i=$((i+1)); done' & wait"),
                "\n");

        children.close();

        assertThat(child.descendants()).isEmpty();
    }

    @Test
    void interruptedTestEndsItsChildrenAllTheSame() {
        var child = Waiting.printed(
                children.spawn(
                        "sh", "-c", "trap '' TERM; setsid sleep 600 & echo $!; while :; do read x < /dev/zero; done"),
                "\n");
        long daemon = Long.parseLong(child.stdout().text().strip());

        Thread.currentThread().interrupt();
        children.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(child.signalCode()).contains(Signal.SIGKILL);
        assertThat(child.isClosed()).isTrue();
        assertThat(isGone(daemon)).isTrue();
    }

    @Test
    void timeoutOfExecEndsTheWaitForAGrandchildThatHoldsThePipes() {
        var options = ExecOptions.defaults().timeout(Duration.ofSeconds(2));

        var result = children.with(options)
                .exec("echo kept; sleep 600 &")
                .mayLeave("sleep")
                .result();

        assertThat(result.error()).isEmpty();
        assertThat(result.stdout()).isEqualTo("kept\n");
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

    /** It may wait, dead, for its new parent to reap it. */
    private static boolean isGone(long pid) {
        var state = stateOf(pid);
        return state.isEmpty() || state.contains(") Z ");
    }

    private static String stateOf(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/stat"));
        } catch (IOException noSuchProcess) {
            return "";
        }
    }
}
