package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.testing.RequiresNode;
import io.forkedchild.text.Columns;
import io.forkedchild.text.Layout;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The evidence of real programs that crash says why. Of languages that few machines have, a shell prints a kept text. */
@ExtendWith(ForkedChildExtension.class)
class CrashReasonTest {

    private static final Path CRASHES = Path.of("src", "test", "resources", "crashes");

    private final ForkedChildren children;

    CrashReasonTest(ForkedChildren children) {
        this.children = children;
    }

    private List<String> evidence(String... command) {
        assumeTrue(isInPath(command[0]), command[0] + " is not in the PATH");
        var arguments = Arrays.copyOfRange(command, 1, command.length);
        var child = Waiting.closed(children.spawn(command[0], arguments));
        var lines = child.evidence().lines().toList();

        assertThat(lines).hasSizeLessThanOrEqualTo(40).allMatch(line -> Columns.of(line) <= Layout.WIDTH);
        return lines;
    }

    private static boolean isInPath(String program) {
        return program.contains("/")
                || Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    @Test
    void causesOfAJavaProgramAreShown(@TempDir Path directory) throws IOException {
        var source = Files.writeString(directory.resolve("Shop.java"), """
                class Shop {
                    static void open(int depth) {
                        if (depth > 0) open(depth - 1);
                        else throw new IllegalStateException("DATABASE_URL is not set");
                    }
                    static void connect() {
                        try { open(30); } catch (RuntimeException e) { throw new RuntimeException("no connection", e); }
                    }
                    public static void main(String[] args) {
                        try { connect(); } catch (RuntimeException e) { throw new IllegalStateException("closed", e); }
                    }
                }
                """);

        assertThat(evidence(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), source.toString()))
                .contains(
                        "    | Exception in thread \"main\" java.lang.IllegalStateException: closed",
                        "    | Caused by: java.lang.RuntimeException: no connection",
                        "    | Caused by: java.lang.IllegalStateException: DATABASE_URL is not set",
                        "    | \tat Shop.open(Shop.java:4)")
                .anyMatch(line -> line.matches("    \\| … \\d+ frames"));
    }

    @Test
    @RequiresNode
    void errorOfNodeAndItsCauseAreShown() {
        var script = "function open(n) { if (n) return open(n - 1);"
                + " throw new Error('closed', {cause: new TypeError('DATABASE_URL is not set')}) } open(20)";

        assertThat(evidence("node", "-e", "console.error('x\\n'.repeat(300));" + script))
                .contains("    | Error: closed", "    |   [cause]: TypeError: DATABASE_URL is not set")
                .anyMatch(line -> line.startsWith("    | Node.js v"))
                .anyMatch(line -> line.matches("    \\| … .*\\d+ frames"));
    }

    @Test
    @RequiresNode
    void rejectionOfNodeIsShown() {
        assertThat(String.join("", evidence("node", "-e", "Promise.reject('no config')"))
                        .replaceAll(" +\\| +", " "))
                .contains("The promise rejected with the reason \"no config\".");
        assertThat(evidence("node", "-e", "require('net').connect(1, '127.0.0.1')"))
                .contains("    | Error: connect ECONNREFUSED 127.0.0.1:1", "    |   code: 'ECONNREFUSED',");
    }

    @Test
    void exceptionsOfPythonAreShown() {
        var script = """
                def open(n):
                    if n: open(n - 1)
                    else: {}['DATABASE_URL']
                def start():
                    try: (lambda n: open(n))(20)
                    except KeyError: raise RuntimeError('closed')
                start()
                """;

        assertThat(evidence("python3", "-c", script))
                .contains(
                        "    | Traceback (most recent call last):",
                        "    | KeyError: 'DATABASE_URL'",
                        "    | During handling of the above exception, another exception occurred:",
                        "    | RuntimeError: closed");
    }

    @Test
    void messageAboveAStackOfPerlIsShown() {
        var script = "use Carp 'confess'; sub a { confess 'DATABASE_URL is not set' if !$_[0]; a($_[0] - 1) } a(30)";

        assertThat(evidence("perl", "-e", script))
                .contains("    | DATABASE_URL is not set at -e line 1.")
                .anyMatch(line -> line.matches("    \\| … \\d+ frames"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-command", "set -u; echo $unset_variable", "echo ${unset_variable?}"})
    void complaintOfAShellIsShown(String script) {
        var log = "i=0; while [ $i -lt 300 ]; do echo line $i >&2; i=$((i+1)); done; ";
        var after = "; echo \"$error\" >&2; i=0; while [ $i -lt 300 ]; do echo line $i >&2; i=$((i+1)); done";

        assertThat(evidence("sh", "-c", log + "error=$( (" + script + ") 2>&1)" + after))
                .contains("    | line 0", "    | line 299")
                .anyMatch(line ->
                        line.matches("    \\| .*(not found|parameter not set|unbound variable|parameter null).*"));
    }

    @Test
    void abortOfACProgramIsShown(@TempDir Path directory) throws IOException {
        assumeTrue(isInPath("cc"), "cc is not in the PATH");
        var source = Files.writeString(
                directory.resolve("shop.c"),
                "#include <assert.h>\n#include <stdio.h>\nint main() { for (int i = 0; i < 300; i++)"
                        + " fprintf(stderr, \"line %d\\n\", i); assert(sizeof(int) == 1); }\n");
        var program = directory.resolve("shop").toString();
        Waiting.closed(children.spawn("cc", "-o", program, source.toString()));

        assertThat(evidence(program)).anyMatch(line -> line.contains("Assertion `sizeof(int) == 1' failed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"go.txt", "go-deadlock.txt", "rust.txt", "spring-boot.txt", "ruby.txt"})
    void reasonOfAKeptCrashIsShown(String name) {
        assertThat(evidence("sh", "-c", "seq 300 >&2; cat " + CRASHES.resolve(name) + " >&2; seq 300 >&2; exit 2"))
                .anyMatch(line -> line.matches("    \\| (panic: |fatal error: all |index out of bounds|"
                        + "Caused by: java.net.BindException: Address already in use|shop.rb:2.*not set).*"))
                .anyMatch(line -> line.matches("    \\| … .*\\d+ frames?.*"));
    }

    @Test
    void reasonOnStdoutAndInTheMiddleOfMuchIsShown() {
        var log = "i=0; while [ $i -lt 2000 ]; do echo 'request served in a short time'; echo $i; i=$((i+1)); done; ";

        assertThat(evidence("sh", "-c", log + "echo '12:00 ERROR no such table users';" + log + "exit 1"))
                .contains("    | 12:00 ERROR no such table users", "    | 1999");
    }

    @Test
    void missingProgramIsToldOnce() {
        var path = "/first/bin:" + "/some/directory/bin:".repeat(40) + "/last/bin";
        var child = children.with(SpawnOptions.defaults().onlyEnv(Map.of("PATH", path)))
                .spawn("nod");

        var evidence = child.evidence();

        assertThat(evidence)
                .containsPattern("never started: spawn nod ENOENT \\(No such file or directory\\);\\s+PATH=/first/bin:")
                .contains("/last/bin")
                .containsOnlyOnce("/first/bin");
        assertThat(evidence.lines()).allMatch(line -> Columns.of(line) <= Layout.WIDTH);
    }
}
