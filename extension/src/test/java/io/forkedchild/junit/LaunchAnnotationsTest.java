package io.forkedchild.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.RequiresNode;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the members of the annotations do to the child. */
@ExtendWith(ForkedChildExtension.class)
class LaunchAnnotationsTest {

    private static final String GREETING = "src/test/resources/io/forkedchild/junit/greeting.js";

    // ---- spawn

    @Test
    void spawnTakesProgramAndArguments(@Spawn({"echo", "a b", ""}) ForkedChild echo) {
        assertThat(Children.output(echo)).isEqualTo("a b \n");
    }

    @Test
    void childIsCalledLikeItsParameter(@Spawn("true") ForkedChild bystander, @Exec("true") ForkedChild runner) {
        assertThat(bystander.name()).isEqualTo("bystander");
        assertThat(runner.name()).isEqualTo("runner");
    }

    @Test
    void nameIsStrongerThanThatOfTheParameter(@Spawn(value = "true", name = "the server") ForkedChild child) {
        assertThat(child.name()).isEqualTo("the server");
    }

    @Test
    void missingProgramGivesAChildThatNeverStarted(@Spawn("no-such-program") ForkedChild child) {
        assertThat(Children.until(child, child::isClosed).exitStatus().orElseThrow())
                .isInstanceOf(ExitStatus.NotStarted.class);
    }

    @Test
    void cwdIsWhereTheChildRuns(@Spawn(value = "pwd", cwd = "/usr") ForkedChild pwd) {
        assertThat(Children.output(pwd)).isEqualTo("/usr\n");
    }

    @Test
    void relativeCwdStartsWhereTheTestJvmRuns(@Spawn(value = "pwd", cwd = "..") ForkedChild pwd) {
        assertThat(Children.output(pwd).strip())
                .isEqualTo(Path.of("").toAbsolutePath().resolveSibling("").toString());
    }

    @Test
    void withoutEnvTheChildInheritsAll(@Spawn("env") ForkedChild env) {
        assertThat(Children.output(env)).contains("PATH=" + System.getenv("PATH"));
    }

    @Test
    void envIsAddedToWhatTheChildInherits(
            @Spawn(
                            value = "env",
                            env = {"A=1", "B=x=y", "C="})
                    ForkedChild env) {
        assertThat(Children.output(env).lines()).contains("A=1", "B=x=y", "C=", "PATH=" + System.getenv("PATH"));
    }

    @Test
    void onlyEnvIsTheCompleteEnvironment(
            @Spawn(
                            value = "/usr/bin/env",
                            onlyEnv = {"A=1", "B=x=y", "C="},
                            env = "D=4")
                    ForkedChild env) {
        assertThat(Children.output(env).lines().filter(line -> !line.startsWith("FORKEDCHILD_")))
                .containsExactlyInAnyOrder("A=1", "B=x=y", "C=", "D=4");
    }

    @Test
    void withoutEnvLeavesVariablesOut(
            @Spawn(
                            value = "/usr/bin/env",
                            withoutEnv = {"PATH", "NOT_THERE"})
                    ForkedChild env) {
        assertThat(Children.output(env).lines())
                .noneMatch(line -> line.startsWith("PATH="))
                .hasSizeGreaterThan(1);
    }

    @Test
    void everyVerbTakesTheEnvironment(
            @Exec(value = "echo $A$B", env = "A=1", withoutEnv = "B") ForkedChild exec,
            @ExecFile(
                            value = {"sh", "-c", "echo $A$B"},
                            env = "B=2",
                            onlyEnv = "A=1")
                    ForkedChild execFile,
            @Fork(
                            value = "-c",
                            args = "echo $A$B",
                            execPath = "sh",
                            silent = true,
                            env = "A=1",
                            withoutEnv = "B",
                            onlyEnv = "PATH=/bin")
                    ForkedChild fork) {
        assertThat(exec.result().stdout()).isEqualTo("1\n");
        assertThat(execFile.result().stdout()).isEqualTo("12\n");
        assertThat(Children.output(fork)).isEqualTo("1\n");
    }

    @Test
    void argv0IsTheFirstArgument(
            @Spawn(
                            value = {"sh", "-c", "echo $0"},
                            argv0 = "other")
                    ForkedChild sh) {
        assertThat(sh.spawnargs()).startsWith("other", "-c");
        assertThat(Children.output(sh)).isEqualTo("other\n");
    }

    @Test
    void oneStdioStandsForAll(@Spawn(value = "cat", stdio = "ignore") ForkedChild cat) {
        assertThatIllegalStateException().isThrownBy(cat::stdin);
        assertThatIllegalStateException().isThrownBy(cat::stdout);
        assertThatIllegalStateException().isThrownBy(cat::stderr);
    }

    @Test
    void severalStdiosAreForOneDescriptorEach(
            @Spawn(
                            value = {"sh", "-c", "echo three >&3"},
                            stdio = {"ignore", "ignore", "pipe", "pipe"})
                    ForkedChild sh) {
        Children.until(sh, sh::isClosed);

        assertThat(sh.output(3).text()).isEqualTo("three\n");
        assertThatIllegalStateException().isThrownBy(sh::stdout);
    }

    @Test
    void stdioMayHaveAChannel(
            @Spawn(
                            value = {"sh", "-c", "echo '\"hello\"' >&$NODE_CHANNEL_FD"},
                            stdio = {"pipe", "pipe", "pipe", "ipc"})
                    ForkedChild sh) {
        Children.until(sh, sh::isClosed);

        assertThat(sh.messages()).hasSize(1).allMatch(message -> message.hasValue("hello"));
    }

    @Test
    void detachedChildLeadsItsSession(
            @Spawn(
                            value = {"sh", "-c", "cut -d' ' -f6 /proc/$$/stat"},
                            detached = true)
                    ForkedChild sh) {
        assertThat(Children.output(sh).strip()).isEqualTo(Long.toString(sh.pid()));
    }

    @Test
    void shellRunsTheJoinedTexts(
            @Spawn(
                            value = {"echo", "$((1 + 1));", "echo $0"},
                            shell = "/bin/bash")
                    ForkedChild bash,
            @Spawn(
                            value = {"echo", "$((1 + 1))"},
                            shell = "true")
                    ForkedChild sh) {
        assertThat(Children.output(bash)).isEqualTo("2\n/bin/bash\n");
        assertThat(Children.output(sh)).isEqualTo("2\n");
    }

    @Test
    void timeoutSendsTheKillSignal(
            @Spawn(
                            value = {"sleep", "1000"},
                            timeout = "20 ms",
                            killSignal = Signal.SIGKILL)
                    ForkedChild sleeper) {
        Children.until(sleeper, sleeper::isClosed);

        assertThat(sleeper.signalCode()).contains(Signal.SIGKILL);
    }

    @Test
    void uidAndGidAreThoseOfTheChild(ForkedChildren children) {
        assumeTrue(isRoot(), "needs root");

        NestedRun.of(AsNobody.class).succeeded(1);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/usr/bin/setpriv"));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class AsNobody {

        @Test
        void tellsItsIds(@Exec(value = "id -u; id -g", uid = 65534, gid = 65533) ForkedChild id) {
            assertThat(id.result().stdout()).isEqualTo("65534\n65533\n");
        }
    }

    // ---- exec and execFile

    @Test
    void execRunsACommandLine(@Exec("echo one two | wc -w") ForkedChild count) {
        assertThat(count.result().error()).isEmpty();
        assertThat(count.result().stdout().strip()).isEqualTo("2");
    }

    @Test
    void execTakesTheCommonOptions(
            @Exec(value = "echo $A; /bin/pwd", cwd = "/usr", env = "A=1", name = "here", shell = "/bin/bash")
                    ForkedChild child) {
        assertThat(child.result().stdout()).isEqualTo("1\n/usr\n");
        assertThat(child.name()).isEqualTo("here");
        assertThat(child.spawnfile()).isEqualTo("/bin/bash");
    }

    @Test
    void shellThatIsTrueIsNotTheProgramOfThatName(
            @Exec(value = "exit 3", shell = "true") ForkedChild exec,
            @ExecFile(
                            value = {"exit", "4"},
                            shell = "true")
                    ForkedChild execFile) {
        exec.result();
        execFile.result();

        assertThat(exec.exitCode()).hasValue(3);
        assertThat(execFile.exitCode()).hasValue(4);
    }

    @Test
    void execFileRunsAProgram(@ExecFile({"echo", "a  b", "$HOME"}) ForkedChild echo) {
        assertThat(echo.result().stdout()).isEqualTo("a  b $HOME\n");
    }

    @Test
    void encodingIsThatOfTheResult(
            @ExecFile(
                            value = {"printf", "\\344\\366"},
                            encoding = "latin1")
                    ForkedChild latin,
            @Exec(value = "printf '\\344\\366'", encoding = "buffer") ForkedChild bytes) {
        assertThat(latin.result().stdout()).isEqualTo("äö");
        assertThat(bytes.result().stdoutBytes()).isEqualTo("äö".getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void tooMuchOutputEndsTheChildren(
            @Exec(value = "yes", maxBuffer = 10) ForkedChild exec,
            @ExecFile(value = "yes", maxBuffer = 10, killSignal = Signal.SIGKILL) ForkedChild execFile) {
        assertThat(exec.result().stdout()).isEqualTo("y\n".repeat(5));
        assertThat(execFile.result().stdout()).isEqualTo("y\n".repeat(5));
    }

    @Test
    void timeoutEndsTheBufferedChild(
            @ExecFile(
                            value = {"sleep", "1000"},
                            timeout = "20 ms",
                            killSignal = Signal.SIGINT)
                    ForkedChild sleeper) {
        assertThat(sleeper.result().error()).isPresent();
        assertThat(sleeper.signalCode()).contains(Signal.SIGINT);
    }

    // ---- fork

    @Test
    @RequiresNode
    void forkRunsAModuleWithAChannel(@Fork({GREETING, "a b", "c"}) ForkedChild node) {
        Children.until(node, () -> !node.messages().isEmpty());

        assertThat(node.hasChannel()).isTrue();
        assertThat(node.connected()).isTrue();
        assertThat(node.messages().get(0).json().at("/greeting").toString()).isEqualTo("[\"a b\",\"c\"]");
    }

    @Test
    @RequiresNode
    void execArgvStandsBeforeTheModule(
            @Fork(value = GREETING, execArgv = "--no-warnings", silent = true) ForkedChild node) {
        Children.until(node, () -> !node.messages().isEmpty());

        assertThat(node.messages().get(0).json().at("/options/0").asText()).isEqualTo("--no-warnings");
        assertThat(node.stdin().hasEnded()).isFalse();
    }

    @Test
    void execPathRunsTheModule(
            @Fork(
                            value = {"module.js", "arg"},
                            execPath = "echo",
                            execArgv = {"-n", "first"},
                            silent = true)
                    ForkedChild echo) {
        assertThat(Children.output(echo)).isEqualTo("first module.js arg");
    }

    @Test
    void stdioIsStrongerThanSilent(
            @Fork(value = "m", execPath = "cat", silent = true, stdio = "ignore") ForkedChild one,
            @Fork(
                            value = "m",
                            execPath = "echo",
                            stdio = {"ignore", "pipe", "pipe", "ignore", "ipc"})
                    ForkedChild several) {
        assertThatIllegalStateException().isThrownBy(one::stdout);
        assertThat(one.hasChannel()).isTrue();
        assertThat(Children.output(several)).isEqualTo("m\n");
        assertThat(several.hasChannel()).isTrue();
    }

    // ---- annotations of one's own

    @Test
    void annotationOfOnesOwnStandsForOurs(@Cat ForkedChild cat, ForkedChildren children) {
        cat.stdin().write("meow");
        cat.stdin().end();

        assertThat(Children.output(cat)).isEqualTo("meow");
        assertThat(children.all()).containsExactly(cat);
    }

    @Spawn("cat")
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Cat {}
}
