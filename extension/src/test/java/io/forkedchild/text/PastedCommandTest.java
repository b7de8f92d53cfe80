package io.forkedchild.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChildren;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is pasted gives the same words as the command in one line. */
class PastedCommandTest {

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("many words", List.of("one ".repeat(80).split(" "))),
                Arguments.of("a long plain word", List.of("x".repeat(300), "y")),
                Arguments.of("single quotes", List.of("a b; ".repeat(90), "c")),
                Arguments.of("double quotes", List.of("it's $HOME \\ \"x\" ".repeat(40), "c")),
                Arguments.of("control characters", List.of("tab\tand\nline \\ \u0001".repeat(40), "c")),
                Arguments.of(
                        "words that begin before the edge", List.of("x".repeat(50), "y ".repeat(100), "z".repeat(70))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void wrappedCommandIsTheSame(String name, List<String> words) {
        var command = ShellCommand.of(
                Stream.concat(Stream.of("printf", "%s|"), words.stream()).toList());

        var lines = PastedCommand.lines("", command);

        assertThat(lines).hasSizeGreaterThan(1).allMatch(line -> Columns.of(line) <= Layout.WIDTH);
        assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.endsWith("\\"));
        try (var children = ForkedChildren.open()) {
            var printed = children.execFile("bash", "-c", String.join("\n", lines))
                    .result()
                    .stdout();
            assertThat(printed).isEqualTo(String.join("|", words) + "|");
        }
    }
}
