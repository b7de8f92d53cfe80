package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatNow;
import static io.forkedchild.await.ForkedChildAwait.awaitStderr;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;

import io.forkedchild.ExecOptions;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.SpawnOptions;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The patience is far beyond the timeout of each test: who waits for it fails. */
@Timeout(10)
class OutputAssertionsTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    private final ForkedChildren children =
            ForkedChildren.open(Settings.defaults().patience(Duration.ofSeconds(60)));

    @AfterEach
    void endChildren() {
        children.close();
    }

    @Test
    void outputIsComplete() {
        var child = children.spawn("sh", "-c", "echo first; echo other >&2; read x; echo last");
        child.stdin().write("x\n");

        assertThat(child).stdout().isEqualTo("first\nlast\n").startsWith("first");
        assertThat(child).stderr().isEqualTo("other\n");
    }

    @Test
    void otherDescriptorIsRead() {
        var options = SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.pipe());

        assertThat(children.with(options).spawn("sh", "-c", "echo there >&3"))
                .output(3)
                .isEqualTo("there\n");
    }

    @Test
    void inheritedOutputIsReadToo() {
        var inherited = SpawnOptions.defaults().stdio("inherit");

        assertThat(children.with(inherited).spawn("echo", "seen")).stdout().isEqualTo("seen\n");
    }

    @Test
    @RequiresNode
    void outputOfAForkedModuleIsReadToo(@TempDir Path directory) throws IOException {
        var module = Files.writeString(directory.resolve("hello.js"), "console.log('hello'); process.disconnect()");

        assertThat(children.fork(module.toString())).output().isEqualTo("hello\n");
    }

    @Test
    void bothStreamsKeepTheirOrder() {
        var child = children.spawn("sh", "-c", "echo a; read x; echo b >&2; read x; echo c");
        awaitStdout(child, "a\n");
        child.stdin().write("x\n");
        awaitStderr(child, "b\n");
        child.stdin().write("x\n");

        assertThat(child).output().isEqualTo("a\nb\nc\n");
    }

    @Test
    void characterThatAnotherStreamCutsInTwoIsWhole() {
        var child = children.spawn("sh", "-c", "printf '\\303'; read x; printf b >&2; read x; printf '\\266'");
        ForkedChildAssertions.assertThat(awaitStdout(child, "(?s).").start()).isZero();
        child.stdin().write("x\n");
        awaitStderr(child, "b");
        child.stdin().write("x\n");

        assertThat(child).output().isEqualTo("bö");
    }

    @Test
    void theOneStreamThatIsRecordedIsTheOutput() {
        var options = SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.ignore(), Stdio.pipe());

        assertThat(children.with(options).spawn("sh", "-c", "echo a; echo b >&2"))
                .output()
                .isEqualTo("b\n");
    }

    @Test
    void failureOfATextShowsTheEvidence() {
        var child = children.spawn("sh", "-c", "echo first; echo why >&2; exit 3");

        assertThatFailureOf(() -> assertThat(child).as("my list").stdout().contains("bin"))
                .startsWith(
                        "[my list] sh's stdout: expecting it to contain \"bin\"\n  actual:   \"first\\n\"\nsh: sh -c 'echo")
                .contains("exited with code 3", "| why");
    }

    @Test
    void ownFailureMessageIsKept() {
        var child = children.spawn("true");

        assertThatFailureOf(
                        () -> assertThat(child).withFailMessage("mine").stdout().contains("bin"))
                .startsWith("true's stdout: mine\ntrue: true\n");
    }

    @Test
    void longTextIsBoundedInAFailure() {
        var child = children.spawn("sh", "-c", "yes | head -n 100000 | tr '\\n' ' '");

        assertThatFailureOf(() -> assertThat(child).stdout().contains("no")).hasSizeLessThan(5_000);
        ForkedChildAssertions.assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(child).stdout().asString().contains("no"))
                .satisfies(failure -> ForkedChildAssertions.assertThat(failure.getMessage())
                        .hasSizeLessThan(5_000)
                        .contains("a text of 200000 characters, all of it in sh's stdout\n    | y y "));
    }

    @Test
    void openStreamFailsWhenThePatienceIsOver() {
        var child = children.spawn("cat");

        assertThatFailureOf(() -> assertThat(child).within(SHORT).stdout().isEmpty())
                .startsWith(
                        "cat's stdout has not ended within 50 ms: it is running, and isEmpty looks at all that it writes\n")
                .contains("see also awaitStdout and assertThatNow");
        assertThatFailureOf(() -> assertThat(child).within(SHORT).output().isEmpty())
                .startsWith(
                        "cat's stdout and cat's stderr have not ended within 50 ms: it is running, and isEmpty looks at");
    }

    @Test
    void streamThatAnotherProcessHoldsNamesIt() {
        var child = children.spawn("sh", "-c", "sleep 60 & exit 3").mayLeave("sleep");
        assertThat(child).exitedWith(3);

        assertThatFailureOf(() -> assertThat(child).within(SHORT).stdout().isEmpty())
                .startsWith("sh's stdout has not ended within 50 ms: it exited with code 3, and isEmpty looks at")
                .containsPattern("left: pid \\d+, .*sleep 60\n");
    }

    @Test
    void presentOutputMayBeIncomplete() {
        var child = children.spawn("sh", "-c", "echo first; read x; echo last");
        awaitStdout(child, "first\n");

        assertThatNow(child).stdout().isEqualTo("first\n");
        assertThatNow(child).output().isEqualTo("first\n");
    }

    @Test
    void childThatNeverStartedFailsAtOnce() {
        var child = children.spawn("/nowhere/worker");

        assertThatFailureOf(() -> assertThat(child).stdout().isEmpty())
                .startsWith("worker has written nothing: it never started: spawn /nowhere/worker ENOENT\n");
        assertThatNow(child).stdout().isEmpty();
    }

    @Test
    void outputThatMaxBufferHasCutIsNotComplete() {
        var child = children.with(ExecOptions.defaults().maxBuffer(1000)).exec("yes");

        assertThatFailureOf(() -> assertThat(child).stdout().endsWith("y"))
                .startsWith("yes's stdout is not complete: stdout is longer than maxBuffer, 1000 bytes\n");
        assertThatFailureOf(() -> assertThat(child).stdout().contains("no"))
                .startsWith("yes's stdout is not complete: ");
        assertThat(child).stdout().startsWith("y\ny\n").lines().startsWith("y", "y");
        assertThatNow(child).stdout().startsWith("y\ny\n");
    }

    @Test
    void outputThatIsNotRecordedFails() {
        var child = children.with(SpawnOptions.defaults().stdio("ignore")).spawn("cat");

        assertThatFailureOf(() -> assertThat(child).stdout().isEmpty())
                .startsWith(
                        "cat has no such output: " + "cat's stdout is not recorded: options.stdio[1] is 'ignore'\n");
        assertThatFailureOf(() -> assertThat(child).output().isEmpty()).startsWith("cat has no such output");
        assertThatFailureOf(() -> assertThatNow(child).output(7).isEmpty())
                .startsWith("cat has no such output: cat's stdio[7] is not recorded: options.stdio[7] is not there\n");
    }
}
