package io.forkedchild;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.process.AbortController;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LaunchOptionsTest {

    private static final String NUL = "a\0b";
    private static final String NUL_TEXT = ": must not contain a NUL character, was 'a\\0b'";

    private static final SpawnOptions SPAWN = SpawnOptions.defaults();
    private static final ExecOptions EXEC = ExecOptions.defaults();
    private static final ForkOptions FORK = ForkOptions.defaults();

    @ParameterizedTest
    @MethodSource
    void wrongValueIsRefusedAtOnce(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    static Stream<Arguments> wrongValueIsRefusedAtOnce() {
        return Stream.of(
                refused("empty file", () -> spawn("", SPAWN), "file: must not be empty, was ''"),
                refused("NUL in file", () -> spawn(NUL, SPAWN), "file" + NUL_TEXT),
                refused("empty command", () -> exec(""), "command: must not be empty, was ''"),
                refused("NUL in command", () -> exec(NUL), "command" + NUL_TEXT),
                refused("empty file of execFile", () -> execFile(""), "file: must not be empty, was ''"),
                refused("empty module", () -> fork(""), "module: must not be empty, was ''"),
                refused("NUL in module", () -> fork(NUL), "module" + NUL_TEXT),
                refused("NUL in argument", () -> spawn("ls", SPAWN, "-l", NUL), "args[1]" + NUL_TEXT),
                refused("NUL in argument of fork", () -> fork("x.js", NUL), "args[0]" + NUL_TEXT),
                refused("NUL in argv0", () -> SPAWN.argv0(NUL), "options.argv0" + NUL_TEXT),
                refused("NUL in shell", () -> SPAWN.shell(NUL), "options.shell" + NUL_TEXT),
                refused("NUL in shell of exec", () -> EXEC.shell(NUL), "options.shell" + NUL_TEXT),
                refused("NUL in execPath", () -> FORK.execPath(NUL), "options.execPath" + NUL_TEXT),
                refused("NUL in execArgv", () -> FORK.execArgv("-v", NUL), "options.execArgv[1]" + NUL_TEXT),
                refused("blank name", () -> SPAWN.name(" "), "options.name: must not be blank, was ' '"),
                refused("negative uid", () -> SPAWN.uid(-1), "options.uid: must not be negative, was -1"),
                refused("negative gid", () -> EXEC.gid(-1), "options.gid: must not be negative, was -1"),
                refused(
                        "negative timeout",
                        () -> EXEC.timeout(Duration.ofMillis(-1)),
                        "options.timeout: must not be negative, was PT-0.001S"),
                refused(
                        "negative maxBuffer",
                        () -> EXEC.maxBuffer(-1),
                        "options.maxBuffer: must not be negative, was -1"));
    }

    @ParameterizedTest
    @MethodSource
    void wrongEnvironmentIsRefusedAtOnce(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    static Stream<Arguments> wrongEnvironmentIsRefusedAtOnce() {
        return Stream.of(
                refused("NUL in value", () -> SPAWN.env("A", NUL), "options.env['A']" + NUL_TEXT),
                refused("NUL in name", () -> SPAWN.env(NUL, "1"), "options.env name" + NUL_TEXT),
                refused("no name", () -> SPAWN.env("", "1"), "options.env name: must not be empty, was ''"),
                refused("= in name", () -> SPAWN.env("A=B", "1"), "options.env name: must not contain '=', was 'A=B'"),
                refused("NUL in value of all", () -> EXEC.onlyEnv(Map.of("A", NUL)), "options.onlyEnv['A']" + NUL_TEXT),
                refused("NUL in name of all", () -> EXEC.onlyEnv(Map.of(NUL, "1")), "options.onlyEnv name" + NUL_TEXT),
                refused(
                        "no name of all",
                        () -> EXEC.onlyEnv(Map.of("", "1")),
                        "options.onlyEnv name: must not be empty, was ''"),
                refused(
                        "= in name of all",
                        () -> EXEC.onlyEnv(Map.of("A=B", "1")),
                        "options.onlyEnv name: must not contain '=', was 'A=B'"),
                refused("NUL in left out", () -> FORK.withoutEnv("A", NUL), "options.withoutEnv name" + NUL_TEXT),
                refused(
                        "no name left out",
                        () -> FORK.withoutEnv(""),
                        "options.withoutEnv name: must not be empty, was ''"),
                refused(
                        "= in left out",
                        () -> FORK.withoutEnv("A=1"),
                        "options.withoutEnv name: must not contain '=', was 'A=1'"));
    }

    @ParameterizedTest
    @MethodSource
    void contradictionAboutAVariableIsRefusedInAnyOrder(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    static Stream<Arguments> contradictionAboutAVariableIsRefusedInAnyOrder() {
        Map<String, String> all = Map.of("A", "1");
        return Stream.of(
                refused(
                        "all, then added",
                        () -> SPAWN.onlyEnv(all).env("A", "2"),
                        "options.env: must not name a variable that options.onlyEnv sets, was 'A'"),
                refused(
                        "added, then all",
                        () -> SPAWN.env("A", "2").onlyEnv(all),
                        "options.onlyEnv: must not name a variable that options.env sets, was 'A'"),
                refused(
                        "added, then left out",
                        () -> SPAWN.env("A", "1").withoutEnv("B", "A"),
                        "options.withoutEnv: must not name a variable that options.env sets, was 'A'"),
                refused(
                        "left out, then added",
                        () -> SPAWN.withoutEnv("A").env("A", "1"),
                        "options.env: must not name a variable that options.withoutEnv leaves out, was 'A'"),
                refused(
                        "all, then left out",
                        () -> SPAWN.onlyEnv(all).withoutEnv("A"),
                        "options.withoutEnv: must not name a variable that options.onlyEnv sets, was 'A'"),
                refused(
                        "left out, then all",
                        () -> SPAWN.withoutEnv("A").onlyEnv(all),
                        "options.onlyEnv: must not name a variable that options.withoutEnv leaves out, was 'A'"));
    }

    @ParameterizedTest
    @MethodSource
    void unknownSignalIsRefusedWithTheKnownOnes(ThrowingCallable call, String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(call)
                .withMessageStartingWith("options.killSignal: must be one of [SIGHUP, SIGINT, ")
                .withMessageEndingWith(", was " + value);
    }

    static Stream<Arguments> unknownSignalIsRefusedWithTheKnownOnes() {
        return Stream.of(
                refused("unknown name", () -> SPAWN.killSignal("SIGFOO"), "'SIGFOO'"),
                refused("name with a space", () -> SPAWN.killSignal("SIGKILL "), "'SIGKILL '"),
                refused("zero", () -> EXEC.killSignal(0), "0"),
                refused("number out of range", () -> EXEC.killSignal(500), "500"),
                refused("real-time signal", () -> FORK.killSignal(40), "40"));
    }

    @ParameterizedTest
    @MethodSource
    void wrongStdioIsRefusedAtOnce(ThrowingCallable call, String message) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    static Stream<Arguments> wrongStdioIsRefusedAtOnce() {
        String words =
                "options.stdio: must be 'pipe', 'overlapped', 'ignore', 'inherit' or one Stdio a descriptor, was ";
        return Stream.of(
                refused("unknown word", () -> SPAWN.stdio("foo"), words + "'foo'"),
                refused("ipc for all", () -> SPAWN.stdio("ipc"), words + "'ipc'"),
                refused("number for all", () -> FORK.stdio("1"), words + "'1'"),
                refused(
                        "two channels",
                        () -> SPAWN.stdio(Stdio.ipc(), Stdio.pipe(), Stdio.ipc()),
                        "options.stdio: must not have more than one 'ipc', was [ipc, pipe, ipc]"),
                refused(
                        "two channels of fork",
                        () -> FORK.stdio(Stdio.ipc(), Stdio.ipc()),
                        "options.stdio: must not have more than one 'ipc', was [ipc, ipc]"),
                refused(
                        "fork without channel",
                        () -> FORK.stdio(Stdio.pipe()),
                        "options.stdio: must have an 'ipc', as every fork has a channel, was [pipe]"));
    }

    @ParameterizedTest
    @MethodSource
    void nullIsRefusedByName(ThrowingCallable call, String argument) {
        assertThatNullPointerException().isThrownBy(call).withMessage(argument + ": must not be null");
    }

    @SuppressWarnings("NullAway")
    static Stream<Arguments> nullIsRefusedByName() {
        Map<String, String> env = new HashMap<>();
        env.put("A", null);
        return Stream.of(
                refused("file", () -> spawn(null, SPAWN), "file"),
                refused("args", () -> LaunchPlans.spawn("ls", null, SPAWN, Map.of()), "args"),
                refused("argument", () -> spawn("ls", SPAWN, "-l", null), "args[1]"),
                refused("options", () -> spawn("ls", null), "options"),
                refused("cwd", () -> SPAWN.cwd(null), "options.cwd"),
                refused("variable", () -> SPAWN.env("A", null), "options.env['A']"),
                refused("name of a variable", () -> SPAWN.env(null, "1"), "options.env name"),
                refused("all variables", () -> SPAWN.onlyEnv(null), "options.onlyEnv"),
                refused("one of all variables", () -> SPAWN.onlyEnv(env), "options.onlyEnv['A']"),
                refused("variables left out", () -> SPAWN.withoutEnv((String[]) null), "options.withoutEnv"),
                refused("variable left out", () -> SPAWN.withoutEnv("A", null), "options.withoutEnv name"),
                refused("timeout", () -> SPAWN.timeout(null), "options.timeout"),
                refused("signal", () -> SPAWN.signal(null), "options.signal"),
                refused("killSignal", () -> SPAWN.killSignal((String) null), "options.killSignal"),
                refused("serialization", () -> SPAWN.serialization(null), "options.serialization"),
                refused("encoding", () -> EXEC.encoding(null), "options.encoding"),
                refused("stdio", () -> SPAWN.stdio((String) null), "options.stdio"),
                refused("stdio slot", () -> SPAWN.stdio(Stdio.pipe(), null), "options.stdio[1]"),
                refused("stdio slot of fork", () -> FORK.stdio(Stdio.ipc(), null), "options.stdio[1]"),
                refused("execArgv element", () -> FORK.execArgv("-v", null), "options.execArgv[1]"));
    }

    @Test
    void everyChangeLeavesTheOriginalAlone() {
        SpawnOptions changed =
                SPAWN.cwd(Path.of("/tmp")).env("A", "1").detached(true).uid(1).argv0("x");

        assertThat(changed).isNotSameAs(SPAWN);
        assertThat(SPAWN.choices).usingRecursiveComparison().isEqualTo(new OptionValues());
    }

    @Test
    void optionsAreEqualIfTheirValuesAre() {
        SpawnOptions one = SPAWN.env("A", "1").cwd(Path.of("/tmp")).stdio(Stdio.pipe(), Stdio.ipc());
        SpawnOptions other =
                SPAWN.stdio(Stdio.pipe(), Stdio.ipc()).cwd(Path.of("/tmp")).env("A", "1");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(one.env("A", "2"));
        assertThat(one).isNotEqualTo(one.withoutEnv("B"));
        assertThat(SPAWN.detached(true).detached(false)).isEqualTo(SPAWN);
        assertThat((Object) SPAWN).isNotEqualTo(FORK);
    }

    @ParameterizedTest
    @MethodSource
    void optionsTellWhatIsNotByDefault(LaunchOptions<?> options, String text) {
        assertThat(options).hasToString(text);
    }

    static Stream<Arguments> optionsTellWhatIsNotByDefault() {
        return Stream.of(
                arguments(SPAWN, "SpawnOptions[]"),
                arguments(SPAWN.uid(5).env("A", "1"), "SpawnOptions[env={A=1}, uid=5]"),
                arguments(
                        SPAWN.onlyEnv(Map.of()).withoutEnv("B", "C").stdio("ignore"),
                        "SpawnOptions[onlyEnv={}, withoutEnv=[B, C], stdio=[ignore, ignore, ignore]]"),
                arguments(
                        EXEC.asBytes().unlimitedBuffer().timeout(Duration.ofSeconds(5)),
                        "ExecOptions[timeout=PT5S, encoding=bytes, maxBuffer=unlimited]"),
                arguments(
                        EXEC.encoding(ISO_8859_1).maxBuffer(5).signal(new AbortController().signal()),
                        "ExecOptions[signal=not aborted, encoding=ISO-8859-1, maxBuffer=5]"),
                arguments(
                        FORK.silent(true).execArgv("-Xmx64m").systemProperty("a", "b"),
                        "ForkOptions[execArgv=[-Xmx64m], silent=true, systemProperties={a=b}]"));
    }

    /** Equality and text of options are made of these names. */
    @Test
    void everyValueHasAName() {
        var fields = Arrays.stream(OptionValues.class.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .map(Field::getName)
                .filter(name -> !name.equals("variables"));

        assertThat(new OptionValues().byName().keySet())
                .containsAll(fields.toList())
                .contains("env", "onlyEnv", "withoutEnv");
    }

    @Test
    void laterChangesOfWhatWasPassedMeanNothing() {
        Map<String, String> env = new HashMap<>(Map.of("A", "1"));
        Stdio[] stdio = {Stdio.ignore()};
        SpawnOptions options = SPAWN.onlyEnv(env).stdio(stdio);

        env.put("B", "2");
        stdio[0] = Stdio.inherit();

        assertThat(options.choices.variables.only()).contains(Map.of("A", "1"));
        assertThat(options.choices.stdio).contains(List.of(Stdio.ignore()));
    }

    @Test
    void timeoutsThatNeverComeAreNone() {
        assertThat(SPAWN.timeout(Duration.ZERO).choices.timeout).isEmpty();
        assertThat(SPAWN.timeout(Duration.ofSeconds(Long.MAX_VALUE)).choices.timeout)
                .isEmpty();
        assertThat(SPAWN.timeout(Duration.ofMillis(5)).choices.timeout).contains(Duration.ofMillis(5));
    }

    @Test
    void killSignalComesByNameNumberOrConstant() {
        Stream<SpawnOptions> same =
                Stream.of(SPAWN.killSignal(Signal.SIGKILL), SPAWN.killSignal("sigkill"), SPAWN.killSignal(9));

        assertThat(same).extracting(options -> options.choices.killSignal).containsOnly(Signal.SIGKILL);
    }

    @Test
    void optionsForWindowsChangeNothing() {
        SpawnOptions options = SPAWN.windowsHide(true).windowsVerbatimArguments(true);

        assertThat(options.choices).usingRecursiveComparison().isEqualTo(SPAWN.choices);
    }

    private static Arguments refused(String row, ThrowingCallable call, String text) {
        return argumentSet(row, call, text);
    }

    private static LaunchPlan spawn(String file, SpawnOptions options, String... args) {
        return LaunchPlans.spawn(file, Arrays.asList(args), options, Map.of());
    }

    private static LaunchPlan exec(String command) {
        return LaunchPlans.exec(command, EXEC, Map.of());
    }

    private static LaunchPlan execFile(String file) {
        return LaunchPlans.execFile(file, List.of(), EXEC, Map.of());
    }

    private static LaunchPlan fork(String module, String... args) {
        return LaunchPlans.fork(module, List.of(args), FORK, Map.of());
    }
}
