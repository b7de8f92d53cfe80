package io.forkedchild.text;

import java.util.HexFormat;

/** Text for terminals and reports: what they would act upon, or cannot hold, is spelled. */
public final class Printable {

    private static final char ZERO_WIDTH_JOINER = '\u200d';

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
