package io.forkedchild.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EscapeSequencesTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                arguments("nothing", "plain\r\n\ttext\n", "plain\r\n\ttext\n"),
                arguments("a colour", "\u001b[31mred\u001b[0m", "red"),
                arguments("no parameters", "a\u001b[mb", "ab"),
                arguments("256 colours", "a\u001b[38;5;208mb", "ab"),
                arguments("true colour with colons", "a\u001b[38:2::255:0:0mb", "ab"),
                arguments("a cursor that moves", "a\u001b[2Kb\u001b[1;1Hc", "abc"),
                arguments("a private mode", "\u001b[?25la\u001b[?25h", "a"),
                arguments("an intermediate character", "\u001b[1 qa\u001b[!p", "a"),
                arguments("a title that BEL ends", "\u001b]0;title\u0007a", "a"),
                arguments("a title that ST ends", "\u001b]0;title\u001b\\a", "a"),
                arguments("a link", "\u001b]8;;https://x.test/?a=1\u001b\\text\u001b]8;;\u001b\\!", "text!"),
                arguments("a title of letters like é", "\u001b]0;é😀\u0007a", "a"),
                arguments("a device control string", "\u001bP+q544e\u001b\\a", "a"),
                arguments("an application's command", "\u001b_G1;x\u001b\\a", "a"),
                arguments("character sets", "\u001b(0a\u001b)B\u001b%G\u001b#8b", "ab"),
                arguments("two characters", "\u001b7a\u001b8b\u001bcc\u001b=d\u001b>e\u001bMf", "abcdef"),
                arguments("one behind the other", "\u001b[1m\u001b[31mx\u001b[39m\u001b[22m", "x"),
                arguments("an unfinished colour", "a\u001b[3", "a\u001b[3"),
                arguments("an unfinished link", "a\u001b]8;;http", "a\u001b]8;;http"),
                arguments("an unfinished character set", "a\u001b(", "a\u001b("),
                arguments("an escape alone", "a\u001b", "a\u001b"),
                arguments("a title that its line does not finish", "\u001b]0;a\nb\u0007", "\u001b]0;a\nb\u0007"),
                arguments("a colour inside an unfinished title", "\u001b]0;a\u001b[1mb", "\u001b]0;ab"),
                arguments("an escape before another", "\u001b\u001b[1mb", "\u001bb"),
                arguments("a parameter that none can be", "\u001b[31\u00e9m", "\u001b[31\u00e9m"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void sequencesAreRemovedAndNothingElse(String name, String text, String plain) {
        assertThat(EscapeSequences.removedFrom(text)).isEqualTo(plain);
    }

    @Test
    void longUnfinishedSequencesTakeNoLongerThanTheirLength() {
        var unfinished = "\u001b]0;".repeat(100_000) + "x".repeat(1_000_000);

        assertThat(EscapeSequences.removedFrom(unfinished)).isEqualTo(unfinished);
    }
}
