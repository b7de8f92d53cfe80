package io.forkedchild.failures;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A text of a failure with words for what is different in every run: numbers, paths, the frames of a stack, and the order and the
 * cuts of what a child writes to several descriptors.
 */
final class MaskedText {

    private static final String TIMELINE = "  timeline: ";
    private static final String EVENT = "    <time>  ";

    private MaskedText() {}

    /** Where a wide line goes on in the next one depends on its numbers and paths. */
    static String unwrapped(String text) {
        var joined = text.replaceAll("(?m) \\\\\n {14}(?=\\S)|\n {12}(?=\\S)", " ");
        var sentence = joined.replaceFirst("^([^\n]*)\n {4}(?=\\S)", "$1 ");
        return sentence.equals(joined) ? joined : sentence.replaceFirst("^([^\n]*)\n {4}(?=\\S)", "$1 ");
    }

    static String of(String text) {
        var masked = text.replaceAll("cwd: +\\S+", "cwd:      <cwd>")
                .replaceAll("PATH=\\S+", "PATH=<path>")
                .replaceAll("\\S+/bin/java\\b", "<java>")
                .replaceAll("child\\.Main[ \\\\\n]+\\S*\\.Shop(Server)?\\b", "child.Main <main class>")
                .replaceAll("(@\\S+\\.args) \\\\\n +", "$1 ") // a long name breaks the line
                .replaceAll("@\\S+\\.args", "@<arguments>")
                .replaceAll("spawned <java> .* \\(pid", "spawned <java> … (pid") // cut where the path is long
                .replaceAll("\\bpid \\d+", "pid <pid>")
                .replaceAll("(?m)^[ ≈] +[0-9.]+ ms  ", EVENT)
                .replaceAll(" \\(≈: order unknown.*", "")
                .replaceAll("(less than )?\\b\\d+\\s+ms\\b", "<n> ms")
                .replaceAll("\\b\\d+ bytes\\b", "<n> bytes")
                .replaceAll("\\b127\\.0\\.0\\.1:\\d+", "127.0.0.1:<port>")
                .replaceAll("\\S+/junit-?\\d+/", "<directory>/")
                .replaceAll("listening on port \\d{5}", "listening on port <port>")
                .replaceAll("written, \\d+ not read,", "written, all read,") // a moment later it has
                .replaceAll("\\.java:\\d+\\)", ".java:<line>)")
                .replaceAll("\\$fault\\$.*", "\\$fault …")
                .replaceAll("(?m)\n  rerun: .*(\n {14}.*)*", "") // only where a build runs the test
                .replaceAll("(?m)^    \\| (… .*|\t.*|Exception in thread .*)\n", "")
                .replaceAll("(?m)^ +… \\d+ more( lines)?(\n|$)", "")
                .replaceAll("(?m)^" + EVENT + "\\S+ +closed (with|by|without) .*(\n|$)", ""); // it may follow later
        return sorted(masked).strip();
    }

    private static String sorted(String text) {
        var lines = text.lines().toList();
        var before = new ArrayList<String>();
        var events = new TreeSet<String>();
        var after = new ArrayList<String>();
        for (var line : lines) {
            if (line.startsWith(EVENT)) {
                events.add(line.replaceFirst("^(" + EVENT + "\\S+ (out|err)) .*", "$1"));
            } else {
                (events.isEmpty() ? before : after).add(line.startsWith(TIMELINE) ? TIMELINE.stripTrailing() : line);
            }
        }
        return String.join("\n", joined(before, List.copyOf(events), after));
    }

    private static List<String> joined(List<String> before, List<String> events, List<String> after) {
        var all = new ArrayList<>(before);
        all.addAll(events);
        all.addAll(after);
        return all;
    }
}
