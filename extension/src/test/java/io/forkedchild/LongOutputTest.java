package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.await.ForkedChildAwait.linesOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test JVM with 128 MiB of heap looks at a child that has written 200 MB, and at others with lines of other lengths. */
@Patience("5 m")
@ExtendWith(ForkedChildExtension.class)
class LongOutputTest {

    private static final String LINES = "yes 'all work and no play' | head -n 9523809; echo finished";
    private static final String NO_LINES =
            "yes 'all work and no play' | head -c 20000000 | tr '\\n' .; echo; echo finished";
    private static final String SHORT_LINES = "yes all | head -n 5000000; echo finished";

    @ParameterizedTest
    @ValueSource(strings = {NO_LINES, SHORT_LINES})
    void smallHeapIsEnough(String script, ForkedChildren children) {
        assertThatAllIsRead(run(children, script));
    }

    @Test
    void twoHundredMegabytesAreReadOrRefused(ForkedChildren children) {
        var results = run(children, LINES);

        assertThatAllIsRead(results);
        assertThat(results).containsEntry("lines.contains", "holds").containsEntry("linesOf", "holds");
        assertThatFailuresShowABoundedPart(results);
        assertThatTheWholeIsRefused(results);
    }

    private static void assertThatAllIsRead(Map<String, String> results) {
        assertThat(results.values()).noneMatch(result -> result.contains("OutOfMemoryError"));
        assertThat(results).containsEntry("last line", "finished");
        assertThat(results)
                .extractingByKeys("awaitStdout", "awaitStdout.pattern", "contains", "containsPattern")
                .containsOnly("holds");
        assertThat(results)
                .extractingByKeys("endsWith", "startsWith", "doesNotContain")
                .containsOnly("holds");
    }

    private static void assertThatFailuresShowABoundedPart(Map<String, String> results) {
        assertThat(results.get("failing isEqualTo"))
                .startsWith(
                        "sh's stdout: expecting it to be equal to \"all work\\n\", but line 1 differs, and there are 9523810"
                                + " lines");
        assertThat(results.get("failing contains"))
                .startsWith("sh's stdout: expecting it to contain \"no such\"|  actual:   9523810 lines|")
                .contains("    | … 9523797 more …|    | finished");
        assertThat(results.get("failing hasLineCount"))
                .startsWith("sh's stdout: expecting it to have 3 lines, but there are 9523810|");
        assertThat(results.get("failing lines.contains"))
                .startsWith("the lines of sh's stdout: expecting them to contain [\"no such\"]");
        assertThat(results.get("failing lines.allMatch")).contains("line 1 did not: \"all work and no play\"");
    }

    private static void assertThatTheWholeIsRefused(Map<String, String> results) {
        assertThat(results.get("text"))
                .startsWith("sh's stdout has 199999998 bytes, more than the ")
                .contains("-Xmx", "read it piece by piece with stream()", "linesOf(child)");
        assertThat(results.get("bytes")).startsWith("sh's stdout has 199999998 bytes, more than");
        assertThat(results.get("isUpperCase")).contains("199999998 bytes", "isUpperCase", "linesOf(child)");
        assertThat(results.get("lines.containsOnly")).contains("9523810 lines", "containsExactly");
        assertThat(results.get("transcript")).contains("199999998 bytes");
    }

    private static Map<String, String> run(ForkedChildren children, String script) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var small = children.spawn(
                java, "-Xmx128m", "-cp", System.getProperty("java.class.path"), SmallJvm.class.getName(), script);
        assertThat(small).exitedWith(0);
        var results = new TreeMap<String, String>();
        small.stdout().lines().forEach(line -> results.put(line.split("\t", 2)[0], line.split("\t", 2)[1]));
        return results;
    }

    /** The test JVM with the small heap: prints a line with the outcome of each way to look. */
    static final class SmallJvm {

        private SmallJvm() {}

        public static void main(String[] args) {
            var settings = Settings.defaults().patience(Duration.ofMinutes(2));
            try (var children = ForkedChildren.open(settings)) {
                var child = children.spawn("sh", "-c", args[0]);
                tell("awaitStdout", child, any -> awaitStdout(child, "finished"));
                tell("awaitStdout.pattern", child, any -> awaitStdout(child, "(?m)^.*finish\\w+$"));
                tell("contains", child, any -> assertThat(child).stdout().contains("finished", "all"));
                tell("containsPattern", child, any -> assertThat(child).stdout().containsPattern("finish[e]d"));
                child.waitFor();
                finished(child);
            }
        }

        private static void finished(ForkedChild child) {
            tell("endsWith", child, any -> assertThat(child).stdout().endsWith("finished\n"));
            tell("startsWith", child, any -> assertThat(child).stdout().startsWith("a"));
            tell("doesNotContain", child, any -> assertThat(child).stdout().doesNotContain("no such", "nor this"));
            tell(
                    "lines.contains",
                    child,
                    any -> assertThat(child).stdout().lines().contains("finished"));
            tell(
                    "lines.containsOnly",
                    child,
                    any -> assertThat(child).stdout().lines().containsOnly("finished"));
            tell("linesOf", child, any -> linesOf(child).awaitLine("finished"));
            tell("failing isEqualTo", child, any -> assertThat(child).stdout().isEqualTo("all work\n"));
            tell("failing contains", child, any -> assertThat(child).stdout().contains("no such"));
            tell(
                    "failing contains two",
                    child,
                    any -> assertThat(child).stdout().contains("no such", "work"));
            tell(
                    "failing hasLineCount",
                    child,
                    any -> assertThat(child).stdout().hasLineCount(3));
            tell("failing startsWith", child, any -> assertThat(child).stdout().startsWith("b"));
            tell("failing awaitStdout", child, any -> awaitStdout(child, "no such"));
            tell(
                    "failing lines.contains",
                    child,
                    any -> assertThat(child).stdout().lines().contains("no such"));
            tell(
                    "failing lines.exactly",
                    child,
                    any -> assertThat(child).stdout().lines().containsExactly("a", "b"));
            tell(
                    "failing lines.hasSize",
                    child,
                    any -> assertThat(child).stdout().lines().hasSize(2));
            tell(
                    "failing lines.allMatch",
                    child,
                    any -> assertThat(child).stdout().lines().allMatch(String::isEmpty));
            tell("isUpperCase", child, any -> assertThat(child).stdout().isUpperCase());
            tell("text", child, any -> child.stdout().text());
            tell("bytes", child, any -> child.stdout().bytes());
            var lines = child.stdout().lines();
            tell("transcript", child, ForkedChild::transcript);
            System.out.println("last line\t" + tail(lines.get(lines.size() - 1)));
        }

        private static String tail(String line) {
            return line.substring(Math.max(0, line.length() - 8));
        }

        private static void tell(String name, ForkedChild child, Consumer<ForkedChild> look) {
            var outcome = "holds";
            try {
                look.accept(child);
            } catch (Throwable failure) {
                outcome = String.valueOf(failure.getMessage()).lines().limit(8).reduce("", (a, b) -> a + b + "|");
                outcome = failure instanceof OutOfMemoryError ? "OutOfMemoryError" : outcome;
            }
            System.out.println(name + "\t" + outcome.substring(0, Math.min(800, outcome.length())));
        }
    }
}
