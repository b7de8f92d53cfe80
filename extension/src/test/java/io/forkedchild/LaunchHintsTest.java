package io.forkedchild;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.SpawnException;
import io.forkedchild.timeline.Event;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a launch that failed says of its reason, beside the error of the kernel. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class LaunchHintsTest {

    private final ForkedChildren children;

    @TempDir
    Path directory;

    LaunchHintsTest(ForkedChildren children) {
        this.children = children;
    }

    // ---- command lines

    @ParameterizedTest
    @MethodSource
    void nameThatIsMoreThanANameIsExplained(String file, String hint) {
        assertThat(textOf(children.spawn(file, "last"))).contains(" ENOENT (No such file or directory), " + hint + ";");
    }

    static Stream<Arguments> nameThatIsMoreThanANameIsExplained() {
        var shell = "that is a line for a shell: exec has one, or the option shell";
        var expansion = "only a shell understands that: exec has one, or the option shell";
        return Stream.of(
                arguments(
                        "ls -a '/usr/my files'",
                        "program and arguments are separate: \"ls\", \"-a\", \"/usr/my files\", \"last\"; a command line"
                                + " is for exec"),
                arguments("/bin/cat -n", "program and arguments are separate: \"/bin/cat\", \"-n\", \"last\""),
                arguments("ls ", "without the space around it there is one: \"ls\""),
                arguments("ls | wc -l", shell),
                arguments("make && make install", shell),
                arguments("echo hi > file", shell),
                arguments("cat *.txt", shell),
                arguments("~/bin/tool", expansion),
                arguments("$HOME/bin/tool", expansion),
                arguments("bin/*.sh", expansion),
                arguments("cmd", "cmd is a shell of Windows, and this is Linux; exec has /bin/sh"),
                arguments("C:\\Windows\\cmd.exe", "cmd is a shell of Windows, and this is Linux; exec has /bin/sh"),
                arguments("npm.cmd", "this is Linux, where programs have no such ending; mostly it is \"npm\""),
                arguments("bin\\tool.exe", "this is Linux, where programs have no such ending; mostly it is \"tool\""),
                arguments("bin\\tool", "this is Linux, where / stands between directories, not \\: \"bin/tool\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nod", "/opt/my tools/run", "nowhere-to-be-found -l", "my~file", "a.b"})
    void nameOfNothingHasNoHint(String file) {
        assertThat(textOf(children.spawn(file))).contains(" ENOENT (No such file or directory); cwd=");
    }

    // ---- files that are there

    @Test
    void scriptWithCrlfIsTold() throws IOException {
        var script = executable("script", "#!/bin/sh\r\necho hi\r\n");

        assertThat(textOf(children.spawn(script.toString())))
                .contains("although " + script + " is there: its first line ends in CRLF, so that the kernel looks for"
                        + " /bin/sh\\r; a script for Linux has LF at the ends of its lines; cwd=");
    }

    @Test
    void programForAnotherLibraryIsNotTakenForAScript() throws IOException {
        var program = Files.readAllBytes(Path.of("/bin/true"));
        var text = new String(program, ISO_8859_1);
        int loader = text.indexOf("/ld-linux");
        program[loader + 1] = 'X';
        var file = executable("program", "");
        Files.write(file, program);

        assertThat(textOf(children.spawn(file.toString())))
                .contains("although " + file + " is there: the dynamic loader that it was linked for is not");
    }

    @Test
    void fileThatIsNotExecutableIsTold() throws IOException {
        var script = Files.writeString(directory.resolve("script"), "#!/bin/sh\n");

        assertThat(textOf(children.spawn(script.toString())))
                .contains("EACCES (Permission denied), " + script + " is not executable: chmod +x makes it so; cwd=");
        assertThat(textOf(children.spawn(directory.toString())))
                .contains("EACCES (Permission denied), " + directory + " is a directory; cwd=");
    }

    @Test
    void interpreterThatMayNotBeExecutedIsNotTakenForTheScript() throws IOException {
        var script = executable("script", "#!/etc/passwd\n");

        assertThat(textOf(children.spawn(script.toString()))).contains("EACCES (Permission denied); cwd=");
    }

    // ---- limits

    @Test
    void variableThatIsTooLongIsNamed() {
        var options = SpawnOptions.defaults().env("HUGE", "y".repeat(200_000));

        assertThatExceptionOfType(SpawnException.class)
                .isThrownBy(() -> children.with(options).spawn("true", "short"))
                .withMessageContaining("(Argument list too long), the variable HUGE has 200005 bytes, beginning with"
                        + " 'yyyyyyyyyyyyyyyyyyyy…', and one has at most 131071; cwd=");
    }

    @Test
    void argumentsThatAreTooManyAreCounted() {
        var arguments = new ArrayList<String>(List.of());
        for (int i = 0; i < 100; i++) {
            arguments.add("x".repeat(100_000));
        }

        assertThatExceptionOfType(SpawnException.class)
                .isThrownBy(() -> children.with(SpawnOptions.defaults().onlyEnv(Map.of()))
                        .spawn("/bin/true", arguments.toArray(String[]::new)))
                .withMessageContaining("all arguments and variables have 10000009 bytes together");
    }

    @Test
    void testJvmThatHasRunOutOfDescriptorsTellsOfWhat() throws IOException {
        var java = executable(
                "java",
                "#!/bin/sh\nulimit -n 300\nexec "
                        + ProcessHandle.current().info().command().orElseThrow() + " \"$@\"\n");
        var child = children.with(
                        ForkOptions.defaults().execPath(java.toString()).silent(true))
                .fork(RunsOutOfDescriptors.class);

        Waiting.closed(child);

        assertThat(child.stdout().text())
                .containsPattern("spawn true EMFILE \\(Too many open files\\), the test JVM has (29\\d|300) descriptors"
                        + " open \\(ulimit -n is the limit\\), most of them \\d+ × file in /etc,");
    }

    /** Opens a file until that fails, and then launches a child. */
    static final class RunsOutOfDescriptors {

        public static void main(String[] args) {
            var open = new ArrayList<InputStream>();
            try (var children = ForkedChildren.open()) {
                Waiting.closed(children.spawn("true"));
                textOf(children.spawn("no-such-program")); // a class needs a descriptor to be loaded
                exhaust(open);
                System.out.println(textOf(children.spawn("true")));
                open.forEach(RunsOutOfDescriptors::close);
            }
        }

        private static void exhaust(List<InputStream> open) {
            try {
                while (open.size() < 1000) {
                    open.add(new FileInputStream("/etc/passwd"));
                }
            } catch (IOException noneLeft) {
                return;
            }
        }

        private static void close(InputStream stream) {
            try {
                stream.close();
            } catch (IOException ignored) {
                return;
            }
        }
    }

    private Path executable(String name, String text) throws IOException {
        var file = Files.writeString(directory.resolve(name), text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static String textOf(ForkedChild child) {
        return child.timeline().first(Event.SpawnFailed.class).orElseThrow().text();
    }
}
