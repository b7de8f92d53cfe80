package io.forkedchild.evidence;

import io.forkedchild.timeline.Event;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Words for what is different in every run. */
public final class Placeholders {

    /** Smaller numbers mean something else more often than a process. */
    private static final long SMALLEST_BARE_PID = 100;

    private static final String END_OF_WORD = "(?![\\w-])";
    private static final Pattern UUID = Pattern.compile("\\b([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\\b");
    private static final Pattern TIME = Pattern.compile("(?<![\\w:])("
            + "(\\d{4}-\\d{2}-\\d{2}[T ])?\\d{2}:\\d{2}:\\d{2}([.,]\\d+)?(Z|[+-]\\d{2}:?\\d{2}\\b)?"
            + "|\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(Z|[+-]\\d{2}:?\\d{2}\\b)?)(?![\\w:])");
    private static final Pattern PORT = Pattern.compile(
            "(?i)(?:(?:localhost|\\d+\\.\\d+\\.\\d+\\.\\d+|\\[[0-9a-f:]*\\]):|\\bport[ =:]+)(\\d{2,5})" + END_OF_WORD);
    private static final Pattern NAMED_PID = Pattern.compile("(?i)\\bp?pid[\"']?[ =:]+(\\d+)" + END_OF_WORD);

    /** No part of a word, a decimal, a version, a port, a fraction, a range, thousands; no price and no number of an issue. */
    private static final String BEFORE_BARE_PID = "(?<![\\w.:@#$€£~+-])(?<!\\d/)(?<!\\d,(?=\\d{3}(?!\\d)))";

    /** And no number of a unit. */
    private static final String AFTER_BARE_PID = "(?![\\w%+-]|[.:/]\\d|,\\d{3}(?!\\d))"
            + "(?! ?(?i:[µnmu]?s|secs?|seconds?|mins?|minutes?|hours?|[kmgt]i?b?|b|bytes?|bits?|times|%)(?!\\w))";

    private static final Pattern HASH =
            Pattern.compile("\\b((?=[0-9a-f]*[a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{16,64})\\b|(?<=\\w@)([0-9a-f]{4,8})\\b");

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final List<Kind> kinds;

    private Placeholders(List<Kind> kinds) {
        this.kinds = kinds;
    }

    /**
     * @param pattern its first group that matched is what is replaced
     * @param isNumbered whether several different ones are told apart
     */
    private record Kind(String name, Pattern pattern, boolean isNumbered) {}

    public static Placeholders of(ChildSnapshot child) {
        var cwd = child.plan().cwd().orElse(Path.of("")).toAbsolutePath().normalize();
        return new Placeholders(List.of(
                new Kind("cwd", path(cwd), false),
                new Kind("tmp", temporary(), true),
                new Kind("uuid", UUID, true),
                new Kind("time", TIME, false),
                new Kind("port", PORT, true),
                new Kind("pid", pids(child), true),
                new Kind("hash", HASH, true)));
    }

    /** The root is no word for anything, and what is in a directory for temporary files has another one. */
    private static Pattern path(Path directory) {
        if (directory.getNameCount() == 0) {
            return NOTHING;
        }
        var inside = directoriesForTemporaryFiles().anyMatch(directory.toString()::equals) ? "/" : "";
        return Pattern.compile(
                "(?<![\\w.~*?})\\]-])(" + Pattern.quote(directory.toString()) + ")(?![\\w" + inside + "-]|\\.\\w)");
    }

    /** The name behind a directory for temporary files; what is behind that is the program's own. */
    private static Pattern temporary() {
        var directories = directoriesForTemporaryFiles().map(Pattern::quote).collect(Collectors.joining("|"));
        return Pattern.compile("(?<![\\w.>~*?})\\]-])((?:" + directories + ")/[^/\\s\"'<>:;,()\\[\\]]+)");
    }

    private static Stream<String> directoriesForTemporaryFiles() {
        return Stream.of(Path.of(System.getProperty("java.io.tmpdir")).toString(), "/tmp", "/var/tmp")
                .distinct();
    }

    /** What is called a pid, and those of the children of the test, where they may be one. */
    private static Pattern pids(ChildSnapshot child) {
        var known = child.timeline()
                .every(Event.Spawned.class)
                .mapToLong(Event.Spawned::pid)
                .filter(pid -> pid >= SMALLEST_BARE_PID)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
        if (known.isEmpty()) {
            return NAMED_PID;
        }
        var bare = known.stream().map(String::valueOf).collect(Collectors.joining("|"));
        return Pattern.compile(NAMED_PID.pattern() + "|" + BEFORE_BARE_PID + "(" + bare + ")" + AFTER_BARE_PID);
    }

    /** The text with the words. */
    public String in(String text) {
        var result = text;
        for (var kind : kinds) {
            result = replaced(result, kind);
        }
        return result;
    }

    /** The different ones, in the order of the text. */
    private static Set<String> values(String text, Kind kind) {
        return kind.pattern()
                .matcher(text)
                .results()
                .map(match -> match.group(group(match)))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static int group(MatchResult match) {
        return IntStream.rangeClosed(1, match.groupCount())
                .filter(group -> match.start(group) >= 0)
                .findFirst()
                .orElseThrow();
    }

    private static String replaced(String text, Kind kind) {
        var values = List.copyOf(values(text, kind));
        boolean isOne = values.size() == 1 || !kind.isNumbered();
        var result = new StringBuilder();
        int copied = 0;
        var matcher = kind.pattern().matcher(text);
        while (matcher.find()) {
            int group = group(matcher);
            var number = isOne ? "" : "-" + (values.indexOf(matcher.group(group)) + 1);
            result.append(text, copied, matcher.start(group))
                    .append('<')
                    .append(kind.name())
                    .append(number)
                    .append('>');
            copied = matcher.end(group);
        }
        return result.append(text, copied, text.length()).toString();
    }
}
