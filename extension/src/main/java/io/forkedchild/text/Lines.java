package io.forkedchild.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Cuts a stream of bytes into lines of text, however it was split on its way. A line ends at {@code \n}, at {@code \r\n} or at
 * a carriage return alone, as progress bars write it; {@link String#lines} knows the same ends. A carriage return ends its line
 * at once, and a newline that comes next belongs to the same end. Bytes, not characters: neither of the two occurs inside a
 * UTF-8 sequence.
 */
public final class Lines {

    private static final Pattern BEHIND_AN_END = Pattern.compile("(?<=\n)|(?<=\r)(?!\n)");

    private Place place;
    private ByteArrayOutputStream begun = new ByteArrayOutputStream();

    /**
     * Where a line begins.
     *
     * @param offset of its first byte
     * @param number of the line before it, 0 if it is the first
     * @param isBehindCarriageReturn whether a newline at the offset belongs to the end of the line before
     */
    public record Place(long offset, long number, boolean isBehindCarriageReturn) {

        public static final Place BEGINNING = new Place(0, 0, false);
    }

    /**
     * A line of text without its end.
     *
     * @param end where the next line begins
     */
    public record Line(String text, Place end) {

        /** Counts from 1. */
        public long number() {
            return end.number();
        }
    }

    /** Lines from the first byte on. */
    public Lines() {
        this(Place.BEGINNING);
    }

    /** Lines from this place on. */
    public Lines(Place place) {
        this.place = place;
    }

    /** Takes the next bytes and hands over every line that they complete. */
    public void accept(byte[] bytes, Consumer<Line> sink) {
        int from = 0;
        if (place.isBehindCarriageReturn() && bytes.length > 0) {
            from = bytes[0] == '\n' ? 1 : 0;
            place = new Place(place.offset() + from, place.number(), false);
        }
        for (int end = endOf(bytes, from); end > 0; end = endOf(bytes, from)) {
            begun.write(bytes, from, end - from);
            sink.accept(end(end == bytes.length && bytes[end - 1] == '\r'));
            from = end;
        }
        begun.write(bytes, from, bytes.length - from);
    }

    private Line end(boolean isBehindCarriageReturn) {
        place = new Place(place.offset() + begun.size(), place.number() + 1, isBehindCarriageReturn);
        var text = withoutEnd(begun.toString(StandardCharsets.UTF_8));
        begun = new ByteArrayOutputStream();
        return new Line(text, place);
    }

    /** Bytes of the line that has begun and not ended. */
    public int begunBytes() {
        return begun.size();
    }

    /** The line that has begun and not ended. */
    public Optional<Line> unfinished() {
        var end = new Place(place.offset() + begun.size(), place.number() + 1, false);
        return begun.size() == 0
                ? Optional.empty()
                : Optional.of(new Line(begun.toString(StandardCharsets.UTF_8), end));
    }

    /** The index behind the end of the line that begins at an index; -1 if it has no end. */
    public static int endOf(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (isEnd(bytes[i])) {
                boolean isBoth = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
                return isBoth ? i + 2 : i + 1;
            }
        }
        return -1;
    }

    /** Whether a line ends at this byte. */
    public static boolean isEnd(byte last) {
        return last == '\n' || last == '\r';
    }

    /** The lines of a text with their ends. */
    public static List<String> withEnds(String text) {
        return text.isEmpty() ? List.of() : List.of(BEHIND_AN_END.split(text));
    }

    /** A line without its end. */
    public static String withoutEnd(String line) {
        int end = line.endsWith("\r\n") ? 2 : line.endsWith("\n") || line.endsWith("\r") ? 1 : 0;
        return line.substring(0, line.length() - end);
    }
}
