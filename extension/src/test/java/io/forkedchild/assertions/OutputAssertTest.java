package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatNow;
import static io.forkedchild.await.ForkedChildAwait.awaitStderr;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.testing.RequiresNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The patience is far beyond the timeout of each test: who waits for it fails. The first proxies take a while to be made. */
@Timeout(30)
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class OutputAssertTest {

    private final ForkedChildren children;

    OutputAssertTest(ForkedChildren children) {
        this.children = children;
    }

    private ForkedChild printf(String format) {
        return children.spawn("printf", format);
    }

    // ---- lines

    static Stream<Arguments> outputs() {
        return Stream.of(
                arguments("nothing", "", List.of()),
                arguments("one line", "a\\n", List.of("a")),
                arguments("a last one without an end", "a\\nb", List.of("a", "b")),
                arguments("both kinds of ends", "a\\r\\nb\\nc\\r\\n", List.of("a", "b", "c")),
                arguments("empty lines", "\\n\\na\\n\\n", List.of("", "", "a", "")),
                arguments("a separator of lines", "a\\342\\200\\250b\\n", List.of("a\u2028b")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outputs")
    void linesHaveNoEnds(String name, String written, List<String> lines) {
        assertThat(printf(written)).stdout().lines().isEqualTo(lines);
    }

    @Test
    void carriageReturnAloneEndsALine() {
        assertThat(printf("10%%\\r90%%\\r100%%\\r\\nlast\\r"))
                .stdout()
                .lines()
                .containsExactly("10%", "90%", "100%", "last");
    }

    // ---- bytes

    @Test
    void bytesAreThoseThatWereWritten() {
        assertThat(printf("a\\377\\000\\303")).stdout().bytes().containsExactly('a', 0xFF, 0, 0xC3);
    }

    @Test
    void bytesOfBothStreamsKeepTheirOrder() {
        var child = children.spawn("sh", "-c", "printf '\\303'; read x; printf '\\377' >&2; read x; printf '\\266'");
        awaitStdout(child, "(?s).");
        child.stdin().write("x\n");
        awaitStderr(child, "(?s).");
        child.stdin().write("x\n");

        assertThat(child).output().bytes().containsExactly(0xC3, 0xFF, 0xB6);
        assertThatFailureOf(() -> assertThat(child).output().isEmpty()).startsWith("""
                        sh's stdout and sh's stderr: expecting it to be empty
                          sh's stderr is not UTF-8: byte 0xFF at offset 0 (line 1), in [FF]; shown as U+FFFD
                        """);
    }

    @Test
    void presentBytesAndTextAreOfTheSameMoment() {
        var child = children.spawn("sh", "-c", "echo first; read x; echo last; read x");
        awaitStdout(child, "first\n");

        var output = assertThatNow(child).stdout();
        child.stdin().write("x\n");
        awaitStdout(child, "last\n");

        output.isEqualTo("first\n").bytes().asString().isEqualTo("first\n");
    }

    // ---- escape sequences

    @Test
    void textLosesItsEscapeSequences() {
        var child = printf("\\033[31mred\\033[0m \\033]8;;http://x.test\\033\\\\link\\033]8;;\\033\\\\\\n");

        assertThat(child).stdout().startsWith("\u001b").withoutAnsi().isEqualTo("red link\n");
        assertThat(child).stdout().withoutAnsi().lines().containsExactly("red link");
        assertThat(child).stdout().withoutAnsi().bytes().asString().isEqualTo("red link\n");
    }

    @Test
    void bytesLoseEscapeSequencesAndKeepWhatIsNoUtf8() {
        var child = printf("\\033[31m\\351\\033[0m");

        assertThat(child).stdout().withoutAnsi().bytes().isEqualTo("é".getBytes(ISO_8859_1));
    }

    @Test
    @RequiresNode
    void colouredOutputOfNodeCanBeCompared() {
        var child = children.spawn(
                "node", "-e", "console.log(require('node:util').inspect({ answer: 42 }, { colors: true }))");

        assertThat(child)
                .stdout()
                .isNotEqualTo("{ answer: 42 }\n")
                .withoutAnsi()
                .isEqualTo("{ answer: 42 }\n");
    }

    // ---- encoding

    @Test
    void failureTellsWhatIsNoUtf8() {
        var child = printf("one line\\ncaf\\351 noir\\n");

        assertThatFailureOf(() -> assertThat(child).as("menu").stdout().contains("café"))
                .startsWith("""
                        [menu] printf's stdout: expecting it to contain "café"
                          printf's stdout is not UTF-8: byte 0xE9 at offset 12 (line 2), in \
                        6C 69 6E 65 0A 63 61 66 [E9] 20 6E 6F 69 72 0A;
                                    shown as U+FFFD
                        """);
        assertThatFailureOf(() -> assertThat(child).stdout().lines().contains("café"))
                .contains("\n  printf's stdout is not UTF-8");
    }

    @Test
    void outputThatIsNoUtf8Fails() {
        assertThatFailureOf(() -> assertThat(printf("a\\377")).stdout().isValidUtf8())
                .startsWith("""
                        printf's stdout: expecting it to be UTF-8
                          printf's stdout is not UTF-8: byte 0xFF at offset 1 (line 1), in 61 [FF]; shown as U+FFFD
                        printf:\
                        """);
        assertThatFailureOf(() ->
                        assertThat(printf("a\\377")).stdout().withoutAnsi().isValidUtf8())
                .contains("byte 0xFF at offset 1");
    }

    @Test
    void replacementCharacterThatWasWrittenIsUtf8() {
        var child = printf("\\357\\277\\275");

        assertThat(child).stdout().isEqualTo("\ufffd").isValidUtf8();
        assertThatFailureOf(() -> assertThat(child).stdout().isEmpty()).doesNotContain("not UTF-8");
    }

    @Test
    void textThatNoChildHasWrittenHasViewsToo() {
        var text = new OutputAssert("\u001b[1ma\u001b[0m\nb");

        text.isValidUtf8().withoutAnsi().isEqualTo("a\nb");
        text.lines().hasSize(2);
        text.withoutAnsi().bytes().asString().isEqualTo("a\nb");
    }
}
