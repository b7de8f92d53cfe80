package io.forkedchild.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ExecOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.AbortController;
import io.forkedchild.process.ExecResult;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same command lines through Node's {@code exec} and {@code execFile} and through ours. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ExecResultParityTest {

    private static final ExecOptions DEFAULTS = ExecOptions.defaults();

    private final ForkedChildren children;

    @RequiresNode
    @ParameterizedTest
    @MethodSource
    void resultIsThatOfNode(String node, Function<ForkedChildren, ForkedChild> ours) {
        var theirs = ExecOutcome.of(NodesOwn.run(node));

        var result = ours.apply(children).result();

        assertThat(ExecOutcome.of(result)).isEqualTo(theirs);
    }

    ExecResultParityTest(ForkedChildren children) {
        this.children = children;
    }

    static Stream<Arguments> resultIsThatOfNode() {
        return Stream.of(
                row("success", "cp.exec('echo out; echo err >&2', done)", c -> c.exec("echo out; echo err >&2")),
                row("no output", "cp.exec(':', done)", c -> c.exec(":")),
                row("exit 3", "cp.exec('echo a; echo b >&2; exit 3', done)", c -> c.exec("echo a; echo b >&2; exit 3")),
                row("exit 255", "cp.exec('exit 255', done)", c -> c.exec("exit 255")),
                row("exit 143", "cp.exec('exit 143', done)", c -> c.exec("exit 143")),
                row("unknown command", "cp.exec('nope-x a', done)", c -> c.exec("nope-x a")),
                row("missing file", "cp.execFile('nope-x', ['a', 'b'], done)", c -> c.execFile("nope-x", "a", "b")),
                row("file that is no program", "cp.execFile('/etc/passwd', done)", c -> c.execFile("/etc/passwd")),
                row(
                        "missing shell",
                        "cp.exec('true', {shell: '/nope/sh'}, done)",
                        c -> c.with(DEFAULTS.shell("/nope/sh")).exec("true")),
                row("death", "cp.exec('echo a; kill -9 $$', done)", c -> c.exec("echo a; kill -9 $$")),
                row(
                        "death behind a shell",
                        "cp.exec('sh -c \"kill -9 \\\\$\\\\$\"; exit $?', done)",
                        c -> c.exec("sh -c \"kill -9 \\$\\$\"; exit $?")),
                row(
                        "death that the shell became",
                        "cp.exec('exec sh -c \"kill -9 \\\\$\\\\$\"', done)",
                        c -> c.exec("exec sh -c \"kill -9 \\$\\$\"")),
                row(
                        "file with arguments",
                        "cp.execFile('echo', ['a  b', '$x'], done)",
                        c -> c.execFile("echo", "a  b", "$x")),
                row(
                        "file with arguments through a shell",
                        "cp.execFile('echo', ['a  b', '$((1+1))'], {shell: true}, done)",
                        c -> c.with(DEFAULTS.shell(true)).execFile("echo", "a  b", "$((1+1))")),
                row(
                        "failing file with arguments",
                        "cp.execFile('sh', ['-c', 'echo e >&2; exit 2'], done)",
                        c -> c.execFile("sh", "-c", "echo e >&2; exit 2")),
                row(
                        "exec without shell",
                        "cp.exec('echo $((1+1))', {shell: false}, done)",
                        c -> c.with(DEFAULTS.shell(false)).exec("echo $((1+1))")),
                row(
                        "other shell",
                        "cp.exec('x', {shell: '/bin/echo'}, done)",
                        c -> c.with(DEFAULTS.shell("/bin/echo")).exec("x")),
                row(
                        "timeout",
                        "cp.exec('exec sleep 60', {timeout: 100}, done)",
                        c -> c.with(DEFAULTS.timeout(Duration.ofMillis(100))).exec("exec sleep 60")),
                row(
                        "timeout with another signal",
                        "cp.exec('exec sleep 60', {timeout: 100, killSignal: 'SIGKILL'}, done)",
                        c -> c.with(DEFAULTS.timeout(Duration.ofMillis(100)).killSignal(Signal.SIGKILL))
                                .exec("exec sleep 60")),
                row(
                        "timeout with a grandchild that holds stdout",
                        "cp.exec('sleep 5; :', {timeout: 100}, done)",
                        c -> c.with(DEFAULTS.timeout(Duration.ofMillis(100))).exec("sleep 5; :")));
    }

    /** Both sides act when the child has said that it is ready. */
    @RequiresNode
    @SinceNode(16)
    @ParameterizedTest
    @MethodSource
    void endIsThatOfNode(String node, Function<ForkedChildren, ForkedChild> ours) {
        var theirs = ExecOutcome.of(NodesOwn.run(node));

        var result = ours.apply(children).result();

        assertThat(ExecOutcome.of(result)).isEqualTo(theirs);
    }

    static Stream<Arguments> endIsThatOfNode() {
        var trap = "trap \"echo bye; exit 7\" TERM; echo ready; while :; do sleep 0.02; done";
        var wait = "echo ready; exec sleep 60";
        return Stream.of(
                row("kill", "cp.exec('exec sleep 60', done).kill('SIGINT')", c -> {
                    var child = c.exec("exec sleep 60");
                    child.kill(Signal.SIGINT);
                    return child;
                }),
                row(
                        "kill of a child that handles it",
                        "const c = cp.exec('" + trap + "', done); c.stdout.once('data', () => c.kill())",
                        c -> {
                            var child = Await.printed(c.exec(trap), "ready");
                            child.kill();
                            return child;
                        }),
                row(
                        "abort",
                        "const a = new AbortController(); const c = cp.exec('" + wait
                                + "', {signal: a.signal}, done); c.stdout.once('data', () => a.abort())",
                        c -> aborted(c, wait, DEFAULTS)),
                row(
                        "abort before the launch",
                        "const a = new AbortController(); a.abort();"
                                + "cp.exec('exec sleep 60', {signal: a.signal}, done);",
                        c -> {
                            var controller = new AbortController();
                            controller.abort();
                            return c.with(DEFAULTS.signal(controller.signal())).exec("exec sleep 60");
                        }),
                row(
                        "abort after the exit",
                        "const a = new AbortController();"
                                + "cp.exec('exit 3', {signal: a.signal}, done).on('exit', () => a.abort());",
                        c -> {
                            var controller = new AbortController();
                            var child = Await.exited(
                                    c.with(DEFAULTS.signal(controller.signal())).exec("exit 3"));
                            controller.abort();
                            return child;
                        }));
    }

    private static ForkedChild aborted(ForkedChildren children, String command, ExecOptions options) {
        var controller = new AbortController();
        var child =
                Await.printed(children.with(options.signal(controller.signal())).exec(command), "ready");
        controller.abort();
        return child;
    }

    @RequiresNode
    @SinceNode(16)
    @Test
    void abortIsSigtermWhateverTheKillSignal() {
        var theirs = NodesOwn.run("const a = new AbortController();"
                + "const c = cp.exec('echo ready; exec sleep 60', {signal: a.signal, killSignal: 'SIGKILL'}, () => {});"
                + "c.on('exit', (code, signal) => print(signal)); c.stdout.once('data', () => a.abort());");

        var child = Await.closed(aborted(children, "echo ready; exec sleep 60", DEFAULTS.killSignal(Signal.SIGKILL)));

        assertThat(child.signalCode().map(Signal::name))
                .contains(theirs.asText())
                .contains("SIGTERM");
    }

    @Test
    void reasonOfAnAbortIsInTheMessage() {
        var controller = new AbortController();
        controller.abort("enough");

        var result = children.with(DEFAULTS.signal(controller.signal()))
                .exec("exec sleep 60")
                .result();

        assertThat(result.error().orElseThrow().message()).isEqualTo("The operation was aborted: enough");
    }

    @Test
    void missingWorkingDirectoryIsNamedInsteadOfTheShell() {
        var result =
                children.with(DEFAULTS.cwd(Path.of("/nowhere"))).exec("true").result();

        var error = result.error().orElseThrow();
        assertThat(error.errnoCode()).contains("ENOENT");
        assertThat(error.message()).isEqualTo("chdir /nowhere ENOENT");
    }

    @Test
    void deathByARealTimeSignalIsAFailure() {
        var child = children.exec("kill -40 $$");

        ExecResult result = child.result();

        assertThat(result.error().orElseThrow().signal()).isEqualTo(Optional.empty());
        assertThat(child.exitStatus()).contains(new ExitStatus.Killed(40, false));
    }

    @Test
    void timeoutOfCenturiesIsNoTimeout() {
        var result = children.with(DEFAULTS.timeout(Duration.ofNanos(Long.MAX_VALUE)))
                .exec("exit 3")
                .result();

        assertThat(result.error().orElseThrow().code()).hasValue(3);
    }

    private static Arguments row(String name, String node, Function<ForkedChildren, ForkedChild> ours) {
        return argumentSet(name, node, ours);
    }
}
