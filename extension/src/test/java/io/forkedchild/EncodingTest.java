package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatIllegalArgumentException;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatThrownBy;
import static io.forkedchild.await.ForkedChildAwait.awaitStderr;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.await.ForkedChildAwait.linesOf;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.junit.Exec;
import io.forkedchild.junit.ExecFile;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import io.forkedchild.timeline.Event;
import java.nio.charset.Charset;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every view of what a child writes has the encoding of the child. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class EncodingTest {

    private static final Charset GBK = Charset.forName("GBK");

    private final ForkedChildren children;

    EncodingTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void everyViewHasTheEncoding(@Exec(value = "printf '\\304\\343\\n'", encoding = "GBK") ForkedChild child) {
        awaitStdout(child, "你");
        linesOf(child).awaitLine("^你$");
        assertThat(child).stdout().isEqualTo("你\n").lines().containsExactly("你");
        assertThat(child).output().isEqualTo("你\n");
        assertThat(child.result().stdout()).isEqualTo("你\n");
        assertThat(child.stdout().lines()).containsExactly("你");
        assertThat(child.evidence()).contains("    | 你").contains("stdout:   3 bytes");
        assertThat(child.timeline().outputs().toString()).contains("\"你\\n\"");
        assertThat(child.transcript().toString()).contains("child out              你\n");
    }

    @Test
    void bytesStayBytes(@Exec(value = "printf '\\304\\343\\n'", encoding = "GBK") ForkedChild child) throws Exception {
        assertThat(child).stdout().bytes().containsExactly(0xC4, 0xE3, '\n');
        assertThat(child.stdout().bytes()).containsExactly(0xC4, 0xE3, '\n');
        assertThat(child.stdout().length()).isEqualTo(3);
        assertThat(child.stdout().stream().readAllBytes()).containsExactly(0xC4, 0xE3, '\n');
        assertThat(child.stdout().text(ISO_8859_1)).isEqualTo("Äã\n");
        assertThat(child.stdout().textStream().readAllBytes()).isEqualTo("你\n".getBytes(UTF_8));
    }

    @Test
    void failuresShowTheText(
            @Spawn(
                            value = {"sh", "-c", "printf '\\223\\372\\226\\173\\n' >&2; exit 3"},
                            encoding = "Shift_JIS")
                    ForkedChild child) {
        awaitStderr(child, "日本");

        assertThatThrownBy(() -> assertThat(child).stderr().isEqualTo("日\n"))
                .hasMessageContaining("日本")
                .hasMessageNotContaining("\ufffd");
        assertThat(child.evidence()).contains("    | 日本").contains("stderr:   5 bytes");
        assertThat(child).exitedWith(3);
    }

    @Test
    void overlookedTextIsShown() {
        var child =
                children.with(SpawnOptions.defaults().encoding(GBK)).spawn("sh", "-c", "printf '\\304\\343\\n' >&2");

        Waiting.closed(child);

        assertThat(child.inspection().overlooked()).containsExactly("wrote 3 bytes to stderr: \"你\"");
        assertThat(child).stderr().isEqualTo("你\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32", "ISO-2022-JP", "GB18030", "EUC-JP", "IBM1047"})
    void linesAreNotCutInsideCharacters(String name) {
        var encoding = Charset.forName(name);
        var japanese = name.equals("ISO-2022-JP") || name.equals("EUC-JP") ? "日本語\r\n二\rend" : "";
        var latin = name.equals("IBM1047") ? "naïve\ncafé\n" : "";
        var text = japanese + latin + (japanese.isEmpty() && latin.isEmpty() ? "ਊĊ\r\nഊ\r𐐊\nऊ" : "");
        var child =
                children.with(SpawnOptions.defaults().encoding(encoding)).spawn("sh", "-c", piecemeal(text, encoding));

        assertThat(child)
                .stdout()
                .isEqualTo(text)
                .lines()
                .isEqualTo(text.lines().toList());
        assertThat(child).output().isEqualTo(text);
        assertThat(child.timeline()
                        .outputs()
                        .byLine()
                        .every(Event.Output.class)
                        .map(line -> line.bytes().text()))
                .hasSize((int) text.lines().count());
        var cursor = linesOf(child);
        for (var line : text.lines().toList()) {
            assertThat(cursor.awaitLine("").line()).isEqualTo(line);
        }
    }

    /** Each byte by itself, so that characters come in pieces. */
    private static String piecemeal(String text, Charset encoding) {
        var bytes = text.getBytes(encoding);
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> "printf '\\"
                        + Integer.toOctalString((bytes[i] & 0xff) | 01000).substring(1) + "'")
                .collect(Collectors.joining("; "));
    }

    @Test
    void lineInUtf16IsAwaitedWhileTheChildRuns() {
        var child = children.with(SpawnOptions.defaults().encoding(UTF_16LE))
                .spawn("sh", "-c", piecemeal("Ċ ready\nĊ", UTF_16LE) + "; read line; " + piecemeal("ਊ\n", UTF_16LE));

        assertThat(linesOf(child).awaitLine("ready").line()).isEqualTo("Ċ ready");
        child.stdin().writeLine("go").end();
        assertThat(child).stdout().isEqualTo("Ċ ready\nĊਊ\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "Shift_JIS", "ISO-2022-JP", "GBK"})
    void textIsWrittenInTheEncoding(String name) {
        var encoding = Charset.forName(name);
        var child = children.with(SpawnOptions.defaults().encoding(encoding)).spawn("cat");

        child.stdin().write("日").writeLine("本").end();

        assertThat(child).stdout().isEqualTo("日本\n");
        assertThat(child.timeline()
                        .every(Event.Input.class)
                        .map(input -> input.bytes().text()))
                .containsExactly("日", "本\n");
        assertThat(child.transcript().toString()).contains("本\n").doesNotContain("\ufffd");
    }

    @Test
    void byteOrderMarkIsWrittenOnce() {
        var child = children.with(SpawnOptions.defaults().encoding(Charset.forName("UTF-16")))
                .spawn("cat");

        child.stdin().write("a").write("b").end();

        assertThat(child).stdout().bytes().containsExactly(0xFE, 0xFF, 0, 'a', 0, 'b');
    }

    @Test
    void characterThatTheEncodingDoesNotHaveIsRefused() {
        var child = children.with(SpawnOptions.defaults().encoding(ISO_8859_1)).spawn("cat");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> child.stdin().write("price: 5 €"))
                .withMessage(
                        "text: must consist of characters of ISO-8859-1, which is options.encoding, was one with € (U+20AC);"
                                + " bytes are written as they are");
        child.stdin().write("ü").end();
        assertThat(child).stdout().isEqualTo("ü").bytes().containsExactly(0xFC);
    }

    @Test
    void bytesThatAreNoTextOfTheEncodingAreTold(
            @ExecFile(
                            value = {"printf", "a\\nb\\377\\n"},
                            encoding = "GBK")
                    ForkedChild child) {
        assertThatThrownBy(() -> assertThat(child).stdout().isEqualTo("a\nb\n"))
                .hasMessageContaining("child's stdout is not GBK: byte 0xFF at offset 3 (line 2), in 61 0A 62 [FF] 0A");
        assertThat(child.stdout().text()).isEqualTo("a\nb\ufffd\n");
    }

    @Test
    void characterWithoutItsSecondHalfIsShownAtTheEnd(
            @ExecFile(
                            value = {"printf", "a\\304"},
                            encoding = "GBK")
                    ForkedChild child) {
        assertThatThrownBy(() -> assertThat(child).output().isEqualTo("a"))
                .hasMessageContaining("begins a character that does not end");
        assertThatThrownBy(() -> linesOf(child).awaitLine("b")).hasMessageContaining("a\ufffd");
    }

    @Test
    void jvmHasTheEncoding() {
        var child = children.with(ForkOptions.defaults().silent(true).encoding(UTF_16BE))
                .fork(() -> System.out.write("Ċ!\n".getBytes(UTF_16BE)));

        assertThat(child).exitedWith(0).stdout().isEqualTo("Ċ!\n");
    }

    @Test
    void withoutTheOptionItIsUtf8(@Spawn({"printf", "ü\\304\\343"}) ForkedChild child) {
        assertThat(child).stdout().isEqualTo("ü\ufffd\ufffd");
        assertThat(child.stdout().encoding()).isEqualTo(UTF_8);
    }

    @Test
    void largeOutputIsDecodedInBoundedSteps() {
        var child = children.with(SpawnOptions.defaults().encoding(GBK))
                .spawn("sh", "-c", "yes \"$(printf '\\304\\343\\272\\303')\" | head -n 1000000");

        linesOf(child).awaitLine("^你好$");
        Waiting.closed(child);
        assertThat(child.stdout().length()).isEqualTo(5_000_000);
        assertThat(child.stdout().textLength()).isEqualTo(7_000_000);
    }
}
