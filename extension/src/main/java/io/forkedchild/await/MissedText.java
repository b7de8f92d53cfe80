package io.forkedchild.await;

import io.forkedchild.text.EscapeSequences;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Lines;
import io.forkedchild.text.Printable;
import io.forkedchild.text.StreamName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a dialogue has not found what it waited for: what stands behind the cursor, and what would nearly have been a match. */
final class MissedText {

    private static final int SHOWN_LINES = 5;
    private static final int MOST_CHARACTERS = 300;
    private static final int MOST_SEARCHED = 64 << 10;
    private static final int LEAST_BEGINNING = 3;

    private final List<DialogueText> texts;
    private final List<Expected> expected;
    private final StringBuilder details = new StringBuilder();

    MissedText(List<DialogueText> texts, List<Expected> expected) {
        this.texts = texts;
        this.expected = expected;
    }

    String sentence(boolean ended, String limit) {
        boolean isOne = texts.size() == 1;
        var streams = texts.get(0).output()
                + texts.stream()
                        .skip(1)
                        .map(MissedText::name)
                        .map(" and "::concat)
                        .collect(Collectors.joining());
        var verb = (isOne ? " has" : " have") + (ended ? " ended without " : " had no ");
        var what = expected.stream().map(Expected::toString).collect(Collectors.joining(" or "));
        return String.join("\n", Layout.sentence(streams + verb + what + limit));
    }

    private static String name(DialogueText text) {
        return StreamName.of(text.output().descriptor());
    }

    /** Each line ends with a line feed; empty if there is nothing to tell. */
    String details() {
        texts.forEach(this::add);
        return details.toString();
    }

    private void add(DialogueText text) {
        int cursor = (int) Math.max(0, text.cursor() - text.begin());
        var before = text.characters().substring(0, cursor);
        var behind =
                text.characters().substring(Math.max(cursor, text.characters().length() - MOST_SEARCHED));
        addLines(name(text) + (text.cursor() == 0 ? "" : " behind the cursor"), behind);
        expected.forEach(one -> one.pattern()
                .flatMap(pattern -> nearest(one, pattern, before, behind))
                .ifPresent(near -> add("  " + near)));
    }

    private void addLines(String what, String text) {
        var lines = Lines.withEnds(text);
        if (lines.isEmpty()) {
            add("  " + what + ": nothing");
            return;
        }
        add("  " + what + (lines.size() > SHOWN_LINES ? ", the last " + SHOWN_LINES + " lines:" : ":"));
        lines.stream().skip(Math.max(0, lines.size() - SHOWN_LINES)).forEach(line -> {
            var shown = Lines.withoutEnd(line);
            add("    | " + Printable.of(shown.substring(0, Math.min(shown.length(), MOST_CHARACTERS))));
        });
    }

    private void add(String line) {
        Layout.detail(line).forEach(part -> details.append(part).append('\n'));
    }

    private static Optional<String> nearest(Expected one, Pattern pattern, String before, String behind) {
        return Stream.<Optional<String>>of(
                        lineOf(pattern, EscapeSequences.removedFrom(behind))
                                .map(line -> "without escape sequences, this is a " + one + ": " + line),
                        lineOf(lenient(one, pattern), behind).map(line -> "nearest to the " + one + ": " + line),
                        one.isText() ? beginning(pattern.pattern(), behind) : Optional.empty(),
                        lastLineOf(pattern, before)
                                .map(line -> "the " + one + " stands before the cursor, in: " + line))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The same in any case, and a text with any spaces, also without them. */
    private static Pattern lenient(Expected one, Pattern pattern) {
        var lenient = one.isText()
                ? Stream.of(pattern.pattern().strip().split("\\s+"))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("\\s*"))
                : pattern.pattern();
        return Pattern.compile(lenient, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.MULTILINE);
    }

    /** As much of the text as has come, if that is most of it. */
    private static Optional<String> beginning(String text, String behind) {
        for (int length = text.length() - 1; length >= Math.max(LEAST_BEGINNING, text.length() / 2); length--) {
            var beginning = text.substring(0, length);
            if (behind.contains(beginning)) {
                return Optional.of(
                        "only its beginning has come: " + Printable.of(Layout.beginning(beginning, MOST_CHARACTERS)));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> lineOf(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() && matcher.end() > matcher.start()
                ? Optional.of(lineAt(text, matcher.start()))
                : Optional.empty();
    }

    private static Optional<String> lastLineOf(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .filter(match -> match.end() > match.start())
                .reduce((first, second) -> second)
                .map(match -> lineAt(text, match.start()));
    }

    private static String lineAt(String text, int place) {
        int begin = Math.max(text.lastIndexOf('\n', place - 1), text.lastIndexOf('\r', place - 1)) + 1;
        var line = text.substring(Math.min(begin, place)).lines().findFirst().orElse("");
        return Printable.of(line.substring(0, Math.min(line.length(), MOST_CHARACTERS)));
    }
}
