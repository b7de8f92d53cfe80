package io.forkedchild.guardian;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.assertions.ForkedChildAssertions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.posix.LockLimit;
import io.forkedchild.posix.PosixException;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script of the guardian by itself; what it does for a whole JVM is shown by the tests of the ends of a run. */
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class GuardianTest {

    private static final int LIFELINE = 3;
    private static final String LIMITS =
            Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000L, 9_999_999_999L));
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final String mark = "GUARDED_" + ProcessHandle.current().pid() + "_" + RUNS.incrementAndGet() + "_";
    private final ForkedChildren children;

    @TempDir
    private Path directory;

    GuardianTest(ForkedChildren children) {
        this.children = children;
    }

    @ParameterizedTest
    @CsvSource({"/bin/sh,true", "/bin/sh,false", "/bin/bash,true", "/bin/bash,false", "/bin/busybox,true"})
    void killsWhatHasTheMarkAndNothingElse(String shell, boolean hasGrep) throws IOException {
        assumeThat(Path.of(shell)).exists();
        var marked = children.with(SpawnOptions.defaults().env(mark + "1", "1")).spawn("sleep", "86400");
        var deaf = sh("trap '' TERM INT HUP; echo ready; while :; do sleep 86400; done");
        var stopped = sh("echo ready; kill -STOP $$; sleep 86400");
        var multiline = children.with(
                        SpawnOptions.defaults().env("A", "one\ntwo\n").env(mark + "2", "1"))
                .spawn("sleep", "86400");
        var other = children.with(SpawnOptions.defaults().env("X" + mark.toLowerCase(java.util.Locale.ROOT), "1"))
                .spawn("sleep", "86400");
        var titled = children.with(SpawnOptions.defaults().onlyEnv(Map.of("PATH", "/usr/bin:/bin")))
                .spawn("sleep", "86400");
        LockLimit.set((int) titled.pid(), Long.parseLong(LIMITS + "00000042"));
        var file = Files.createFile(directory.resolve("mine-1.args"));
        var kept = Files.createFile(directory.resolve("other.args"));
        var guardian = guardian(shell, hasGrep);

        assertThat(marked.exitStatus()).isEmpty();
        guardian.input(LIFELINE).write("go\n").end();

        for (var child : new ForkedChild[] {marked, deaf, stopped, multiline, titled}) {
            ForkedChildAssertions.assertThat(child).killedBy(Signal.SIGKILL);
        }
        ForkedChildAssertions.assertThat(other).isRunning();
        ForkedChildAssertions.assertThat(guardian).leftNothingBehind();
        assertThat(kept).exists();
        if (hasGrep) {
            assertThat(file).doesNotExist();
        }
    }

    private ForkedChild guardian(String shell, boolean hasGrep) throws IOException {
        var options = SpawnOptions.defaults()
                .stdio(Stdio.ignore(), Stdio.ignore(), Stdio.ignore(), Stdio.pipe())
                .detached(true)
                .onlyEnv(Map.of("PATH", hasGrep ? System.getenv("PATH") : directory.toString()));
        var files = directory.resolve("mine-").toString();
        var guardian = shell.endsWith("busybox")
                ? children.with(options).spawn(shell, "sh", "-c", script(), "guardian", mark, LIMITS, files)
                : children.with(options).spawn(shell, "-c", script(), "guardian", mark, LIMITS, files);
        ForkedChildAssertions.assertThat(guardian).exitedWith(0);
        return guardian;
    }

    private static String script() throws IOException {
        try (var script = Guardian.class.getResourceAsStream("guardian.sh")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), UTF_8);
        }
    }

    private ForkedChild sh(String script) {
        var child = children.with(SpawnOptions.defaults().env(mark + "3", "1")).spawn("sh", "-c", script);
        Await.printed(child, "ready");
        return child;
    }

    /** Its start failed, so the JVM goes on without it. */
    @Test
    void killsNothingWhenItIsGivenUp() throws IOException {
        var marked = children.with(SpawnOptions.defaults().env(mark + "1", "1")).spawn("sleep", "86400");
        var guardian = guardian("/bin/sh", true);

        guardian.input(LIFELINE).end();

        ForkedChildAssertions.assertThat(guardian).leftNothingBehind();
        ForkedChildAssertions.assertThat(marked).isRunning();
    }

    @Test
    void shellThatIsMissingIsSaid() {
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() ->
                        Guardian.start(directory.resolve("sh").toString(), mark, LIMITS, directory.resolve("mine-")))
                .withMessage("posix_spawn: ENOENT (No such file or directory)");
    }

    @Test
    void shellThatFailsIsSaid() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Guardian.start("/bin/false", mark, LIMITS, directory.resolve("mine-")))
                .withMessageContaining("its shell has ended with ");
    }

    @Test
    void isNoProcessOfTheTest() {
        ForkedChildAssertions.assertThat(children.spawn("true")).exitedWith(0);

        assertThat(ProcessHandle.current().descendants())
                .noneMatch(process -> process.info().commandLine().orElse("").contains("forkedchild-guardian"));
    }
}
