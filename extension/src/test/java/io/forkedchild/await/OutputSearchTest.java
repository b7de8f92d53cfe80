package io.forkedchild.await;

import static io.forkedchild.await.ForkedChildAwait.await;
import static io.forkedchild.await.ForkedChildAwait.awaitStderr;
import static io.forkedchild.await.ForkedChildAwait.awaitStdio;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.await.ForkedChildAwait.linesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.hamcrest.Matchers.containsString;

import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Stdio;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The patience is far beyond the timeout of each test: who waits for it fails. */
@Timeout(10)
@Patience("60 m")
@ExtendWith(ForkedChildExtension.class)
class OutputSearchTest {

    private final ForkedChildren children;

    @AutoClose
    private final ForkedChildren impatient =
            ForkedChildren.open(Settings.defaults().patience(Duration.ofMillis(50)));

    OutputSearchTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void matchOfARunningChildIsReturned() {
        var server = children.spawn("sh", "-c", "echo starting; echo listening on 8080; read stop");

        var match = awaitStdout(server, "listening on (\\d+)");

        assertThat(match.group(1)).isEqualTo("8080");
        assertThat(server.exitStatus()).isEmpty();
    }

    @Test
    void standardErrorHasMatchesToo() {
        var server = children.spawn("sh", "-c", "echo ready >&2; read stop");

        assertThat(awaitStderr(server, "^ready$").group()).isEqualTo("ready");
    }

    @Test
    void otherDescriptorsHaveMatchesToo() {
        var options = SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.pipe());
        var child = children.with(options).spawn("sh", "-c", "echo ready >&3; read stop");

        assertThat(awaitStdio(child, 3, "^re").group()).isEqualTo("re");
    }

    @Test
    void anchorsMatchAtEveryLine() {
        var child = children.spawn("printf", "a\\nb\\nc\\n");

        assertThat(awaitStdout(child, "^b$").start()).isEqualTo(2);
    }

    @Test
    void matchThatMoreOutputCouldChangeIsNotTakenTooEarly() {
        var server = children.spawn("sh", "-c", "printf 'listening on 80'; read go; echo 80; read stop");
        await(server).until(() -> server.stdout().text(), containsString("on 80"));
        server.stdin().write("go\n");

        assertThat(awaitStdout(server, "listening on (\\d+)").group(1)).isEqualTo("8080");
    }

    @Test
    void matchAtTheEndOfTheStreamCounts() {
        var child = children.spawn("printf", "port 80");

        assertThat(awaitStdout(child, "\\d+").group()).isEqualTo("80");
    }

    @Test
    void matchAtTheEndOfTheOutputCountsWhenThePatienceIsOver() {
        var child = impatient.spawn("sh", "-c", "printf 'port 80'; read stop");
        await(child).atMost(Duration.ofHours(1)).until(() -> child.stdout().text(), containsString("80"));

        assertThat(awaitStdout(child, "\\d+").group()).isEqualTo("80");
    }

    @Test
    void endOfTheStreamFailsAtOnce() {
        var child = children.spawn("sh", "-c", "echo other; exec >&-; read stop");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> awaitStdout(child, "listening on \\d+"))
                .withMessageStartingWith("sh's stdout has ended without a match of listening on \\d+")
                .withMessageContainingAll("| other", "running, pid");
    }

    @Test
    void exitBehindTheEndOfTheStreamIsShown() {
        var child = children.spawn("sh", "-c", "echo other; echo why >&2; exec >&-; exit 3");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> awaitStdout(child, "listening"))
                .withMessageContainingAll("| other", "| why", "exited with code 3");
    }

    @Test
    void childThatNeverStartedFailsAtOnce() {
        var child = children.spawn("/nowhere/server");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> awaitStdout(child, "listening"))
                .withMessageContaining("never started");
    }

    @Test
    void silentChildFailsWhenThePatienceIsOver() {
        var child = impatient.spawn("cat");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> awaitStdout(child, "listening"))
                .withMessageStartingWith("cat's stdout has had no match of listening for 50 ms")
                .withMessageContaining("running, pid");
    }

    @Test
    void descriptorThatIsNotRecordedIsRefused() {
        var child = children.with(SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.ignore()))
                .spawn("cat");

        assertThatIllegalStateException()
                .isThrownBy(() -> awaitStdout(child, "listening"))
                .withMessageContaining("options.stdio[1] is 'ignore'");
    }

    @Test
    void controlCharactersOfThePatternAreSpelled() {
        var child = children.spawn("echo", "a");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> awaitStdout(child, "\u001b\\[31m"))
                .withMessageStartingWith("echo's stdout has ended without a match of \\u001b\\[31m\n");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> linesOf(child).awaitLine("\u001b\\[31m"))
                .withMessageStartingWith("echo's stdout has ended without a line with a match of \\u001b\\[31m\n");
    }
}
