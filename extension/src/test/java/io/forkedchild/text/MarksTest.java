package io.forkedchild.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MarksTest {

    private static final String TEXT = "≈ test → worker 3 × \"f\u00fcr\" \uD83D\uDE00 …";

    @Test
    void textStaysAsItIsWhereItCanBePrinted() {
        assertThat(Marks.spelled(TEXT, List.of(UTF_8))).isEqualTo(TEXT);
    }

    @Test
    void charactersAreEscapedWhereTheyCannotBePrinted() {
        assertThat(Marks.spelled(TEXT, List.of(US_ASCII)))
                .isEqualTo("\\u2248 test \\u2192 worker 3 \\u00d7 \"f\\u00fcr\" \\ud83d\\ude00 ...");
    }

    @Test
    void whatTheCharsetHasStays() {
        assertThat(Marks.spelled("→ f\u00fcr × …", List.of(ISO_8859_1))).isEqualTo("\\u2192 f\u00fcr × ...");
    }

    @Test
    void signsAreAsciiWhereOneOfTheCharsetsLacksThem() {
        assertThat(Marks.sign("→", "->", List.of(UTF_8))).isEqualTo("→");
        assertThat(Marks.sign("→", "->", List.of(UTF_8, US_ASCII))).isEqualTo("->");
    }

    @Test
    void charsetsAreThoseOfTheConsoleAndOfFiles() {
        assertThat(charsets(UTF_8)).containsExactly(UTF_8);
        assertThat(charsets(UTF_8, "native.encoding", "ANSI_X3.4-1968")).containsExactly(US_ASCII, UTF_8);
        assertThat(charsets(UTF_8, "native.encoding", "ANSI_X3.4-1968", "stdout.encoding", "UTF-8"))
                .containsExactly(UTF_8);
        assertThat(charsets(US_ASCII, "stdout.encoding", "UTF-8")).containsExactly(UTF_8, US_ASCII);
        assertThat(charsets(UTF_8, "stdout.encoding", "no charset")).containsExactly(UTF_8);
    }

    private static List<Charset> charsets(Charset ofFiles, String... namesAndValues) {
        var properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Marks.charsets(properties, ofFiles);
    }
}
