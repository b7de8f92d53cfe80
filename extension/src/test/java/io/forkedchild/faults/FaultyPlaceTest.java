package io.forkedchild.faults;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Waiting;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of children where the machine is not as it should be. Each place is made with a name space of mounts of its own. */
@Timeout(120)
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class FaultyPlaceTest {

    private final ForkedChildren children;

    @TempDir
    private Path directory;

    FaultyPlaceTest(ForkedChildren children) {
        this.children = children;
    }

    /** What the program prints in a place that these commands of a shell have made; {@code $D} is a directory. */
    private String printed(String commands, String jvmOptions, String... deeds) throws IOException {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var place = Files.createDirectory(directory.resolve("place"));
        var script = Files.writeString(
                directory.resolve("java"),
                "#!/bin/sh\nD=" + place + "\nexport D\nexec unshare -m sh -ec '" + commands + "\nexec \"$@\"' sh "
                        + java + " " + jvmOptions + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        var child = children.with(
                        ForkOptions.defaults().execPath(script.toString()).silent(true))
                .fork(FaultyPlace.class, deeds);
        return Waiting.closed(child).stdout().text() + child.stderr().text();
    }

    private static void requireMounts() {
        Programs.require("unshare");
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        assumeThat(mayMount()).isTrue();
    }

    private static boolean mayMount() {
        try (var children = ForkedChildren.open()) {
            return Waiting.closed(children.spawn("unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"))
                            .exitCode()
                            .orElse(1)
                    == 0;
        }
    }

    @Test
    void processesOfOthersThatProcHidesAreEndedAllTheSame() throws IOException {
        requireMounts();
        var hide = "mount -t proc -o hidepid=2 proc /proc; set -- setpriv --bounding-set -sys_ptrace \"$@\"";

        var printed = printed(hide, "", "echo", "children", "another-user");

        assertThat(printed).isEqualTo("echo: hello\nchildren: 1 and SIGKILL\nanother-user: SIGTERM\n");
    }

    @Test
    void readOnlyTemporaryFolderIsNamedWhereItIsNeeded() throws IOException {
        requireMounts();

        var printed = printed("mount -t tmpfs -o ro tmpfs $D", "-Djava.io.tmpdir=$D", "echo", "large", "jvm");

        assertThat(printed)
                .contains("echo: hello\n")
                .containsPattern(
                        "OUTPUT_LOST: head's stdout is not recorded any more: .*/place/.*Read-only file system")
                .containsPattern("jvm: .*java.io.tmpdir.*Read-only file system");
    }

    @Test
    void fullTemporaryFolderIsNamedWhereItIsNeeded() throws IOException {
        requireMounts();

        var printed = printed("mount -t tmpfs -o size=64k tmpfs $D", "-Djava.io.tmpdir=$D", "echo", "large");

        assertThat(printed)
                .contains("echo: hello\n")
                .containsPattern(
                        "OUTPUT_LOST: head's stdout is not recorded any more: .*/place: .*No space left on device");
    }

    @Test
    void temporaryFolderWithoutExecutionSaysWhatToSet() throws IOException {
        requireMounts();

        var printed = printed(
                "mount -t tmpfs -o noexec tmpfs $D", "-Djava.io.tmpdir=$D -Djna.tmpdir=$D -Djna.nosys=true", "echo");

        assertThat(printed).contains("jna.tmpdir");
    }

    @Test
    void sandboxWithoutPidfdIsToldInASentence() throws IOException {
        Programs.require("python3");
        var filter = Files.writeString(directory.resolve("filter.py"), """
                import ctypes, os, struct, sys
                LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
                code = struct.pack('HBBI' * 4, LOAD, 0, 0, 0, EQUAL, 0, 1, 434, RETURN, 0, 0, 0x50001, RETURN, 0, 0, 0x7fff0000)
                buffer = ctypes.create_string_buffer(code)
                program = ctypes.create_string_buffer(struct.pack('HxxxxxxP', 4, ctypes.addressof(buffer)))
                libc = ctypes.CDLL(None, use_errno=True)
                libc.prctl(38, 1, 0, 0, 0)
                if libc.prctl(22, 2, ctypes.c_void_p(ctypes.addressof(program)), 0, 0):
                    sys.exit('no filter')
                os.execvp(sys.argv[1], sys.argv[1:])
                """);

        var printed = printed("set -- python3 " + filter + " \"$@\"", "", "echo");

        assertThat(printed).contains("pidfd_open (Linux 5.3; this is ", "EPERM");
    }
}
