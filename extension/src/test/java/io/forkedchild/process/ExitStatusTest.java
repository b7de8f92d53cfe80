package io.forkedchild.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.process.ExitStatus.Exited;
import io.forkedchild.process.ExitStatus.Killed;
import io.forkedchild.process.ExitStatus.NotStarted;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExitStatusTest {

    @ParameterizedTest
    @MethodSource
    void statusReadsWell(ExitStatus status, String text) {
        assertThat(status).hasToString(text);
    }

    static Stream<Arguments> statusReadsWell() {
        return Stream.of(
                arguments(new Exited(3), "exited with code 3"),
                arguments(new Killed(15, false), "killed by SIGTERM"),
                arguments(new Killed(11, true), "killed by SIGSEGV (core dumped)"),
                arguments(new Killed(40, false), "killed by signal 40"),
                arguments(new NotStarted("ENOENT", "spawn nope"), "never started: spawn nope ENOENT"));
    }

    @Test
    void code143IsNotDeathBySigterm() {
        assertThat(new Exited(143)).isNotEqualTo(new Killed(15, false));
    }

    @Test
    void realTimeSignalIsKilledByANumberOnly() {
        assertThat(new Killed(40, false).signal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 256})
    void codeOutsideOneByteIsRefused(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Exited(code))
                .withMessage("code: must be from 0 to 255, was " + code);
    }
}
