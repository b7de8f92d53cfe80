package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Stdio;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who keeps a child from closing. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class PipeHolderTest {

    private final ForkedChildren children;

    PipeHolderTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void holderIsNamedWithWhatItHolds() {
        var child = Waiting.exited(
                children.spawn("sh", "-c", "sleep 60 2>/dev/null & echo $!").mayLeave("sleep"));
        long pid = Long.parseLong(Waiting.printed(child, "\n").stdout().text().strip());
        awaitHolder(child, "/sleep 60");

        var holder = child.pipeHolders().get(0);
        assertThat(holder.pid()).isEqualTo(pid);
        assertThat(holder.ends()).containsExactly("stdout");
        assertThat(holder).hasToString("stdout is held by pid " + pid + ": " + holder.command());
        assertThat(child.evidence()).contains(" ms, not closed: " + holder + "\n");
    }

    /** By its environment it is not found; something that the end of the test does not find either has to be ended here. */
    @Test
    void daemonWithoutEnvironmentIsFound() {
        var child = Waiting.exited(children.spawn("sh", "-c", "env -i /bin/sleep 60 >&2 & "));
        awaitHolder(child, "/sleep 60");

        var holder = child.pipeHolders().get(0);
        var evidence = child.evidence();
        ProcessHandle.of(holder.pid()).orElseThrow().destroyForcibly();

        assertThat(child.inspection()
                        .holdsWithin(
                                Duration.ofSeconds(30),
                                () -> child.descendants().isEmpty()))
                .isTrue();
        assertThat(holder.ends()).containsExactly("stderr");
        assertThat(evidence)
                .contains("not closed: stderr is held by pid " + holder.pid() + ": " + holder.command() + "\n");
    }

    /** A shell starts a copy of itself that begins to run another program, which may be {@code env} that runs the last. */
    private static void awaitHolder(ForkedChild child, String command) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (child.pipeHolders().stream().noneMatch(holder -> holder.command().matches("\\S*" + command))) {
            Thread.onSpinWait();
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("nobody runs " + command + ": " + child.pipeHolders());
            }
        }
    }

    @Test
    void manyHoldersAreCounted() {
        var child = Waiting.exited(children.spawn("sh", "-c", "sleep 60 & sleep 60 & sleep 60 & sleep 60 &")
                .mayLeave("sleep"));

        assertThat(child.pipeHolders()).hasSize(4);
        assertThat(child.evidence())
                .containsPattern("not closed: stdout and stderr are held by pid \\d+: (?s:.{1,150}); and by 2 more\n");
    }

    /** Each of the two has a descriptor of its own at both ends, and a name of its own for the kernel. */
    @Test
    void holderOfTheChannelAndOfAnotherSocketIsNamed() {
        var options = SpawnOptions.defaults()
                .stdio(Stdio.ignore(), Stdio.pipe(), Stdio.ignore(), Stdio.ipc(), Stdio.pipe(), Stdio.pipe());
        var child = Waiting.exited(children.with(options)
                .spawn("sh", "-c", "exec 5<&-; sleep 60 >/dev/null & echo $!")
                .mayLeave("sleep"));
        long pid = Long.parseLong(Waiting.printed(child, "\n").stdout().text().strip());
        awaitHolder(child, "sleep 60");

        var holder = child.pipeHolders().get(0);

        assertThat(holder.pid()).isEqualTo(pid);
        assertThat(holder.ends()).containsExactly("channel", "stdio[4]");
        assertThat(child.evidence())
                .contains(" ms, not closed: channel and stdio[4] are held by pid " + pid + ": ")
                .doesNotContain("something");
    }

    @Test
    void childThatRunsHoldsItsOwnPipes() {
        var child = children.spawn("cat");

        assertThat(child.pipeHolders()).singleElement().satisfies(holder -> {
            assertThat(holder.pid()).isEqualTo(child.pid());
            assertThat(holder.command()).endsWith("/cat");
            assertThat(holder.ends()).containsExactly("stdout", "stderr");
        });
    }

    @Test
    void closedChildHasNoHolders() {
        assertThat(Waiting.closed(children.spawn("true")).pipeHolders()).isEmpty();
    }

    @Test
    void lifetimeEndsWithTheExit() {
        var child = children.spawn("cat");
        var running = child.lifetime();
        assertThat(child.lifetime()).isGreaterThan(running);
        child.kill();
        Waiting.exited(child);

        var lifetime = child.lifetime();

        assertThat(lifetime).isGreaterThan(running).isEqualTo(child.lifetime());
        assertThat(children.spawn("/nowhere").lifetime()).isZero();
    }
}
