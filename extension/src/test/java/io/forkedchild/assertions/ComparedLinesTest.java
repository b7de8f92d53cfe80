package io.forkedchild.assertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.presentation.StandardRepresentation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComparedLinesTest {

    private static ComparedLines compared(Object expected, Object actual) {
        return new ComparedLines(shown(expected), shown(actual), line -> line);
    }

    private static Shown shown(Object value) {
        return Shown.of(value, new StandardRepresentation());
    }

    static Stream<Arguments> differences() {
        return Stream.of(
                arguments("a\nb\nd\n", "line 3 differs, and no other", "- 3| d", "+ 3| c"),
                arguments("x\nb\nx\n", "line 1 differs, and 1 other", "- 1| x", "+ 1| a"),
                arguments("a\nb\n", "line 3 was not expected", "  2| b", "+ 3| c"),
                arguments("a\nb\nb\nb\nc\n", "lines 3 to 4 are missing", "- 3| b", "- 4| b"),
                arguments(
                        "a\nx\ny\nc\n",
                        "line 2 differs, and there is 1 line where there should be 2",
                        "- 2| x",
                        "+ 2| b"),
                arguments("a\nb\nc", "line 3 differs, and no other", "- 3| \"c\"", "+ 3| \"c\\n\""));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("differences")
    void differenceIsSummedUp(String expected, String summary, String first, String second) {
        var compared = compared(expected, "a\nb\nc\n");

        assertThat(compared.summary()).isEqualTo(", but " + summary);
        assertThat(compared.lines()).contains("  " + first, "  " + second);
    }

    @Test
    void oneLineOfManyIsShownWithItsNeighbours() {
        var expected = IntStream.rangeClosed(1, 3000)
                .mapToObj(i -> i == 1500 ? "x" : String.valueOf(i))
                .toList();
        var actual = IntStream.rangeClosed(1, 3000).mapToObj(String::valueOf).toList();

        var ofLists = compared(expected, actual);
        var ofTexts = compared(String.join("\n", expected), String.join("\n", actual));

        assertThat(List.of(ofLists, ofTexts)).allSatisfy(compared -> {
            assertThat(compared.summary()).isEqualTo(", but line 1500 differs, and no other");
            assertThat(compared.lines())
                    .containsExactly(
                            "expected: 3000 lines, marked -",
                            "actual:   3000 lines, marked +",
                            "    1498| 1498",
                            "    1499| 1499",
                            "  - 1500| x",
                            "  + 1500| 1500",
                            "    1501| 1501",
                            "    1502| 1502");
        });
    }

    @Test
    void longLineIsShownWhereItDiffers() {
        var zeros = "0".repeat(500);

        assertThat(compared(zeros + "y\nb\n", zeros + "x\nb\n").lines())
                .contains("  - 1| …" + "0".repeat(40) + "y", "  + 1| …" + "0".repeat(40) + "x");
        assertThat(compared(zeros + "y", zeros + "x").lines())
                .containsExactly("expected: …" + "0".repeat(40) + "y", "actual:   …" + "0".repeat(40) + "x");
    }

    @Test
    void linesThatAreEqualByTheirKeysAreTheSame() {
        var compared = new ComparedLines(shown("A\nB\n"), shown("a\nx\n"), String::toLowerCase);

        assertThat(compared.summary()).isEqualTo(", but line 2 differs, and no other");
    }
}
