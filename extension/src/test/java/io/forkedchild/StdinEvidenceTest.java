package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.process.Stdio;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The line of each evidence that tells of stdin. */
class StdinEvidenceTest {

    /** Opened here, so that no failure ends with the command that runs the test again. */
    @AutoClose
    private final ForkedChildren children = ForkedChildren.open();

    @Test
    void tellsThatStdinWasNotEnded() {
        var child = children.spawn("cat");
        child.stdin().write("abc");

        assertThat(child.evidence())
                .containsPattern("stdin:    3 bytes written, (all|3 not) read, still open: end\\(\\) was not called\n");
    }

    @Test
    void tellsOfStdinWhateverItIs() {
        var ended = children.spawn("cat");
        ended.stdin().end();
        ended.stdin().end();
        var exited = Waiting.closed(children.spawn("true"));
        exited.stdin().end();
        var inherit = SpawnOptions.defaults().stdio(Stdio.inherit(), Stdio.pipe(), Stdio.pipe());
        var ignore = SpawnOptions.defaults().stdio(Stdio.ignore(), Stdio.pipe(), Stdio.pipe());

        assertThat(Waiting.closed(ended).evidence())
                .contains("\n  stdin:    0 bytes written, ended\n")
                .containsOnlyOnce("ms  cat                    note: the test ends stdin\n")
                .containsSubsequence("note: the test ends stdin", "exited with code 0");
        assertThat(exited.evidence()).contains("\n  stdin:    0 bytes written, ended\n");
        assertThat(children.spawn("no-such-program").evidence())
                .contains("\n  stdin:    0 bytes written, end() was not called\n");
        assertThat(children.with(inherit).spawn("true").evidence())
                .contains(
                        "\n  stdin:    not written by the test, stdio[0] is inherit, which is /dev/null for the child\n");
        assertThat(children.with(ignore).spawn("true").evidence())
                .contains("\n  stdin:    not written by the test, stdio[0] is ignore\n");
    }
}
