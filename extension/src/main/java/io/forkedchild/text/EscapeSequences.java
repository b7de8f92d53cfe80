package io.forkedchild.text;

import java.util.regex.Pattern;

/**
 * What programs write to make a terminal do something, as ECMA-48 and ECMA-35 define it in seven bits: control sequences
 * such as colours, commands with a text such as titles and links, which BEL or ST ends, designations of character sets, and
 * escapes of two characters.
 */
public final class EscapeSequences {

    private static final String TEXT = "[^\\x07\\x1b\\r\\n]*+";

    private static final Pattern SEQUENCE = Pattern.compile("\\x1b(?:"
            + "\\[[0-?]*+[ -/]*+[@-~]" // CSI, its parameters, intermediate characters and the final one
            + "|\\]" + TEXT + "(?:\\x07|\\x1b\\\\)" // OSC
            + "|[PX^_]" + TEXT + "\\x1b\\\\" // DCS, SOS, PM, APC
            + "|[ -/]++[0-~]" // with intermediate characters: character sets
            + "|[0-OQ-WYZ\\\\`-~]" // two characters
            + ")");

    private EscapeSequences() {}

    /** The text without its sequences. One that its own line does not finish stays. */
    public static String removedFrom(String text) {
        return text.indexOf('\u001b') < 0 ? text : SEQUENCE.matcher(text).replaceAll("");
    }
}
