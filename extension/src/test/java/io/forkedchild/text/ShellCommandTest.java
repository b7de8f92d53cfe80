package io.forkedchild.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.ExecOptions;
import io.forkedchild.ForkedChildren;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands as they are shown, to be pasted into a shell. */
@Timeout(60)
class ShellCommandTest {

    @ParameterizedTest
    @MethodSource
    void wordIsQuotedWhereItNeedsIt(String word, String shown) {
        assertThat(ShellCommand.word(word)).isEqualTo(shown);
    }

    static Stream<Arguments> wordIsQuotedWhereItNeedsIt() {
        return Stream.of(
                arguments("--color=auto", "--color=auto"),
                arguments("/usr/bin/java", "/usr/bin/java"),
                arguments("@/tmp/a.args", "@/tmp/a.args"),
                arguments("a.b.MigrateTest#migrates", "a.b.MigrateTest#migrates"),
                arguments("#1", "'#1'"),
                arguments("", "''"),
                arguments("two words", "'two words'"),
                arguments("~", "'~'"),
                arguments("$HOME", "'$HOME'"),
                arguments("Outer$Inner", "'Outer$Inner'"),
                arguments("echo 'a b' >&2", "\"echo 'a b' >&2\""),
                arguments("echo '{\"a\":\"$b\"}'", "\"echo '{\\\"a\\\":\\\"\\$b\\\"}'\""),
                arguments("\"$a\" \"$b\" it's", "'\"$a\" \"$b\" it'\\''s'"),
                arguments("it's!", "'it'\\''s!'"),
                arguments("a\tb\n'\\\u001b", "$'a\\tb\\n\\'\\\\\\033'"),
                arguments("a\u2028b", "$'a\\342\\200\\250b'"),
                arguments("größer", "'größer'"));
    }

    @Test
    void firstWordIsNoAssignment() {
        assertThat(ShellCommand.of(List.of("a=b", "a=b"))).isEqualTo("'a=b' a=b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                " ",
                "two words",
                "it's",
                "'",
                "''",
                "\"",
                "$HOME `id` $(id)",
                "a\\b",
                "\\",
                "!x",
                "it's $5",
                "*",
                "?",
                "[a]",
                "{a,b}",
                "a;b",
                "a&b",
                "a|b",
                "a>b",
                "(a)",
                "#",
                "~",
                "=ls",
                "-n",
                "größer 😀",
                "echo 'no such table: users' >&2; exit 3"
            })
    void shellUnderstandsIt(String word) {
        assertThat(whatAShellMakesOf(word, "/bin/sh")).isEqualTo("[" + word + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\nb", "\r", "\u001b[0m it's", "\u0007\\", "a\u2028b\u202ec", "\u00851", "\n\\n"})
    void bashUnderstandsControlCharacters(String word) {
        assertThat(whatAShellMakesOf(word, "/bin/bash")).isEqualTo("[" + word + "]");
    }

    private static String whatAShellMakesOf(String word, String shell) {
        try (var children = ForkedChildren.open()) {
            var command = ShellCommand.of(List.of("printf", "[%s]", word));
            return children.with(ExecOptions.defaults().shell(shell))
                    .exec(command)
                    .result()
                    .stdout();
        }
    }

    @Test
    void longOneIsCutInsideItsQuotes() {
        var words = List.of("sh", "-c", "echo 'one'; echo 'two'; echo 'three'");

        assertThat(ShellCommand.of(words, 30)).isEqualTo("sh -c \"echo 'one'; echo 'two…\"");
        assertThat(ShellCommand.of(words, 45)).isEqualTo(ShellCommand.of(words)).hasSize(44);
        assertThat(ShellCommand.of(words, 7)).isEqualTo("sh -c …");
    }

    @Test
    void moreWordsThanThereIsRoomForAreCut() {
        var words = List.of("echo", "one", "two", "three");

        assertThat(ShellCommand.of(words, 12)).isEqualTo("echo one …");
        assertThat(ShellCommand.of(List.of("a".repeat(1_000_000)), 10)).hasSize(10);
        assertThat(ShellCommand.of(List.of("😀".repeat(100)), 10)).isEqualTo("'😀😀😀…'");
    }
}
