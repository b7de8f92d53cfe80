package io.forkedchild.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.process.LeftoverHandling;
import io.forkedchild.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process that executes another program while the test ends is killed as well. */
@Timeout(120)
class LeftoverInExecTest {

    /** While a process executes a program, its environment in {@code /proc} is empty for a moment. */
    private static final String AGAIN_AND_AGAIN = "S='exec sh -c \"$S\"'; export S;"
            + " sh -c 'echo $$ >&3; eval \"$S\"' </dev/null >/dev/null 2>&1 & exit 0";

    private final ArrayList<ProcessHandle> survivors = new ArrayList<>();

    @AfterEach
    void killSurvivors() {
        survivors.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void grandchildThatExecutesAnotherProgramAtTheEndOfTheTestIsGone() {
        for (int i = 0; i < 40 && survivors.isEmpty(); i++) {
            ProcessHandle grandchild;
            try (var children = ForkedChildren.open(
                    Settings.defaults().grace(Duration.ofMillis(100)).leftovers(LeftoverHandling.KILL))) {
                var child = ChannelChildren.shell(children, AGAIN_AND_AGAIN);
                Await.messages(Await.exited(child), 1);
                grandchild =
                        ProcessHandle.of(child.messages().get(0).as(Long.class)).orElse(null);
            }
            if (grandchild != null && !ends(grandchild)) {
                survivors.add(grandchild);
            }
        }

        assertThat(survivors).isEmpty();
    }

    private static boolean ends(ProcessHandle process) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (!isGone(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    private static boolean isGone(ProcessHandle process) {
        try {
            var status = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            int state = status.lastIndexOf(')') + 2;
            return "ZX".contains(status.substring(state, state + 1));
        } catch (IOException noSuchProcess) {
            return true;
        }
    }
}
