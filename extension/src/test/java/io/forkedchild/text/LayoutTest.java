package io.forkedchild.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"abc, 3", "日本語, 6", "e\u0301, 1", "\uD83D\uDE00, 2", "✅ ok, 5", "\"a\tb\", 9"})
    void columnsAreThoseOfATerminal(String text, int columns) {
        assertThat(Columns.of(text)).isEqualTo(columns);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "日", "\uD83D\uDE00", "\t"})
    void cutLinesAreNotTooWide(String character) {
        var line = Layout.cut("    | " + character.repeat(5000));

        assertThat(Columns.of(line)).isBetween(Layout.WIDTH - 8, Layout.WIDTH);
        assertThat(line).endsWith("…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"word ", "longwordwithoutspaces", "/directory", "日本 "})
    void wrappedLinesKeepTheirText(String part) {
        var text = "  state:    " + part.repeat(40).strip();

        var lines = Layout.wrapped(text, " ".repeat(12), 10);

        assertThat(lines).hasSizeGreaterThan(1).allMatch(line -> Columns.of(line) <= Layout.WIDTH);
        assertThat(String.join("", lines).replace(" ", "")).isEqualTo(text.replace(" ", ""));
    }

    @Test
    void linesBeyondTheLastOneAreCut() {
        assertThat(Layout.wrapped("word ".repeat(1000), "    ", 3))
                .hasSize(3)
                .last()
                .asString()
                .endsWith("…");
    }

    @Test
    void longSearchPathLacksItsMiddle() {
        var path = "/first/bin:" + "/some/where/in/the/middle/bin:".repeat(40) + "/last/bin";
        var sentence = "spawn nod ENOENT (No such file or directory); cwd=/shop, PATH=" + path;

        assertThat(FailedSpawn.what(sentence)).isEqualTo("spawn nod ENOENT (No such file or directory)");
        assertThat(FailedSpawn.whatAndWhere(sentence))
                .startsWith("spawn nod ENOENT (No such file or directory); PATH=/first/bin:/some")
                .contains(":…:")
                .endsWith("/last/bin")
                .hasSizeLessThan(330);
    }
}
