package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatIllegalArgumentException;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.ResourceLimits;
import io.forkedchild.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a child may use, and how the failure that a limit causes names it. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ResourceLimitsTest {

    private static final ResourceLimits NONE = ResourceLimits.none();

    private final ForkedChildren children;

    ResourceLimitsTest(ForkedChildren children) {
        this.children = children;
    }

    private ForkedChild shell(ResourceLimits limits, String script) {
        return children.with(SpawnOptions.defaults().limits(limits)).spawn("sh", "-c", script);
    }

    private static void assertNamed(ForkedChild child, String... parts) {
        assertThatThrownBy(() -> assertThat(child).exitedWith(99)).message().contains(parts);
    }

    @Test
    void limitsReachTheChildAndWhatItStarts() {
        var limits = NONE.openFiles(33).core(0).cpu(Duration.ofMillis(1500)).fileSize(1024);

        var child = shell(limits, "sh -c 'ulimit -n; ulimit -c; ulimit -t; ulimit -f'; echo \"$0 $*\"");

        assertThat(child).stdout().isEqualTo("33\n0\n2\n2\nsh \n");
    }

    @Test
    void cpuTimeIsNamed() {
        var child = shell(NONE.cpu(Duration.ofSeconds(1)), "exec sh -c 'while :; do :; done'");

        assertThat(child).within(Duration.ofSeconds(40)).killedBy(Signal.SIGXCPU);
        assertNamed(child, "limits:   1 s of CPU", "SIGXCPU", "options.limits: cpu is 1");
    }

    @Test
    void lengthOfAFileIsNamed(@TempDir Path directory) {
        var child = children.with(SpawnOptions.defaults().cwd(directory).limits(NONE.fileSize(1000)))
                .spawn("head", "-c", "5000", "/dev/zero");
        assertThat(child).exitedWith(0);

        var writer = children.with(SpawnOptions.defaults().cwd(directory).limits(NONE.fileSize(1000)))
                .spawn("dd", "if=/dev/zero", "of=out", "bs=5000", "count=2");
        assertThat(writer).killedBy(Signal.SIGXFSZ);
        assertNamed(writer, "SIGXFSZ", "options.limits: fileSize is 1000");
    }

    @Test
    void openFilesAreNamed() {
        assumeThat(Path.of("/usr/bin/perl")).exists();
        var child = children.with(SpawnOptions.defaults().limits(NONE.openFiles(16)))
                .spawn("perl", "-e", "for (1..20) { open(my $f, '<', '/dev/null') or die \"open: $!\"; push @f, $f }");

        assertNamed(child, "\"Too many open files\" comes of options.limits: openFiles is 16");
    }

    @Test
    void addressSpaceIsNamed() {
        assumeThat(Path.of("/usr/bin/perl")).exists();
        var child = children.with(SpawnOptions.defaults().limits(NONE.addressSpace(64 << 20)))
                .spawn("perl", "-e", "my $x = 'x' x (256 << 20); print length $x");

        assertNamed(child, "limits:   67108864 bytes of address space", "comes of options.limits: addressSpace is");
    }

    @Test
    void numberOfProcessesIsNamed() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        var child = children.with(SpawnOptions.defaults().uid(61_234).limits(NONE.processes(3)))
                .spawn("sh", "-c", "sleep 5 & sleep 5 & sleep 5 & sleep 5 & wait")
                .mayLeave("sleep");

        assertNamed(child, "comes of options.limits: processes is 3");
    }

    @Test
    void forkBombEndsWithItsTest() {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        var child = children.with(SpawnOptions.defaults().uid(61_235).limits(NONE.processes(50)))
                .spawn(
                        "sh",
                        "-c",
                        "bomb() { [ $1 -gt 12 ] || { bomb $(($1 + 1)) | bomb $(($1 + 1)) & }; }; bomb 1; sleep 2");

        assertThat(child.inspection()
                        .holdsWithin(
                                Duration.ofSeconds(20), () -> child.stderr().length() > 0))
                .isTrue();
        child.close();

        assertThat(child.descendants()).isEmpty();
    }

    @Test
    void missingProgramIsMissingWithLimitsToo() {
        var child = children.with(SpawnOptions.defaults().limits(NONE.openFiles(50)))
                .spawn("no-such-program");

        assertThat(child).failedToStart("ENOENT");
    }

    @Test
    void limitsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NONE.openFiles(-1))
                .withMessage("limits.openFiles: must be 0 or more open files, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> children.with(SpawnOptions.defaults().argv0("x").limits(NONE.core(0)))
                                .spawn("true"))
                .withMessageContaining("options.argv0: cannot be combined with options.limits");
    }
}
