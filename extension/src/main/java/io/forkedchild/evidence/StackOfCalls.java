package io.forkedchild.evidence;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises the frames of a stack, as Java, Node, .NET, Python, Go, Rust, Perl, Ruby, PHP and sanitizers print them. */
final class StackOfCalls {

    /** Python draws the stacks of exception groups behind bars. */
    private static final String INDENT = "^[\\s|]*";

    private static final Pattern ONE_LINE =
            Pattern.compile(INDENT + "\\s+at \\S.*(?:\\(.*\\)|:\\d+|line \\d+)" // Java, Node
                    + "|^\\s+\\S.* called at \\S.* line \\d+\\.?$" // Perl
                    + "|^\\s+(?:\\d+: )?from \\S+:\\d+:in " // Ruby
                    + "|^\\s*#\\d+\\s+(?:0x[0-9a-f]+ |/|\\{main\\})" // sanitizers, gdb, PHP
                    + "|^\\S+\\(.*\\) ?\\[0x[0-9a-f]+\\]$" // backtrace() of glibc
                    + "|^ +\\d+: +(?:0x[0-9a-f]+ - )?(?:\\S+::\\S.*|<.*>::\\S+|\\S*_start\\S*|main)$"); // Rust

    private static final Pattern LEFT_OUT = Pattern.compile(
            INDENT
                    + "(?:\\.\\.\\. (\\d+) (?:more$|common frames omitted|lines matching)|\\[Previous line repeated (\\d+) more times?])");

    private static final Pattern OF_PYTHON = Pattern.compile("^([\\s|]*)File \"[^\"]*\", line \\d+, in ");
    private static final Pattern OF_GO = Pattern.compile("^(?:\\S.*\\)$|created by \\S)");
    private static final Pattern PLACE_OF_GO = Pattern.compile("^\\t\\S.*\\.(?:go|s):\\d+");
    private static final Pattern OF_RUST = Pattern.compile("^ +\\d+: +\\S");
    private static final Pattern PLACE_OF_RUST = Pattern.compile("^ +at \\S");

    private static final int LONGEST = 1024;

    /** Lines of source, and marks below it. */
    private static final int MOST_SOURCE = 6;

    private StackOfCalls() {}

    /** How many lines the frame has that begins here; 0 if there is none. */
    static int height(List<String> lines, int at) {
        var line = lines.get(at);
        var next = at + 1 < lines.size() ? lines.get(at + 1) : "";
        if (isPair(line, next)) {
            return 2;
        }
        var python = OF_PYTHON.matcher(line);
        if (line.contains("File \"") && python.find()) {
            return 1 + source(lines, at + 1, python.group(1).length());
        }
        return isOneLine(line) || leavesOut(line) ? 1 : 0;
    }

    /** What is looked for first is much faster than the pattern is. */
    private static boolean isOneLine(String line) {
        return !line.isEmpty()
                && line.length() <= LONGEST
                && (" \t|#".indexOf(line.charAt(0)) >= 0 || line.endsWith("]"))
                && ONE_LINE.matcher(line).find();
    }

    private static boolean leavesOut(String line) {
        return (line.contains("... ") || line.contains("[Previous line"))
                && LEFT_OUT.matcher(line).find();
    }

    private static boolean isPair(String line, String next) {
        return (next.startsWith("\t")
                        && PLACE_OF_GO.matcher(next).find()
                        && OF_GO.matcher(line).find())
                || (next.startsWith(" ")
                        && PLACE_OF_RUST.matcher(next).find()
                        && OF_RUST.matcher(line).find());
    }

    /** What Python shows of the source is indented more than the line with the place. */
    private static int source(List<String> lines, int from, int indent) {
        int to = from;
        while (to < Math.min(lines.size(), from + MOST_SOURCE) && isSource(lines.get(to), indent)) {
            to++;
        }
        return to - from;
    }

    private static boolean isSource(String line, int indent) {
        int begin = 0;
        while (begin < line.length() && (Character.isWhitespace(line.charAt(begin)) || line.charAt(begin) == '|')) {
            begin++;
        }
        return begin > indent && begin < line.length() && !leavesOut(line);
    }

    /** How many frames its first line stands for. */
    static int count(String line) {
        var leftOut = LEFT_OUT.matcher(line);
        return leftOut.find() ? number(leftOut) : 1;
    }

    private static int number(Matcher leftOut) {
        var digits = leftOut.group(1) == null ? leftOut.group(2) : leftOut.group(1);
        return digits.length() > 6 ? 1 : Integer.parseInt(digits);
    }

    /** Whether a message may follow the frames: Python prints the newest call last. */
    static boolean isOfPython(String line) {
        return OF_PYTHON.matcher(line).find() || line.contains("[Previous line repeated ");
    }
}
