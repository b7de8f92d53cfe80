package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {

    private static final int SIGINT = 2;

    @Test
    void signalEndsAProcess() {
        try (Child cat = Child.program("/bin/cat")) {
            assertThat(Signals.send(cat.pid(), SIGINT)).isTrue();

            assertThat(cat.status().signal()).isEqualTo(SIGINT);
        }
    }

    @Test
    void signalToNobodyIsFalse() {
        try (Child child = Child.program("/bin/true")) {
            child.end();

            assertThat(Signals.send(child.pid(), 0)).isFalse();
        }
    }

    @Test
    void unknownSignalIsRefused() {
        int self = (int) ProcessHandle.current().pid();

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> Signals.send(self, 99))
                .withMessage("kill " + self + " 99: EINVAL (Invalid argument)");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void signalToEverybodyIsRefused(int pid) {
        assertThatIllegalArgumentException().isThrownBy(() -> Signals.send(pid, 0));
    }
}
