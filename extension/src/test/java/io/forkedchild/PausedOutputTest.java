package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatNow;
import static io.forkedchild.await.ForkedChildAwait.awaitStderr;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test closes its end of an output, or does not read it for a while. */
@Timeout(60)
@Patience("30 s")
@ExtendWith(ForkedChildExtension.class)
class PausedOutputTest {

    private final ForkedChildren children;

    PausedOutputTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void childThatWritesToAClosedEndGetsSigpipe() {
        var child = children.spawn("seq", "1000000000");
        awaitStdout(child, "^1000$");

        child.stdout().destroy();

        assertThat(child).closedBy(Signal.SIGPIPE);
        assertThat(child.stdout().cut()).hasValue("the test has closed its end with destroy()");
        assertThat(child.timeline().toString()).contains("the test closes its end of stdout");
    }

    @Test
    void outputOfAClosedEndIsNotComplete() {
        var child = children.spawn("sh", "-c", "echo a; read x; echo b");
        awaitStdout(child, "a");
        child.stdout().destroy();
        child.stdin().writeLine("go");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(child).stdout().isEqualTo("a\n"))
                .withMessageStartingWith("sh's stdout is not complete: the test has closed its end with destroy()");
        assertThatNow(child).stdout().isEqualTo("a\n");
    }

    @Test
    void otherStreamsStayOpen() {
        var child = children.spawn("sh", "-c", "read x; echo ready >&2; read x");

        child.stdout().destroy();
        child.stdin().writeLine("go");

        assertThat(awaitStderr(child, "ready").group()).isEqualTo("ready");
    }

    @Test
    void secondCallAndOneAfterTheEndDoNothing() {
        var child = children.spawn("echo", "a");
        assertThat(child).closedWith(0);

        child.stdout().destroy();
        child.stdout().pause();
        child.stdout().resume();

        assertThat(child.stdout().isPaused()).isFalse();
        assertThat(child.stdout().cut()).isEmpty();
    }

    @Test
    void writerBlocksWhileItsOutputIsPaused() {
        var child = children.spawn("sh", "-c", "read go; seq 200000; echo done >&2");
        child.stdout().pause();
        child.stdin().writeLine("go");

        assertThat(child.inspection()
                        .holdsWithin(
                                Duration.ofMillis(500), () -> child.stderr().length() > 0))
                .isFalse();
        assertThat(child.stdout().length()).isZero();
        assertThat(child.stdout().isPaused()).isTrue();

        child.stdout().resume();

        awaitStderr(child, "done");
        assertThat(child).closedWith(0);
        assertThat(child).stdout().hasLineCount(200_000);
        assertThat(child.timeline().toString()).contains("the test pauses stdout", "the test resumes stdout");
    }

    @Test
    void childThatEndsWhileItsOutputIsPausedClosesWhenItIsResumed() {
        var child = children.spawn("sh", "-c", "read go; echo a");
        child.stdout().pause();
        child.stdin().writeLine("go");

        assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(0));
        assertThat(child.isClosed()).isFalse();
        assertThat(child.stdout().length()).isZero();

        child.stdout().resume();

        assertThat(child).closedWith(0).stdout().isEqualTo("a\n");
    }

    @Test
    void pausedOutputEndsWithTheTest() {
        var child = children.spawn("sh", "-c", "read go; seq 200000");
        child.stdout().pause();
        child.stdin().writeLine("go");

        child.close();

        assertThat(child.isClosed()).isTrue();
        assertThat(child.stdout().cut()).hasValue("the test has paused it, and not resumed it");
    }

    @Test
    void pausedOutputCanBeDestroyed() {
        var child = children.spawn("sh", "-c", "read go; exec seq 200000");
        child.stdout().pause();
        child.stdin().writeLine("go");

        child.stdout().destroy();

        assertThat(child).closedBy(Signal.SIGPIPE);
    }
}
