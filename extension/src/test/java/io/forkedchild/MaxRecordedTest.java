package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.junit.Spawn;
import io.forkedchild.process.ExcessHandling;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is recorded of each output is bounded. */
@Timeout(60)
@Patience("30 s")
@ExtendWith(ForkedChildExtension.class)
class MaxRecordedTest {

    private static final SpawnOptions KILL = SpawnOptions.defaults().maxRecorded(1000, ExcessHandling.KILL);
    private static final SpawnOptions DISCARD = SpawnOptions.defaults().maxRecorded(1000, ExcessHandling.DISCARD);

    private final ForkedChildren children;

    MaxRecordedTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void childThatWritesMoreIsEnded() {
        var child = children.with(KILL.killSignal(Signal.SIGKILL)).spawn("sh", "-c", "trap '' PIPE; exec yes");

        Await.closed(child);

        assertThat(child.exitStatus()).isPresent();
        assertThat(child.stdout().length()).isEqualTo(1000);
        assertThat(child.stdout().cut()).hasValue("stdout is longer than maxRecorded, 1000 bytes");
        assertThat(child.timeline().toString()).contains("SIGKILL", "the limit maxRecorded: 1000 bytes of stdout");
    }

    @Test
    void restIsDiscardedWithANote() {
        var child = children.with(DISCARD).spawn("sh", "-c", "seq 100000; echo done >&2");

        assertThat(child).closedWith(0);

        assertThat(child.stdout().length()).isEqualTo(1000);
        assertThat(child.stdout().text()).startsWith("1\n2\n3\n");
        assertThat(child).stderr().isEqualTo("done\n");
        assertThat(child.stdout().cut()).hasValue("stdout is longer than maxRecorded, 1000 bytes");
        assertThat(child.timeline().toString())
                .contains("stdout is longer than maxRecorded, 1000 bytes: the rest is not recorded");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(child).stdout().isEqualTo("1\n"))
                .withMessageStartingWith("sh's stdout is not complete: stdout is longer than maxRecorded, 1000 bytes");
    }

    @Test
    void outputOfThatLengthIsComplete() {
        var child = children.with(KILL).spawn("printf", "%01000d", "0");

        assertThat(child).closedWith(0).stdout().hasSize(1000);
        assertThat(child.stdout().cut()).isEmpty();
    }

    @Test
    void eachStreamHasItsOwnBound() {
        var child = children.with(DISCARD).spawn("sh", "-c", "printf %0900d 0; printf %0900d 0 >&2");

        assertThat(child).closedWith(0);
        assertThat(child.stdout().cut().or(child.stderr()::cut)).isEmpty();
    }

    @Test
    void commandHasItToo() {
        var options = ExecOptions.defaults().unlimitedBuffer().maxRecorded(5, ExcessHandling.KILL);

        var result = children.with(options).exec("yes").result();

        assertThat(result.error()).isPresent();
        assertThat(result.stdout()).isEqualTo("y\ny\ny");
    }

    @Test
    void annotationHasIt(
            @Spawn(
                            value = {"seq", "100000"},
                            maxRecorded = 4,
                            excessHandling = ExcessHandling.DISCARD)
                    ForkedChild seq) {
        assertThat(seq).closedWith(0);

        assertThat(seq.stdout().text()).isEqualTo("1\n2\n");
    }

    @Test
    void negativeBoundIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpawnOptions.defaults().maxRecorded(-1, ExcessHandling.KILL))
                .withMessage("options.maxRecorded: must not be negative, was -1");
    }
}
