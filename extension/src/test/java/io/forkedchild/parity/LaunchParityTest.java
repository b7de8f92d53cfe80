package io.forkedchild.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.SpawnException;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the program is looked for, and what comes of a launch that cannot be. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class LaunchParityTest {

    private static final SpawnOptions DEFAULTS = SpawnOptions.defaults();

    private final ForkedChildren children;

    @TempDir
    Path directory;

    LaunchParityTest(ForkedChildren children) {
        this.children = children;
    }

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectories(directory.resolve("a"));
        Files.createDirectories(directory.resolve("b"));
        Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
        script("a/tool", "#!/bin/sh\necho a $0 \"$@\"\n", true);
        script("b/tool", "#!/bin/sh\necho b $0 \"$@\"\n", true);
        script("a/locked", "#!/bin/sh\necho a\n", false);
        script("b/locked", "#!/bin/sh\necho b\n", true);
        script("a/only-locked", "#!/bin/sh\necho a\n", false);
        script("a/no-first-line", "echo plain $0 \"$@\"\n", true);
        script("a/bad-interpreter", "#!/nope/sh\n", true);
    }

    private void script(String name, String text, boolean executable) throws IOException {
        var file = Files.writeString(directory.resolve(name), text);
        assertThat(file.toFile().setExecutable(executable)).isTrue();
    }

    @RequiresNode
    @ParameterizedTest
    @MethodSource
    void failureIsThatOfNode(String node, BiFunction<ForkedChildren, Path, ForkedChild> ours) {
        var theirs = NodesOwn.run("const dir = args[0]; launch(() => " + node + ")", directory);

        assertThat(answer(ours)).isEqualTo(theirs.asText());
    }

    private String answer(BiFunction<ForkedChildren, Path, ForkedChild> ours) {
        try {
            var child = Await.closed(ours.apply(children, directory));
            return child.exitStatus().orElseThrow() instanceof ExitStatus.NotStarted never
                    ? "never started: " + never.errno()
                    : "started";
        } catch (SpawnException refusal) {
            return "thrown: " + refusal.errno();
        }
    }

    static Stream<Arguments> failureIsThatOfNode() {
        return Stream.of(
                row("missing program", "cp.spawn('nope-x')", (c, dir) -> c.spawn("nope-x")),
                row("missing path", "cp.spawn(dir + '/nope')", (c, dir) -> c.spawn(dir + "/nope")),
                row("no permission", "cp.spawn(dir + '/a/locked')", (c, dir) -> c.spawn(dir + "/a/locked")),
                row("a directory", "cp.spawn(dir + '/a')", (c, dir) -> c.spawn(dir + "/a")),
                row(
                        "interpreter that is not there",
                        "cp.spawn(dir + '/a/bad-interpreter')",
                        (c, dir) -> c.spawn(dir + "/a/bad-interpreter")),
                row(
                        "missing working directory",
                        "cp.spawn('true', {cwd: dir + '/nope'})",
                        (c, dir) -> c.with(DEFAULTS.cwd(dir.resolve("nope"))).spawn("true")),
                row(
                        "working directory that is a file",
                        "cp.spawn('true', {cwd: dir + '/a/tool'})",
                        (c, dir) -> c.with(DEFAULTS.cwd(dir.resolve("a/tool"))).spawn("true")),
                row(
                        "working directory that is a loop",
                        "cp.spawn('true', {cwd: dir + '/loop'})",
                        (c, dir) -> c.with(DEFAULTS.cwd(dir.resolve("loop"))).spawn("true")),
                row("path through a file", "cp.spawn(dir + '/a/tool/x')", (c, dir) -> c.spawn(dir + "/a/tool/x")),
                row("path that is a loop", "cp.spawn(dir + '/loop')", (c, dir) -> c.spawn(dir + "/loop")),
                row("name that is too long", "cp.spawn('n'.repeat(300))", (c, dir) -> c.spawn("n".repeat(300))),
                row(
                        "path whose name is too long",
                        "cp.spawn('/' + 'n'.repeat(300))",
                        (c, dir) -> c.spawn("/" + "n".repeat(300))),
                row(
                        "argument that is too long",
                        "cp.spawn('true', ['x'.repeat(200000)])",
                        (c, dir) -> c.spawn("true", "x".repeat(200_000))),
                row(
                        "closed descriptor",
                        "cp.spawn('true', {stdio: ['pipe', 999]})",
                        (c, dir) -> c.with(DEFAULTS.stdio(Stdio.pipe(), Stdio.fd(999)))
                                .spawn("true")),
                row(
                        "inherited descriptor that is closed",
                        "cp.spawn('true', {stdio: ['pipe', 'pipe', 'pipe'].concat(Array(997).fill(null), 'inherit')})",
                        (c, dir) -> c.with(DEFAULTS.stdio(inheritAt(1000))).spawn("true")),
                row(
                        "not in the PATH of env",
                        "cp.spawn('true', {env: {PATH: dir + '/a'}})",
                        (c, dir) -> c.with(path(dir + "/a")).spawn("true")),
                row(
                        "in the PATH, but not executable",
                        "cp.spawn('only-locked', {env: {PATH: dir + '/a:' + dir + '/b'}})",
                        (c, dir) -> c.with(path(dir + "/a:" + dir + "/b")).spawn("only-locked")),
                row(
                        "file in the PATH",
                        "cp.spawn('nope-x', {env: {PATH: dir + '/a/tool'}})",
                        (c, dir) -> c.with(path(dir + "/a/tool")).spawn("nope-x")),
                row(
                        "loop in the PATH",
                        "cp.spawn('nope-x', {env: {PATH: dir + '/loop:/bin'}})",
                        (c, dir) -> c.with(path(dir + "/loop:/bin")).spawn("nope-x")),
                row(
                        "PATH entry that is too long",
                        "cp.spawn('tool', {env: {PATH: '/' + 'n'.repeat(300) + ':' + dir + '/a'}})",
                        (c, dir) -> c.with(path("/" + "n".repeat(300) + ":" + dir + "/a"))
                                .spawn("tool")));
    }

    /** Node reports the last failure of the search, and throws. */
    @RequiresNode
    @Test
    void fileAsTheLastOfThePathIsNoDifferentFromADirectoryWithoutTheProgram() {
        var theirs = NodesOwn.run(
                "launch(() => cp.spawn('nope-x', {env: {PATH: '/nope:' + args[0] + '/a/tool'}}))", directory);

        var ours = answer((c, dir) -> c.with(path("/nope:" + dir + "/a/tool")).spawn("nope-x"));

        assertThat(theirs.asText()).isEqualTo("thrown: ENOTDIR");
        assertThat(ours).isEqualTo("never started: ENOENT");
    }

    /** Every program prints who it is. */
    @RequiresNode
    @ParameterizedTest
    @MethodSource
    void programIsThatOfNode(String node, BiFunction<ForkedChildren, Path, ForkedChild> ours) {
        var theirs = NodesOwn.run(
                "const dir = args[0]; let out = ''; const c = " + node + "; c.on('error', (e) => { out += e.code; });"
                        + "c.stdout.on('data', (text) => { out += text; }); c.on('close', () => print(out));",
                directory);

        var child = Await.closed(ours.apply(children, directory));

        assertThat(child.stdout().text()).as(child::evidence).isEqualTo(theirs.asText());
    }

    static Stream<Arguments> programIsThatOfNode() {
        return Stream.of(
                row(
                        "first of the PATH",
                        "cp.spawn('tool', ['x'], {env: {PATH: dir + '/b:' + dir + '/a'}})",
                        (c, dir) -> c.with(path(dir + "/b:" + dir + "/a")).spawn("tool", "x")),
                row(
                        "first that may be executed",
                        "cp.spawn('locked', {env: {PATH: dir + '/a:' + dir + '/b'}})",
                        (c, dir) -> c.with(path(dir + "/a:" + dir + "/b")).spawn("locked")),
                row(
                        "relative entry, from the working directory",
                        "cp.spawn('tool', {cwd: dir, env: {PATH: 'b'}})",
                        (c, dir) -> c.with(path("b").cwd(dir)).spawn("tool")),
                row(
                        "empty entry, the working directory",
                        "cp.spawn('tool', {cwd: dir + '/b', env: {PATH: '/nope::/bin'}})",
                        (c, dir) -> c.with(path("/nope::/bin").cwd(dir.resolve("b")))
                                .spawn("tool")),
                row(
                        "empty PATH",
                        "cp.spawn('tool', {cwd: dir + '/b', env: {PATH: ''}})",
                        (c, dir) -> c.with(path("").cwd(dir.resolve("b"))).spawn("tool")),
                row(
                        "no PATH",
                        "cp.spawn('zgrep', ['--version'], {env: {}})",
                        (c, dir) -> c.with(DEFAULTS.onlyEnv(Map.of())).spawn("zgrep", "--version")),
                row(
                        "no PATH, usage with the script's path",
                        "cp.spawn('zgrep', ['--help'], {env: {}})",
                        (c, dir) -> c.with(DEFAULTS.onlyEnv(Map.of())).spawn("zgrep", "--help")),
                row(
                        "relative path, from the working directory",
                        "cp.spawn('./tool', {cwd: dir + '/b'})",
                        (c, dir) -> c.with(DEFAULTS.cwd(dir.resolve("b"))).spawn("./tool")),
                row(
                        "script without #!",
                        "cp.spawn(dir + '/a/no-first-line', ['x'])",
                        (c, dir) -> c.spawn(dir + "/a/no-first-line", "x")),
                row(
                        "script without #! in the PATH",
                        "cp.spawn('no-first-line', ['x'], {env: {PATH: dir + '/a'}})",
                        (c, dir) -> c.with(path(dir + "/a")).spawn("no-first-line", "x")),
                row(
                        "argv0",
                        "cp.spawn('sh', ['-c', 'echo $0; cat /proc/$$/cmdline'], {argv0: 'other name'})",
                        (c, dir) -> c.with(DEFAULTS.argv0("other name"))
                                .spawn("sh", "-c", "echo $0; cat /proc/$$/cmdline")),
                row(
                        "shell",
                        "cp.spawn('echo', ['a  b', '$((1+1))', '*'], {shell: true, cwd: dir + '/a'})",
                        (c, dir) -> c.with(DEFAULTS.shell(true).cwd(dir.resolve("a")))
                                .spawn("echo", "a  b", "$((1+1))", "*")),
                row(
                        "shell with argv0",
                        "cp.spawn('cat /proc/$$/cmdline', {shell: true, argv0: 'other'})",
                        (c, dir) -> c.with(DEFAULTS.shell(true).argv0("other")).spawn("cat /proc/$$/cmdline")),
                row(
                        "empty argument",
                        "cp.spawn('printf', ['[%s]', '', 'a'])",
                        (c, dir) -> c.spawn("printf", "[%s]", "", "a")),
                row(
                        "text beyond ASCII",
                        "cp.spawn('printf', ['%s', 'é😀'])",
                        (c, dir) -> c.spawn("printf", "%s", "é😀")),
                row(
                        "working directory",
                        "cp.spawn('pwd', {cwd: dir + '/a'})",
                        (c, dir) -> c.with(DEFAULTS.cwd(dir.resolve("a"))).spawn("pwd")),
                row(
                        "complete environment",
                        "cp.spawn('/usr/bin/env', {env: {A: '1', B: '', C: 'x=y z'}})",
                        (c, dir) -> c.with(DEFAULTS.onlyEnv(Map.of("A", "1", "B", "", "C", "x=y z")))
                                .spawn("sh", "-c", "env | grep -v -e ^FORKEDCHILD_ -e ^PWD -e ^_ | sort")),
                row(
                        "empty environment",
                        "cp.spawn('sh', ['-c', 'tr \"\\\\\\\\0\" \"\\\\\\\\n\" </proc/$$/environ'], {env: {}})",
                        (c, dir) -> c.with(DEFAULTS.onlyEnv(Map.of()))
                                .spawn("sh", "-c", "tr '\\0' '\\n' </proc/$$/environ | grep -v ^FORKEDCHILD_; :")));
    }

    private static SpawnOptions path(String path) {
        return DEFAULTS.onlyEnv(Map.of("PATH", path));
    }

    private static Stdio[] inheritAt(int index) {
        var stdio = new Stdio[index + 1];
        java.util.Arrays.fill(stdio, Stdio.unset());
        stdio[index] = Stdio.inherit();
        return stdio;
    }

    private static Arguments row(String name, String node, BiFunction<ForkedChildren, Path, ForkedChild> ours) {
        return argumentSet(name, node, ours);
    }
}
