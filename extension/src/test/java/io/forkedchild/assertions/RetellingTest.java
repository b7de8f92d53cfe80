package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import java.nio.CharBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;

/** Failures of AssertJ's own assertions. */
@Timeout(30)
class RetellingTest {

    private final ForkedChildren children =
            ForkedChildren.open(Settings.defaults().patience(Duration.ofSeconds(60)));

    @AfterEach
    void endChildren() {
        children.close();
    }

    private ForkedChild printf(String format) {
        return children.spawn("printf", format);
    }

    static Stream<Arguments> assertions() {
        return Stream.of(
                row(out -> out.contains("d"), "it to contain \"d\""),
                row(out -> out.contains("a", "d", "e"), "it to contain [\"a\", \"d\", \"e\"]"),
                row(
                        out -> out.containsSubsequence("c", "a"),
                        "it to contain the following CharSequences in this order"),
                row(out -> out.matches("\\d"), "it to match pattern \"\\d\""),
                row(out -> out.doesNotContain("a"), "it not to contain \"a\""),
                row(out -> out.startsWith("b"), "it to start with \"b\""),
                row(out -> out.isNotEqualTo("a\nb\nc\n"), "it not to be equal to \"a\\nb\\nc\\n\""),
                row(out -> out.isEqualToIgnoringNewLines("x"), "it to be equal to \"x\""),
                row(OutputAssert::isBlank, "it to be blank"),
                row(OutputAssert::isUpperCase, "it to be uppercase"),
                row(OutputAssert::containsOnlyDigits, "it to contain only digits"),
                row(out -> out.hasLineCount(2), "it to have 2 lines but had 3"),
                row(out -> out.lines().contains("d"), "them to contain [\"d\"]"),
                row(out -> out.lines().isEmpty(), "them to be empty"),
                row(out -> out.lines().allMatch(String::isEmpty), "all elements to match given predicate"),
                row(
                        out -> out.lines().satisfies(lines -> assertThat(lines).isEmpty()),
                        "them to meet the requirements"),
                row(out -> out.bytes().startsWith('b'), "them to start with [62]"),
                row(out -> out.bytes().contains(0), "them to contain [00]"));
    }

    private static Arguments row(Consumer<OutputAssert> assertion, String sentence) {
        return arguments(assertion, sentence);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("assertions")
    void sentenceComesFirstAndTheEvidenceLast(Consumer<OutputAssert> assertion, String sentence) {
        var child = printf("a\\nb\\nc\\n");

        assertThatFailureOf(() -> assertion.accept(assertThat(child).stdout()))
                .matches("(?s)[^\n]*printf's stdout: expecting \\Q" + sentence + "\\E.*\nprintf: printf .*");
    }

    /** Private use stands for values while AssertJ makes its sentence. */
    @Test
    void whatLooksLikeAQuoteIsShownAsItIs() {
        var child = printf("\ue00099\ue001");

        assertThatFailureOf(() -> assertThat(child).stdout().isEqualTo("x"))
                .startsWith("printf's stdout: expecting it to be equal to \"x\"");
        assertThatFailureOf(() -> assertThat(child).stdout().contains("\ue00077\ue001"))
                .startsWith("printf's stdout: expecting it to contain ");
        assertThatFailureOf(() -> assertThat(child)
                        .stdout()
                        .lines()
                        .allSatisfy(line -> assertThat(line).isEmpty()))
                .contains("\nprintf: printf ");
    }

    @Test
    void veryManyFailuresAreToldInTime() {
        var seq = children.spawn("seq", "5000");

        assertThatFailureOf(() -> assertThat(seq)
                        .stdout()
                        .lines()
                        .allSatisfy(line -> assertThat(line).isEmpty()))
                .contains("\nseq: seq 5000\n");
    }

    @Test
    void foundIsNotCalledNearest() {
        var seq = children.spawn("seq", "3000");

        assertThatFailureOf(() -> assertThat(seq).stdout().lines().doesNotContain("77"))
                .doesNotContain("nearest");
    }

    @Test
    void whoComparesOtherwiseKnowsWhatDiffers() {
        var child = printf("a\\nb\\n");

        assertThatFailureOf(() -> assertThat(child)
                        .stdout()
                        .usingComparator(Comparator.comparing(String::length))
                        .isEqualTo("x"))
                .startsWith(
                        "printf's stdout: expecting it to be equal to \"x\"\n  actual:   \"a\\nb\\n\"\n  when comparing values using ")
                .doesNotContain("line 1 differs");
        assertThatFailureOf(() -> assertThat(child).stdout().isEqualTo(null))
                .startsWith("printf's stdout: expecting it to be equal to null\n  actual:   \"a\\nb\\n\"\n");
    }

    @Test
    void listedBytesAreBytes() {
        var child = printf("abc");

        assertThatFailureOf(() -> assertThat(child).stdout().bytes().containsExactly('a', 'b', 'd'))
                .contains("  expected: 61 62 [64], 3 bytes\n  actual:   61 62 [63], 3 bytes\n");
    }

    @Test
    void longDescriptionLeavesRoomForTheSentence() {
        var child = printf("abc");

        assertThatFailureOf(() -> assertThat(child).stdout().as("x".repeat(300)).isEqualTo("x"))
                .contains("xxx…] printf's stdout:\n    expecting it to be equal to \"x\"\n");
    }

    // ---- what differs

    @Test
    void longTextShowsTheLineThatDiffers() {
        var seq = children.spawn("seq", "3000");
        var expected = IntStream.rangeClosed(1, 3000)
                .mapToObj(i -> i == 1500 ? "x\n" : i + "\n")
                .collect(Collectors.joining());

        assertThatFailureOf(() -> assertThat(seq).stdout().isEqualTo(expected)).startsWith("""
                        seq's stdout: expecting it to be equal to a text of 3000 lines, but line 1500 differs, and no other
                          expected: 3000 lines, marked -
                          actual:   3000 lines, marked +
                              1498| 1498
                              1499| 1499
                            - 1500| x
                            + 1500| 1500
                              1501| 1501
                              1502| 1502
                        seq: seq 3000
                        """);
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
        var child = printf("a\\nb\\nc\\n");

        assertThatFailureOf(() -> assertThat(child).stdout().isEqualTo(expected))
                .containsPattern(", but " + summary.replace(" ", "\\s+") + "\n")
                .contains("\n    " + first + "\n", "\n    " + second + "\n");
    }

    @Test
    void linesThatAreMissingOrUnexpectedAreNamed() {
        var child = printf("a\\nb\\nc\\n");

        assertThatFailureOf(() -> assertThat(child).stdout().lines().containsExactly("a", "x", "c"))
                .contains(", but line 2 differs, and no other\n", "not found: [\"x\"]\n", "not expected: [\"b\"]\n");
        assertThatFailureOf(() -> assertThat(child).stdout().lines().containsExactlyInAnyOrder("c", "b", "x"))
                .contains("not found: [\"x\"]\n", "not expected: [\"a\"]\n");
    }

    @Test
    void nearestLineOfManyIsNamed() {
        var child = children.spawn("sh", "-c", "seq 100; echo 'listening on port 8080'; seq 100");

        assertThatFailureOf(() -> assertThat(child).stdout().contains("listening on port 80\n"))
                .contains("\n  nearest:  listening on port 8080 (line 101)\n");
    }

    @Test
    void bytesShowTheFirstThatDiffers() {
        assertThatFailureOf(
                        () -> assertThat(printf("caf\\351!")).stdout().bytes().isEqualTo(new byte[] {
                            'c', 'a', 'f', 'e', '!'
                        }))
                .contains(
                        "but they differ at offset 3 (0x3)\n",
                        "  expected: 63 61 66 [65] 21, 5 bytes\n",
                        "  actual:   63 61 66 [E9] 21, 5 bytes\n");
    }

    @Test
    void longLineIsShownWhereItDiffers() {
        var child = children.spawn("sh", "-c", "printf '%0500dx\\nb\\n'");

        assertThatFailureOf(() -> assertThat(child).stdout().isEqualTo("0".repeat(500) + "y\nb\n"))
                .contains("- 1| …" + "0".repeat(40) + "y\n", "+ 1| …" + "0".repeat(40) + "x\n");
    }

    // ---- the evidence

    @Test
    void outputThatWasShownIsNotShownAgain() {
        var child = children.spawn("sh", "-c", "echo out; echo err >&2");

        assertThatFailureOf(() -> assertThat(child).stdout().contains("x"))
                .contains("\n  stdout:   4 bytes, as above\n", "\n    | err\n");
    }

    @Test
    void whatAnAssertionLeadsToKeepsTheEvidence() {
        var child = printf("a\\n\\033[1mb\\n");

        assertThatFailureOf(() -> assertThat(child).stdout().lines().first().isEqualTo("\u001b[2m"))
                .startsWith("[the lines of printf's stdout check first element, of\nprintf: ")
                .endsWith("expected: \"\\u001b[2m\"\n but was: \"a\"");
        assertThatFailureOf(() -> assertThat(child)
                        .stdout()
                        .lines()
                        .filteredOn(line -> true)
                        .isEmpty())
                .startsWith("[the lines of printf's stdout, of\nprintf: ");
    }

    @Test
    void noControlCharacterIsPrinted() {
        var child = printf("\\033[1mbold\\033[0m\\n\\r\\a\\n");

        Stream.<Consumer<OutputAssert>>of(
                        out -> out.contains("\u001b[2m"),
                        out -> out.isEqualTo("\u001b[2m\n\u0007"),
                        out -> out.lines().containsExactly("\u001b[2m", "\u0007"),
                        out -> out.lines().contains("\u001b[2m"),
                        out -> out.lines().first().isEqualTo("\u001b[2m"),
                        out -> out.satisfies(text -> Assertions.assertThat(text).isEqualTo("\u001b[2m")),
                        out -> out.as("\u001b[2m").isEmpty(),
                        out -> out.withFailMessage("\u001b[2m").isEmpty())
                .forEach(assertion -> assertThatFailureOf(
                                () -> assertion.accept(assertThat(child).stdout()))
                        .doesNotContainPattern("[\\p{Cntrl}&&[^\n\t]]"));
    }

    // ---- as AssertJ does

    @Test
    void failureCarriesWholeValues() {
        var seq = children.spawn("seq", "5000");

        var failure = catchThrowableOfType(
                AssertionFailedError.class, () -> assertThat(seq).stdout().isEqualTo("no"));

        assertThat(failure.getExpected().getStringRepresentation()).isEqualTo("no");
        assertThat(failure.getActual().getStringRepresentation())
                .isEqualTo(seq.stdout().text());
    }

    @Test
    void stackBeginsInTheTest() {
        var child = printf("a");

        var failure = catchThrowable(() -> assertThat(child).stdout().contains("b"));

        assertThat(failure.getStackTrace()[0].getClassName()).isEqualTo(RetellingTest.class.getName());
    }

    @Test
    void representationOfTheTestIsUsed() {
        var child = printf("a");

        assertThatFailureOf(() -> assertThat(child)
                        .stdout()
                        .withRepresentation(value -> "<" + value + ">")
                        .contains("b"))
                .startsWith("printf's stdout: expecting it to contain <b>\n  actual:   <a>\n");
    }

    @Test
    void valuesThatLookTheSameAreToldApart() {
        assertThatFailureOf(() -> assertThat(printf("a")).stdout().isEqualTo((Object) CharBuffer.wrap("a")))
                .contains("\"a\" (StringCharBuffer@", "\"a\" (String@");
    }

    @Test
    void assertionsThatHoldGoOn() {
        var child = printf("a\\nb\\n");

        assertThat(child)
                .stdout()
                .isNotEmpty()
                .satisfies(text -> assertThat(text).isNotEmpty())
                .lines()
                .hasSize(2)
                .contains("a", "b")
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("a"),
                        second -> assertThat(second).isEqualTo("b"));
    }

    @Test
    void softAssertionsCollectEach() {
        var child = printf("a\\nb\\n");

        var failures = catchThrowableOfType(
                MultipleFailuresError.class,
                () -> ForkedChildSoftAssertions.assertSoftly(softly -> {
                    softly.assertThat(child)
                            .stdout()
                            .lines()
                            .contains("x")
                            .hasSize(2)
                            .hasSize(1);
                    softly.assertThat(child)
                            .stdout()
                            .lines()
                            .satisfiesExactly(first -> assertThat(first).isEqualTo("b"));
                    softly.assertThat(child).stdout().bytes().isEqualTo(new byte[0]);
                    softly.assertThat(child).stdout().lines().first().isEqualTo("x");
                }));

        assertThat(failures.getFailures())
                .hasSize(5)
                .allSatisfy(failure -> assertThat(failure).hasMessageContaining("printf's stdout"));
        assertThat(failures.getMessage())
                .contains("\n-- failure 1 --\nthe lines of printf's stdout: expecting them to contain [\"x\"]\n");
    }

    @Test
    void assertionsOfSeveralThreadsAtOnceAreEachTheirOwn() {
        var child = printf("a\\n");

        var texts = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i ->
                        catchThrowable(() -> assertThat(child).stdout().lines().contains("x" + i)))
                .map(failure ->
                        String.valueOf(failure.getMessage()).lines().findFirst().orElse(""))
                .toList();

        assertThat(texts)
                .isEqualTo(IntStream.range(0, 8)
                        .mapToObj(i -> "the lines of printf's stdout: expecting them to contain [\"x" + i + "\"]")
                        .toList());
    }

    @Test
    void messageOfTheTestIsNotTouched() {
        assertThatFailureOf(() -> assertThat(printf("a"))
                        .stdout()
                        .overridingErrorMessage("Expecting %s.", "more")
                        .contains("b"))
                .startsWith("printf's stdout: Expecting more.\nprintf: ");
    }

    @Test
    void manyBytesAreBounded() {
        var child = children.spawn("head", "-c", "5000000", "/dev/zero");

        assertThatFailureOf(() -> assertThat(child).stdout().bytes().contains(1))
                .contains("\n  actual:   5000000 bytes\n    |        0  00 00 ", "\n    |  4999984  00 ")
                .hasSizeLessThan(10_000);
        assertThatFailureOf(() -> assertThat(child).stdout().bytes().isEqualTo(new byte[4_999_999]))
                .contains(
                        "but they differ at offset 4999999 (", "00 [end], 4999999 bytes\n", "00 [00], 5000000 bytes\n");
    }

    /** AssertJ shows 1,000 elements. */
    @Test
    void longListShowsTheLineThatDiffers() {
        var seq = children.spawn("seq", "3000");
        var expected = IntStream.rangeClosed(1, 3000)
                .mapToObj(i -> i == 1500 ? "x" : String.valueOf(i))
                .toList();

        assertThatFailureOf(() -> assertThat(seq).stdout().lines().isEqualTo(expected))
                .contains(
                        "a list of 3000 lines, but line 1500 differs, and no other\n", "- 1500| x\n", "+ 1500| 1500\n");
        assertThatFailureOf(() -> assertThat(seq).stdout().lines().containsExactlyElementsOf(expected))
                .contains("a list of 3000 lines, but line 1500 differs, and no other\n", "not found: [\"x\"]\n");
    }

    @Test
    void listOfValuesIsTold() {
        assertThatFailureOf(() -> assertThat(printf("a\\n")).stdout().lines().isEqualTo(List.of("a", "b")))
                .contains("but line 2 is missing\n", "    - 2| b\n");
    }
}
