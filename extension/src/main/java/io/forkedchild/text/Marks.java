package io.forkedchild.text;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The signs in a text for people, where the console may be unable to print them. {@code LANG} is often unset in containers and
 * in CI, and Java then prints a question mark for each.
 *
 * <p>Surefire and Gradle hand a failure from the JVM of the tests to one of their own, which prints it. Both have the same locale, so
 * the one of the tests decides.
 */
public final class Marks {

    private static final List<Charset> OF_THE_CONSOLE = charsets(System.getProperties(), Charset.defaultCharset());

    /** Stands where something is left out. */
    public static final String CUT = sign("…", "...");

    /** Leads from a sender to a receiver. */
    public static final String ARROW = sign("→", "->");

    /** Stands before an event whose order is unknown. */
    public static final String TIED = sign("≈", "~");

    /** Stands between a count and a size. */
    public static final String TIMES = sign("×", "x");

    private Marks() {}

    private static String sign(String sign, String inAscii) {
        return sign(sign, inAscii, OF_THE_CONSOLE);
    }

    static String sign(String sign, String inAscii, List<Charset> charsets) {
        return spelled(sign, charsets).equals(sign) ? sign : inAscii;
    }

    /**
     * The text with what the console cannot print spelled as in Java, {@code \}{@code u00fc}. So are other
     * signs: in what a child has written, an arrow is not the same as {@code ->}. Only the mark of what is left out becomes three dots.
     */
    public static String spelled(String text) {
        return spelled(text, OF_THE_CONSOLE);
    }

    static String spelled(String text, List<Charset> charsets) {
        var encoders = charsets.stream().map(Charset::newEncoder).toList();
        if (canEncode(encoders, text)) {
            return text;
        }
        var spelled = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            var one = Character.toString(character);
            spelled.append(canEncode(encoders, one) ? one : character == '…' ? "..." : escaped(one));
        });
        return spelled.toString();
    }

    private static boolean canEncode(List<CharsetEncoder> encoders, String text) {
        return encoders.stream().allMatch(encoder -> encoder.canEncode(text));
    }

    private static String escaped(String character) {
        var text = new StringBuilder();
        character
                .chars()
                .forEach(unit -> text.append("\\u").append(HexFormat.of().toHexDigits((char) unit)));
        return text.toString();
    }

    /** The charsets of standard output and of files. {@code stdout.encoding} is there since Java 19, {@code native.encoding} always. */
    static List<Charset> charsets(Properties properties, Charset ofFiles) {
        var ofConsole = Stream.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")
                .map(properties::getProperty)
                .filter(name -> name != null && isSupported(name))
                .limit(1)
                .map(Charset::forName);
        return Stream.concat(ofConsole, Stream.of(ofFiles))
                .distinct()
                .filter(Charset::canEncode)
                .toList();
    }

    private static boolean isSupported(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalArgumentException noName) {
            return false;
        }
    }
}
