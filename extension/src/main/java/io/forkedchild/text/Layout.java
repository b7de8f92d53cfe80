package io.forkedchild.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines of a failure, none of them wider than {@value #WIDTH} columns. */
public final class Layout {

    /** Columns of the longest line, with its indentation. */
    public static final int WIDTH = 120;

    /** Behind which a text without spaces may go on in the next line. */
    private static final List<String> JOINTS = List.of(":", ";", ",", "/", "&");

    private static final int LEAST_PART = 40;
    private static final int MOST_OF_A_SENTENCE = 5;
    private static final String INDENT_OF_SENTENCE = " ".repeat(4);
    private static final int MOST_OF_A_DETAIL = 3;
    private static final String INDENT_OF_DETAIL = " ".repeat(12);

    /** Output in a failure: {@code | text}, {@code 12| text}, {@code - 12| text}. */
    private static final Pattern QUOTED = Pattern.compile("^\\s*(?:[-+] )?\\s*\\d*\\| .*");

    private Layout() {}

    /** The line as the console can print it; what is too wide ends with a mark. */
    public static String cut(String line) {
        return cut(line, WIDTH);
    }

    /** As {@link #cut(String)}, of at most so many columns. */
    public static String cut(String line, int columns) {
        var spelled = Marks.spelled(beginning(line, columns * 4));
        return Columns.of(spelled) <= columns
                ? spelled
                : spelled.substring(0, Columns.indexAt(spelled, columns - Marks.CUT.length())) + Marks.CUT;
    }

    /** The beginning of a very long line, which nobody reads to its end, and a mark; no character is cut. */
    public static String beginning(String line, int atMost) {
        if (line.length() <= atMost) {
            return line;
        }
        return line.substring(0, Character.isHighSurrogate(line.charAt(atMost - 1)) ? atMost - 1 : atMost) + Marks.CUT;
    }

    /** The sentence with which a failure begins. */
    public static List<String> sentence(String sentence) {
        return wrapped(sentence, INDENT_OF_SENTENCE, MOST_OF_A_SENTENCE);
    }

    /** A line below the sentence, with its indentation: quoted output is cut, anything else goes on in further lines. */
    public static List<String> detail(String line) {
        return QUOTED.matcher(line).matches() ? List.of(cut(line)) : wrapped(line, INDENT_OF_DETAIL, MOST_OF_A_DETAIL);
    }

    /**
     * The line as the console can print it; what is too wide goes on in further lines.
     *
     * @param indent what stands before each further line
     * @param atMost how many lines it may become; the last one ends with a mark if they are not enough
     */
    public static List<String> wrapped(String line, String indent, int atMost) {
        var lines = new ArrayList<String>();
        var rest = Marks.spelled(beginning(line, WIDTH * (atMost + 1) * 2));
        while (lines.size() < atMost - 1 && Columns.of(rest) > WIDTH) {
            int end = end(rest, Columns.indexAt(rest, WIDTH), lines.isEmpty() ? 0 : indent.length());
            lines.add(rest.substring(0, end).stripTrailing());
            rest = indent + rest.substring(end).stripLeading();
        }
        lines.add(cut(rest));
        return lines;
    }

    /** Behind a clause or at a space if there is one that does not leave the line too short, else behind another place to break at. */
    private static int end(String line, int widest, int indent) {
        int least = Math.min(widest, indent + LEAST_PART);
        int clause = line.lastIndexOf("; ", widest - 1) + 1;
        if (clause > widest * 3 / 5) {
            return clause;
        }
        int space = line.lastIndexOf(' ', widest);
        if (space > least) {
            return space;
        }
        return JOINTS.stream()
                .map(joint -> line.lastIndexOf(joint, widest - 1) + 1)
                .filter(place -> place > least)
                .findFirst()
                .orElse(widest);
    }
}
