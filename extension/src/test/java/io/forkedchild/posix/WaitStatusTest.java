package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitStatusTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 128, 143, 255})
    void exitedChildTellsItsCode(int code) {
        try (Child child = Child.sh("exit " + code)) {
            WaitStatus status = child.status();

            assertThat(status.exited()).isTrue();
            assertThat(status.signaled()).isFalse();
            assertThat(status.coreDumped()).isFalse();
            assertThat(status.exitCode()).isEqualTo(code);
            assertThat(status).hasToString("exited with " + code);
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({"1, SIGHUP", "9, SIGKILL", "15, SIGTERM", "34, SIGRTMIN", "40, SIGRTMIN+6", "64, SIGRTMAX"})
    void killedChildTellsItsSignal(int signal, String name) {
        try (Child child = Child.sh("kill -" + signal + " $$")) {
            WaitStatus status = child.status();

            assertThat(status.signaled()).as(name).isTrue();
            assertThat(status.exited()).isFalse();
            assertThat(status.coreDumped()).isFalse();
            assertThat(status.signal()).isEqualTo(signal);
            assertThat(status).hasToString("killed by signal " + signal);
        }
    }

    @Test
    void exitWith143IsNotDeathBySigterm() {
        try (Child exits = Child.sh("exit 143");
                Child dies = Child.sh("kill -TERM $$")) {
            assertThat(exits.status()).isNotEqualTo(dies.status());
        }
    }

    @Test
    void crashedChildTellsThatItDumpedCore(@TempDir Path directory) throws Exception {
        assumeThat(Files.readString(Path.of("/proc/sys/kernel/core_pattern")))
                .as("core_pattern")
                .doesNotStartWith("/")
                .doesNotStartWith("|");

        try (Child child = Child.shIn(directory, "ulimit -c unlimited || exit 77; kill -SEGV $$")) {
            WaitStatus status = child.status();

            assumeThat(status.exited()).as("core dumps are forbidden").isFalse();
            assertThat(status.signal()).isEqualTo(11);
            assertThat(status.coreDumped()).isTrue();
            assertThat(status).hasToString("killed by signal 11 (core dumped)");
        }
    }

    @Test
    void onlyTheEndThatHappenedCanBeAskedFor() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new WaitStatus(15).exitCode())
                .withMessage("no exit code: killed by signal 15");
        assertThatIllegalStateException()
                .isThrownBy(() -> new WaitStatus(3 << 8).signal())
                .withMessage("no signal: exited with 3");
    }

    @Test
    void stoppedChildHasNotEnded() {
        WaitStatus stopped = new WaitStatus(0x137f);

        assertThat(stopped.exited()).isFalse();
        assertThat(stopped.signaled()).isFalse();
        assertThat(stopped).hasToString("wait status 0x137f");
    }
}
