package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Stdio;
import io.forkedchild.timeline.Event;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@Patience("300 ms")
@ExtendWith(ForkedChildExtension.class)
class InputTest {

    private final ForkedChildren children;

    InputTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void childReadsWhatIsWrittenThenEndOfFile() {
        var child = children.spawn("cat");

        child.stdin().write("naïve ").write(new byte[] {'o', 'n', 'e', '\n'}).end();

        Waiting.closed(child);
        assertThat(child.stdout().text()).isEqualTo("naïve one\n");
        assertThat(child.timeline()
                        .every(Event.Input.class)
                        .map(input -> input.bytes().text()))
                .containsExactly("naïve ", "one\n");
    }

    /** The shell reads its line byte by byte, and nothing behind it. */
    @Test
    void whatTheChildHasNotReadIsKnown() {
        var child = children.spawn("sh", "-c", "read line; echo read; exec sleep 60");
        var idle = children.spawn("sleep", "60");
        var beyond = new byte[(64 << 10) + 100];

        child.stdin().write("line\n");
        Waiting.printed(child, "read");
        assertThat(child.process().streams().input(0).orElseThrow().unreadBytes())
                .hasValue(0);
        assertThat(child.evidence())
                .contains("stdin:    5 bytes written, all read, still open: end() was not called\n");

        child.stdin().write("more");
        assertThat(child.evidence())
                .contains("stdin:    9 bytes written, 4 not read, still open: end() was not called\n");

        idle.stdin().write(beyond);
        assertThat(idle.process().streams().input(0).orElseThrow().unreadBytes())
                .hasValue(beyond.length);
    }

    @Test
    void lineIsWrittenInOnePiece() {
        var child = children.spawn("cat");

        child.stdin().writeLine("naïve").writeLine("").end();

        assertThat(Waiting.closed(child).stdout().text()).isEqualTo("naïve\n\n");
        assertThat(child.timeline()
                        .every(Event.Input.class)
                        .map(input -> input.bytes().text()))
                .containsExactly("naïve\n", "\n");
    }

    @Test
    @SuppressWarnings("NullAway")
    void lineMustNotBeNull() {
        var stdin = children.spawn("cat").stdin();

        assertThatNullPointerException().isThrownBy(() -> stdin.writeLine(null)).withMessage("text");
    }

    @Test
    void moreThanThePipeHoldsIsQueuedAndArrives() {
        var child = children.spawn("sh", "-c", "read go; cksum");
        var large = new byte[700_000];
        Arrays.fill(large, (byte) 'x');

        child.stdin().write("go\n").write(large).end();

        Waiting.closed(child);
        var reference = children.spawn("sh", "-c", "head -c 700000 /dev/zero | tr '\\0' x | cksum");
        Waiting.closed(reference);
        assertThat(child.stdout().text()).isEqualTo(reference.stdout().text());
    }

    @Test
    void childThatDoesNotReadFailsTheWriteAfterThePatience() {
        var child = children.spawn("sleep", "60");
        var mebibyte = new byte[1 << 20];

        child.stdin().write(mebibyte).write(new byte[100_000]);

        assertThatIllegalStateException()
                .isThrownBy(() -> child.stdin().write(mebibyte))
                .withMessageMatching(
                        "sleep has not read its stdin for 300 ms:" + " \\d+ bytes wait, 1048576 more were not written");
    }

    @Test
    void closedStdinOfTheChildIsAnEventAndNoFailure() {
        var child = Waiting.printed(children.spawn("sh", "-c", "exec <&-; echo deaf; exec sleep 60"), "deaf");

        child.stdin().write("hello?").write("anybody?");

        assertThat(child.timeline().every(Event.ErrorRaised.class))
                .extracting(Event.ErrorRaised::code)
                .containsExactly("EPIPE", "EPIPE");
        assertThat(child.stdin().hasEnded()).isTrue();
    }

    @Test
    void writeToAnEndedChildIsAnEventAndNoFailure() {
        var child = Waiting.closed(children.spawn("true"));

        child.stdin().write("too late");

        assertThat(child.timeline().first(Event.ErrorRaised.class))
                .hasValueSatisfying(error -> assertThat(error.text())
                        .isEqualTo("8 bytes not written: nobody reads the stdin of true any more"));
    }

    @Test
    void writeAfterTheEndIsRefused() {
        var child = children.spawn("cat");
        child.stdin().end();
        child.stdin().end();

        assertThatIllegalStateException()
                .isThrownBy(() -> child.stdin().write("more"))
                .withMessage("stdin of cat was ended before; it takes no more");
    }

    @Test
    void extraPipeCarriesBothWays() {
        var child = children.with(SpawnOptions.defaults()
                        .stdio(Stdio.ignore(), Stdio.pipe(), Stdio.pipe(), Stdio.ignore(), Stdio.pipe()))
                .spawn("sh", "-c", "while read line <&4; do echo \"got $line\" >&4; done; echo end >&4");

        child.input(4).write("one\ntwo\n").end();

        Waiting.closed(child);
        assertThat(child.output(4).lines()).containsExactly("got one", "got two", "end");
    }

    @Test
    void descriptorWithoutPipeSaysWhatItIs() {
        var child = children.with(SpawnOptions.defaults().stdio("ignore")).spawn("true");

        assertThatIllegalStateException()
                .isThrownBy(child::stdout)
                .withMessage("true's stdout is not recorded: options.stdio[1] is 'ignore'");
        assertThatIllegalStateException()
                .isThrownBy(child::stdin)
                .withMessage("true's stdin is not a pipe from the test: options.stdio[0] is 'ignore'");
        assertThatIllegalStateException()
                .isThrownBy(() -> child.output(5))
                .withMessage("true's stdio[5] is not recorded: options.stdio[5] is not there");
    }
}
