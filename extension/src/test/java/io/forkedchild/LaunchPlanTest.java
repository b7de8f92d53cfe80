package io.forkedchild;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.launch.OutputLimit;
import io.forkedchild.launch.RecordingLimit;
import io.forkedchild.process.AbortController;
import io.forkedchild.process.AbortSignal;
import io.forkedchild.process.EndingSteps;
import io.forkedchild.process.Framing;
import io.forkedchild.process.ResourceLimits;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Stdio;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LaunchPlanTest {

    private static final SpawnOptions SPAWN = SpawnOptions.defaults();
    private static final ExecOptions EXEC = ExecOptions.defaults();
    private static final ForkOptions FORK = ForkOptions.defaults();
    private static final Stdio CLOSED = Stdio.Named.CLOSED;

    @ParameterizedTest
    @MethodSource
    void commandLineIsNodes(LaunchPlan plan, String file, List<String> argv) {
        assertThat(plan.file()).isEqualTo(file);
        assertThat(plan.argv()).isEqualTo(argv);
    }

    static Stream<Arguments> commandLineIsNodes() {
        return Stream.of(
                line("spawn", spawn(SPAWN, "ls", "-l", "/"), "ls", "ls", "-l", "/"),
                line("spawn, argv0", spawn(SPAWN.argv0("me"), "ls", "-l"), "ls", "me", "-l"),
                line("spawn, empty argument", spawn(SPAWN, "ls", ""), "ls", "ls", ""),
                line("spawn, shell", spawn(SPAWN.shell(true), "ls", "a  b"), "/bin/sh", "/bin/sh", "-c", "ls a  b"),
                line("spawn, own shell", spawn(SPAWN.shell("bash"), "ls"), "bash", "bash", "-c", "ls"),
                line("spawn, empty shell", spawn(SPAWN.shell(""), "ls", "-l"), "ls", "ls", "-l"),
                line("spawn, shell and argv0", spawn(SPAWN.shell(true).argv0("me"), "ls"), "/bin/sh", "me", "-c", "ls"),
                line("exec", exec(EXEC, "ls | wc"), "/bin/sh", "/bin/sh", "-c", "ls | wc"),
                line("exec, no shell", exec(EXEC.shell(false), "ls | wc"), "/bin/sh", "/bin/sh", "-c", "ls | wc"),
                line("exec, own shell", exec(EXEC.shell("/bin/bash"), "ls"), "/bin/bash", "/bin/bash", "-c", "ls"),
                line("execFile", execFile(EXEC, "ls", "-l"), "ls", "ls", "-l"),
                line("execFile, shell", execFile(EXEC.shell(true), "ls", "-l"), "/bin/sh", "/bin/sh", "-c", "ls -l"),
                line("fork", fork(FORK, "a.js", "4"), "node", "node", "a.js", "4"),
                line("fork, execPath", fork(FORK.execPath("/n"), "a.js"), "/n", "/n", "a.js"),
                line("fork, empty execPath", fork(FORK.execPath(""), "a.js"), "node", "node", "a.js"),
                line(
                        "fork, execArgv",
                        fork(FORK.execArgv("-r", "x"), "a.js", "4"),
                        "node",
                        "node",
                        "-r",
                        "x",
                        "a.js",
                        "4"));
    }

    @ParameterizedTest
    @MethodSource
    void nameComesFromTheProgram(LaunchPlan plan, String name) {
        assertThat(plan.name()).isEqualTo(name);
    }

    static Stream<Arguments> nameComesFromTheProgram() {
        return Stream.of(
                argumentSet("option", spawn(SPAWN.name("worker"), "ls"), "worker"),
                argumentSet("file", spawn(SPAWN, "node"), "node"),
                argumentSet("path", spawn(SPAWN, "/usr/bin/node"), "node"),
                argumentSet("path with a space", spawn(SPAWN, "/my dir/node"), "node"),
                argumentSet("path that ends with a slash", spawn(SPAWN, "/usr/bin/"), "bin"),
                argumentSet("root", spawn(SPAWN, "/"), "/"),
                argumentSet("shell", spawn(SPAWN.shell(true), "/bin/ls -l", "x"), "ls"),
                argumentSet("exec", exec(EXEC, "  cat x | wc -l"), "cat"),
                argumentSet("exec of a path", exec(EXEC, "/bin/cat x"), "cat"),
                argumentSet("exec of nothing", exec(EXEC, " "), "sh"),
                argumentSet("module", fork(FORK, "dir/fork-compute.js"), "fork-compute"),
                argumentSet("ES module", fork(FORK, "./worker.mjs"), "worker"),
                argumentSet("TypeScript module", fork(FORK, "worker.ts"), "worker"),
                argumentSet("module without extension", fork(FORK, "worker"), "worker"),
                argumentSet("module that is only an extension", fork(FORK, ".js"), ".js"));
    }

    @ParameterizedTest
    @MethodSource
    void stdioBecomesConcrete(LaunchPlan plan, List<Stdio> stdio) {
        assertThat(plan.stdio()).isEqualTo(stdio);
    }

    static Stream<Arguments> stdioBecomesConcrete() {
        Stdio pipe = Stdio.pipe();
        Stdio ignore = Stdio.ignore();
        Stdio inherit = Stdio.inherit();
        Stdio ipc = Stdio.ipc();
        Stdio unset = Stdio.unset();
        Stdio file = Stdio.fromFile(Path.of("x"));
        return Stream.of(
                stdio("spawn", SPAWN, pipe, pipe, pipe),
                stdio("one word", SPAWN.stdio("ignore"), ignore, ignore, ignore),
                stdio("overlapped", SPAWN.stdio("overlapped"), pipe, pipe, pipe),
                stdio("none given", SPAWN.stdio(), pipe, pipe, pipe),
                stdio("too few", SPAWN.stdio(ignore), ignore, pipe, pipe),
                stdio("unset", SPAWN.stdio(unset, unset, unset, unset, pipe), pipe, pipe, pipe, CLOSED, pipe),
                stdio("ignored above 2", SPAWN.stdio(pipe, pipe, pipe, ignore), pipe, pipe, pipe, CLOSED),
                stdio("inherited above 2", SPAWN.stdio(inherit, file, pipe, inherit), inherit, file, pipe, Stdio.fd(3)),
                stdio("channel", SPAWN.stdio(pipe, ipc), pipe, ipc, pipe),
                argumentSet("exec", exec(EXEC, "ls"), List.of(pipe, pipe, pipe)),
                argumentSet("fork", fork(FORK, "x"), List.of(inherit, inherit, inherit, ipc)),
                argumentSet("silent fork", fork(FORK.silent(true), "x"), List.of(pipe, pipe, pipe, ipc)),
                argumentSet(
                        "stdio wins over silent",
                        fork(FORK.silent(true).stdio("ignore"), "x"),
                        List.of(ignore, ignore, ignore, ipc)),
                argumentSet("fork with too few", fork(FORK.stdio(ipc), "x"), List.of(ipc, pipe, pipe)));
    }

    @Test
    void channelIsWhereIpcStands() {
        assertThat(spawn(SPAWN, "ls").channelIndex()).isEmpty();
        assertThat(spawn(SPAWN.stdio(Stdio.ipc()), "ls").channelIndex()).hasValue(0);
        assertThat(fork(FORK, "x").channelIndex()).hasValue(3);
    }

    @ParameterizedTest
    @MethodSource
    void candidatesAreThoseOfExecvp(LaunchPlan plan, List<String> candidates) {
        assertThat(plan.candidates()).isEqualTo(candidates);
    }

    static Stream<Arguments> candidatesAreThoseOfExecvp() {
        return Stream.of(
                candidates("absolute", SPAWN, "/bin/ls", "/bin/ls"),
                candidates("relative", SPAWN, "./ls", "./ls"),
                candidates("relative without a dot", SPAWN, "bin/ls", "bin/ls"),
                candidates("the test's PATH", SPAWN, "ls", "/t/bin/ls", "/t/sbin/ls"),
                candidates("PATH given", SPAWN.onlyEnv(Map.of("PATH", "/g")), "ls", "/g/ls"),
                candidates("PATH set", SPAWN.env("PATH", "/s"), "ls", "/s/ls"),
                candidates("env without PATH", SPAWN.onlyEnv(Map.of()), "ls", "/bin/ls", "/usr/bin/ls"),
                candidates("empty elements", SPAWN.env("PATH", ":/a::/b:"), "ls", "ls", "/a/ls", "ls", "/b/ls", "ls"),
                candidates("empty PATH", SPAWN.env("PATH", ""), "ls", "ls"),
                candidates("relative element", SPAWN.env("PATH", "bin"), "ls", "bin/ls"));
    }

    @ParameterizedTest
    @MethodSource
    void credentialsAreChangedBySetpriv(SpawnOptions options, List<String> prefix) {
        assertThat(spawn(options, "ls").credentialsPrefix()).isEqualTo(prefix);
    }

    static Stream<Arguments> credentialsAreChangedBySetpriv() {
        return Stream.of(
                argumentSet("neither", SPAWN, List.of()),
                argumentSet("user", SPAWN.uid(7), List.of("setpriv", "--reuid", "7", "--clear-groups", "--")),
                argumentSet("group", SPAWN.gid(0), List.of("setpriv", "--regid", "0", "--clear-groups", "--")),
                argumentSet(
                        "both",
                        SPAWN.gid(8).uid(7),
                        List.of("setpriv", "--reuid", "7", "--regid", "8", "--clear-groups", "--")));
    }

    @Test
    void defaultsAreNodes() {
        LaunchPlan plan = spawn(SPAWN, "ls");

        assertThat(plan)
                .isEqualTo(new LaunchPlan(
                        "spawn",
                        "ls",
                        "ls",
                        List.of("ls"),
                        Map.of("PATH", "/t/bin:/t/sbin"),
                        Optional.empty(),
                        List.of(Stdio.pipe(), Stdio.pipe(), Stdio.pipe()),
                        UTF_8,
                        Serialization.JSON,
                        Framing.NONE,
                        false,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        15,
                        Optional.empty(),
                        RecordingLimit.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        EndingSteps.defaults(),
                        ResourceLimits.none()));
    }

    @Test
    void optionsReachThePlan() {
        AbortSignal signal = new AbortController().signal();

        LaunchPlan plan = fork(
                FORK.cwd(Path.of("/d"))
                        .serialization(Serialization.ADVANCED)
                        .detached(true)
                        .timeout(Duration.ofSeconds(3))
                        .killSignal("SIGINT")
                        .signal(signal),
                "x");

        assertThat(plan.cwd()).contains(Path.of("/d"));
        assertThat(plan.serialization()).isEqualTo(Serialization.ADVANCED);
        assertThat(plan.detached()).isTrue();
        assertThat(plan.timeout()).contains(Duration.ofSeconds(3));
        assertThat(plan.killSignal()).isEqualTo(2);
        assertThat(plan.abortSignal()).containsSame(signal);
    }

    @Test
    void emptyCwdIsThatOfTheTest() {
        assertThat(spawn(SPAWN.cwd(Path.of("/d")).cwd(Path.of("")), "ls").cwd()).isEmpty();
    }

    @Test
    void onlyExecAndExecFileCollectTheirOutput() {
        assertThat(spawn(SPAWN, "ls").outputLimit()).isEmpty();
        assertThat(fork(FORK, "x").outputLimit()).isEmpty();
        assertThat(exec(EXEC, "ls | wc").outputLimit())
                .contains(new OutputLimit("ls | wc", 1024 * 1024, Optional.of(UTF_8)));
        assertThat(execFile(EXEC.asBytes().unlimitedBuffer(), "ls", "-l", "/").outputLimit())
                .contains(new OutputLimit("ls -l /", Long.MAX_VALUE, Optional.empty()));
    }

    @Test
    void abortOfExecIgnoresTheKillSignal() {
        assertThat(exec(EXEC.killSignal(9), "ls").killSignalOnAbort()).isEqualTo(15);
        assertThat(spawn(SPAWN.killSignal(9), "ls").killSignalOnAbort()).isEqualTo(9);
    }

    private static Arguments line(String row, LaunchPlan plan, String file, String... argv) {
        return argumentSet(row, plan, file, List.of(argv));
    }

    private static Arguments stdio(String row, SpawnOptions options, Stdio... stdio) {
        return argumentSet(row, spawn(options, "ls"), List.of(stdio));
    }

    private static Arguments candidates(String row, SpawnOptions options, String file, String... candidates) {
        return argumentSet(row, spawn(options, file), List.of(candidates));
    }

    private static LaunchPlan spawn(SpawnOptions options, String file, String... args) {
        return LaunchPlans.spawn(file, List.of(args), options, Map.of("PATH", "/t/bin:/t/sbin"));
    }

    private static LaunchPlan exec(ExecOptions options, String command) {
        return LaunchPlans.exec(command, options, Map.of());
    }

    private static LaunchPlan execFile(ExecOptions options, String file, String... args) {
        return LaunchPlans.execFile(file, List.of(args), options, Map.of());
    }

    private static LaunchPlan fork(ForkOptions options, String module, String... args) {
        return LaunchPlans.fork(module, List.of(args), options, Map.of());
    }
}
