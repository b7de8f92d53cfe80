package io.forkedchild.evidence;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The line on stderr in which a shell says what it could not execute, in the words of dash, bash, BusyBox, ksh, mksh and zsh. */
final class ShellComplaint {

    private static final String WHERE = "^[\\w./+-]+(?:\\[\\d+])?: ?(?:line )?(?:\\d+: )?";
    private static final String COMMAND = "([^:]*[^:\\s])";

    private static final List<Pattern> NOT_FOUND = patterns(
            WHERE + COMMAND + ": (?:command |inaccessible or )?not found(?: \\[No such file or directory])?$",
            "^[\\w./+-]+:(?:\\d+:)? command not found: (.+)$",
            WHERE + COMMAND + ": No such file or directory$",
            "^[\\w./+-]+:(?:\\d+:)? no such file or directory: (.+)$",
            WHERE + COMMAND + ": cannot execute: required file not found$");

    private static final List<Pattern> NOT_EXECUTED = patterns(
            WHERE + COMMAND + ": (?:.*[\\[ ])?(?:Permission denied|Is a directory|Exec format error)]?$",
            "^[\\w./+-]+:(?:\\d+:)? (?:permission denied|is a directory|exec format error): (.+)$",
            WHERE + COMMAND + ": cannot execute(?: .*)?$");

    private ShellComplaint() {}

    private static List<Pattern> patterns(String... patterns) {
        return List.of(patterns).stream().map(Pattern::compile).toList();
    }

    /** The command that was not found: the shell exits with 127. */
    static Optional<String> notFound(List<String> stderr) {
        return last(NOT_FOUND, stderr);
    }

    /** The command that was found and could not be executed: the shell exits with 126. */
    static Optional<String> notExecuted(List<String> stderr) {
        return last(NOT_EXECUTED, stderr);
    }

    /** The exit code is that of the last command. */
    private static Optional<String> last(List<Pattern> patterns, List<String> lines) {
        return lines.stream()
                .flatMap(line -> patterns.stream()
                        .map(pattern -> pattern.matcher(line))
                        .filter(Matcher::find)
                        .limit(1)
                        .map(match -> match.group(1)))
                .reduce((first, second) -> second);
    }
}
