package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.Transcript;
import io.forkedchild.assertions.Verdict.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.StackWalker.StackFrame;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The transcript of a child, as a file has it. */
record ExpectedTranscript(ForkedChild child, Path file, UnaryOperator<Transcript> replacements) {

    private static final String UPDATE = "forkedchild.updateTranscripts";
    private static final Path RESOURCES = Path.of("src", "test", "resources");
    private static final int SHOWN_LINES = 12;

    /** Beside the classes of the test that calls an assertion. */
    static Path fileOf(String name) {
        var test = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.<Class<?>>map(StackFrame::getDeclaringClass)
                        .filter(caller -> !isOfAssertions(caller))
                        .findFirst())
                .orElseThrow();
        return RESOURCES.resolve(test.getPackageName().replace('.', '/')).resolve(name + ".txt");
    }

    private static boolean isOfAssertions(Class<?> caller) {
        return caller.getPackageName().equals(ForkedChildAssert.class.getPackageName())
                || caller.getName().startsWith("org.assertj.")
                || caller.getName().contains("$ByteBuddy$")
                || caller.getName().startsWith("java.");
    }

    Verdict look() {
        if (!child.isClosed()) {
            return Verdict.missing(() -> new Reason(
                    child.name() + " has no complete transcript: it has not closed", ChildSentences.of(child)));
        }
        var actual = replacements.apply(child.transcript()).toString();
        try {
            if (Boolean.getBoolean(UPDATE)) {
                write(actual);
            }
            return Files.exists(file) ? compare(actual, read()) : Verdict.fails(() -> missing(actual));
        } catch (IOException failure) {
            throw new UncheckedIOException("transcript " + file.toAbsolutePath(), failure);
        }
    }

    private void write(String text) throws IOException {
        var directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.writeString(file, text);
    }

    /** Where the file was checked out with other line ends, or an editor has left out the last one, it is the same. */
    private String read() throws IOException {
        return Files.readString(file).replace("\r\n", "\n").stripTrailing() + "\n";
    }

    private Reason missing(String actual) {
        var details = new ArrayList<>(List.of("to write it: -D" + UPDATE + "=true; it would be"));
        details.addAll(shown(actual.lines().toList(), 0, "  "));
        return new Reason(
                child.name() + " has no transcript to compare with",
                "there is no file " + file.toAbsolutePath(),
                details);
    }

    private Verdict compare(String actual, String expected) {
        return actual.stripTrailing().equals(expected.stripTrailing())
                ? Verdict.HOLDS
                : Verdict.fails(() -> difference(actual, expected));
    }

    private Reason difference(String actual, String expected) {
        var present = actual.lines().toList();
        var wanted = expected.lines().toList();
        int first = 0;
        while (first < Math.min(present.size(), wanted.size())
                && present.get(first).equals(wanted.get(first))) {
            first++;
        }
        var details = new ArrayList<>(shown(wanted, first, "expected: "));
        details.addAll(shown(present, first, "actual:   "));
        details.add("if the new one is right: -D" + UPDATE + "=true writes " + file);
        return new Reason(
                        child.name() + " did not do what its transcript says",
                        "line " + (first + 1) + " differs",
                        details)
                .comparing(expected, actual);
    }

    private static List<String> shown(List<String> lines, int from, String prefix) {
        int shown = prefix.isBlank() ? SHOWN_LINES : SHOWN_LINES / 4;
        var result = new ArrayList<String>();
        lines.stream().skip(from).limit(shown).map(line -> prefix + line).forEach(result::add);
        if (lines.size() <= from) {
            result.add(prefix + "(ends here)");
        } else if (lines.size() > from + shown) {
            result.add(prefix + "… and " + (lines.size() - from - shown) + " more lines");
        }
        return result;
    }
}
