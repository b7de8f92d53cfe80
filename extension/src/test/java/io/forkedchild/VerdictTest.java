package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Bounded;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code java.lang.Process} reports alike is told apart. */
@ExtendWith(ForkedChildExtension.class)
class VerdictTest {

    private final ForkedChildren children;

    VerdictTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void exitWithCode143IsAnExit() {
        var child = Waiting.closed(children.spawn("sh", "-c", "exit 143"));

        assertThat(child.exitStatus()).contains(new ExitStatus.Exited(143));
        assertThat(child.exitCode()).hasValue(143);
        assertThat(child.signalCode()).isEmpty();
    }

    @Test
    void deathBySigtermIsASignal() {
        var child = children.spawn("sleep", "60");

        child.kill();

        Waiting.closed(child);
        assertThat(child.exitStatus()).contains(new ExitStatus.Killed(Signal.SIGTERM.number(), false));
        assertThat(child.exitCode()).isEmpty();
        assertThat(child.signalCode()).contains(Signal.SIGTERM);
    }

    /** Why {@code java.lang.Process} is not enough. */
    @Test
    void javaLangProcessReportsBothAlike() throws Exception {
        var exit = Bounded.exitCodeOf(new ProcessBuilder("sh", "-c", "exit 143").start());
        var death = Bounded.exitCodeOf(new ProcessBuilder("sh", "-c", "kill -s TERM $$").start());

        assertThat(exit).isEqualTo(death).isEqualTo(143);
    }

    @Test
    void deathBySigsegvTellsItsCoreDump(@TempDir Path whereCoresGo) {
        var child = children.with(SpawnOptions.defaults().cwd(whereCoresGo))
                .spawn("sh", "-c", "ulimit -c unlimited; kill -s SEGV $$");

        Waiting.closed(child);
        assertThat(child.exitStatus()).contains(new ExitStatus.Killed(Signal.SIGSEGV.number(), true));
    }

    @Test
    void deathBySigsegvWithoutCoreSaysSo() {
        var child = Waiting.closed(children.spawn("sh", "-c", "ulimit -c 0; kill -s SEGV $$"));

        assertThat(child.exitStatus()).contains(new ExitStatus.Killed(Signal.SIGSEGV.number(), false));
    }

    @Test
    void deathByRealTimeSignalIsNoSuccess() {
        var child = Waiting.closed(children.spawn("sh", "-c", "kill -40 $$"));

        assertThat(child.exitStatus()).contains(new ExitStatus.Killed(40, false));
        assertThat(child.exitCode()).isEmpty();
    }
}
