package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.evidence.ChildSnapshot;
import io.forkedchild.evidence.Hints;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the evidence says of patterns that somebody has seen before. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class HintsTest {

    private static final Stdio[] PIPES = {Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc()};
    private static final String FULL_PIPE = "stdout ended after exactly 1 × 64 KiB";

    private final ForkedChildren children;

    HintsTest(ForkedChildren children) {
        this.children = children;
    }

    // ---- what a shell has not executed

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bin/sh: 1: migrate: not found",
                "bash: line 1: migrate: command not found",
                "/bin/bash: line 12: migrate: command not found",
                "bash: migrate: command not found",
                "sh: migrate: not found",
                "sh: line 0: migrate: not found",
                "ksh: migrate: not found",
                "ksh[1]: migrate: not found [No such file or directory]",
                "mksh: migrate: inaccessible or not found",
                "zsh:1: command not found: migrate",
                "zsh: command not found: migrate"
            })
    void commandThatAShellHasNotFoundIsNamed(String complaint) {
        assertThat(hints("printf '%s\\n' \"$0\" >&2; exit 127", complaint))
                .containsExactly(
                        "127: the shell has not found migrate, in the PATH that the child has: is it installed, and"
                                + " spelled so?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sh: 1: ./my tool: not found",
                "bash: line 1: ./my tool: No such file or directory",
                "bash: line 1: ./my tool: cannot execute: required file not found",
                "zsh:1: no such file or directory: ./my tool"
            })
    void fileThatAShellHasNotFoundIsNamed(String complaint) {
        assertThat(hints("printf '%s\\n' \"$0\" >&2; exit 127", complaint))
                .containsExactly("127: the shell has not found ./my tool: is it installed, and spelled so?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sh: 1: ./tool: Permission denied",
                "bash: line 1: ./tool: Permission denied",
                "bash: line 1: ./tool: Is a directory",
                "bash: line 1: ./tool: cannot execute binary file: Exec format error",
                "sh: ./tool: Permission denied",
                "ksh: ./tool: cannot execute [Permission denied]",
                "ksh[1]: ./tool: cannot execute [Exec format error]",
                "mksh: ./tool: can't execute: Permission denied",
                "zsh:1: permission denied: ./tool",
                "zsh: exec format error: ./tool"
            })
    void commandThatAShellCannotExecuteIsNamed(String complaint) {
        assertThat(hints("printf '%s\\n' \"$0\" >&2; exit 126", complaint))
                .containsExactly(
                        "126: the shell has found ./tool and may not, or cannot, execute it: look at its mode and"
                                + " its first line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh", "/bin/bash"})
    void shellsOfThisMachineSayItSo(String shell, @TempDir Path directory) throws IOException {
        var file = Files.writeString(directory.resolve("tool"), "exit 0");
        var options = ExecOptions.defaults().shell(shell).cwd(directory);

        assertThat(hints(children.with(options).exec("nowhere-to-be-found")))
                .singleElement()
                .satisfies(hint -> assertThat(hint).startsWith("127: the shell has not found nowhere-to-be-found, in"));
        assertThat(hints(children.with(options).exec("nowhere-to-be-found 2>&1")))
                .singleElement()
                .satisfies(hint -> assertThat(hint).startsWith("127: the shell has not found nowhere-to-be-found, in"));
        assertThat(hints(children.with(options).exec("./" + file.getFileName())))
                .singleElement()
                .satisfies(hint -> assertThat(hint).startsWith("126: the shell has found ./tool and may not"));
    }

    @Test
    void codeWithoutAComplaintIsExplained() {
        assertThat(hints("exit 127", ""))
                .containsExactly("127 is what shells, env and others exit with if they do not find a command");
        assertThat(hints("exit 126", ""))
                .containsExactly("126 is what shells, env and others exit with if they may not execute a command");
    }

    // ---- ends

    @ParameterizedTest
    @MethodSource
    void endThatWasNotExpectedIsExplained(String script, ExitStatus expected, List<String> hints) {
        var child = Waiting.closed(children.spawn("sh", "-c", script));

        assertThat(Hints.ofEnd(ChildSnapshot.of(child.process()), expected::equals))
                .isEqualTo(hints);
    }

    static Stream<Arguments> endThatWasNotExpectedIsExplained() {
        var exited = new ExitStatus.Exited(143);
        var killed = new ExitStatus.Killed(15, false);
        var byItself = "it exited by itself; 143 is 128 + 15, with which shells and JVMs exit after SIGTERM;"
                + " terminatedBy(SIGTERM) accepts both";
        var byKernel =
                "the kernel killed it; exit code 143 is what a shell makes of that; terminatedBy(SIGTERM) accepts both";
        var byNobody = "kill() was not called for it: it sent the signal itself, or another process did";
        return Stream.of(
                arguments("exit 143", killed, List.of(byItself)),
                arguments("kill -TERM $$", exited, List.of(byKernel, byNobody)),
                arguments("kill -TERM $$", new ExitStatus.Exited(0), List.of(byNobody)),
                arguments("kill -TERM $$", killed, List.of()),
                arguments("kill -KILL $$", new ExitStatus.Exited(0), List.of(byNobody)),
                arguments("kill -PIPE $$", new ExitStatus.Exited(0), List.of(byNobody)),
                arguments("exit 3", new ExitStatus.Exited(0), List.of()));
    }

    @Test
    void endThatIsAskedByNobodyIsNoMystery() {
        assertThat(hints("kill -TERM $$", "")).isEmpty();
    }

    @Test
    void listenerIsNotToBlameForAThread() {
        var waits = children.fork(() -> new Thread(new Waits(), "poller").start());
        Waiting.until(waits, () -> hasThreads(waits));
        var reads = children.with(SpawnOptions.defaults().stdio(PIPES)).spawn("cat");

        assertThat(Hints.ofEnd(ChildSnapshot.of(waits.process()), new ExitStatus.Exited(0)::equals))
                .isEmpty();
        assertThat(Hints.ofEnd(ChildSnapshot.of(reads.process()), new ExitStatus.Exited(0)::equals))
                .isEmpty();
    }

    private static boolean hasThreads(ForkedChild child) {
        return !child.process().threadsThatKeep().isEmpty();
    }

    /** A thread that does not end. */
    private static final class Waits implements Runnable {
        @Override
        public void run() {
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
            }
        }
    }

    // ---- what is cut

    @Test
    @RequiresNode
    void outputThatNodeDoesNotWaitForIsSuspicious() {
        var script = "process.stdout.write('x'.repeat(1e7)); process.exit(1)";

        assertThat(hints(children.spawn("node", "-e", script)))
                .singleElement()
                .satisfies(hint -> assertThat(hint)
                        .matches(
                                "stdout ended after exactly \\d+ × 64 KiB, which is what a pipe holds: if Node had more"
                                        + " to write, process.exit\\(\\) has not waited for that"));
    }

    @Test
    void scriptForNodeIsSuspiciousToo(@TempDir Path directory) throws IOException {
        var bin = Files.createDirectory(directory.resolve("bin"));
        var node = Files.writeString(bin.resolve("node"), "#!/bin/sh\nhead -c 65536 /dev/zero; exit 1\n");
        var tool = Files.writeString(directory.resolve("tool"), "#!/usr/bin/env node\n");
        assertThat(List.of(node.toFile().setExecutable(true), tool.toFile().setExecutable(true)))
                .containsOnly(true);
        var path = bin + ":" + System.getenv("PATH");

        assertThat(hints(children.with(ExecOptions.defaults().env("PATH", path)).execFile(tool.toString())))
                .singleElement()
                .satisfies(hint -> assertThat(hint).startsWith(FULL_PIPE));
        assertThat(hints(children.with(ExecOptions.defaults().env("PATH", path)).exec("cd / && node x.js")))
                .singleElement()
                .satisfies(hint -> assertThat(hint).startsWith(FULL_PIPE));
    }

    @Test
    void outputOfAProgramThatWritesAllIsNot() {
        assertThat(hints(children.spawn("head", "-c", "65536", "/dev/zero"))).isEmpty();
        assertThat(hints("head -c 131072 /dev/zero; exit 1", "")).isEmpty();
    }

    // ---- what was meant for a shell, and for Windows

    @ParameterizedTest
    @MethodSource
    void wordThatOnlyAShellExpandsIsNamed(List<String> command, String hint) {
        var options = SpawnOptions.defaults().env("LC_ALL", "C");
        var args = command.subList(1, command.size()).toArray(String[]::new);

        assertThat(hints(children.with(options).spawn(command.get(0), args)))
                .isEqualTo(hint.isEmpty() ? List.of() : List.of(hint));
    }

    static Stream<Arguments> wordThatOnlyAShellExpandsIsNamed() {
        var replaces = " went to the program as it stands: only a shell replaces it; exec has one, or the option shell";
        var takes =
                " went to the program as it stands: only a shell takes it for more than an argument; exec has one, or"
                        + " the option shell";
        return Stream.of(
                arguments(List.of("ls", "*.nothing"), "*.nothing" + replaces),
                arguments(List.of("cat", "~/nothing"), "~/nothing" + replaces),
                arguments(List.of("cat", "$NOWHERE/nothing"), "$NOWHERE/nothing" + replaces),
                arguments(List.of("ls", "/", "|", "wc"), "|" + takes),
                arguments(List.of("cat", "/dev/null", "&&", "ls"), "&&" + takes),
                arguments(List.of("cat", "nothing", "2>&1"), "2>&1" + takes),
                arguments(List.of("echo", "$HOME"), "$HOME" + replaces),
                arguments(List.of("echo", "hi", ">", "file"), ">" + takes),
                arguments(List.of("echo", "how are you?"), ""),
                arguments(List.of("grep", "a*", "nothing"), ""),
                arguments(List.of("cat", "nothing"), ""),
                arguments(List.of("sh", "-c", "cat '*.nothing'"), ""));
    }

    @Test
    void carriageReturnOfAScriptIsNamed(@TempDir Path directory) throws IOException {
        var hint =
                "127: a line of the script ends in CRLF, and the carriage return counts as part of the name; a script for"
                        + " Linux has LF at the ends of its lines";
        var tool = Files.writeString(directory.resolve("tool"), "#!/usr/bin/env sh\r\nexit 0\r\n");
        var script = Files.writeString(directory.resolve("script"), "nowhere-to-be-found\r\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();

        assertThat(hints(children.spawn(tool.toString()))).containsExactly(hint);
        assertThat(hints(children.spawn("sh", script.toString()))).containsExactly(hint);
        assertThat(hints(children.spawn("bash", script.toString()))).containsExactly(hint);
    }

    @Test
    void emptyStdinIsToldOfAProgramThatEndsWithIt(@TempDir Path directory) throws IOException {
        var program = Files.writeString(directory.resolve("watcher"), "#!/bin/sh\ncat; exit $1\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        var options = ForkOptions.defaults().execPath(program.toString());
        var hint =
                "its stdin is /dev/null, as stdio[0] is inherit: a program that ends with its stdin, as watchers do, ends"
                        + " at once; with pipe it goes on";

        assertThat(hints(children.with(options).fork("0"))).containsExactly(hint);
        assertThat(hints(children.with(options).fork("3"))).isEmpty();
        var piped = children.with(options.silent(true)).fork("0");
        piped.stdin().end();
        assertThat(hints(piped)).isEmpty();
    }

    // ---- others

    @Test
    void noiseOfAJvmIsExplained() {
        var options = SpawnOptions.defaults().env("JAVA_TOOL_OPTIONS", "-Xmx1g");

        assertThat(hints(children.with(options).spawn("sh", "-c", "echo 'Picked up JAVA_TOOL_OPTIONS: -Xmx1g' >&2")))
                .containsExactly(
                        "a JVM prints this first line of stderr by itself, since JAVA_TOOL_OPTIONS is set in its"
                                + " environment; options.withoutEnv(\"JAVA_TOOL_OPTIONS\") leaves it out");
    }

    @Test
    void noiseIsNotLeftOutByAnOptionIfTheChildHasSetTheVariable() {
        assertThat(hints("echo 'Picked up JAVA_TOOL_OPTIONS: -Xmx1g' >&2", ""))
                .containsExactly(
                        "a JVM prints this first line of stderr by itself, since JAVA_TOOL_OPTIONS is set in its"
                                + " environment");
        assertThat(hints("echo 'Picked up the parcel: two books' >&2", "")).isEmpty();
    }

    @Test
    void hintStandsInTheEvidenceBehindTheOutput() {
        var child = Waiting.closed(children.spawn("sh", "-c", "exit 127"));

        assertThat(child.evidence().lines().map(line -> line.replaceFirst(":.*", "")))
                .containsSubsequence("  state", "  stderr", "  hint", "  timeline");
    }

    private List<String> hints(String script, String zero) {
        return hints(children.with(SpawnOptions.defaults()).spawn("sh", "-c", script, zero));
    }

    private static List<String> hints(ForkedChild child) {
        return Hints.of(ChildSnapshot.of(Waiting.closed(child).process()));
    }
}
