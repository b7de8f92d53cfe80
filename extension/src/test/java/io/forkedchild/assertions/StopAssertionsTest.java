package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatIllegalArgumentException;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatNow;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.process.Signal.SIGINT;
import static io.forkedchild.process.Signal.SIGKILL;
import static io.forkedchild.process.Signal.SIGTERM;
import static io.forkedchild.process.Signal.SIGUSR1;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.SpawnOptions;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a child ended, and what that took. The patience is far beyond the timeout of each test: who waits for it fails. */
@Timeout(20)
class StopAssertionsTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final String DEAF = "trap '' TERM; echo up; while :; do read x < /dev/zero; done";

    @AutoClose
    private final ForkedChildren children = ForkedChildren.open(
            Settings.defaults().patience(Duration.ofSeconds(60)).grace(SHORT));

    // ---- exitedWithin

    @Test
    void exitInTimeIsWaitedFor() {
        var child = shell("read x; exit 3");
        child.stdin().write("x\n");

        assertThat(child).exitedWithin(Duration.ofSeconds(60)).exitedWith(3);
    }

    @Test
    void exitThatCameTooLateTellsByHowMuch() {
        var child = shell("exit 3");
        assertThat(child).exitedWith(3);

        assertThatFailureOf(() -> assertThat(child).exitedWithin(Duration.ZERO))
                .containsPattern("^sh has not exited within 0 ms of its launch: "
                        + "it exited with code 3 after [0-9.]+ ms, [0-9.]+ ms too late\n");
    }

    @Test
    void runningChildFailsWhenItsLimitIsOver() {
        var child = children.spawn("cat");

        assertThatFailureOf(() -> assertThat(child).exitedWithin(SHORT))
                .containsPattern("^cat has not exited within 50 ms of its launch: it is still running after \\d+ ms\n");
    }

    @Test
    void limitCountsFromTheLaunchAndNotFromTheQuestion() {
        var child = children.spawn("cat");
        assertThatFailureOf(() -> assertThat(child).within(SHORT).exitedWith(0)).contains("it is running");

        assertThatFailureOf(() -> assertThatNow(child).exitedWithin(SHORT))
                .containsPattern("^cat has not exited within 50 ms of its launch: it is still running after \\d+ ms\n");
    }

    @Test
    void limitThatIsNotOverIsNotWaitedForAtPresent() {
        var child = children.spawn("cat");

        assertThatFailureOf(() -> assertThatNow(child).exitedWithin(Duration.ofSeconds(60)))
                .containsPattern("^cat has not exited within 60000 ms of its launch by now: "
                        + "it is still running after [0-9.]+ ms\n");
    }

    @Test
    void childThatNeverStartedHasNotExitedInTime() {
        var child = children.spawn("/nowhere/worker");

        assertThatFailureOf(() -> assertThat(child).exitedWithin(SHORT))
                .startsWith("worker has not exited within 50 ms of its launch: it never started");
    }

    @Test
    void negativeLimitIsRefused() {
        var child = children.spawn("true");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).exitedWithin(Duration.ofMillis(-1)))
                .withMessage("limit: must not be negative, was PT-0.001S");
    }

    // ---- exitedBefore

    @Test
    void otherMayStillRun() {
        assertThat(shell("exit 0")).exitedBefore(children.spawn("cat"));
    }

    @Test
    void earlierExitIsRecognized() {
        var first = shell("exit 0");
        var second = shell("read x; exit 0");
        first.onExit(status -> second.stdin().write("x\n"));
        assertThat(second).exitedWith(0);

        assertThat(first).exitedBefore(second);
    }

    @Test
    void laterExitTellsByHowMuch() {
        var first = named("first", "exit 0");
        var second = named("second", "read x; exit 3");
        assertThat(first).exitedWith(0);
        second.stdin().write("x\n");
        assertThat(second).exitedWith(3);

        assertThatFailureOf(() -> assertThat(second).exitedBefore(first))
                .containsPattern("^second has not exited before first: it exited with code 3 [0-9.]+ ms after first\n");
    }

    @Test
    void exitOfTheOtherFailsAtOnce() {
        var running = children.spawn("cat");
        var other = named("other", "exit 0");

        assertThatFailureOf(() -> assertThat(running).exitedBefore(other))
                .startsWith("cat has not exited before other: other has exited, and cat is still running\n");
    }

    @Test
    void twoThatRunFailWhenThePatienceIsOver() {
        var child = children.spawn("cat");
        var other = named("other", "read x");

        assertThatFailureOf(() -> assertThat(child).within(SHORT).exitedBefore(other))
                .startsWith("cat has not exited before other within 50 ms: it is running\n");
    }

    @Test
    void whoNeverStartedNeverExits() {
        var child = shell("exit 0");
        var missing = children.spawn("/nowhere/worker");

        assertThatFailureOf(() -> assertThat(child).exitedBefore(missing))
                .startsWith("sh has not exited before worker: worker never started\n");
        assertThatFailureOf(() -> assertThat(missing).exitedBefore(child))
                .startsWith("worker has not exited before sh: it never started");
    }

    @Test
    void childOfAnotherTestIsRefused() {
        var child = shell("exit 0");
        try (var others = ForkedChildren.open()) {
            var other = others.spawn("cat");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> assertThat(child).exitedBefore(other))
                    .withMessage("sh and cat do not belong to the same test: "
                            + "only what one ForkedChildren launches has one timeline");
        }
    }

    // ---- which signal it took

    @Test
    void exitWithoutASignalIsOnItsOwn() {
        var child = children.spawn("cat");
        child.stdin().end();
        child.kill(0);

        assertThat(child).stoppedOnItsOwn();
    }

    @Test
    void signalAfterTheExitDoesNotCount() {
        var child = shell("exit 3");
        assertThat(child).exitedWith(3);
        child.kill();

        assertThat(child).stoppedOnItsOwn();
    }

    @Test
    void signalOfTheTestFailsBeforeTheExit() {
        var child = awaitingUp(DEAF);
        child.kill(SIGTERM);

        assertThatFailureOf(() -> assertThat(child).stoppedOnItsOwn())
                .startsWith("sh has not stopped on its own: it is running, and the test has sent it SIGTERM\n");
    }

    @Test
    void signalBeforeTheExitIsNamedWithItsDistance() {
        var child = awaitingUp("trap 'exit 7' TERM; echo up; while :; do read x; done");
        child.kill(SIGTERM);
        assertThat(child).exitedWith(7);

        assertThatFailureOf(() -> assertThat(child).stoppedOnItsOwn())
                .containsPattern("^sh has not stopped on its own: "
                        + "it exited with code 7, [0-9.]+ ms after the test's SIGTERM\n");
        assertThat(child).stoppedAfter(SIGTERM);
    }

    @Test
    void deathBySomebodyElseIsNotItsOwnStop() {
        assertThatFailureOf(() -> assertThat(shell("kill -USR1 $$")).stoppedOnItsOwn())
                .startsWith(
                        "sh has not stopped on its own: it was killed by SIGUSR1, and no kill() sent it a signal\n");
    }

    @Test
    void lastSignalCounts() {
        var child = awaitingUp("trap : USR1; trap '' TERM; echo up; while :; do read x < /dev/zero; done");
        child.kill(SIGUSR1);
        child.kill(SIGTERM);
        child.kill(SIGKILL);

        assertThat(child).stoppedAfter(SIGKILL);
        assertThatFailureOf(() -> assertThat(child).stoppedAfter(SIGTERM))
                .containsPattern("^sh has not stopped after SIGTERM: "
                        + "it was killed by SIGKILL, [0-9.]+ ms after the test's SIGKILL\n");
    }

    @Test
    void signalsOfTheEndOfTheTestCount() {
        var obedient = children.spawn("cat");
        var deaf = awaitingUp(DEAF);

        children.close();

        assertThat(obedient).stoppedAfter(SIGTERM);
        assertThat(deaf).stoppedAfter(SIGKILL);
    }

    @Test
    void exitWithoutASignalIsAfterNone() {
        assertThatFailureOf(() -> assertThat(shell("exit 0")).stoppedAfter(SIGINT))
                .startsWith("sh has not stopped after SIGINT: "
                        + "it exited with code 0, and no kill() sent it a signal\n");
    }

    @Test
    void runningChildHasNotStopped() {
        var child = children.spawn("cat");

        assertThatFailureOf(() -> assertThat(child).within(SHORT).stoppedOnItsOwn())
                .startsWith(
                        "cat has not stopped on its own within 50 ms: it is running, and no kill() sent it a signal");
        assertThatFailureOf(() -> assertThatNow(child).stoppedAfter(SIGTERM))
                .startsWith("cat has not stopped after SIGTERM by now: it is running, and no kill() sent it a signal");
    }

    @Test
    void whoNeverStartedCannotStop() {
        var child = children.spawn("/nowhere/worker");

        assertThatFailureOf(() -> assertThat(child).stoppedOnItsOwn())
                .startsWith("worker has not stopped on its own: it never started");
    }

    private ForkedChild awaitingUp(String script) {
        var child = shell(script);
        awaitStdout(child, "up");
        return child;
    }

    private ForkedChild shell(String script) {
        return children.spawn("sh", "-c", script);
    }

    private ForkedChild named(String name, String script) {
        return children.with(SpawnOptions.defaults().name(name)).spawn("sh", "-c", script);
    }
}
