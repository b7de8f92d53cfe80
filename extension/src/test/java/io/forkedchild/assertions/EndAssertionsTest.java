package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatNow;
import static io.forkedchild.process.Signal.SIGHUP;
import static io.forkedchild.process.Signal.SIGKILL;
import static io.forkedchild.process.Signal.SIGTERM;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The patience is far beyond the timeout of each test: who waits for it fails. */
@Timeout(10)
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class EndAssertionsTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final ForkedChildren children;

    EndAssertionsTest(ForkedChildren children) {
        this.children = children;
    }

    @ParameterizedTest
    @MethodSource
    void endIsRecognized(String script, Consumer<ForkedChildAssert> assertion) {
        var child = children.spawn("sh", "-c", script);

        assertion.accept(assertThat(child));
    }

    static Stream<Arguments> endIsRecognized() {
        return Stream.of(
                end("exitedWith 0", "exit 0", child -> child.exitedWith(0)),
                end("exitedWith 3", "exit 3", child -> child.exitedWith(3)),
                end("exitedWith 255", "exit 255", child -> child.exitedWith(255)),
                end("exitedWith 143", "exit 143", child -> child.exitedWith(143)),
                end("exitedNormally, 0", "exit 0", ForkedChildAssert::exitedNormally),
                end("exitedNormally, 3", "exit 3", ForkedChildAssert::exitedNormally),
                end("killedBy", "kill -TERM $$", child -> child.killedBy(SIGTERM)),
                end("killedBy a number", "kill -TERM $$", child -> child.killedBy(15)),
                end("killedBy a real-time signal", "kill -40 $$", child -> child.killedBy(40)),
                end("terminatedBy, killed", "kill -TERM $$", child -> child.terminatedBy(SIGTERM)),
                end("terminatedBy, exited", "exit 143", child -> child.terminatedBy(SIGTERM)),
                end("closedWith", "exit 3", child -> child.closedWith(3)),
                end("closedBy", "kill -KILL $$", child -> child.closedBy(SIGKILL)),
                end("closedBy a number", "kill -KILL $$", child -> child.closedBy(9)),
                end("closedBy a real-time signal", "kill -40 $$", child -> child.closedBy(40)),
                end(
                        "a chain",
                        "exit 3",
                        child -> child.exitedWith(3).exitedNormally().closedWith(3)));
    }

    @ParameterizedTest
    @MethodSource
    void anotherEndFailsAtOnce(String script, Consumer<ForkedChildAssert> assertion, String sentence) {
        var child = children.spawn("sh", "-c", script);

        assertThatFailureOf(() -> assertion.accept(assertThat(child))).startsWith(sentence + "\n");
    }

    static Stream<Arguments> anotherEndFailsAtOnce() {
        return Stream.of(
                failure("exit 3", child -> child.exitedWith(0), "sh has not exited with code 0: it exited with code 3"),
                failure(
                        "kill -HUP $$",
                        child -> child.exitedWith(0),
                        "sh has not exited with code 0: it was killed by SIGHUP"),
                failure(
                        "kill -HUP $$",
                        ForkedChildAssert::exitedNormally,
                        "sh has not exited by itself: it was killed by SIGHUP"),
                failure(
                        "kill -HUP $$",
                        child -> child.killedBy(SIGTERM),
                        "sh was not killed by SIGTERM: it was killed by SIGHUP"),
                failure("exit 0", child -> child.killedBy(40), "sh was not killed by signal 40: it exited with code 0"),
                failure(
                        "exit 129",
                        child -> child.terminatedBy(SIGTERM),
                        "sh was not terminated by SIGTERM: it exited with code 129"),
                failure("exit 3", child -> child.closedWith(0), "sh has not closed with code 0: it exited with code 3"),
                failure("exit 3", child -> child.closedBy(40), "sh has not closed by signal 40: it exited with code 3"),
                failure(
                        "exit 3",
                        child -> child.closedBy(SIGHUP),
                        "sh has not closed by SIGHUP: it exited with code 3"));
    }

    @Test
    void exitWith143IsNoDeath() {
        var child = children.spawn("sh", "-c", "exit 143");

        assertThatFailureOf(() -> assertThat(child).killedBy(SIGTERM))
                .startsWith("sh was not killed by SIGTERM: it exited with code 143\n")
                .contains("it exited by itself; 143 is 128 + 15", "terminatedBy(SIGTERM) accepts both");
    }

    @Test
    void deathIsNoExitWith143() {
        var child = children.spawn("sh", "-c", "kill -TERM $$");

        assertThatFailureOf(() -> assertThat(child).exitedWith(143))
                .startsWith("sh has not exited with code 143: it was killed by SIGTERM\n")
                .contains("the kernel killed it; exit code 143 is what a shell makes of that")
                .contains("terminatedBy(SIGTERM) accepts both", "kill() was not called for it");
    }

    @Test
    void signalOfTheTestIsNoMystery() {
        var child = children.spawn("cat");
        child.kill(SIGKILL);

        assertThatFailureOf(() -> assertThat(child).exitedWith(0)).doesNotContain("kill() was not called for it");
    }

    @Test
    void missingCommandOfAShellIsHintedAt() {
        var child = children.exec("nowhere-to-be-found");

        assertThatFailureOf(() -> assertThat(child).exitedWith(0))
                .contains(
                        "\n  hint:     127: the shell has not found nowhere-to-be-found, in the PATH that the child has");
    }

    @Test
    void childThatNeverStartedFailsAtOnce() {
        var child = children.spawn("/nowhere/worker");

        assertThatFailureOf(() -> assertThat(child).exitedWith(0))
                .startsWith("worker has not exited with code 0: it never started: spawn /nowhere/worker ENOENT\n");
        assertThatFailureOf(() -> assertThat(child).closedBy(SIGTERM)).contains("it never started");
    }

    @Test
    void exitOnDemandIsWaitedFor() {
        var child = children.spawn("sh", "-c", "read x; exit 3");
        child.stdin().write("x\n");

        assertThat(child).exitedWith(3);
    }

    @Test
    void runningChildFailsWhenThePatienceIsOver() {
        var child = children.spawn("cat");

        assertThatFailureOf(() -> assertThat(child).within(SHORT).exitedWith(0))
                .startsWith("cat has not exited with code 0 within 50 ms: it is running\n")
                .contains("running, pid " + child.pid());
    }

    @Test
    void presentIsNotWaitedFor() {
        var child = children.spawn("cat");

        assertThatFailureOf(() -> assertThatNow(child).exitedWith(0))
                .startsWith("cat has not exited with code 0 by now: it is running\n");
        assertThatFailureOf(() -> assertThat(child).within(Duration.ZERO).exitedWith(0))
                .startsWith("cat has not exited with code 0 by now: it is running\n");
    }

    @Test
    void presentHoldsWhenItIsThere() {
        var child = children.spawn("sh", "-c", "exit 3");
        assertThat(child).closedWith(3);

        assertThatNow(child).exitedWith(3).closedWith(3).exitedNormally();
    }

    @Test
    void exitIsNotTheClose() {
        var child = children.spawn("sh", "-c", "sleep 60 & exit 3").mayLeave("sleep");

        assertThat(child).exitedWith(3);

        assertThatFailureOf(() -> assertThat(child).within(SHORT).closedWith(3))
                .containsPattern("^sh has not closed with code 3 within 50 ms: it exited with code 3, "
                        + "but stdout and stderr are held by pid \\d+:\\s+.*sleep 60.*\n")
                .doesNotContain("left: pid");
    }

    @Test
    void wrongExitFailsBeforeTheClose() {
        var child = children.spawn("sh", "-c", "sleep 60 & exit 3").mayLeave("sleep");

        assertThatFailureOf(() -> assertThat(child).closedWith(0)).contains("it exited with code 3");
    }

    @Test
    void interruptEndsTheWait() {
        var child = children.spawn("cat");
        Thread.currentThread().interrupt();

        assertThatIllegalStateException()
                .isThrownBy(() -> assertThat(child).exitedWith(0))
                .withMessageContainingAll("interrupted while waiting for cat", "running, pid");

        ForkedChildAssertions.assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void impossibleEndsAreRefused() {
        var child = children.spawn("true");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).exitedWith(256))
                .withMessage(
                        "code: must be from 0 to 255, as the kernel keeps eight bits of what a program exits with; of"
                                + " 256 that is 0, was 256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).closedWith(-1))
                .withMessageEndingWith("; of -1 that is 255, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).killedBy(0))
                .withMessage("signal: must be from 1 to 64, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).within(Duration.ofMillis(-1)))
                .withMessage("within: must not be negative, was PT-0.001S");
    }

    private static Arguments end(String name, String script, Consumer<ForkedChildAssert> assertion) {
        return argumentSet(name, script, assertion);
    }

    private static Arguments failure(String script, Consumer<ForkedChildAssert> assertion, String sentence) {
        return argumentSet(sentence, script, assertion, sentence);
    }
}
