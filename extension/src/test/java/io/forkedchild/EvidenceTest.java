package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.await.ForkedChildAwait;
import io.forkedchild.process.AbortController;
import io.forkedchild.process.Signal;
import io.forkedchild.text.Columns;
import io.forkedchild.text.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The text under a failed assertion. */
class EvidenceTest {

    /** Opened here, so that no failure ends with the command that runs the test again. */
    @AutoClose
    private final ForkedChildren children = ForkedChildren.open();

    @Test
    void tellsCommandDirectoryStateAndOutput() {
        var child = Waiting.closed(children.spawn("sh", "-c", "echo one; echo two >&2; exit 3"));

        assertThat(child.evidence().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("sh: sh -c 'echo one; echo two >&2; exit 3'"),
                        line -> assertThat(line)
                                .isEqualTo("  cwd:      " + Path.of("").toAbsolutePath()),
                        line -> assertThat(line).matches("  state:    exited with code 3 after \\d+ ms"),
                        line -> assertThat(line).isEqualTo("  stdin:    0 bytes written, end() was not called"),
                        line -> assertThat(line).isEqualTo("  stdout:   4 bytes"),
                        line -> assertThat(line).isEqualTo("    | one"),
                        line -> assertThat(line).isEqualTo("  stderr:   4 bytes"),
                        line -> assertThat(line).isEqualTo("    | two"),
                        line -> assertThat(line).matches("  timeline: of the test( \\(≈: .*\\))?"),
                        line -> assertThat(line).matches(" +[0-9.]+ ms  sh +spawned sh -c .* \\(pid \\d+\\)"),
                        line -> assertThat(line).matches("[ ≈] +[0-9.]+ ms  sh out +\"one\\\\n\""),
                        line -> assertThat(line).matches("[ ≈] +[0-9.]+ ms  sh err +\"two\\\\n\""),
                        line -> assertThat(line).matches(" +[0-9.]+ ms  sh +exited with code 3"),
                        line -> assertThat(line).matches(" +[0-9.]+ ms  sh +closed with code 3"));
    }

    @Test
    void isNoLongerThanAskedFor() {
        var child = Waiting.closed(children.spawn("sh", "-c", "seq 1 500; seq 1 500 >&2"));

        assertThat(child.evidence().lines()).hasSizeLessThanOrEqualTo(40).contains("    | 500");
        assertThat(child.inspection().evidence(20).lines())
                .hasSizeLessThanOrEqualTo(20)
                .contains("    | 500");
        assertThat(child.inspection().evidence(1).lines()).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void tellsWhatTheOtherChildrenAreDoing() {
        children.with(SpawnOptions.defaults().name("reader")).spawn("cat");
        Waiting.closed(children.with(SpawnOptions.defaults().name("writer"))
                .spawn("sh", "-c", "echo first >&2; echo 'the last word' >&2; exit 2"));
        children.with(SpawnOptions.defaults().name("missing")).spawn("/nowhere");
        var child = children.spawn("cat");

        assertThat(child.evidence())
                .contains("  others:   writer exited with code 2, stderr ends with \"the last word\";"
                        + " missing never started (ENOENT);\n            reader is running\n");
    }

    @Test
    void linesOfACommandThatAreLeftOutHaveAMark() {
        var words = Collections.nCopies(12, "w".repeat(70)).toArray(String[]::new);
        var child = children.spawn("echo", words);
        Waiting.closed(child);

        var lines = child.inspection().evidence(40).lines().toList();

        int cwd = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith("  cwd:"))
                .findFirst()
                .orElseThrow();
        assertThat(lines.subList(0, cwd - 1)).allMatch(line -> line.endsWith(" \\"));
        assertThat(lines.get(cwd - 1)).endsWith(" …");
        assertThat(child.inspection().evidence(5).lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line).endsWith(" …"));
    }

    @Test
    void longRunsOfOutputAreShortened(@TempDir Path directory) throws IOException {
        var script = "for i in 1 2 3 4 5 6 7; do echo $i; until [ -e $i ]; do :; done; done";
        var child = children.with(SpawnOptions.defaults().cwd(directory)).spawn("sh", "-c", script);
        for (int i = 1; i <= 7; i++) {
            ForkedChildAwait.awaitStdout(child, "^" + i + "\\n");
            Files.createFile(directory.resolve(Integer.toString(i)));
        }
        Waiting.closed(child);

        var lines = child.evidence().lines().toList();

        assertThat(lines).anyMatch(line -> line.contains("sh out") && line.contains("\"1\\n"));
        assertThat(lines).anyMatch(line -> line.matches(" +… 5 more lines"));
        assertThat(lines).anyMatch(line -> line.contains("sh out") && line.contains("7\\n\""));
    }

    @Test
    void timelineShowsLines(@TempDir Path directory) throws IOException {
        var script =
                "printf on; until [ -e go ]; do :; done; printf 'e\\ntwo\\nthree\\n'; printf 'Name: '; read name; echo Hi";
        var child = children.with(SpawnOptions.defaults().cwd(directory)).spawn("sh", "-c", script);
        ForkedChildAwait.awaitStdout(child, "on");
        Files.createFile(directory.resolve("go"));
        ForkedChildAwait.awaitStdout(child, "Name: ");
        child.stdin().write("Ann\n");
        child.stdin().end();
        Waiting.closed(child);

        assertThat(child.evidence().lines())
                .filteredOn(line -> line.matches(".*ms  (test → )?sh (in|out) .*"))
                .extracting(line -> line.substring(line.indexOf('"')))
                .containsExactly("\"one\\n\"", "\"Name: \"", "\"Ann\\n\"", "\"Hi\\n\"");
        assertThat(child.timeline().byLine().toString()).contains("\"two\\n\"", "\"three\\n\"");
    }

    @Test
    void tellsWhichLimitHasEndedAnExec() {
        var tooLong = Waiting.closed(
                children.with(ExecOptions.defaults().maxBuffer(1000)).exec("yes"));
        var tooLate = Waiting.closed(children.with(
                        ExecOptions.defaults().timeout(Duration.ofMillis(100)).killSignal("SIGINT"))
                .exec("exec sleep 60"));
        var spawned = Waiting.closed(children.with(SpawnOptions.defaults().timeout(Duration.ofMillis(100)))
                .spawn("cat"));

        assertThat(tooLong.evidence())
                .contains("\n  signal:   SIGTERM by the limit maxBuffer: 1000 bytes of stdout\n")
                .contains("bytes, not all of it: stdout is longer than maxBuffer, 1000 bytes")
                .doesNotContain("note:");
        assertThat(tooLate.evidence())
                .contains("\n  signal:   SIGINT by the limit timeout: 100 ms\n")
                .contains("test → exec            SIGINT by the limit timeout: 100 ms\n");
        assertThat(spawned.evidence()).contains("\n  signal:   SIGTERM by the limit timeout: 100 ms\n");
    }

    @Test
    void tellsWhichSignalWasAnAborts() {
        var controller = new AbortController();
        var options = SpawnOptions.defaults().signal(controller.signal());
        var child = children.with(options).spawn("cat");

        controller.abort("no time");

        assertThat(Waiting.closed(child).evidence()).contains("\n  signal:   SIGTERM by the AbortSignal: no time\n");
    }

    @Test
    void tellsWhichSignalWasTheTests() {
        var child = children.spawn("cat");
        child.kill(Signal.SIGHUP);
        Waiting.closed(child).kill();

        assertThat(child.evidence())
                .contains("\n  signal:   SIGHUP from the test\n  signal:   SIGTERM from the test, too late\n");
    }

    @Test
    void tellsWhichSignalsCameWithTheEnd() {
        var closed = children.spawn("cat");

        var others = ForkedChildren.open(Settings.defaults().grace(Duration.ZERO));
        var stubborn = Waiting.printed(others.spawn("sh", "-c", "trap '' TERM; echo up; exec cat"), "up");

        closed.close();
        others.close();

        assertThat(closed.evidence()).contains("\n  signal:   SIGTERM by close()\n");
        assertThat(stubborn.evidence())
                .contains("\n  signal:   SIGTERM by the end of the test\n")
                .contains("\n  signal:   SIGKILL by the end of the test, 0 ms after SIGTERM\n");
    }

    @Test
    void tellsWhatHoldsAnEndedChildOpen() {
        var child = Waiting.exited(children.spawn("sh", "-c", "sleep 60 &").mayLeave("sleep"));

        assertThat(child.evidence()).containsPattern(", not closed: stdout and stderr are held by pid \\d+: ");
    }

    @Test
    void spellsWhatATerminalWouldActUpon() {
        var child = Waiting.closed(children.spawn("printf", "\\033[2J\\0\\ttab"));

        assertThat(child.evidence()).contains("    | \\u001b[2J\\u0000\ttab");
    }

    @Test
    void outlivesTheTemporaryFileOfLargeOutput() {
        var child = Waiting.closed(children.with(SpawnOptions.defaults()).spawn("head", "-c", "3000000", "/dev/zero"));

        children.close();

        assertThat(child.evidence())
                .contains("stdout:   3000000 bytes")
                .contains("    | (recorded in a temporary file that ended with its test)");
    }

    @Test
    void showsTheFirstLineAndTheLastOnes() {
        var child = Waiting.closed(children.spawn("seq", "1", "5000"));

        assertThat(child.evidence().lines())
                .contains("    | 1", "    | … 4989 lines", "    | 4991", "    | 5000")
                .doesNotContain("    | 4990");
    }

    // ---- one moment

    /** A child that ends while its evidence is gathered runs in all lines, or in none. */
    @Test
    @Timeout(60)
    void stateAndTimelineAreOfTheSameMoment() {
        for (int i = 0; i < 100; i++) {
            var child = children.with(SpawnOptions.defaults().name("ends-" + i)).spawn("true");
            var exit = Pattern.compile("ms  " + child.name() + " +exited with code 0$", Pattern.MULTILINE);
            String evidence;
            do {
                evidence = child.evidence();
                assertThat(evidence)
                        .containsPattern(
                                exit.matcher(evidence).find()
                                        ? "  state:    exited with code 0 after \\d+ ms"
                                        : "  state:    running, pid \\d+\n");
            } while (!child.isClosed());
        }
    }

    // ---- the events of the child among those of others

    /** Prints so many lines, each for itself: the test takes turns with it. */
    private void chatter(String name, int lines) {
        var child = children.with(SpawnOptions.defaults().name(name)).spawn("cat");
        for (int i = 1; i <= lines; i++) {
            child.stdin().writeLine(name + " " + i);
            ForkedChildAwait.awaitStdout(child, "(?m)^" + name + " " + i + "$");
        }
    }

    private ForkedChild failing() {
        return Waiting.closed(children.with(SpawnOptions.defaults().name("quiet"))
                .spawn("sh", "-c", "echo 'no settings' >&2; exit 3"));
    }

    private static List<String> window(ForkedChild child, int atMostLines) {
        var lines = child.inspection().evidence(atMostLines).lines().toList();
        assertThat(lines)
                .hasSizeLessThanOrEqualTo(atMostLines)
                .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(Layout.WIDTH));
        return lines.subList(lines.indexOf("  stderr:   12 bytes") + 2, lines.size()).stream()
                .map(line -> line.replaceFirst("^[ ≈] +[0-9.]+ ms  ", "").replaceAll(" {2,}", " "))
                .map(line -> line.replaceFirst("spawned .*", "spawned"))
                .toList();
    }

    @Test
    void chatterAfterwardsDoesNotHideWhatTheChildDid() {
        var child = failing();
        chatter("chatty", 20);

        assertThat(window(child, 45))
                .containsSubsequence(
                        " timeline: of the test, not all of its 45 events",
                        "quiet spawned",
                        "quiet err \"no settings\\n\"",
                        "quiet exited with code 3",
                        "quiet closed with code 3",
                        " … 34 earlier events of other children",
                        "chatty out \"chatty 17\\n\"",
                        "test → chatty in \"chatty 20\\n\"",
                        "chatty out \"chatty 20\\n\"")
                .hasSize(1 + 1 + 12);
    }

    @Test
    void chatterBeforeDoesNotHideWhatTheChildDid() {
        chatter("chatty", 20);
        var child = failing();

        assertThat(window(child, 45))
                .containsSubsequence(
                        " timeline: of the test, the last of 45 events",
                        "chatty out \"chatty 20\\n\"",
                        "quiet spawned",
                        "quiet exited with code 3",
                        "quiet closed with code 3");
    }

    @Test
    void tenChattyChildrenDoNotHideWhatTheChildDid() {
        var child = failing();
        for (int i = 0; i < 10; i++) {
            chatter("chatty-" + i, 5);
        }

        for (int atMostLines : new int[] {45, 30, 20}) {
            assertThat(window(child, atMostLines))
                    .containsSubsequence("quiet exited with code 3", "quiet closed with code 3");
        }
        assertThat(window(child, 45))
                .contains("quiet spawned")
                .anyMatch(line -> line.endsWith(" events of other children"));
    }

    @Test
    void childWithMoreEventsThanTheWindowLeavesRoomForOthers() {
        var other = failing();
        chatter("chatty", 20);
        var child = children.all().get(1);

        var lines = child.evidence().lines().toList();

        assertThat(lines.subList(lines.indexOf("  timeline: of the test, not all of its 45 events"), lines.size()))
                .hasSize(1 + 12)
                .anyMatch(line -> line.contains(other.name() + "  ") && line.endsWith("closed with code 3"))
                .anyMatch(line -> line.matches(" +… 3\\d earlier events of chatty"))
                .last()
                .asString()
                .endsWith("\"chatty 20\\n\"");
    }
}
