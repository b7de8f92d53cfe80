package io.forkedchild.assertions;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.testing.Await;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Assertions about the output of a child that still writes. The patience is far beyond the timeout of each test. */
@Timeout(10)
@Patience("60 m")
@ExtendWith(ForkedChildExtension.class)
class GrowingOutputTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    /** What sets an assertion up, or is true whatever a child writes. */
    private static final Set<String> ASK_NOTHING = Set.of(
            "as",
            "describedAs",
            "descriptionText",
            "equals",
            "getWritableAssertionInfo",
            "hashCode",
            "overridingErrorMessage",
            "withFailMessage",
            "withRepresentation",
            "withThreadDumpOnError",
            "isNull",
            "isNotNull",
            "hasSameClassAs",
            "doesNotHaveSameClassAs");

    private final ForkedChildren children;

    GrowingOutputTest(ForkedChildren children) {
        this.children = children;
    }

    private ForkedChild server() {
        return children.spawn("sh", "-c", "printf 'ready\\non port 80\\nlas'; read stop");
    }

    /** What has come may be the beginning of something else: of a character, of an escape sequence, of a longer text. */
    static Stream<Arguments> whatHasOnlyBegun() {
        return Stream.<Arguments>of(
                begun("half a character", "\\342\\200", "\\203", OutputAssert::isNotBlank),
                begun(
                        "half a sequence",
                        "\\033[31",
                        "m",
                        output -> output.withoutAnsi().contains("31")),
                begun(
                        "half a title",
                        "\\033]title",
                        "\\007",
                        output -> output.withoutAnsi().isNotEmpty()),
                begun("the end of the text", "ready", " or not", output -> output.containsPattern("ready\\z")),
                begun("a lookbehind", "aa", "a", output -> output.containsPattern("a++(?<!aaa)")));
    }

    private static Arguments begun(String name, String first, String rest, Consumer<OutputAssert> assertion) {
        return Arguments.argumentSet(name, first, rest, assertion);
    }

    @ParameterizedTest
    @MethodSource("whatHasOnlyBegun")
    void whatHasOnlyBegunIsNotTakenForWhatItBecomes(String first, String rest, Consumer<OutputAssert> assertion) {
        // Where the machine is so slow that the rest is there at the first look, the test shows nothing, but does not
        // fail.
        var child = children.spawn("sh", "-c", "printf '" + first + "'; sleep 0.2; printf '" + rest + "'");
        Await.until(child, () -> child.stdout().length() > 0);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertion.accept(assertThat(child).stdout()));
    }

    static Stream<Arguments> whatStaysTrue() {
        return Stream.<Arguments>of(
                named("contains", output -> output.contains("ready", "port")),
                named("contains of a list", output -> output.contains(List.of("ready"))),
                named("containsSequence", output -> output.containsSequence("on ", "port")),
                named("containsSubsequence", output -> output.containsSubsequence("ready", "80")),
                named("containsAnyOf", output -> output.containsAnyOf("no", "80")),
                named("containsIgnoringCase", output -> output.containsIgnoringCase("READY")),
                named("containsPattern", output -> output.containsPattern("port \\d+")),
                named("startsWith", output -> output.startsWith("ready\n")),
                named("isNotEmpty", OutputAssert::isNotEmpty),
                named("isNotBlank", OutputAssert::isNotBlank),
                named("hasSizeGreaterThan", output -> output.hasSizeGreaterThan(5)),
                named("without escapes", output -> output.withoutAnsi().contains("ready")),
                named("lines", output -> output.lines().contains("on port 80")),
                named("sequence of lines", output -> output.lines().containsSequence("ready", "on port 80")),
                named("first lines", output -> output.lines().startsWith("ready")),
                named("any line", output -> output.lines().anyMatch(line -> line.endsWith("80"))),
                named(
                        "any line satisfies",
                        output -> output.lines()
                                .anySatisfy(line -> assertThat(line).startsWith("on"))),
                named("chain", output -> output.as("mine").contains("ready").startsWith("r")));
    }

    private static Arguments named(String name, Consumer<OutputAssert> assertion) {
        return Arguments.argumentSet(name, assertion);
    }

    @ParameterizedTest
    @MethodSource
    void whatStaysTrue(Consumer<OutputAssert> assertion) {
        assertion.accept(assertThat(server()).stdout());
    }

    @Test
    void whatComesLaterIsAwaited() {
        var child = children.spawn("sh", "-c", "read go; echo ready; read stop");
        var output = assertThat(child).stdout();
        child.stdin().writeLine("go");

        output.contains("ready");
    }

    @Test
    void bothStreamsAreAwaited() {
        var child = children.spawn("sh", "-c", "echo one; echo two >&2; read stop");

        assertThat(child).output().contains("one", "two");
    }

    @Test
    void softAssertionsAreTrueAtOnce() {
        var softly = new ForkedChildSoftAssertions();

        softly.assertThat(server()).stdout().contains("ready").lines().contains("on port 80");
        softly.assertThat(server()).within(SHORT).stdout().isEqualTo("ready").contains("port");

        org.assertj.core.api.Assertions.assertThat(softly.assertionErrorsCollected())
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasMessageContaining(
                                "sh-2's stdout has not ended within 50 ms: it is running, and isEqualTo"));
    }

    @Test
    void unfinishedLineIsNone() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        assertThat(server()).within(SHORT).stdout().lines().containsSequence("on port 80", "la"))
                .withMessageStartingWith("the lines of sh's stdout, in 50 ms: expecting them to contain in this order");
    }

    @Test
    void whatDoesNotComeFailsWithTheTime() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(server()).within(SHORT).stdout().contains("steady"))
                .withMessageStartingWith("sh's stdout, in 50 ms: expecting it to contain \"steady\"\n");
    }

    @Test
    void whatCannotComeFailsAtOnce() {
        var child = children.spawn("sh", "-c", "read go; echo ready");
        var output = assertThat(child).stdout();
        child.stdin().writeLine("go");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> output.contains("steady"))
                .withMessageStartingWith("sh's stdout: expecting it to contain \"steady\"\n");
    }

    @Test
    void patternThatMoreOutputRefutesIsNotFoundTooEarly() {
        var child = children.spawn("sh", "-c", "printf 80; read go; printf 80; read stop");
        assertThat(child).stdout().contains("80");
        var output = assertThat(child).within(SHORT).stdout();
        child.stdin().writeLine("go");

        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> {
            output.contains("8080");
            output.containsPattern("^80$");
        });
    }

    @Test
    void whatNeedsTheWholeSaysThatItHasNotEnded() {
        var output = assertThat(server()).within(SHORT).stdout();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> output.as("mine").isEqualTo("ready"))
                .withMessageStartingWith(
                        "[mine] sh's stdout has not ended within 50 ms: it is running, and isEqualTo looks at");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> output.doesNotContain("steady"))
                .withMessageStartingWith("[mine] sh's stdout has not ended within 50 ms")
                .satisfies(failure -> assertThat(failure.getStackTrace()[0].getClassName())
                        .startsWith(GrowingOutputTest.class.getName()));
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> output.satisfies(text -> assertThat(text).isNotNull()))
                .withMessageContaining("has not ended within 50 ms");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> output.lines().hasSize(2))
                .withMessageContaining("has not ended within 50 ms");
    }

    @Test
    void whatNeedsTheWholeWaitsForIt() {
        var child = children.spawn("sh", "-c", "echo one; read go; echo two");
        var output = assertThat(child).stdout().contains("one");
        child.stdin().writeLine("go");

        output.isEqualTo("one\ntwo\n").hasSize(8);
        assertThat(child).stdout().lines().containsExactly("one", "two");
    }

    /** AssertJ may get assertions that would look at a part of the output only. */
    @Test
    void everyAssertionWaits() {
        var waiting = Stream.of(
                        GrowingTextAssert.class, WholeTextAssert.class, WholeViewsAssert.class, WholeOutputAssert.class)
                .flatMap(each -> Stream.of(each.getDeclaredMethods()))
                .map(GrowingOutputTest::signature)
                .collect(toSet());

        var others = Stream.of(OutputAssert.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !Modifier.isFinal(method.getModifiers()))
                .filter(method -> method.getDeclaringClass() != Object.class && !method.isBridge())
                .filter(method -> !ASK_NOTHING.contains(method.getName()))
                .filter(method -> !method.getName().contains("InstanceOf"))
                .filter(method -> !method.getName().contains("OfAnyClassIn"))
                .map(GrowingOutputTest::signature)
                .filter(signature -> !waiting.contains(signature));

        org.assertj.core.api.Assertions.assertThat(others).isEmpty();
    }

    private static String signature(Method method) {
        return method.getName() + List.of(method.getParameterTypes());
    }
}
