package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.nio.CharBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.SoftAssertionsProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;

/** Failures of AssertJ's own assertions: their sentence, the difference, and the evidence once. */
@Timeout(30)
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class ToldTest {

    private final ForkedChildren children;

    ToldTest(ForkedChildren children) {
        this.children = children;
    }

    private ForkedChild printf(String format) {
        return children.spawn("printf", format);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                row(out -> out.contains("d"), "it to contain \"d\"\n  actual:   \"a\\nb\\nc\\n\"\n"),
                row(
                        out -> out.contains("a", "d", "e"),
                        "it to contain [\"a\", \"d\", \"e\"]\n  not found: [\"d\", \"e\"]\n"),
                row(out -> out.containsSequence("c", "a"), "it to contain in this order [\"c\", \"a\"]\n  actual: "),
                row(out -> out.matches("\\d"), "it to match pattern \"\\d\"\n"),
                row(out -> out.containsPattern(Pattern.compile("\\d")), "it to contain pattern \\d\n"),
                row(out -> out.doesNotContain("a"), "it not to contain \"a\"\n"),
                row(out -> out.doesNotContain("x", "a"), "it not to contain [\"x\", \"a\"]\n  found: [\"a\"]\n"),
                row(out -> out.startsWith("b"), "it to start with \"b\"\n"),
                row(out -> out.isNotEqualTo("a\nb\nc\n"), "it not to be equal to \"a\\nb\\nc\\n\"\n"),
                row(
                        out -> out.isEqualToIgnoringCase("A\nx\nC\n"),
                        "it to be equal, ignoring case, to \"A\\nx\\nC\\n\", but line 2 differs, and no other\n"),
                row(
                        out -> out.isEqualToIgnoringWhitespace(" a \nb \nd"),
                        "it to be equal, ignoring whitespace, to \" a \\nb \\nd\", but line 3 differs, and no other\n"),
                row(OutputAssert::isBlank, "it to be blank\n"),
                row(out -> out.hasLineCount(2), "it to have 2 lines, but there are 3\n"),
                row(out -> out.lines().contains("d"), "them to contain [\"d\"]\n"),
                row(out -> out.lines().isEmpty(), "them to be empty\n"),
                row(out -> out.lines().hasSize(1), "them to have 1 line, but there are 3\n"),
                row(
                        out -> out.lines().containsExactlyInAnyOrder("c", "b", "x"),
                        "them to contain exactly, in any order, [\"c\", \"b\", \"x\"]\n  not found: [\"x\"]\n  not expected: [\"a\"]\n"),
                row(
                        out -> out.lines().containsExactlyElementsOf(List.of("a")),
                        "them to contain exactly [\"a\"], but lines 2 to 3 were not expected\n"),
                row(out -> out.lines().filteredOn("a"::equals).isEmpty(), "them to be empty\n  actual:   [\"a\"]\n"),
                row(out -> out.bytes().startsWith('b'), "them to start with [62]\n"),
                row(
                        out -> out.bytes().containsExactly('a', 'c'),
                        "them to contain exactly [61 63], but they differ at offset 1 (0x1)\n"),
                row(out -> out.bytes().isEmpty(), "them to be empty\n  actual:   [61 0A 62 0A 63 0A]\n"));
    }

    private static Arguments row(Consumer<OutputAssert> assertion, String sentence) {
        return arguments(assertion, sentence);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("failures")
    void sentenceComesFirstAndTheEvidenceLast(Consumer<OutputAssert> assertion, String sentence) {
        assertThatFailureOf(() ->
                        assertion.accept(assertThat(printf("a\\nb\\nc\\n")).stdout()))
                .matches("(?s)[^\n]*printf's stdout: expecting .*\nprintf: printf .*")
                .satisfies(
                        text -> assertThat(text.replace("\n    where", " where").replaceAll("\n    (?=[a-z])", " "))
                                .contains(": expecting " + sentence));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                row(OutputAssert::isUpperCase, "\n] \nExpecting "),
                row(out -> out.hasSizeBetween(1, 2), "\n] \nExpected size to be between: 1 and 2 but was: 6000 in:\n"),
                row(
                        out -> out.usingComparator(Comparator.comparing(String::length))
                                .isEqualTo("x"),
                        "when comparing values using "),
                row(out -> out.satisfies(text -> assertThat(text).isEmpty()), "printf's stdout: "),
                row(out -> out.lines().doesNotHaveDuplicates(), "\n] \nFound duplicate(s):\n"),
                row(
                        out -> out.lines().allMatch(String::isEmpty),
                        "the lines of printf's stdout: Expecting all elements of:\n"),
                row(
                        out -> out.lines().allSatisfy(line -> assertThat(line).isEmpty()),
                        "the lines of printf's stdout: Expecting all elements of:\n"),
                row(
                        out -> out.lines()
                                .zipSatisfy(
                                        List.of(),
                                        (line, other) -> assertThat(line).isEmpty()),
                        "the lines of printf's stdout: "),
                row(out -> out.lines().size().isZero(), "[the lines of printf's stdout, of\nprintf: "),
                row(
                        out -> out.lines()
                                .satisfiesAnyOf(lines -> assertThat(lines).isEmpty()),
                        "the lines of printf's stdout: "),
                row(
                        out -> out.lines().first().isEqualTo("b"),
                        "[the lines of printf's stdout check first element, of\nprintf: "),
                row(
                        out -> out.lines().element(1, STRING).startsWith("b"),
                        "[the lines of printf's stdout element at index 1, of\nprintf: "),
                row(
                        out -> out.lines().map(String::length).contains(3),
                        "the lines of printf's stdout: expecting them to contain [3]\n"),
                row(
                        out -> out.asString().contains("x"),
                        "\n] \nExpecting actual:\n  a text of 2000 lines, all of it in printf's stdout\n    | aa\n    | aa\n    | … 1996 more …\n"),
                row(
                        out -> out.bytes().hasSameSizeAs(new int[1]),
                        "\n] \nActual and expected should have same size but actual size is:\n"));
    }

    /** Also of many long values the text is short, and has the evidence once. */
    @ParameterizedTest(name = "{1}")
    @MethodSource("others")
    void otherAssertionsKeepTheSentenceOfAssertJ(Consumer<OutputAssert> assertion, String part) {
        var child = printf("aa\\n".repeat(2000));

        assertThatFailureOf(() -> assertion.accept(assertThat(child).stdout()))
                .contains(part)
                .containsOnlyOnce("\n  state: ")
                .contains("\nprintf: printf ");
    }

    @Test
    void foundIsNotCalledNearest() {
        var seq = children.spawn("seq", "3000");

        assertThatFailureOf(() -> assertThat(seq).stdout().lines().doesNotContain("77"))
                .doesNotContain("nearest");
    }

    @Test
    void descriptionOfTheTestGoesWithTheEvidence() {
        var child = printf("a\\n");

        assertThatFailureOf(
                        () -> assertThat(child).stdout().as("the %s", "letters").isEmpty())
                .startsWith("[the letters] printf's stdout: expecting it to be empty\n");
        assertThatFailureOf(() ->
                        assertThat(child).as("old").stdout().as("new").lines().isEmpty())
                .startsWith("[new] the lines of printf's stdout: expecting them to be empty\n");
    }

    @Test
    void longDescriptionLeavesRoomForTheSentence() {
        var child = printf("abc");

        assertThatFailureOf(() -> assertThat(child).stdout().as("x".repeat(300)).isEqualTo("x"))
                .contains("xxx…] printf's stdout:\n    expecting it to be equal to \"x\"\n");
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
                .containsPattern("a\"? \\(StringCharBuffer@|expected: a but was: \"a\"");
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

    @Test
    void failureCarriesWholeValues() {
        var seq = children.spawn("seq", "5000");

        var failure = (AssertionFailedError)
                catchThrowable(() -> assertThat(seq).stdout().isEqualTo("no"));

        assertThat(failure.getExpected().getStringRepresentation()).isEqualTo("no");
        assertThat(failure.getActual().getStringRepresentation())
                .isEqualTo(seq.stdout().text());
    }

    @Test
    void stackBeginsInTheTest() {
        var child = printf("a");

        var failure = catchThrowable(() -> assertThat(child).stdout().contains("b"));

        assertThat(failure.getStackTrace()[0].getClassName()).isEqualTo(ToldTest.class.getName());
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

    @Test
    void failuresOfAllViewsAreCollected() {
        var child = printf("\\033[1ma\\377\\n");

        ForkedChildAssertions.assertThatExceptionOfType(MultipleFailuresError.class)
                .isThrownBy(() -> SoftAssertionsProvider.assertSoftly(ForkedChildSoftAssertions.class, softly -> {
                    softly.assertThat(child).stdout().isEmpty();
                    softly.assertThat(child).stdout().lines().hasSize(2).hasSize(3);
                    softly.assertThat(child).stdout().bytes().isEmpty();
                    softly.assertThat(child).stdout().isValidUtf8().contains("b");
                    softly.assertThat(child).stdout().as("mine").withoutAnsi().isEmpty();
                    softly.assertThat(child).stdout().withoutAnsi().lines().containsExactly("a\ufffd");
                }))
                .satisfies(failures -> ForkedChildAssertions.assertThat(failures.getFailures())
                        .hasSize(7)
                        .allSatisfy(failure -> assertThat(failure).hasMessageContaining("printf's stdout"))
                        .last()
                        .satisfies(failure -> assertThat(failure)
                                .hasMessageStartingWith("\n[mine] printf's stdout without escape sequences: ")));
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
}
