package io.forkedchild.text;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** Text for terminals and reports: what they would act upon, or cannot hold, is spelled. */
public final class Printable {

    private static final char ZERO_WIDTH_JOINER = '\u200d';

    /** A colour by its number or its shares, or another number than 8, which conceals. */
    private static final String RENDITION =
            "(?:[345]8(?:;5;\\d{1,3}|;2(?:;\\d{1,3}){3}|(?::\\d{0,3}){2,6})|0*(?:[0-79]|[1-9]\\d{1,2})?)";

    private static final Pattern COLOURS =
            Pattern.compile("\\x1b\\[(?:" + "|" + RENDITION + "(?:;" + RENDITION + "){0,15})m");

    private static final String PLAIN = "\u001b[m";

    private Printable() {}

    /**
     * The text with what is not seen spelled as in Java: control characters, separators of lines, marks of direction and other
     * format characters, spaces that are not the usual one. A tab stays, and the joiner inside of emoji.
     */
    public static String of(String text) {
        var line = new StringBuilder(text.length());
        text.chars().forEach(character -> line.append(shown((char) character)));
        return line.toString();
    }

    /**
     * As {@link #of}, for a line of a program on the test's own console: colours and other renditions stay (SGR of ECMA-48, without
     * the one that conceals text), and end with the line.
     */
    public static String withColours(String line) {
        var colours = COLOURS.matcher(line);
        var shown = new StringBuilder(line.length());
        int from = 0;
        while (colours.find()) {
            shown.append(of(line.substring(from, colours.start()))).append(colours.group());
            from = colours.end();
        }
        var rest = of(line.substring(from));
        return shown.append(rest).append(from == 0 ? "" : PLAIN).toString();
    }

    private static String shown(char character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default ->
                isInvisible(character) ? "\\u" + HexFormat.of().toHexDigits(character) : String.valueOf(character);
        };
    }

    private static boolean isInvisible(char character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character != '\t';
            case Character.FORMAT -> character != ZERO_WIDTH_JOINER;
            case Character.SPACE_SEPARATOR -> character != ' ';
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
