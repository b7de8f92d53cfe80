package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.SpawnException;
import io.forkedchild.process.Stdio;
import io.forkedchild.timeline.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Launches that fail say what was missing. */
@ExtendWith(ForkedChildExtension.class)
class LaunchFailureTest {

    private final ForkedChildren children;

    @TempDir
    Path directory;

    LaunchFailureTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void missingProgramGivesAChildThatNeverStarted() {
        var options =
                SpawnOptions.defaults().onlyEnv(Map.of("PATH", "/opt:/srv")).cwd(directory);

        var child = children.with(options).spawn("nod", "child.js");

        assertThat(child.exitStatus()).contains(new ExitStatus.NotStarted("ENOENT", "spawn nod"));
        assertThat(textOfFailure(child))
                .isEqualTo("spawn nod ENOENT (No such file or directory); cwd=" + directory + ", PATH=/opt:/srv");
        assertThat(child.isClosed()).isTrue();
        assertThat(child.stdout().hasEnded()).isTrue();
        assertThat(child.kill()).isFalse();
        assertThatIllegalStateException().isThrownBy(child::pid).withMessageContaining("never started");
    }

    @Test
    void missingWorkingDirectoryIsNotTakenForTheProgram() {
        var nowhere = directory.resolve("nowhere");

        var child = children.with(SpawnOptions.defaults().cwd(nowhere)).spawn("ls");

        assertThat(child.exitStatus()).contains(new ExitStatus.NotStarted("ENOENT", "chdir " + nowhere));
        assertThat(textOfFailure(child))
                .isEqualTo("chdir " + nowhere + " ENOENT (options.cwd is no directory); the program is ls");
    }

    @Test
    void workingDirectoryThatIsAFileIsRefused() throws IOException {
        var file = Files.createFile(directory.resolve("file"));

        assertThatExceptionOfType(SpawnException.class)
                .isThrownBy(
                        () -> children.with(SpawnOptions.defaults().cwd(file)).spawn("ls"))
                .withMessage("chdir " + file + " ENOTDIR (options.cwd is no directory); the program is ls")
                .extracting(SpawnException::errno)
                .isEqualTo("ENOTDIR");
    }

    @Test
    void fileThatMayNotBeExecutedSaysSo() throws IOException {
        var script = Files.writeString(directory.resolve("script"), "#!/bin/sh\n");

        var child = children.spawn(script.toString());

        assertThat(child.exitStatus()).contains(new ExitStatus.NotStarted("EACCES", "spawn " + script));
    }

    @Test
    void missingInterpreterIsNotTakenForTheScript() throws IOException {
        var script = executable("script", "#!/nowhere/interpreter\n");

        var child = children.spawn(script.toString());

        assertThat(textOfFailure(child))
                .startsWith("spawn " + script + " ENOENT (No such file or directory), although " + script
                        + " is there: what its first line names as interpreter is not; cwd=");
    }

    @Test
    void scriptWithoutAFirstLineIsRunByTheShell() throws IOException {
        var script = executable("script", "echo \"$0 $1\"\n");

        var child = Waiting.closed(children.spawn(script.toString(), "argument"));

        assertThat(child.stdout().text()).isEqualTo(script + " argument\n");
    }

    @Test
    void commandLineInPlaceOfAProgramGetsAHint() {
        var child = children.spawn("ls -l /usr");

        assertThat(textOfFailure(child))
                .startsWith(
                        "spawn ls -l /usr ENOENT (No such file or directory),"
                                + " program and arguments are separate: \"ls\", \"-l\", \"/usr\"; a command line is for exec; cwd=");
    }

    @Test
    @SuppressWarnings("NullAway") // what Java code without annotations does
    void missingArgumentIsRefusedByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> children.spawn("ls", "-l", null))
                .withMessage("args[1]: must not be null");
    }

    @Test
    void argumentsThatAreTooLongAreRefused() {
        assertThatExceptionOfType(SpawnException.class)
                .isThrownBy(() -> children.spawn("true", "x".repeat(1 << 20)))
                .withMessageStartingWith(
                        "spawn true E2BIG (Argument list too long), argv[1] has 1048576 bytes, beginning"
                                + " with 'xxxxxxxxxxxxxxxxxxxx…', and one has at most 131071; cwd=");
    }

    @Test
    void closedDescriptorIsRefused() {
        var options = SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.fd(9999));

        assertThatExceptionOfType(SpawnException.class)
                .isThrownBy(() -> children.with(options).spawn("true"))
                .withMessageStartingWith("spawn true: options.stdio: ")
                .withMessageContaining("9999")
                .withMessageContaining("EBADF (Bad file descriptor)");
    }

    @Test
    void missingInputFileIsRefused() {
        var options = SpawnOptions.defaults().stdio(Stdio.fromFile(directory.resolve("nothing")));

        assertThatExceptionOfType(SpawnException.class)
                .isThrownBy(() -> children.with(options).spawn("cat"))
                .withMessageContaining("options.stdio: open " + directory.resolve("nothing") + ": ENOENT");
    }

    private Path executable(String name, String text) throws IOException {
        var script = Files.writeString(directory.resolve(name), text);
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return script;
    }

    private static String textOfFailure(ForkedChild child) {
        return child.timeline().first(Event.SpawnFailed.class).orElseThrow().text();
    }
}
