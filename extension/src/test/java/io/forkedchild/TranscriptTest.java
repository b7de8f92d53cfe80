package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatExceptionOfType;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatThrownBy;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Stdio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;

/** What a child did, as text that is the same in every run. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class TranscriptTest {

    private static final String UPDATE = "forkedchild.updateTranscripts";

    private final ForkedChildren children;

    TranscriptTest(ForkedChildren children) {
        this.children = children;
    }

    @RepeatedTest(5)
    void streamsAreBlocksHoweverTheyWereRead() {
        var child = shell("for i in 1 2 3 4; do echo o$i; echo e$i >&2; done; printf end; exit 3");

        assertThat(Waiting.closed(child).transcript()).hasToString("""
                        sh                     spawned sh -c 'for i in 1 2 3 4; do echo o$i; echo e$i >&2; done; printf end; exit 3'
                        sh out                 o1
                        sh out                 o2
                        sh out                 o3
                        sh out                 o4
                        sh out                 end (without an end of line)
                        sh err                 e1
                        sh err                 e2
                        sh err                 e3
                        sh err                 e4
                        sh                     exited with code 3
                        """);
    }

    @Test
    void deedsOfTheTestDivideIt() {
        var child = shell("echo ready; read x; echo got $x; kill -TERM $$");
        awaitStdout(child, "ready\n");
        child.stdin().write("a ");
        child.stdin().write("line\n");

        assertThat(Waiting.closed(child).transcript().toString()).endsWith("""
                        sh out                 ready
                        test → sh in           a line
                        sh out                 got a line
                        sh                     was killed by SIGTERM
                        """);
    }

    @Test
    void messagesHaveTheirMembersSorted() {
        var options = SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());
        var script = "read x <&3; echo '{\"z\":[{\"b\":1,\"a\":2}],\"y\":1.5}' >&3; read x <&3";
        var child = children.with(options).spawn("sh", "-c", script);
        child.send(Map.of("one", 1, "two", 2, "three", 3, "four", 4));
        assertThat(child).sentMessage(Map.of("y", 1.5, "z", List.of(Map.of("a", 2, "b", 1))));
        child.disconnect();

        assertThat(Waiting.closed(child).transcript().toString()).endsWith("""
                        test → sh              {"four":4,"one":1,"three":3,"two":2}
                        sh → test              {"y":1.5,"z":[{"a":2,"b":1}]}
                        sh                     disconnected by the test
                        sh                     exited with code 1
                        """);
    }

    @Test
    void failedLaunchIsALine() {
        assertThat(children.spawn("/nowhere/worker").transcript())
                .hasToString("worker                 never started: spawn /nowhere/worker ENOENT"
                        + " (No such file or directory); cwd=<cwd>\n");
    }

    @Test
    void jvmIsShownWithoutItsClassPath() {
        var child = children.with(ForkOptions.defaults().name("seven")).fork(() -> 7);

        assertThat(Waiting.closed(child).transcript().toString())
                .startsWith("seven                  spawned a JVM for a lambda\n")
                .endsWith("seven                  exited with code 0\n");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whatDiffersHasAWord(String text, String expected) {
        assertThat(outputOf(text)).isEqualTo(expected);
    }

    static Stream<Arguments> whatDiffersHasAWord() {
        return Stream.of(
                arguments("id 123e4567-e89b-12d3-a456-426614174000.", "id <uuid>."),
                arguments(
                        "123e4567-e89b-12d3-a456-426614174000 00000000-e89b-12d3-a456-426614174000 123e4567-e89b-12d3-a456-426614174000",
                        "<uuid-1> <uuid-2> <uuid-1>"),
                arguments("at 2024-05-06T07:08:09.123Z done", "at <time> done"),
                arguments("[2024-05-06 07:08:09,123] 07:08:09", "[<time>] <time>"),
                arguments("2024-05-06T07:08+02:00", "<time>"),
                arguments("released 2024-05-06", "released 2024-05-06"),
                arguments(
                        "http://localhost:40123/ and 127.0.0.1:40124",
                        "http://localhost:<port-1>/ and 127.0.0.1:<port-2>"),
                arguments("listening on port 40123", "listening on port <port>"),
                arguments("[::1]:40123", "[::1]:<port>"),
                arguments("ratio 3:4, main.c:12", "ratio 3:4, main.c:12"),
                arguments("pid 17, PID=4711, pid: 17", "pid <pid-1>, PID=<pid-2>, pid: <pid-1>"),
                arguments("wrote /tmp/junit-4711/a/b.txt", "wrote <tmp>/a/b.txt"),
                arguments("/tmp/a.txt /var/tmp/b \"/tmp/a.txt\"", "<tmp-1> <tmp-2> \"<tmp-1>\""),
                arguments("my/tmp/a", "my/tmp/a"),
                arguments("**/tmp/cache ~/tmp/cache {a,b}/tmp/cache", "**/tmp/cache ~/tmp/cache {a,b}/tmp/cache"),
                arguments("PATH=/usr/bin:/tmp/bin", "PATH=/usr/bin:<tmp>"),
                arguments("commit 9fceb02d0ae598e95dc970b74767f19372d61af8", "commit <hash>"),
                arguments("java.lang.Object@1b6d3586", "java.lang.Object@<hash>"),
                arguments("decade facade 1234567890123456", "decade facade 1234567890123456"),
                arguments("17 items, 99.5 %", "17 items, 99.5 %"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "session %s in",
                "[%s]",
                "(%s)",
                "sshd[%s]: up",
                "/proc/%s/stat",
                "child=%s, next",
                "%s.",
                "%s %s"
            })
    void pidOfAChildOfTheTestIsKnownWithoutAName(String text) {
        var cat = children.spawn("cat");

        assertThat(outputOf(text.replace("%s", Long.toString(cat.pid())))).isEqualTo(text.replace("%s", "<pid>"));
    }

    /** Below 1,000 a pair of them is a number in groups of three digits: {@code 606,606}. */
    @Test
    void pidsInAListAreKnown() {
        long pid = children.spawn("cat").pid();
        assumeThat(pid).isGreaterThan(999);

        assertThat(outputOf("[" + pid + "," + pid + "]")).isEqualTo("[<pid>,<pid>]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x%s",
                "%sx",
                "v1.%s",
                "%s.5",
                "host:%s",
                "%s:12",
                "%s,000",
                "1/%s",
                "%s/12",
                "#%s",
                "$%s",
                "-%s",
                "%s-1",
                "%s%",
                "%s ms",
                "%sms",
                "%s bytes",
                "%s KiB",
                "%s s",
                "0x%s"
            })
    void otherNumberThatIsEqualToAPidStays(String text) {
        var cat = children.spawn("cat");
        var number = text.replace("%s", Long.toString(cat.pid()));

        assertThat(outputOf(number)).isEqualTo(number);
    }

    @Test
    void pidOfAnotherProcessIsKnownByItsNameOnly() {
        var parent = ProcessHandle.current().pid();

        assertThat(outputOf(parent + " ppid=" + parent)).isEqualTo(parent + " ppid=<pid>");
        assertThat(outputOf("{\"pid\": 4711}")).isEqualTo("{\"pid\": <pid>}");
    }

    @Test
    void directoryOfTheChildHasAWord(@TempDir Path directory) {
        var options = SpawnOptions.defaults().cwd(directory);
        var child = Waiting.closed(children.with(options).spawn("sh", "-c", "pwd; echo $PWD/a.txt"));

        assertThat(lines(child)).containsExactly("<cwd>", "<cwd>/a.txt");
    }

    @Test
    void replacementsOfTheTestComeFirst() {
        var child = Waiting.closed(shell("echo version 1.2.3 of 2024-05-06T07:08:09Z"));

        var transcript = child.transcript()
                .replacing("sh out", "lane")
                .replacing("version [\\d.]+", "version <version>")
                .replacing("of (\\d+)\\S+", "of $1");

        assertThat(transcript.toString()).contains("sh out                 version <version> of 2024\n");
        assertThat(child.transcript().toString()).contains("version 1.2.3 of <time>");
    }

    // ---- the assertion

    @Test
    void fileIsCompared(@TempDir Path directory) throws IOException {
        var file = directory.resolve("echo.txt");
        Files.writeString(
                file,
                "echo                   spawned echo hi\r\necho out               hi\r\n"
                        + "echo                   exited with code 0");

        assertThat(children.spawn("echo", "hi")).matchesTranscript(file);
    }

    @Test
    void nameIsThatOfAResourceBesideTheTest() {
        assertThat(children.spawn("echo", "hi")).matchesTranscript("echo-hi");
    }

    @Test
    void differenceIsShown(@TempDir Path directory) throws IOException {
        var file = directory.resolve("sh.txt");
        Files.writeString(
                file,
                "sh                     spawned sh -c 'echo one; echo 2'\nsh out                 one\nsh out                 two\n");

        assertThatThrownBy(() -> assertThat(shell("echo one; echo 2")).matchesTranscript(file))
                .isInstanceOfSatisfying(AssertionFailedError.class, failure -> {
                    assertThat(failure.getExpected().getStringRepresentation())
                            .endsWith("sh out                 two\n");
                    assertThat(failure.getActual().getStringRepresentation()).endsWith("exited with code 0\n");
                })
                .hasMessageStartingWith("""
                        sh did not do what its transcript says: line 3 differs
                          expected: sh out                 two
                          actual:   sh out                 2
                          actual:   sh                     exited with code 0
                          if the new one is right: -Dforkedchild.updateTranscripts=true writes %s
                        sh: sh -c 'echo one; echo 2'
                        """.formatted(file));
    }

    @Test
    void missingFileTellsWhatItWouldBe(@TempDir Path directory) {
        var file = directory.resolve("missing.txt");

        assertThatThrownBy(() -> assertThat(children.spawn("echo", "hi")).matchesTranscript(file))
                .hasMessageStartingWith("""
                        echo has no transcript to compare with: there is no file %s
                          to write it: -Dforkedchild.updateTranscripts=true; it would be
                            echo                   spawned echo hi
                            echo out               hi
                            echo                   exited with code 0
                        echo: echo hi
                        """.formatted(file));
        assertThat(file).doesNotExist();
    }

    @Test
    void fileIsWrittenOnDemand(@TempDir Path directory) {
        var file = directory.resolve("new/echo.txt");
        System.setProperty(UPDATE, "true");
        try {
            assertThat(children.spawn("echo", "v1.2"))
                    .matchesTranscript(file, transcript -> transcript.replacing("v[\\d.]+", "<version>"));
        } finally {
            System.clearProperty(UPDATE);
        }

        assertThat(file)
                .hasContent("echo                   spawned echo <version>\necho out               <version>\n"
                        + "echo                   exited with code 0");
    }

    @Test
    void runningChildHasNoTranscriptYet(@TempDir Path directory) {
        var child = children.spawn("cat");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> assertThat(child).within(Duration.ofMillis(50)).matchesTranscript(directory))
                .withMessageStartingWith(
                        "cat has no complete transcript: it has not closed within 50 ms: it is running\n");
    }

    private String outputOf(String text) {
        return lines(Waiting.closed(children.spawn("printf", "%s\\n", text))).get(0);
    }

    private static List<String> lines(ForkedChild child) {
        return child.transcript()
                .toString()
                .lines()
                .filter(line -> line.contains(" out "))
                .map(line -> line.substring(23))
                .toList();
    }

    private ForkedChild shell(String script) {
        return children.spawn("sh", "-c", script);
    }
}
