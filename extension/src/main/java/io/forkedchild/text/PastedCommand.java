package io.forkedchild.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line of a POSIX shell in several lines, which still can be pasted: each but the last ends with a backslash. A line that
 * continues a word begins at the margin, others are indented.
 */
public final class PastedCommand {

    private static final int INDENT = 14;
    private static final String MORE = " \\";

    private final String command;
    private final List<String> lines = new ArrayList<>();
    private final StringBuilder line;
    private int room;

    private PastedCommand(String before, String command) {
        this.command = command;
        this.line = new StringBuilder(before);
        this.room = Layout.WIDTH - MORE.length();
    }

    /**
     * The command with what stands before it.
     *
     * @param before beginning of the first line, which is no part of the command
     */
    public static List<String> lines(String before, String command) {
        var whole = before + command;
        return Columns.of(whole) <= Layout.WIDTH ? List.of(whole) : new PastedCommand(before, command).wrapped();
    }

    private List<String> wrapped() {
        int start = 0;
        while (start < command.length()) {
            int end = endOfWord(start);
            add(command.substring(start, end), start == 0);
            start = end;
            while (start < command.length() && command.charAt(start) == ' ') {
                start++;
            }
        }
        lines.add(line.toString());
        return lines;
    }

    private void add(String word, boolean isFirst) {
        if (!isFirst && columns() + 1 + Columns.of(word) > room) {
            lines.add(line + MORE);
            line.setLength(0);
            line.append(" ".repeat(INDENT));
        } else if (!isFirst) {
            line.append(' ');
        }
        if (columns() + Columns.of(word) <= room) {
            line.append(word);
        } else {
            split(word);
        }
    }

    private void split(String word) {
        var quoting = new Quoting();
        for (int i = 0; i < word.length(); ) {
            int end = quoting.endOfPart(word, i);
            var part = word.substring(i, end);
            if (columns() + Columns.of(part) > room - 2) {
                lines.add(line + quoting.closing() + "\\");
                line.setLength(0);
                line.append(quoting.opening());
            }
            line.append(part);
            quoting.read(part);
            i = end;
        }
    }

    private int columns() {
        return Columns.of(line.toString());
    }

    private int endOfWord(int start) {
        var quoting = new Quoting();
        int i = start;
        while (i < command.length() && (quoting.isInside() || command.charAt(i) != ' ')) {
            int end = quoting.endOfPart(command, i);
            quoting.read(command.substring(i, end));
            i = end;
        }
        return i;
    }

    /** In which quotes a place of a command is. */
    private static final class Quoting {

        private static final String OCTAL = "01234567";

        private String quote = "";

        boolean isInside() {
            return !quote.isEmpty();
        }

        /** Index behind characters that must stay together: one character, or a backslash and what it escapes. */
        int endOfPart(String text, int from) {
            if (text.startsWith("$'", from) && !isInside()) {
                return from + 2;
            }
            boolean escapes = text.charAt(from) == '\\' && !quote.equals("'");
            int end = from + Character.charCount(text.codePointAt(from));
            if (!escapes || end == text.length()) {
                return end;
            }
            end += Character.charCount(text.codePointAt(end));
            while (quote.equals("$'") && end < Math.min(text.length(), from + 4) && isOctal(text, from, end)) {
                end++;
            }
            return end;
        }

        private static boolean isOctal(String text, int from, int end) {
            return OCTAL.indexOf(text.charAt(from + 1)) >= 0 && OCTAL.indexOf(text.charAt(end)) >= 0;
        }

        void read(String part) {
            if (isInside()) {
                quote = part.equals(quote.substring(quote.length() - 1)) ? "" : quote;
            } else if (part.equals("'") || part.equals("\"") || part.equals("$'")) {
                quote = part;
            }
        }

        /** Closes single quotes, inside which a backslash would not join two lines. */
        String closing() {
            return quote.endsWith("'") ? "'" : "";
        }

        String opening() {
            return quote.endsWith("'") ? quote : "";
        }
    }
}
