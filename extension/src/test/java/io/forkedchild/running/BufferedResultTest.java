package io.forkedchild.running;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.launch.OutputLimit;
import io.forkedchild.process.ExecError;
import io.forkedchild.process.ExecResult;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.ExitStatus.Exited;
import io.forkedchild.process.ExitStatus.Killed;
import io.forkedchild.process.ExitStatus.NotStarted;
import io.forkedchild.process.Signal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BufferedResultTest {

    private static final BufferedResult RESULT = new BufferedResult(new OutputLimit("cmd a", 100, Optional.of(UTF_8)));
    private static final String OVERFLOW = "ERR_CHILD_PROCESS_STDIO_MAXBUFFER";

    @ParameterizedTest
    @MethodSource
    void errorFollowsNodesMatrix(ExecResult result, ExecError error) {
        assertThat(result.error()).contains(error);
        assertThat(result.stdout()).isEqualTo("out");
        assertThat(result.stderr()).isEqualTo("err");
    }

    static Stream<Arguments> errorFollowsNodesMatrix() {
        String failed = "Command failed: cmd a\nerr";
        return Stream.of(
                argumentSet("exit 3", ended(new Exited(3), false), exited(failed, 3, false)),
                argumentSet("exit 3 after kill", ended(new Exited(3), true), exited(failed, 3, true)),
                argumentSet("not found by the shell", ended(new Exited(127), false), exited(failed, 127, false)),
                argumentSet(
                        "died of a signal", ended(new Killed(9, false), false), killed(failed, Signal.SIGKILL, false)),
                argumentSet("child.kill", ended(new Killed(2, false), true), killed(failed, Signal.SIGINT, true)),
                argumentSet("timeout", ended(new Killed(15, false), true), killed(failed, Signal.SIGTERM, true)),
                argumentSet(
                        "timeout, trapped", ended(new Killed(13, false), true), killed(failed, Signal.SIGPIPE, true)),
                argumentSet(
                        "real-time signal",
                        ended(new Killed(40, false), false),
                        new ExecError(failed, OptionalInt.empty(), Optional.empty(), false, Optional.empty(), "cmd a")),
                argumentSet(
                        "never started",
                        ended(new NotStarted("ENOENT", "spawn cmd"), false),
                        named("spawn cmd ENOENT", "ENOENT")),
                argumentSet(
                        "stdout too long",
                        RESULT.overflowed("stdout", bytes("out"), bytes("err")),
                        named("stdout maxBuffer length exceeded", OVERFLOW)),
                argumentSet(
                        "stderr too long",
                        RESULT.overflowed("stderr", bytes("out"), bytes("err")),
                        named("stderr maxBuffer length exceeded", OVERFLOW)),
                argumentSet(
                        "abort",
                        RESULT.aborted(Optional.empty(), bytes("out"), bytes("err")),
                        named("The operation was aborted", "ABORT_ERR")),
                argumentSet(
                        "abort with a reason",
                        RESULT.aborted(Optional.of("enough"), bytes("out"), bytes("err")),
                        named("The operation was aborted: enough", "ABORT_ERR")));
    }

    @Test
    void codeZeroIsNoError() {
        assertThat(ended(new Exited(0), false).error()).isEmpty();
    }

    @Test
    void codeZeroAfterATimeoutIsNoError() {
        assertThat(ended(new Exited(0), true).error()).isEmpty();
    }

    @Test
    void messageWithoutStderrIsOneLine() {
        ExecResult result = RESULT.ended(new Exited(3), false, bytes(""), bytes(""));

        assertThat(result.error()).map(ExecError::message).contains("Command failed: cmd a\n");
    }

    @ParameterizedTest
    @MethodSource
    void outputBeyondTheLimitIsCut(BufferedResult result, String output, String kept) {
        ExecResult cut = result.overflowed("stdout", bytes(output), bytes("err"));

        assertThat(cut.stdout()).isEqualTo(kept);
        assertThat(cut.stderr()).isEqualTo("err");
    }

    static Stream<Arguments> outputBeyondTheLimitIsCut() {
        return Stream.of(
                argumentSet("after a character", text(5), "hello world", "hello"),
                argumentSet("never in a full buffer", text(11), "hello world", "hello world"),
                argumentSet("not within few characters of many bytes", text(6), "中文测试", "中文测试"),
                argumentSet("after the last character that fits", text(3), "中文测试", "中文测"),
                argumentSet("not within a surrogate pair", text(3), "ab😀cd", "ab"),
                argumentSet("bytes, after a byte", buffer(4), "中文测试", "中\ufffd"),
                argumentSet("unlimited, never", text(Long.MAX_VALUE), "hello world", "hello world"));
    }

    @Test
    void nothingIsKeptInNoBuffer() {
        ExecResult cut = new BufferedResult(new OutputLimit("cmd", 0, Optional.of(UTF_8)))
                .overflowed("stdout", bytes("a"), bytes("b"));

        assertThat(cut.stdoutBytes()).isEmpty();
        assertThat(cut.stderrBytes()).isEmpty();
    }

    @Test
    void bytesThatAreNoTextSurviveTheCut() {
        byte[] output = {'a', (byte) 0xff, 'b', 'c', 'd'};

        ExecResult cut = text(3).overflowed("stdout", output, bytes(""));

        assertThat(cut.stdoutBytes()).containsExactly('a', 0xff, 'b');
        assertThat(cut.stdout()).isEqualTo("a\ufffdb");
    }

    private static ExecResult ended(ExitStatus status, boolean killed) {
        return RESULT.ended(status, killed, bytes("out"), bytes("err"));
    }

    private static ExecError exited(String message, int code, boolean killed) {
        return new ExecError(message, OptionalInt.of(code), Optional.empty(), killed, Optional.empty(), "cmd a");
    }

    private static ExecError killed(String message, Signal signal, boolean killed) {
        return new ExecError(message, OptionalInt.empty(), Optional.empty(), killed, Optional.of(signal), "cmd a");
    }

    private static ExecError named(String message, String errnoCode) {
        return new ExecError(message, OptionalInt.empty(), Optional.of(errnoCode), false, Optional.empty(), "cmd a");
    }

    private static BufferedResult text(long maxBuffer) {
        return new BufferedResult(new OutputLimit("cmd", maxBuffer, Optional.of(UTF_8)));
    }

    private static BufferedResult buffer(long maxBuffer) {
        return new BufferedResult(new OutputLimit("cmd", maxBuffer, Optional.empty()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
