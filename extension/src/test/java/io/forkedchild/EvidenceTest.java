package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The text under a failed assertion. */
class EvidenceTest {

    private final ForkedChildren children = ForkedChildren.open();

    @AfterEach
    void endChildren() {
        children.close();
    }

    @Test
    void tellsCommandDirectoryStateAndOutput() {
        var child = Waiting.closed(children.spawn("sh", "-c", "echo one; echo two >&2; exit 3"));

        assertThat(child.evidence().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("sh: sh -c echo one; echo two >&2; exit 3"),
                        line -> assertThat(line)
                                .isEqualTo("  cwd:      " + Path.of("").toAbsolutePath()),
                        line -> assertThat(line).matches("  state:    exited with code 3 after \\d+ ms"),
                        line -> assertThat(line).isEqualTo("  stdout:   4 bytes"),
                        line -> assertThat(line).isEqualTo("    | one"),
                        line -> assertThat(line).isEqualTo("  stderr:   4 bytes"),
                        line -> assertThat(line).isEqualTo("    | two"));
    }

    @Test
    void tellsWhyAnExecWasEndedEarly() {
        var child = Waiting.closed(children.exec("yes", ExecOptions.defaults().maxBuffer(1000)));

        assertThat(child.evidence())
                .contains("note:     stdout is longer than maxBuffer, 1000 bytes")
                .contains("signal:   SIGTERM from the test")
                .contains("bytes, not all of it: stdout is longer than maxBuffer, 1000 bytes");
    }

    @Test
    void tellsThatStdinWasNotEnded() {
        var child = children.spawn("cat");
        child.stdin().write("abc");

        assertThat(child.evidence()).contains("stdin:    3 bytes written, still open: end() was not called");
    }

    @Test
    void tellsWhatHoldsAnEndedChildOpen() {
        var child = Waiting.exited(children.spawn("sh", "-c", "sleep 60 &"));

        assertThat(child.evidence()).contains(", not closed: something still holds its stdout and stderr");
    }

    @Test
    void spellsWhatATerminalWouldActUpon() {
        var child = Waiting.closed(children.spawn("printf", "\\033[2J\\0\\ttab"));

        assertThat(child.evidence()).contains("    | \\u001b[2J\\u0000\ttab");
    }

    @Test
    void outlivesTheTemporaryFileOfLargeOutput() {
        var child =
                Waiting.closed(children.spawn("head", List.of("-c", "3000000", "/dev/zero"), SpawnOptions.defaults()));

        children.close();

        assertThat(child.evidence())
                .contains("stdout:   3000000 bytes")
                .contains("    | (recorded in a temporary file that ended with its test)");
    }

    @Test
    void showsTheLastLinesOnly() {
        var child = Waiting.closed(children.spawn("seq", "1", "5000"));

        assertThat(child.evidence().lines())
                .contains("    | …", "    | 4991", "    | 5000")
                .doesNotContain("    | 4990");
    }
}
