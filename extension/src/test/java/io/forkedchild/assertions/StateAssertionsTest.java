package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatNow;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatThrownBy;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.SpawnOptions;
import io.forkedchild.process.Stdio;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The patience is far beyond the timeout of each test: who waits for it fails. */
@Timeout(10)
class StateAssertionsTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final ForkedChildren children =
            ForkedChildren.open(Settings.defaults().patience(Duration.ofSeconds(60)));

    @AfterEach
    void endChildren() {
        children.close();
    }

    @Test
    void missingChildFailsWithWhatGivesOne() {
        assertThatThrownBy(() -> assertThat(fieldWithoutExtension()).exitedWith(0))
                .isExactlyInstanceOf(AssertionError.class)
                .hasMessage("the ForkedChild is null. An annotated field has a child from the beginning of the test,"
                        + " if its class has @ExtendWith(ForkedChildExtension.class)");
        assertThatThrownBy(() -> assertThat(fieldWithoutExtension())
                        .as("the server")
                        .stdout()
                        .contains("a"))
                .hasMessageStartingWith("[the server] the ForkedChild is null. ");
        assertThatThrownBy(() -> assertThat(fieldWithoutExtension()).isRunning())
                .hasMessageStartingWith("the ForkedChild is null. ");
        assertThatThrownBy(() -> awaitStdout(fieldWithoutExtension(), "listening"))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessageStartingWith("the ForkedChild is null. ");
    }

    @SuppressWarnings("NullAway") // as a field that nobody has set
    private static ForkedChild fieldWithoutExtension() {
        return null;
    }

    @Test
    void childThatStaysUpIsRunningForAWhile() {
        var child = children.spawn("cat");
        var before = child.lifetime();

        assertThat(child).isRunningFor(Duration.ofMillis(300)).isRunning();

        org.assertj.core.api.Assertions.assertThat(child.lifetime()).isGreaterThan(before.plusMillis(290));
    }

    @Test
    void childThatEndsIsNotRunningForAWhile() {
        var child = children.with(SpawnOptions.defaults().name("worker"))
                .spawn("sh", "-c", "echo why >&2; sleep 0.1; exit 3");

        assertThatFailureOf(() -> assertThat(child).isRunningFor(Duration.ofHours(1)))
                .startsWith("worker has not kept running for 3600000 ms: it exited with code 3 after ")
                .contains("| why");
        assertThatFailureOf(() -> assertThat(child).isRunningFor(Duration.ZERO))
                .startsWith("worker has not kept running for 0 ms: it exited with code 3 after ");
    }

    @Test
    void childThatNeverStartedIsNotRunningForAWhile() {
        var child = children.spawn("/nowhere/worker");

        assertThatFailureOf(() -> assertThat(child).isRunningFor(SHORT))
                .startsWith("worker has not kept running for 50 ms: it never started");
    }

    @Test
    void negativeTimeIsRefused() {
        var child = children.spawn("cat");

        assertThatThrownBy(() -> assertThat(child).isRunningFor(Duration.ofMillis(-1)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("duration: must not be negative, was PT-0.001S");
    }

    @Test
    void runningChildIsRunning() {
        assertThat(children.spawn("cat")).isRunning();
    }

    @Test
    void endedChildIsNotRunning() {
        var child = children.spawn("sh", "-c", "exit 3");
        assertThat(child).exitedWith(3);

        assertThatFailureOf(() -> assertThat(child).isRunning())
                .startsWith("sh is not running: it exited with code 3\n");
    }

    @Test
    void childThatNeverStartedIsNotRunning() {
        var child = children.spawn("/nowhere/worker");

        assertThatFailureOf(() -> assertThat(child).isRunning()).startsWith("worker is not running: it never started");
    }

    @Test
    void missingProgramFailsToStart() {
        assertThat(children.spawn("/nowhere/worker")).failedToStart().failedToStart("ENOENT");
    }

    @Test
    void anotherReasonFails() {
        var child = children.spawn("/nowhere/worker");

        assertThatFailureOf(() -> assertThat(child).failedToStart("EACCES"))
                .startsWith(
                        "worker has not failed to start with EACCES: it never started: spawn /nowhere/worker ENOENT");
    }

    @Test
    void childThatStartedFailsAtOnce() {
        var child = children.spawn("cat");

        assertThatFailureOf(() -> assertThat(child).failedToStart())
                .startsWith("cat has not failed to start: it has started, with pid " + child.pid() + "; it is running");
        assertThatFailureOf(() -> assertThat(child).failedToStart("ENOENT"))
                .startsWith("cat has not failed to start with ENOENT: it has started");
    }

    @Test
    void disconnectionByTheTestIsSeen() {
        var child = withChannel("read x <&3; read y");
        child.disconnect();

        assertThat(child).isDisconnected();
    }

    @Test
    void disconnectionByTheChildIsSeen() {
        assertThat(withChannel("exec 3>&-; read x")).isDisconnected();
    }

    @Test
    void openChannelFailsWhenThePatienceIsOver() {
        var child = withChannel("read x");

        assertThatFailureOf(() -> assertThat(child).within(SHORT).isDisconnected())
                .startsWith("sh has not disconnected within 50 ms: it is running\n");
    }

    @Test
    void childWithoutAChannelIsNotDisconnected() {
        var child = children.spawn("cat");

        assertThatFailureOf(() -> assertThat(child).isDisconnected())
                .startsWith(
                        "cat has no channel: only fork, 'ipc' in options.stdio, or options.messages gives it one\n");
    }

    @Test
    void childThatEndsAloneLeavesNothingBehind() {
        assertThat(children.spawn("sh", "-c", "sleep 0; true")).leftNothingBehind();
    }

    @Test
    void endOfWhatIsLeftBehindIsWaitedFor() {
        var options = SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.pipe());
        var child = children.with(options).spawn("sh", "-c", "cat <&3 & exit 0");
        child.onExit(status -> child.input(3).end());

        assertThat(child).leftNothingBehind();

        assertThatNow(child).leftNothingBehind();
    }

    @Test
    void whatIsLeftBehindIsNamed() {
        var child = children.spawn("sh", "-c", "sleep 60 & exit 3").mayLeave("sleep");

        assertThatFailureOf(
                        () -> assertThat(child).within(Duration.ofMillis(500)).leftNothingBehind())
                .startsWith("what sh started has not all ended within 500 ms: it exited with code 3\n")
                .containsPattern("left: pid \\d+, .*sleep 60\n");
    }

    @Test
    void runningChildIsLeftBehindItself() {
        var child = children.spawn("cat");

        assertThatFailureOf(() -> assertThatNow(child).leftNothingBehind())
                .startsWith("cat has not ended by now: it is running\n");
    }

    @Test
    void childThatNeverStartedCannotLeaveNothingBehind() {
        var child = children.spawn("/nowhere/worker");

        assertThatFailureOf(() -> assertThat(child).leftNothingBehind()).contains("it never started");
    }

    private ForkedChild withChannel(String script) {
        var options = SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());
        return children.with(options).spawn("sh", "-c", script);
    }
}
