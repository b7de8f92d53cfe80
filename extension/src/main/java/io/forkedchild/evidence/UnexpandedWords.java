package io.forkedchild.evidence;

import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds arguments that were meant for a shell, and that a program has taken as they stand. */
final class UnexpandedWords {

    private static final int SHOWN = 40;
    private static final Set<String> OPERATORS = Set.of("|", "||", "&&", "&", ";", ">", ">>", "<", "2>&1", "2>", "&>");
    private static final Pattern EXPANDED = Pattern.compile("\\S*[*?]\\S*|~(?:/\\S*)?|\\S*\\$\\{?[A-Za-z_]\\w*\\S*");
    private static final String MISSING = "No such file or directory";

    private UnexpandedWords() {}

    /** The hint at the first one that the program has not found as a file, or that {@code echo} has printed. */
    static Optional<String> first(ChildSnapshot child, int code, List<String> output) {
        var command = child.plan().argv();
        if (NodeProgram.SHELL.matcher(child.plan().file()).matches()) {
            return Optional.empty();
        }
        return command.stream()
                .skip(1)
                .filter(word ->
                        OPERATORS.contains(word) || EXPANDED.matcher(word).matches())
                .filter(word -> output.stream()
                        .anyMatch(line -> code == 0 ? echoes(command.get(0), line, word) : names(line, word)))
                .findFirst()
                .map(word -> Layout.beginning(Printable.of(word), SHOWN)
                        + " went to the program as it stands: only a shell "
                        + (OPERATORS.contains(word) ? "takes it for more than an argument" : "replaces it")
                        + "; exec has one, or the option shell");
    }

    /** A question mark in a text is none in a pattern. */
    private static boolean echoes(String program, String line, String word) {
        return program.matches("(?:.*/)?echo")
                && !word.contains("?")
                && List.of(line.split(" ", -1)).contains(word);
    }

    /** As a file that is missing: at the end of the line, or before that reason, in quotes or without. */
    private static boolean names(String line, String word) {
        return line.matches("(?s).*[\\s'\"‘`]" + Pattern.quote(word) + "['\"’]?: .*" + MISSING + ".*");
    }
}
