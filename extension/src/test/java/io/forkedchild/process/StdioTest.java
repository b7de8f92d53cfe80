package io.forkedchild.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StdioTest {

    @ParameterizedTest
    @MethodSource
    void nodesTextsAreKnown(String text, Stdio stdio) {
        assertThat(Stdio.named(text)).isEqualTo(stdio);
    }

    static Stream<Arguments> nodesTextsAreKnown() {
        return Stream.of(
                arguments("pipe", Stdio.pipe()),
                arguments("overlapped", Stdio.pipe()),
                arguments("ignore", Stdio.ignore()),
                arguments("inherit", Stdio.inherit()),
                arguments("ipc", Stdio.ipc()),
                arguments("0", Stdio.fd(0)),
                arguments("17", Stdio.fd(17)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "", "PIPE", "pipe ", "-1", "1.5", "99999999999", "unset", "closed"})
    void otherTextsAreRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stdio.named(text))
                .withMessageStartingWith(
                        "stdio: must be 'pipe', 'overlapped', 'ignore', 'inherit', 'ipc' or the number")
                .withMessageEndingWith("was '" + text + "'");
    }

    @Test
    void negativeDescriptorIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Stdio.fd(-1))
                .withMessage("fd: must not be negative, was -1");
    }

    @ParameterizedTest
    @MethodSource
    void stdioReadsWell(Stdio stdio, String text) {
        assertThat(stdio).hasToString(text);
    }

    static Stream<Arguments> stdioReadsWell() {
        return Stream.of(
                arguments(Stdio.pipe(), "pipe"),
                arguments(Stdio.fd(5), "fd 5"),
                arguments(Stdio.fromFile(Path.of("in.txt")), "read in.txt"),
                arguments(Stdio.toFile(Path.of("out.txt")), "write out.txt"),
                arguments(Stdio.appendTo(Path.of("out.txt")), "append out.txt"));
    }
}
