package io.forkedchild.text;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A command line as a shell takes it: what is shown of a command can be pasted. */
public final class ShellCommand {

    /** What no shell does anything to. */
    private static final Pattern PLAIN = Pattern.compile("[\\w@%+:,./-][\\w@%+=:,./#-]*");

    private static final Pattern SPECIAL_IN_DOUBLE_QUOTES = Pattern.compile("[$`\"\\\\]");
    private static final String CUT = "…";

    private ShellCommand() {}

    /**
     * All words, quoted where they need it. Control characters and others that are not seen are spelled: {@code $'a\tb'}. A mask
     * stands for each value that looks secret.
     */
    public static String of(List<String> words) {
        return of(words, Integer.MAX_VALUE);
    }

    /** As {@link #of(List)}, at most so many characters; where something is left out, an ellipsis stands inside the quotes. */
    public static String of(List<String> command, int atMost) {
        var words = SecretWords.masked(command);
        var text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            int room = atMost - text.length();
            int needed = i == words.size() - 1 ? 0 : 1 + CUT.length();
            var word = words.get(i);
            var shown = word.length() + needed <= room ? quoted(word, i == 0) : word;
            if (shown.length() + needed > room) {
                return text + cut(word, room);
            }
            text.append(shown).append(needed == 0 ? "" : " ");
        }
        return text.toString();
    }

    /** One word that is no program's name. */
    static String word(String word) {
        return quoted(word, false);
    }

    /** The longest beginning that has room with its quotes. */
    private static String cut(String word, int room) {
        for (int end = Math.min(word.length(), room); end > 0; end--) {
            var shown = word(word.substring(0, word.offsetByCodePoints(0, word.codePointCount(0, end))) + CUT);
            if (shown.length() <= room) {
                return shown;
            }
        }
        return CUT;
    }

    /** A first word with {@code =} would be an assignment. */
    private static String quoted(String word, boolean isFirst) {
        if (PLAIN.matcher(word).matches() && !(isFirst && word.contains("="))) {
            return word;
        }
        if (word.codePoints().anyMatch(ShellCommand::isInvisible)) {
            return spelled(word);
        }
        return word.contains("'") ? shorter(word) : "'" + word + "'";
    }

    /** An interactive shell would look for what a {@code !} in double quotes names. */
    private static String shorter(String word) {
        var single = "'" + word.replace("'", "'\\''") + "'";
        var escaped = '"' + SPECIAL_IN_DOUBLE_QUOTES.matcher(word).replaceAll("\\\\$0") + '"';
        return word.contains("!") || single.length() < escaped.length() ? single : escaped;
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static String spelled(String word) {
        var text = new StringBuilder("$'");
        word.codePoints().forEach(character -> text.append(spelled(character)));
        return text.append('\'').toString();
    }

    private static String spelled(int character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '\\' -> "\\\\";
            case '\'' -> "\\'";
            default -> isInvisible(character) ? octal(Character.toString(character)) : Character.toString(character);
        };
    }

    /** Byte by byte, so that it does not depend on the locale. */
    private static String octal(String character) {
        var text = new StringBuilder();
        for (byte one : character.getBytes(StandardCharsets.UTF_8)) {
            text.append(String.format("\\%03o", one & 0xff));
        }
        return text.toString();
    }
}
