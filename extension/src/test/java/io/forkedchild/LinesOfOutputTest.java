package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatAll;
import static io.forkedchild.await.ForkedChildAwait.linesOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.assertions.Moment;
import io.forkedchild.await.ForkedChildAwait;
import io.forkedchild.await.LineCursor;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.text.Lines;
import io.forkedchild.timeline.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same output has the same lines wherever they are asked for, and however it came. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class LinesOfOutputTest {

    private final ForkedChildren children;

    LinesOfOutputTest(ForkedChildren children) {
        this.children = children;
    }

    static Stream<Arguments> outputs() {
        return Stream.of(
                argumentSet("progress bar", "10%\r20%\nend\n", List.of("10%", "20%", "end")),
                argumentSet("both bytes", "a\r\nb\r\n", List.of("a", "b")),
                argumentSet("empty lines", "\n\r\n\r\na", List.of("", "", "", "a")),
                argumentSet("carriage returns", "\r\r\n\rb", List.of("", "", "", "b")),
                argumentSet("carriage return behind a newline", "a\n\r", List.of("a", "")),
                argumentSet("no end", "a\rb", List.of("a", "b")),
                argumentSet("wide characters", "ü\r€\r\n", List.of("ü", "€")));
    }

    @ParameterizedTest
    @MethodSource("outputs")
    void viewsAgreeHoweverTheOutputIsCut(String text, List<String> lines, @TempDir Path directory) throws IOException {
        children.with(ExecOptions.defaults().cwd(directory)).exec("mkfifo go").waitFor();
        var bytes = text.getBytes(UTF_8);

        for (int cut = 0; cut <= bytes.length; cut++) {
            var child = children.with(SpawnOptions.defaults().cwd(directory).name("w" + cut))
                    .spawn(
                            "sh",
                            "-c",
                            "printf \"$1\"; read go < go; printf \"$2\"",
                            "sh",
                            escaped(Arrays.copyOf(bytes, cut)),
                            escaped(Arrays.copyOfRange(bytes, cut, bytes.length)));
            int written = cut;
            ForkedChildAwait.await(child).until(() -> child.stdout().length() == written);
            var cursor = linesOf(child);
            var begun = taken(cursor, ended(Arrays.copyOf(bytes, cut)));
            Files.writeString(directory.resolve("go"), "\n");

            begun.addAll(taken(cursor, lines.size() - begun.size()));
            Waiting.closed(child);
            assertThat(begun).as("cursor, cut at %s", cut).isEqualTo(lines);
            assertViews(child, lines);
        }
    }

    private static void assertViews(ForkedChild child, List<String> lines) {
        assertThat(child.stdout().lines()).isEqualTo(lines);
        assertThat(child).stdout().hasLineCount(lines.size()).lines().isEqualTo(lines);
        assertThat(taken(linesOf(child), lines.size())).isEqualTo(lines);
        assertThat(child.timeline().byLine().every(Event.Output.class))
                .extracting(event -> Lines.withoutEnd(event.bytes().text()))
                .isEqualTo(lines);
        assertThat(behind(child.name() + " out", child.transcript().toString()))
                .map(line -> line.replace(" (without an end of line)", ""))
                .isEqualTo(lines);
        assertThat(behind("    |", child.evidence())).isEqualTo(lines);
        assertThatAll(child)
                .didInOrder(lines.stream()
                        .map(line -> Moment.lineOf(child, "^" + Pattern.quote(line) + "$"))
                        .toArray(Moment[]::new));
    }

    private static String escaped(byte[] bytes) {
        var escaped = new StringBuilder();
        for (byte one : bytes) {
            escaped.append(String.format("\\%03o", one & 0xff));
        }
        return escaped.toString();
    }

    private static int ended(byte[] bytes) {
        var ended = new ArrayList<>();
        new Lines().accept(bytes, ended::add);
        return ended.size();
    }

    private static List<String> taken(LineCursor cursor, int count) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            lines.add(cursor.awaitLine("").line());
        }
        return lines;
    }

    private static List<String> behind(String start, String text) {
        return text.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .toList();
    }
}
