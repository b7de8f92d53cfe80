package io.forkedchild.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Code or signal of the exit. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ExitDecodingTest {

    private static final ForkOptions SILENT = ForkOptions.defaults().silent(true);

    private final ForkedChildren children;

    private static final String NODE_ENDS = "const commands = JSON.parse(args[0]); const ends = commands.map(() => '');"
            + "let left = commands.length; commands.forEach((command, i) => cp.spawn('sh', ['-c', command])"
            + ".on('exit', (code, signal) => { ends[i] = code + ' ' + signal; if (--left === 0) print(ends); }))";

    @RequiresNode
    @Test
    void codesAndSignalsAreThoseOfNode() throws Exception {
        var commands = Stream.concat(
                        IntStream.of(0, 1, 2, 13, 126, 127, 128, 137, 143, 254, 255)
                                .mapToObj(code -> "exit " + code),
                        IntStream.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 24, 25, 26, 27, 29, 30, 31)
                                .mapToObj(signal -> "ulimit -c 0; kill -" + signal + " $$"))
                .toList();
        JsonNode theirs = NodesOwn.run(
                NODE_ENDS, new com.fasterxml.jackson.databind.json.JsonMapper().writeValueAsString(commands));

        var ours = commands.stream()
                .map(command -> children.spawn("sh", "-c", command))
                .map(child -> Await.exited(child).exitStatus().orElseThrow())
                .map(ExitDecodingTest::asInNode)
                .toList();

        assertThat(ours)
                .isEqualTo(new com.fasterxml.jackson.databind.json.JsonMapper().convertValue(theirs, List.class));
    }

    ExitDecodingTest(ForkedChildren children) {
        this.children = children;
    }

    private static String asInNode(ExitStatus status) {
        return status instanceof ExitStatus.Exited exited
                ? exited.code() + " null"
                : "null "
                        + ((ExitStatus.Killed) status)
                                .signal()
                                .map(Signal::name)
                                .orElse("");
    }

    /** Node says (0, null), as of a success. */
    @ParameterizedTest
    @ValueSource(ints = {34, 40, 64})
    void realTimeSignalIsNoSuccess(int number) {
        var child = Await.closed(children.spawn("sh", "-c", "kill -" + number + " $$"));

        assertThat(child.exitStatus()).contains(new ExitStatus.Killed(number, false));
        assertThat(child.exitCode()).isEmpty();
        assertThat(child.signalCode()).isEmpty();
    }

    @RequiresNode
    @SinceNode(16)
    @ParameterizedTest
    @MethodSource
    void endOfANodeChildIsThatOfNode(String script, String expected) {
        var child = Await.closed(children.spawn("sh", "-c", "ulimit -c 0; exec node -e '" + script + "'"));

        assertThat(asInNode(child.exitStatus().orElseThrow())).isEqualTo(expected);
    }

    static Stream<Arguments> endOfANodeChildIsThatOfNode() {
        return Stream.of(
                argumentSet("code above 255", "process.exit(300)", "44 null"),
                argumentSet("negative code", "process.exit(-1)", "255 null"),
                argumentSet("exitCode", "process.exitCode = 7", "7 null"),
                argumentSet("uncaught exception", "throw new Error()", "1 null"),
                argumentSet("abort", "process.abort()", "null SIGABRT"),
                argumentSet("own SIGTERM", "process.kill(process.pid)", "null SIGTERM"));
    }

    @RequiresNode
    @Test
    void handlerOfTheChildDecidesAboutTheSignal() {
        var child = children.with(SILENT).fork(Fixture.child("exit-on-sigterm.js"));

        Await.printed(child, "ready").kill(Signal.SIGTERM);

        assertThat(Await.closed(child).exitStatus()).contains(new ExitStatus.Exited(9));
        assertThat(child.killed()).isTrue();
    }
}
