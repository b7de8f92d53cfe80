package io.forkedchild.await;

import static io.forkedchild.await.ForkedChildAwait.await;
import static io.forkedchild.await.ForkedChildAwait.linesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.containsString;

import io.forkedchild.ExecOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a wait for a line tells that has not come. The patience is far beyond the timeout of each test: a test that waits for it fails. */
@Timeout(10)
@Patience("60 m")
@ExtendWith(ForkedChildExtension.class)
class MissingLineTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ForkedChildren children;

    @AutoClose
    private final ForkedChildren impatient =
            ForkedChildren.open(Settings.defaults().patience(Duration.ofMillis(50)));

    MissingLineTest(ForkedChildren children) {
        this.children = children;
    }

    private static ForkedChild shell(ForkedChildren in, String script) {
        return in.spawn("sh", "-c", script);
    }

    @Test
    void endOfTheStreamFailsAtOnce() {
        var child = shell(children, "for i in 1 2 3 4 5 6 7; do echo line $i; done; echo why >&2; exec >&-; exit 3");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> linesOf(child).awaitLine("listening on \\d+"))
                .withMessageStartingWith("""
                        sh's stdout has ended without a line with a match of listening on \\d+
                          looked at 7 lines from the beginning; these are the last 5:
                            3| line 3
                            4| line 4
                            5| line 5
                            6| line 6
                            7| line 7
                        """)
                .withMessageContainingAll("| why", "exited with code 3");
    }

    @Test
    void childThatNeverStartedFailsAtOnce() {
        var child = children.spawn("/nowhere/server");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> linesOf(child).awaitLine("listening"))
                .withMessageContainingAll("looked at no line from the beginning\n", "never started");
    }

    @Test
    void silentChildFailsWhenThePatienceIsOver() {
        var child = shell(impatient, "echo one; read stop");
        var lines = linesOf(child);
        lines.awaitLine("one");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> lines.awaitLine("listening"))
                .withMessageStartingWith("""
                        sh's stdout has had no line with a match of listening for 50 ms
                          looked at no line after line 1, where the cursor stands
                        """)
                .withMessageContaining("running, pid");
    }

    @Test
    void matchBeforeTheCursorIsTold() {
        var child = children.spawn("printf", "a\\nlistening on 1\\nlistening on 2\\nb\\nready\\nc");
        var lines = linesOf(child);
        lines.awaitLine("ready");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> lines.awaitLine("listening"))
                .withMessageContaining("""
                          looked at 1 line after line 5, where the cursor stands:
                            6| c
                          line 3 matched, but lies before the cursor, which stands after line 5: listening on 2
                        """);
    }

    @Test
    void matchThatOnlyColoursPreventIsTold() {
        var child = children.spawn("printf", "\\033[32mlistening\\033[0m on 80\\n");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> linesOf(child).awaitLine("listening on"))
                .withMessageContaining(
                        "\n  line 1 matches without its escape sequences, see withoutAnsi:" + " listening on 80\n");
    }

    @Test
    void promptIsNoLineAndTold() {
        var child = shell(impatient, "echo Welcome; printf 'Password: '; read secret");
        await(child).atMost(LONG).until(() -> child.stdout().text(), containsString("Password"));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> linesOf(child).awaitLine("Password:"))
                .withMessageContaining("""
                            1| Welcome
                          line 2 has no end yet, but matches so far, see awaitStdout: Password:\s
                        """);
    }

    @Test
    void lineThatWasCutIsNotMatched() {
        var child = children.with(ExecOptions.defaults().maxBuffer(4)).exec("printf '123456789'; read stop");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> linesOf(child).awaitLine("\\d+"))
                .withMessageContaining("\n  line 1 has no end, it was cut: stdout is longer than maxBuffer, 4 bytes,"
                        + " but matches so far");
    }

    @Test
    void waitThatFailsLeavesTheCursorWhereItIs() {
        var child = shell(impatient, "echo a; echo b; echo c; read stop");
        var lines = linesOf(child);
        await(child).atMost(LONG).until(() -> child.stdout().text(), containsString("c\n"));
        lines.awaitLine("a");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> lines.awaitLine("d"));

        assertThat(lines.awaitLine("b").lineNumber()).isEqualTo(2);
    }

    @Test
    void cursorBehindTheLastLineFailsAtOnce() {
        var lines = linesOf(children.spawn("printf", "a\\nb"));
        lines.awaitLine("b");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> lines.awaitLine("b"))
                .withMessageContaining("""
                          looked at no line after line 2, where the cursor stands
                          line 2 matched, but lies before the cursor, which stands after line 2: b
                        """);
    }

    @Test
    void failureIsShort() {
        var child = shell(
                children,
                "i=0; while [ $i -lt 99 ]; do i=$((i+1)); echo $i; echo $i >&2; done;"
                        + " head -c 100000 /dev/zero | tr '\\0' x");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> linesOf(child).awaitLine("listening"))
                .satisfies(failure -> assertThat(
                                String.valueOf(failure.getMessage()).lines())
                        .hasSizeLessThan(45)
                        .allSatisfy(line -> assertThat(line).hasSizeLessThan(220)));
    }
}
