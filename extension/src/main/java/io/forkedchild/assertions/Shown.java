package io.forkedchild.assertions;

import io.forkedchild.Message;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Lines;
import io.forkedchild.text.LongLines;
import io.forkedchild.text.LongText;
import io.forkedchild.text.Printable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.presentation.Representation;
import org.jspecify.annotations.Nullable;

/**
 * A value as a failure shows it: in a line if it is short, else by its size and some of its lines.
 *
 * @param lines of a text, each with its end; the elements of a list; rows of bytes
 * @param unit what they are
 * @param inALine empty if it is too long
 */
record Shown(@Nullable Object value, List<String> lines, String unit, Optional<String> inALine) {

    private static final int LONGEST_IN_A_LINE = 100;
    private static final int BYTES_IN_A_ROW = 16;

    /** Only the beginning and the end are read of a longer line of very long output. */
    private static final int LONGEST_LINE = 64 << 10;

    private static final int FIRST_OF_LONG = 100;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    static Shown of(@Nullable Object value, Representation representation) {
        if (value instanceof byte[] bytes) {
            var line = bytes.length > LONGEST_IN_A_LINE ? "" : "[" + HEX.formatHex(bytes) + "]";
            return new Shown(value, new Rows(bytes), "byte", ifShort(line));
        }
        if (value instanceof CharSequence text) {
            var line = text.length() > LONGEST_IN_A_LINE ? "" : representation.toStringOf(text);
            var lines = text instanceof LongText longText
                    ? LongLines.shown(longText, LONGEST_LINE)
                    : Lines.withEnds(text.toString());
            return new Shown(value, lines, "line", ifShort(line));
        }
        if (LongList.of(value).isPresent()) {
            return new Shown(value, LongList.of(value).get(), "line", Optional.empty());
        }
        if (value instanceof Collection || value instanceof Object[]) {
            return list(
                    value,
                    value instanceof Object[] array ? Arrays.asList(array) : (Collection<?>) value,
                    representation);
        }
        var text = String.valueOf(representation.toStringOf(value));
        return new Shown(value, text.lines().toList(), "line", ifShort(text));
    }

    private static Shown list(Object value, Collection<?> elements, Representation representation) {
        var lines = new ArrayList<String>();
        elements.forEach(each -> lines.add(
                each instanceof CharSequence text ? text.toString() : String.valueOf(representation.toStringOf(each))));
        var unit = elements.stream().allMatch(CharSequence.class::isInstance)
                ? "line"
                : elements.stream().allMatch(Message.class::isInstance) ? "message" : "element";
        var line = elements.stream()
                .limit(LONGEST_IN_A_LINE)
                .map(representation::toStringOf)
                .collect(Collectors.joining(", ", "[", "]"));
        return new Shown(value, lines, unit, ifShort(line));
    }

    private static Optional<String> ifShort(String line) {
        return line.isEmpty() || line.length() > LONGEST_IN_A_LINE ? Optional.empty() : Optional.of(Printable.of(line));
    }

    /** All of it, for those who show differences; of what is very long, the beginning and the end. */
    String whole() {
        if (value instanceof LongText || LongList.of(value).isPresent()) {
            return String.join("\n", Shortened.lines(lines, FIRST_OF_LONG, FIRST_OF_LONG));
        }
        return value instanceof CharSequence text ? text.toString() : String.join("\n", lines);
    }

    /** {@code 3000 lines}. */
    String size() {
        return value instanceof CharSequence text && lines.size() == 1
                ? MessagesSoFar.count(text.length(), "character")
                : MessagesSoFar.count(count(), unit);
    }

    int count() {
        return value instanceof byte[] bytes ? bytes.length : lines.size();
    }

    /** The value in a line, or {@code a text of 3000 lines}. */
    String inASentence() {
        return inALine.orElseGet(
                () -> value instanceof byte[] ? size() : (isText() ? "a text of " : "a list of ") + size());
    }

    private boolean isText() {
        return value instanceof CharSequence;
    }

    /** The first and the last lines. */
    List<String> ends(int first, int last) {
        return Shortened.lines(lines, first, last).stream()
                .map(line -> "  | " + ends(Printable.of(Lines.withoutEnd(line))))
                .toList();
    }

    /** A line; of a wide one, its beginning and its end. */
    private static String ends(String line) {
        return line.length() <= LONGEST_IN_A_LINE
                ? line
                : Layout.cut(line, LONGEST_IN_A_LINE / 2) + line.substring(line.length() - LONGEST_IN_A_LINE / 4);
    }

    /** Rows of bytes, made when somebody looks: of many bytes, only a few are shown. */
    private static final class Rows extends AbstractList<String> {

        private final byte[] bytes;

        Rows(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public String get(int index) {
            int from = index * BYTES_IN_A_ROW;
            int to = Math.min(bytes.length, from + BYTES_IN_A_ROW);
            return String.format("%8d  ", from) + HEX.formatHex(bytes, from, to);
        }

        @Override
        public int size() {
            return (bytes.length + BYTES_IN_A_ROW - 1) / BYTES_IN_A_ROW;
        }
    }
}
