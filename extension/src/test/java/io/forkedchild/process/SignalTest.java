package io.forkedchild.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {

    @Test
    void standardSignalsHaveTheNumbersOneToThirtyOne() {
        var numbers = Arrays.stream(Signal.values()).map(Signal::number);

        assertThat(numbers)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 31).boxed().toList());
    }

    @ParameterizedTest
    @CsvSource({
        "SIGTERM, SIGTERM",
        "sigterm, SIGTERM",
        "SigKill, SIGKILL",
        "SIGIOT, SIGABRT",
        "sigpoll, SIGIO",
        "SIGUNUSED, SIGSYS"
    })
    void nameInAnyCaseFindsItsSignal(String name, Signal signal) {
        assertThat(Signal.named(name)).isEqualTo(signal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGFOO", "TERM", "SIGKILL ", "", "15", "0"})
    void unknownNameIsRefusedWithTheKnownOnes(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signal.named(name))
                .withMessageStartingWith("signal: must be one of [SIGHUP, ")
                .withMessageEndingWith("was '" + name + "'");
    }

    @ParameterizedTest
    @CsvSource({"TERM, SIGTERM", "kill, SIGKILL", "'SIGHUP ', SIGHUP", "15, SIGTERM"})
    void refusalTellsWhatWasMeant(String name, Signal meant) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Signal.named(name))
                .withMessageEndingWith(" or its number; this is mostly " + meant + ", was '" + name + "'");
    }

    @ParameterizedTest
    @CsvSource({"9, SIGKILL", "15, SIGTERM", "31, SIGSYS", "32, signal 32", "40, signal 40", "0, signal 0"})
    void everyNumberHasAName(int number, String name) {
        assertThat(Signal.nameOf(number)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 32, 40, 500})
    void otherNumbersAreNoStandardSignal(int number) {
        assertThat(Signal.of(number)).isEmpty();
    }
}
