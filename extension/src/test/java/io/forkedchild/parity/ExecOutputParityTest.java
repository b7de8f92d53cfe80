package io.forkedchild.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ExecOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The output that Node's {@code exec} and ours give: what is too much, and how it is decoded. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ExecOutputParityTest {

    private static final ExecOptions DEFAULTS = ExecOptions.defaults();

    private final ForkedChildren children;

    ExecOutputParityTest(ForkedChildren children) {
        this.children = children;
    }

    @RequiresNode
    @ParameterizedTest
    @MethodSource({"tooMuchOutput", "decodedOutput"})
    void outputIsThatOfNode(String node, Function<ForkedChildren, ForkedChild> ours) {
        var theirs = ExecOutcome.of(NodesOwn.run(node));

        var result = ours.apply(children).result();

        assertThat(ExecOutcome.of(result)).isEqualTo(theirs);
    }

    static Stream<Arguments> tooMuchOutput() {
        return Stream.of(
                row(
                        "too much",
                        "cp.exec('printf \"hello world\"', {maxBuffer: 5}, done)",
                        c -> c.with(DEFAULTS.maxBuffer(5)).exec("printf \"hello world\"")),
                row(
                        "just not too much",
                        "cp.exec('printf hello', {maxBuffer: 5}, done)",
                        c -> c.with(DEFAULTS.maxBuffer(5)).exec("printf hello")),
                row(
                        "nothing allowed",
                        "cp.exec('printf hello', {maxBuffer: 0}, done)",
                        c -> c.with(DEFAULTS.maxBuffer(0)).exec("printf hello")),
                row(
                        "too much stderr",
                        "cp.exec('printf \"hello world\" >&2', {maxBuffer: 5}, done)",
                        c -> c.with(DEFAULTS.maxBuffer(5)).exec("printf \"hello world\" >&2")),
                row(
                        "streams count apart",
                        "cp.exec('printf hello; printf world >&2', {maxBuffer: 5}, done)",
                        c -> c.with(DEFAULTS.maxBuffer(5)).exec("printf hello; printf world >&2")),
                row(
                        "too many bytes but not too many characters",
                        "cp.exec('printf 中文测试', {maxBuffer: 6}, done)",
                        c -> c.with(DEFAULTS.maxBuffer(6)).exec("printf 中文测试")),
                row(
                        "too many characters",
                        "cp.exec('printf 中文测试', {maxBuffer: 3}, done)",
                        c -> c.with(DEFAULTS.maxBuffer(3)).exec("printf 中文测试")),
                row(
                        "latin1",
                        "cp.exec('printf \"\\\\351\\\\350\\\\347\"', {encoding: 'latin1', maxBuffer: 2}, done)",
                        c -> c.with(DEFAULTS.encoding(StandardCharsets.ISO_8859_1)
                                        .maxBuffer(2))
                                .exec("printf \"\\351\\350\\347\"")),
                row(
                        "more than the default",
                        "cp.exec('head -c 3000000 /dev/zero | tr \\\\0 x', done)",
                        c -> c.exec("head -c 3000000 /dev/zero | tr \\0 x")),
                row(
                        "any number",
                        "cp.exec('head -c 3000000 /dev/zero | tr \\\\0 x', {maxBuffer: Infinity}, done)",
                        c -> c.with(DEFAULTS.unlimitedBuffer()).exec("head -c 3000000 /dev/zero | tr \\0 x")));
    }

    static Stream<Arguments> decodedOutput() {
        return Stream.of(
                printf("a character in two writes", "printf \"\\303\"; sleep 0.05; printf \"\\251\""),
                printf("a byte that is no UTF-8", "printf \"a\\377b\""),
                printf("a character that is cut off", "printf \"\\360\\237\\230\""),
                printf("an overlong form", "printf \"\\340\\200\\200\""),
                printf("a byte order mark", "printf \"\\357\\273\\277a\""),
                row(
                        "UTF-16",
                        "cp.exec('printf \"a\\\\000b\\\\000\"', {encoding: 'utf16le'}, done)",
                        c -> c.with(DEFAULTS.encoding(StandardCharsets.UTF_16LE))
                                .exec("printf \"a\\000b\\000\"")),
                row(
                        "latin1",
                        "cp.exec('printf \"\\\\351\"', {encoding: 'latin1'}, done)",
                        c -> c.with(DEFAULTS.encoding(StandardCharsets.ISO_8859_1))
                                .exec("printf \"\\351\"")));
    }

    /** Java's decoder replaces the three bytes together, Node's each of them. */
    @RequiresNode
    @Test
    void surrogateAsUtf8IsOneReplacementInsteadOfThree() {
        var theirs = ExecOutcome.of(NodesOwn.run("cp.exec('printf \"\\\\355\\\\240\\\\200\"', done)"));

        var result = children.exec("printf \"\\355\\240\\200\"").result();

        assertThat(theirs.stdout()).isEqualTo("\ufffd\ufffd\ufffd");
        assertThat(result.stdout()).isEqualTo("\ufffd");
    }

    @RequiresNode
    @ParameterizedTest
    @MethodSource
    void bytesAreThoseOfNode(String node, Function<ForkedChildren, ForkedChild> ours) {
        var theirs = ExecOutcome.of(NodesOwn.run(node));

        var result = ours.apply(children).result();

        assertThat(ExecOutcome.ofBytes(result)).isEqualTo(theirs);
    }

    static Stream<Arguments> bytesAreThoseOfNode() {
        return Stream.of(
                row(
                        "all",
                        "cp.exec('printf \"\\\\377\\\\000a\"', {encoding: 'buffer'}, done)",
                        c -> c.with(DEFAULTS.asBytes()).exec("printf \"\\377\\000a\"")),
                row(
                        "too many, cut inside a character",
                        "cp.exec('printf 中文', {encoding: 'buffer', maxBuffer: 4}, done)",
                        c -> c.with(DEFAULTS.asBytes().maxBuffer(4)).exec("printf 中文")));
    }

    /** The read ends are closed first, so the shell dies of its answer to SIGTERM. */
    @RequiresNode
    @Test
    void shellThatPrintsAfterTooMuchOutputDiesOfSigpipe() {
        var command = "trap \"echo bye\" TERM; echo 123456; while :; do sleep 0.02; done";
        var theirs = NodesOwn.run(
                "cp.exec('" + command + "', {maxBuffer: 3}, () => {}).on('exit', (code, signal) => print(signal))");

        var child = Await.closed(children.with(DEFAULTS.maxBuffer(3)).exec(command));

        assertThat(child.signalCode().map(Signal::name))
                .contains(theirs.asText())
                .contains("SIGPIPE");
    }

    @RequiresNode
    @Test
    void tooMuchOutputKillsWithTheKillSignal() {
        var command = "echo 123456; exec sleep 60";
        var theirs = NodesOwn.run("cp.exec('" + command
                + "', {maxBuffer: 3, killSignal: 'SIGUSR1'}, () => {}).on('exit', (code, signal) => print(signal))");

        var child = Await.closed(
                children.with(DEFAULTS.maxBuffer(3).killSignal(Signal.SIGUSR1)).exec(command));

        assertThat(child.signalCode().map(Signal::name))
                .contains(theirs.asText())
                .contains("SIGUSR1");
    }

    private static Arguments row(String name, String node, Function<ForkedChildren, ForkedChild> ours) {
        return argumentSet(name, node, ours);
    }

    private static Arguments printf(String name, String command) {
        return row(name, "cp.exec('" + command.replace("\\", "\\\\") + "', done)", c -> c.exec(command));
    }
}
