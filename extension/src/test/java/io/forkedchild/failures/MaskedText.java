package io.forkedchild.failures;

import java.nio.file.Path;

/** A text of a failure with words for what is different in every run. */
final class MaskedText {

    private MaskedText() {}

    static String of(String text) {
        return text.replace(Path.of("").toAbsolutePath().toString(), "<cwd>")
                .replace(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "<java>")
                .replaceAll("@\\S+\\.args", "@<arguments>")
                .replaceAll("\\bpid \\d+", "pid <pid>")
                .replaceAll("(?m)^[ ≈] +[0-9.]+ ms  ", "    <time>  ")
                .replaceAll("\\b\\d+ ms\\b", "<n> ms")
                .replaceAll("\\(([A-Za-z]+\\.java):\\d+\\)", "($1:<line>)")
                .replaceAll("Lambda\\$\\S+", "Lambda")
                .strip();
    }
}
