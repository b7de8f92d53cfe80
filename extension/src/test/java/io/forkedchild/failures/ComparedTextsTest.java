package io.forkedchild.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The page that compares failure texts claims of those that are kept here only what they tell. */
class ComparedTextsTest {

    private static final Path TEXTS = Path.of("src", "test", "resources", "failures");
    private static final Path PAGE = Path.of("..", "docs", "failure-texts.md");
    private static final Pattern FACTS =
            Pattern.compile("^\\| \\[(\\w+)]\\([^)]+\\): [^|]+ \\| ([^|]+) \\|", Pattern.MULTILINE);
    private static final Pattern FIGURES = Pattern.compile("^\\| (\\w+) \\| (\\d+ · \\d+) \\|", Pattern.MULTILINE);
    private static final Pattern WORDS = Pattern.compile("^\\| ([a-z, ]+) \\| [^|]+ \\|$", Pattern.MULTILINE);

    private static final Map<String, String> TOLD_BY = Map.ofEntries(
            Map.entry(
                    "expected",
                    "^ *[a-z].* (has not (exited|closed) with code \\d|was not killed by SIG|has had no match of .)"
                            + "|without a match of .|^  expected: .|: expecting \\w"),
            Map.entry("nearest", "^  nearest:  .+ \\(message \\d+\\)$"),
            Map.entry("difference", "^    \\$[.\\w]+: expected .+, was .|^ *[-+] *\\d*\\|? ?row 1500 is broken"),
            Map.entry("command", "^\\[?[\\w-]+: .+\\n  cwd: "),
            Map.entry("cwd", "^  cwd: +\\S"),
            Map.entry("end", "^  state: +(exited with code \\d+|killed by SIG\\w+)"),
            Map.entry("lived", "^  state: +.* after <n> ms"),
            Map.entry("start", "^  state: +never started: \\w+ \\S+ E[A-Z]+"),
            Map.entry("directory", "options.cwd is no directory"),
            Map.entry(
                    "meaning",
                    "^  hint: +(a SIGKILL that the test has not sent is|it exited by itself; 143 is|127: the shell has not found)"),
            Map.entry("stdout", "^  stdout: +<n> bytes(, as above$|.*\\n    \\| )"),
            Map.entry("stderr", "^  stderr: +<n> bytes.*\\n    \\| "),
            Map.entry("stdin", "^  stdin: +<n> bytes written, "),
            Map.entry("state", "^  state: +running, pid <pid>$"),
            Map.entry("limit", "(within|for) <n> ms|the limit timeout: <n> ms"),
            Map.entry("messages", "^    <time>  \\w+ → test "),
            Map.entry("sent", "^  sent to it: [1-9]"),
            Map.entry("read", "it has read the message of the test|it has not read|it never read"),
            Map.entry("late", "^  too late: it came <n> ms after"),
            Map.entry("malformed", "is no message: .+"),
            Map.entry("holder", "are held by pid <pid>: \\S+"),
            Map.entry("others", "^  others: +\\w+ (exited with code \\d|is running)"),
            Map.entry("order", "^  timeline:\\n    <time>  "));

    static Stream<Arguments> claims() throws IOException {
        return rows(FACTS)
                .map(row -> argumentSet(
                        row.group(1), row.group(1), List.of(row.group(2).split(", "))));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void textTellsWhatThePageSays(String fault, List<String> facts) throws IOException {
        var text = Files.readString(TEXTS.resolve(fault + ".txt"));

        assertThat(facts)
                .isSubsetOf(TOLD_BY.keySet())
                .allSatisfy(fact -> assertThat(Pattern.compile(TOLD_BY.get(fact), Pattern.MULTILINE)
                                .matcher(text)
                                .find())
                        .as("%s is told in%n%s", fact, text)
                        .isTrue());
    }

    /** Each word of the column about this tool. */
    @Test
    void pageExplainsEachFact() throws IOException {
        var explained = rows(WORDS)
                .flatMap(row -> Arrays.stream(row.group(1).split(", ")))
                .toList();

        assertThat(explained).containsAll(TOLD_BY.keySet()).doesNotHaveDuplicates();
    }

    /** {@code -Dforkedchild.updateFailures=true} writes them, too. */
    @Test
    void pageHasTheFiguresOfTheTexts() throws IOException {
        var page = Files.readString(PAGE);

        var counted =
                FIGURES.matcher(page).replaceAll(row -> "| " + row.group(1) + " | " + figures(row.group(1)) + " |");

        if (Boolean.getBoolean("forkedchild.updateFailures")) {
            Files.writeString(PAGE, counted);
        }
        assertThat(rows(FIGURES).map(row -> row.group(1)).toList())
                .isEqualTo(rows(FACTS).map(row -> row.group(1)).toList())
                .hasSize(20);
        assertThat(Files.readString(PAGE)).isEqualTo(counted);
    }

    private static Stream<MatchResult> rows(Pattern row) throws IOException {
        return row.matcher(Files.readString(PAGE)).results();
    }

    /** Lines and bytes. */
    private static String figures(String fault) {
        try {
            var text = Files.readString(TEXTS.resolve(fault + ".txt"));
            return text.lines().count() + " · " + Files.size(TEXTS.resolve(fault + ".txt"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
