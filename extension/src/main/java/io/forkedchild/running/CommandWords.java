package io.forkedchild.running;

import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells what a text, given as the name of a program, would be to a shell. */
final class CommandWords {

    private static final int SHOWN = 100;
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");
    private static final Pattern OF_A_SHELL = Pattern.compile("[|&;<>`*?]|\\$[\\w{(]|(?<!\\S)~");

    private CommandWords() {}

    /** The words, without the quotes around them. */
    static List<String> of(String text) {
        var words = new ArrayList<String>();
        WORD.matcher(text).results().forEach(word -> words.add(word.group().replaceAll("['\"]", "")));
        return words;
    }

    /** Whether it has what only a shell understands: a pipe, a list, a redirection, a pattern, a variable, a home directory. */
    static boolean needShell(String text) {
        return OF_A_SHELL.matcher(text).find();
    }

    /** The words as Java writes them, {@code "ls", "-l"}. */
    static String inJava(List<String> words) {
        return cut(words.stream().map(CommandWords::literal).collect(Collectors.joining(", ")));
    }

    /** The text as Java writes it. */
    static String inJava(String text) {
        return cut(literal(text));
    }

    private static String literal(String text) {
        return '"'
                + Printable.of(text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"))
                + '"';
    }

    private static String cut(String text) {
        return Layout.beginning(text, SHOWN);
    }
}
