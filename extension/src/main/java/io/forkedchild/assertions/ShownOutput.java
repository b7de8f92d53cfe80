package io.forkedchild.assertions;

import io.forkedchild.text.Layout;
import io.forkedchild.text.Marks;
import io.forkedchild.text.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The ends of streams in the evidence of a child, of which a failure may have shown the same lines before. */
final class ShownOutput {

    private static final String LINE = "    | ";
    private static final int MOST_CHARACTERS = 1000;

    private ShownOutput() {}

    /**
     * The evidence without those ends that were shown.
     *
     * @param shown lines of output
     */
    static List<String> without(List<String> shown, List<String> evidence) {
        var known = new HashSet<>(shown);
        var lines = new ArrayList<String>();
        for (int i = 0; i < evidence.size(); ) {
            int end = endOfOutput(evidence, i);
            var output = evidence.subList(i, end);
            if (!output.stream().allMatch(line -> isMark(line) || known.contains(line.substring(LINE.length())))) {
                lines.addAll(output);
            } else if (end > i) {
                lines.add(lines.remove(lines.size() - 1) + ", as above");
            }
            if (end < evidence.size()) {
                lines.add(evidence.get(end));
            }
            i = end + 1;
        }
        return lines;
    }

    /** A line of output as both show it. */
    static String shown(String line) {
        var start = line.substring(0, Math.min(line.length(), MOST_CHARACTERS));
        return Layout.cut(LINE + Printable.of(start)).substring(LINE.length());
    }

    /** Counts lines that are left out. */
    private static boolean isMark(String line) {
        return line.startsWith(LINE + Marks.CUT + " ");
    }

    private static int endOfOutput(List<String> evidence, int from) {
        int end = from;
        while (end < evidence.size() && evidence.get(end).startsWith(LINE)) {
            end++;
        }
        return end;
    }
}
