package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.evidence.ChildSnapshot;
import io.forkedchild.evidence.Hints;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.Programs;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the evidence says of a child that goes on running, and of output that does not come. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class RunningHintsTest {

    private static final String IN_BUFFER =
            "what %s prints to a pipe waits in its buffer until that is full, or the" + " program ends; %s";

    /** The environment of this test may itself ask Python not to buffer. */
    private static final SpawnOptions BUFFERED =
            SpawnOptions.defaults().withoutEnv("PYTHONUNBUFFERED").withoutEnv("_STDBUF_O");

    private final ForkedChildren children;

    @TempDir
    Path directory;

    RunningHintsTest(ForkedChildren children) {
        this.children = children;
    }

    // ---- signals

    @ParameterizedTest
    @MethodSource
    void fateOfASignalIsTold(String script, String hint) {
        var child = Waiting.printed(children.spawn("sh", "-c", script), "up");

        child.kill(Signal.SIGTERM);

        seen(child, () -> hints(child).equals(List.of(hint)));
    }

    static Stream<Arguments> fateOfASignalIsTold() {
        var catches = "it catches SIGTERM: a handler of its own decides whether and when it ends";
        return Stream.of(
                arguments(
                        "trap '' TERM; echo up; exec sleep 60",
                        "it ignores SIGTERM, by itself or as whatever has started it did"),
                arguments(
                        "exec env --block-signal=TERM sh -c 'echo up; exec sleep 60'",
                        "it blocks SIGTERM, which waits until it does not any more"),
                arguments("trap : TERM; echo up; while :; do read line; done", catches),
                arguments("trap : TERM; sleep 60 & echo up; while :; do wait $!; done", catches),
                arguments(
                        "trap 'exit 3' TERM; sh -c 'echo up; exec sleep 60'; echo down",
                        "a shell runs its trap for SIGTERM only when its foreground program has ended, which is sleep 60;"
                                + " 'program & wait $!' has it run at once"));
    }

    @Test
    void childThatIsStoppedIsTold() {
        var child = children.spawn("cat");

        child.kill(Signal.SIGSTOP);
        seen(child, () -> isStopped(child));
        child.kill(Signal.SIGTERM);

        seen(
                child,
                () -> hints(child)
                        .equals(List.of(
                                "it is stopped, as by SIGSTOP: until SIGCONT it does nothing, and takes no signal"
                                        + " but SIGKILL")));
        child.kill(Signal.SIGCONT);
        Waiting.closed(child);
        assertThat(hints(child)).isEmpty();
    }

    private static boolean isStopped(ForkedChild child) {
        try {
            return Files.readString(Path.of("/proc/" + child.pid() + "/status")).contains("State:\tT (stopped)");
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void signalThatEndsNobodyHasNoFate() {
        var child =
                Waiting.printed(children.spawn("sh", "-c", "trap : WINCH; echo up; while :; do read line; done"), "up");

        child.kill(Signal.SIGWINCH);
        child.kill(0);

        assertThat(hints(child)).isEmpty();
    }

    @Test
    void signalOfAnotherChildIsNotOverlooked() {
        var child = children.spawn("sleep", "60");
        Waiting.closed(children.exec("kill -KILL " + child.pid()));
        Waiting.closed(child);

        assertThat(hintsOfEnd(child))
                .containsExactly("kill() was not called for it: it sent the signal itself, or another process did");
    }

    // ---- listeners

    @Test
    void jvmWhoseMainHasNotReturnedDoesNotListen() {
        var child = children.fork(() -> new CountDownLatch(1).await());

        assertThat(hintsOfEnd(child)).isEmpty();

        child.kill(Signal.SIGSTOP);
        seen(child, () -> !hintsOfEnd(child).isEmpty());
        assertThat(hintsOfEnd(child)).singleElement().asString().startsWith("it is stopped");
    }

    @Test
    @RequiresNode
    void nodeThatListensIsTold() throws IOException {
        var module = Files.writeString(directory.resolve("m.js"), "process.on('message', m => {}); process.send(1)");
        var child = children.fork(module.toString());
        Waiting.until(child, () -> child.messages().size() == 1);

        seen(
                child,
                () -> hintsOfEnd(child)
                        .equals(List.of("a Node program that listens for messages runs until the channel is closed:"
                                + " disconnect() closes it")));
    }

    @Test
    void programThatReadsItsChannelIsNotTakenForOneThatListens() {
        var options = SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());
        var child = children.with(options).spawn("sh", "-c", "exec cat <&3");
        var reader = children.with(options).spawn("cat", "/dev/fd/3");

        Waiting.closed(children.exec("true"));

        assertThat(hintsOfEnd(child)).isEmpty();
        assertThat(hintsOfEnd(reader)).isEmpty();
    }

    // ---- output that is held back

    @ParameterizedTest
    @MethodSource
    void outputInABufferIsTold(String command, String program, String remedy) {
        Programs.require(program);
        var child = children.with(BUFFERED).spawn("sh", "-c", command);

        seen(child, () -> hints(child).equals(List.of(IN_BUFFER.formatted(program, remedy))));
    }

    static Stream<Arguments> outputInABufferIsTold() {
        return Stream.of(
                arguments(
                        "exec python3 -c 'print(1); import time; time.sleep(60)'",
                        "python3",
                        "the option -u or PYTHONUNBUFFERED=1 has it write at once"),
                arguments(
                        "cd /; python3 -c 'print(1); import time; time.sleep(60)'; true",
                        "python3",
                        "the option -u or PYTHONUNBUFFERED=1 has it write at once"),
                arguments("exec perl -e 'print 1; sleep 60'", "perl", "$| = 1 in the program has it write at once"),
                arguments("exec grep a", "grep", "the option --line-buffered has it write each line"),
                arguments("exec sed s/a/b/", "sed", "the option -u has it write each line"),
                arguments("exec tr a b", "tr", "stdbuf -oL in front of it has it write each line"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exec python3 -u -c 'import time; time.sleep(60)'",
                "exec python3 -Bu -c 'import time; time.sleep(60)'",
                "PYTHONUNBUFFERED=1 exec python3 -c 'import time; time.sleep(60)'",
                "exec python3 -c 'import time; time.sleep(60)' >/dev/null",
                "exec perl -e '$| = 1; sleep 60'",
                "exec grep --line-buffered a",
                "exec stdbuf -oL tr a b",
                "exec cat",
                "exec sort",
                "exec sleep 60"
            })
    void programThatWritesAtOnceHasNoBuffer(String command) {
        var child = children.spawn("sh", "-c", command + "\nexit 3");

        seen(child, () -> child.exitStatus().isPresent() || runsItsProgram(child));

        assertThat(hints(child)).isEmpty();
    }

    /** Neither the shell nor what prepares the program, which may be a script. */
    private static boolean runsItsProgram(ForkedChild child) {
        try {
            var program = Files.readSymbolicLink(Path.of("/proc/" + child.pid() + "/exe"));
            return !program.getFileName().toString().matches("(?:ba|da)?sh|busybox|env|stdbuf");
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void programInCHasABuffer() throws IOException {
        Programs.require("cc");
        var source = Files.writeString(directory.resolve("hello.c"), """
                #include <stdio.h>
                #include <unistd.h>
                int main(void) { printf("hello\\n"); sleep(60); return 0; }
                """);
        var program = directory.resolve("hello");
        assertThat(children.spawn("cc", "-o", program.toString(), source.toString()))
                .exitedWith(0);

        var child = children.spawn(program.toString());

        seen(
                child,
                () -> hints(child)
                        .equals(List.of(IN_BUFFER.formatted(
                                "hello", "fflush(stdout), or stdbuf -oL in front of it, has it written"))));
        assertThat(hintsOfEnd(child)).isEmpty();
    }

    @Test
    void whatHasComeIsNotHeldBack() {
        Programs.require("python3");
        var child = children.spawn("python3", "-c", "print('up', flush=True); import time; time.sleep(60)");

        Waiting.printed(child, "up");

        assertThat(hints(child)).isEmpty();
    }

    /** What the kernel tells is no event, so that this looks again and again. */
    private static void seen(ForkedChild child, BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(40))
                .alias(hints(child) + ", " + hintsOfEnd(child) + "\n" + child.evidence())
                .until(condition::getAsBoolean);
    }

    private static List<String> hints(ForkedChild child) {
        return Hints.of(ChildSnapshot.of(child.process()));
    }

    private static List<String> hintsOfEnd(ForkedChild child) {
        return Hints.ofEnd(ChildSnapshot.of(child.process()), new ExitStatus.Exited(0)::equals);
    }
}
