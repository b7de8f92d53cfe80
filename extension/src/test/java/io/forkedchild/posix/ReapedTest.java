package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReapedTest {

    @Test
    void runningChildIsNotReaped() {
        try (Child cat = Child.program("/bin/cat")) {
            assertThat(Reaped.poll(cat.pid())).isEmpty();

            cat.input().close();
            assertThat(cat.status().exitCode()).isZero();
        }
    }

    @Test
    void childIsReapedOnce() {
        try (Child child = Child.program("/bin/true")) {
            child.end();

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> Reaped.poll(child.pid()))
                    .withMessage("wait4 " + child.pid() + ": ECHILD (No child processes)");
        }
    }

    @Test
    void usageTellsWhatTheChildNeeded() {
        try (Child busy = Child.sh("i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done")) {
            ResourceUsage usage = busy.end().usage();

            assertThat(usage.user()).isBetween(Duration.ofMillis(1), Duration.ofMinutes(1));
            assertThat(usage.system()).isBetween(Duration.ZERO, Duration.ofMinutes(1));
            assertThat(usage.maxRssBytes()).isGreaterThan(100_000);
        }
    }

    @Test
    void timesAreSecondsAndMicroseconds() {
        long[] rusage = new long[ResourceUsage.LONGS];
        rusage[0] = 2;
        rusage[1] = 500_001;
        rusage[3] = 7;
        rusage[4] = 3;

        assertThat(ResourceUsage.of(rusage))
                .isEqualTo(new ResourceUsage(Duration.ofNanos(2_500_001_000L), Duration.ofNanos(7_000), 3072));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, -7})
    void childrenOfOthersAreNotWaitedFor(int pid) {
        assertThatIllegalArgumentException().isThrownBy(() -> Reaped.poll(pid));
    }
}
