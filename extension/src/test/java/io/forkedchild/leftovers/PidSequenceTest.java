package io.forkedchild.leftovers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.process.LeftoverHandling;
import io.forkedchild.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the order of the numbers of processes tells, and what it does not. */
@Timeout(60)
class PidSequenceTest {

    private static final Path LAST = Path.of("/proc/sys/kernel/ns_last_pid");
    private static final Path HIGHEST = Path.of("/proc/sys/kernel/pid_max");

    @AutoClose
    private final ForkedChildren children = ForkedChildren.open(
            Settings.defaults().grace(Duration.ofMillis(300)).leftovers(LeftoverHandling.KILL));

    @Test
    void newProcessIsSeen() {
        var before = PidSequence.now();
        assumeThat(before.isKnown()).isTrue();

        Await.exited(children.spawn("true"));

        assertThat(PidSequence.now()).isNotEqualTo(before);
    }

    /** The child has one of the highest numbers, and what it starts has one of the lowest. */
    @Test
    void processIsFoundBehindTheHighestNumber() throws IOException {
        int highest = Integer.parseInt(Files.readString(HIGHEST).strip());
        var setting = Await.exited(children.spawn("sh", "-c", "echo " + (highest - 20) + " >" + LAST));
        assumeThat(setting.exitCode()).as("only root may set the number").hasValue(0);
        var child = children.spawn(
                "sh",
                "-c",
                "i=0; while [ $i -lt 40 ]; do /bin/true; i=$((i+1)); done; sleep 120 </dev/null >&0 2>&0 & echo $!");

        Await.exited(child);

        assertThat(Integer.parseInt(child.stdout().text().strip())).isLessThan((int) child.pid());
        assertThat(child.descendants())
                .singleElement()
                .satisfies(found -> assertThat(found.pid())
                        .isEqualTo(Long.parseLong(child.stdout().text().strip())));
    }
}
