package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The session and the signals that a child starts with. */
class SpawnedStateTest {

    private static final int SIGURG = 23;
    private static final long SIG_DFL = 0;
    private static final long SIG_IGN = 1;

    @Test
    void childWithANewSessionLeadsIt() throws IOException {
        try (Child cat = cat(true)) {
            assertThat(session(cat.pid())).isEqualTo(cat.pid());
        }
    }

    @Test
    void childWithoutANewSessionIsInOurs() throws IOException {
        try (Child cat = cat(false)) {
            assertThat(session(cat.pid()))
                    .isEqualTo(session((int) ProcessHandle.current().pid()));
        }
    }

    private static Child cat(boolean newSession) {
        return Child.of(
                slots -> new SpawnRequest("/bin/cat", List.of("cat"), List.of(), Optional.empty(), slots, newSession));
    }

    /** The fourth field behind the name of the program: {@code proc(5)}. */
    private static int session(int pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
        return Integer.parseInt(
                List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1))
                        .get(3));
    }

    @Test
    void childBlocksAndIgnoresNoSignal() {
        signal(SIGURG, SIG_IGN);

        try (Child child = Child.program("/bin/grep", "-E", "SigBlk|SigIgn", "/proc/self/status")) {
            assertThat(child.output()).isEqualTo("""
                            SigBlk:\t0000000000000000
                            SigIgn:\t0000000000000000
                            """);
        } finally {
            signal(SIGURG, SIG_DFL);
        }
    }

    private static void signal(int number, long handler) {
        NativeLibrary.getInstance("c").getFunction("signal").invokeLong(new Object[] {number, handler});
    }
}
