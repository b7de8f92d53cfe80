package io.forkedchild.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ExecOptions;
import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.AbortController;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a child says of itself, and how the test ends it. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ChildPropertiesTest {

    private static final SpawnOptions DEFAULTS = SpawnOptions.defaults();
    private static final Stdio PIPE = Stdio.pipe();

    private final ForkedChildren children;

    ChildPropertiesTest(ForkedChildren children) {
        this.children = children;
    }

    /**
     * Node's fork names its own executable, ours the one in the PATH; so directories before node do not count. Node's
     * kill at once after a failed launch would reach its own process group.
     */
    @RequiresNode
    @ParameterizedTest
    @MethodSource
    void commandLineIsThatOfNode(String node, Function<ForkedChildren, ForkedChild> ours) {
        var theirs = NodesOwn.run("const c = " + node + "; print([c.spawnfile].concat(c.spawnargs));"
                + "c.on('error', () => {}); if (c.pid) c.kill('SIGKILL');");

        var child = ours.apply(children);

        assertThat(Stream.concat(Stream.of(child.spawnfile()), child.spawnargs().stream())
                        .map(ChildPropertiesTest::withoutDirectory))
                .containsExactlyElementsOf(StreamSupport.stream(theirs.spliterator(), false)
                        .map(text -> withoutDirectory(text.asText()))
                        .toList());
    }

    private static String withoutDirectory(String text) {
        return text.endsWith("/node") ? "node" : text;
    }

    static Stream<Arguments> commandLineIsThatOfNode() {
        return Stream.of(
                row("spawn", "cp.spawn('cat', ['a b', ''])", c -> c.spawn("cat", "a b", "")),
                row("spawn that fails", "cp.spawn('nope-x', ['a'])", c -> c.spawn("nope-x", "a")),
                row(
                        "spawn with argv0",
                        "cp.spawn('cat', ['a'], {argv0: 'dog'})",
                        c -> c.with(DEFAULTS.argv0("dog")).spawn("cat", "a")),
                row(
                        "spawn with a shell",
                        "cp.spawn('cat', ['a', 'b'], {shell: true})",
                        c -> c.with(DEFAULTS.shell(true)).spawn("cat", "a", "b")),
                row("exec", "cp.exec('exit 3')", c -> c.exec("exit 3")),
                row(
                        "exec with another shell",
                        "cp.exec('exit 3', {shell: '/bin/bash'})",
                        c -> c.with(ExecOptions.defaults().shell("/bin/bash")).exec("exit 3")),
                row("execFile", "cp.execFile('cat', ['a'])", c -> c.execFile("cat", "a")),
                row(
                        "fork",
                        "cp.fork('nope.js', ['a'], {silent: true, execArgv: ['--no-warnings']})",
                        c -> c.with(ForkOptions.defaults().silent(true).execArgv("--no-warnings"))
                                .fork("nope.js", "a")),
                row(
                        "fork with execPath",
                        "cp.fork('nope.js', [], {silent: true, execPath: '/bin/echo'})",
                        c -> c.with(ForkOptions.defaults().silent(true).execPath("/bin/echo"))
                                .fork("nope.js")));
    }

    // ---- kill

    /** Each kill is followed by SIGKILL, so that the child ends. */
    @RequiresNode
    @ParameterizedTest
    @ValueSource(strings = {"0", "'SIGSTOP'", "'SIGTERM'", "'sigint'", "15"})
    void killIsThatOfNode(String signal) {
        var theirs = NodesOwn.run("const c = cp.spawn('cat'); const before = c.killed;" + "print([before, c.kill("
                + signal + "), c.killed]); c.kill('SIGKILL');");
        var child = children.spawn("cat");
        boolean before = child.killed();

        boolean result =
                signal.startsWith("'") ? child.kill(signal.replace("'", "")) : child.kill(Integer.parseInt(signal));

        assertThat(List.of(before, result, child.killed()))
                .isEqualTo(StreamSupport.stream(theirs.spliterator(), false)
                        .map(flag -> flag.asBoolean())
                        .toList());
    }

    @Test
    void killIsSigterm() {
        var child = children.spawn("cat");

        child.kill();

        assertThat(Await.closed(child).signalCode()).contains(Signal.SIGTERM);
    }

    @RequiresNode
    @Test
    void killAfterTheExitIsFalseAsInNode() {
        var theirs = NodesOwn.run("const c = cp.spawn('true').on('close', () => print([c.kill(), c.killed]))");
        var child = Await.closed(children.spawn("true"));

        assertThat(List.of(child.kill(), child.killed()))
                .containsExactly(theirs.get(0).asBoolean(), theirs.get(1).asBoolean())
                .containsExactly(false, false);
    }

    @Test
    void killOfAChildThatNeverStartedIsFalse() {
        var child = children.spawn("nope-x");

        assertThat(child.kill()).isFalse();
        assertThat(child.killed()).isFalse();
    }

    @Test
    void signalOfSomebodyElseIsNoKill() {
        var child = children.spawn("cat");

        assertThat(ProcessHandle.of(child.pid()).orElseThrow().destroyForcibly())
                .isTrue();

        assertThat(Await.closed(child).signalCode()).contains(Signal.SIGKILL);
        assertThat(child.killed()).isFalse();
    }

    @RequiresNode
    @ParameterizedTest
    @ValueSource(strings = {"SIGFOO", "SIGKILL ", ""})
    void unknownSignalIsRefusedAsInNode(String signal) {
        var theirs = NodesOwn.run(
                "const c = cp.spawn('cat'); try { c.kill(args[0] || 'nothing'); }"
                        + "catch (e) { print(e.code); } c.kill();",
                signal);
        var child = children.spawn("cat");

        assertThatIllegalArgumentException().isThrownBy(() -> child.kill(signal));
        assertThat(theirs.asText()).isEqualTo("ERR_UNKNOWN_SIGNAL");
        assertThat(child.killed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65, 999})
    void numberOfNoSignalIsRefused(int number) {
        var child = children.spawn("cat");

        assertThatIllegalArgumentException().isThrownBy(() -> child.kill(number));
    }

    /** Node refuses the number. */
    @Test
    void realTimeSignalIsSent() {
        var child = children.spawn("cat");

        assertThat(child.kill(40)).isTrue();

        assertThat(Await.closed(child).exitStatus()).contains(new ExitStatus.Killed(40, false));
    }

    @Test
    void signalReachesTheShellAndNotItsChild() {
        var options = DEFAULTS.stdio(Stdio.ignore(), PIPE, PIPE, PIPE);
        var script = "(echo ready; read x; echo late) <&3 & wait";
        var child = Await.printed(children.with(options).spawn("sh", "-c", script), "ready");

        child.kill();
        Await.exited(child).input(3).write("go\n");

        assertThat(Await.closed(child).signalCode()).contains(Signal.SIGTERM);
        assertThat(child.stdout().text()).isEqualTo("ready\nlate\n");
    }

    // ---- timeout and abort of spawn

    @RequiresNode
    @SinceNode(16)
    @ParameterizedTest
    @MethodSource
    void earlyEndIsThatOfNode(String node, Function<ForkedChildren, ForkedChild> ours) {
        var theirs = Story.of(NodesOwn.run(node));

        var child = ours.apply(children);

        assertThat(Story.of(child)).isEqualTo(theirs);
    }

    static Stream<Arguments> earlyEndIsThatOfNode() {
        var ready = "echo ready; exec sleep 60";
        return Stream.of(
                row(
                        "timeout",
                        "story(cp.spawn('sleep', ['60'], {timeout: 50}))",
                        c -> c.with(DEFAULTS.timeout(Duration.ofMillis(50))).spawn("sleep", "60")),
                row(
                        "timeout with a killSignal",
                        "story(cp.spawn('sleep', ['60'], {timeout: 50, killSignal: 'SIGUSR1'}))",
                        c -> c.with(DEFAULTS.timeout(Duration.ofMillis(50)).killSignal("SIGUSR1"))
                                .spawn("sleep", "60")),
                row(
                        "abort with a killSignal",
                        "const a = new AbortController(); const c = story(cp.spawn('sh', ['-c', '" + ready
                                + "'], {signal: a.signal, killSignal: 'SIGUSR1'}));"
                                + "c.stdout.once('data', () => a.abort());",
                        c -> {
                            var controller = new AbortController();
                            var options = DEFAULTS.signal(controller.signal()).killSignal("SIGUSR1");
                            var child = Await.printed(c.with(options).spawn("sh", "-c", ready), "ready");
                            controller.abort();
                            return child;
                        }),
                row(
                        "abort before the launch",
                        "const a = new AbortController(); a.abort(); story(cp.spawn('sleep', ['60'], {signal: a.signal}))",
                        c -> {
                            var controller = new AbortController();
                            controller.abort();
                            return c.with(DEFAULTS.signal(controller.signal())).spawn("sleep", "60");
                        }),
                row(
                        "abort after the exit",
                        "const a = new AbortController();"
                                + "story(cp.spawn('sh', ['-c', 'exit 3'], {signal: a.signal})).on('exit', () => a.abort())",
                        c -> {
                            var controller = new AbortController();
                            var options = DEFAULTS.signal(controller.signal());
                            var child = Await.exited(c.with(options).spawn("sh", "-c", "exit 3"));
                            controller.abort();
                            return child;
                        }));
    }

    // ---- user and group

    @RequiresNode
    @Test
    void userAndGroupAreThoseOfNode() throws IOException {
        assumePrivilege();
        var script = "id -u; id -g; id -G";
        var theirs = NodesOwn.run(
                "let out = ''; const c = cp.spawn('sh', ['-c', args[0]], {uid: 65534, gid: 65534, cwd: '/'});"
                        + "c.stdout.on('data', (text) => { out += text; }); c.on('close', () => print(out));",
                script);

        var options = DEFAULTS.uid(65534).gid(65534).cwd(Path.of("/"));
        var child = Await.closed(children.with(options).spawn("sh", "-c", script));

        assertThat(child.stdout().text()).isEqualTo(theirs.asText()).isEqualTo("65534\n65534\n65534\n");
    }

    @Test
    void anotherUserAndArgv0AreRefusedTogether() throws IOException {
        assumePrivilege();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> children.with(DEFAULTS.uid(65534).argv0("x")).spawn("true"))
                .withMessageContaining("options.argv0");
    }

    private static void assumePrivilege() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root may change the user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "no setpriv");
    }

    private static Arguments row(String name, String node, Function<ForkedChildren, ForkedChild> ours) {
        return argumentSet(name, node, ours);
    }
}
