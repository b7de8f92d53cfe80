package io.forkedchild.timeline;

import java.util.HexFormat;

/** Text for terminals and reports: what they would act upon, or cannot hold, is spelled. */
public final class Printable {

    private Printable() {}

    /** The text with its control characters, and the separators of lines, spelled as in Java; a tab stays. */
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
        return (Character.isISOControl(character) && character != '\t')
                || character == '\u2028'
                || character == '\u2029';
    }
}
