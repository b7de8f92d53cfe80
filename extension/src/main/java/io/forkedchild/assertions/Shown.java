package io.forkedchild.assertions;

import io.forkedchild.Message;
import io.forkedchild.text.Layout;
import io.forkedchild.timeline.Printable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.presentation.Representation;
import org.jspecify.annotations.Nullable;

/** A value as a failure shows it: in a line if it is short, else by its size and some of its lines, elements or rows of bytes. */
final class Shown {

    private static final int LONGEST_IN_A_LINE = 100;
    private static final int BYTES_IN_A_ROW = 16;
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern END_OF_LINE = Pattern.compile("(?<=\n)");
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final @Nullable Object value;
    private final Representation representation;
    private final @Nullable List<?> elements;
    private @Nullable List<String> lines;

    Shown(@Nullable Object value, Representation representation) {
        this.value = value;
        this.representation = representation;
        this.elements = value instanceof Object[] array
                ? Arrays.asList(array)
                : value instanceof Collection<?> collection ? new ArrayList<>(collection) : null;
    }

    static <T> List<T> list(T[] values) {
        return Arrays.asList(values);
    }

    static <T> List<T> list(Iterable<? extends T> values) {
        var list = new ArrayList<T>();
        values.forEach(list::add);
        return list;
    }

    @Nullable
    Object value() {
        return value;
    }

    boolean isText() {
        return value instanceof CharSequence;
    }

    boolean isList() {
        return elements != null;
    }

    Optional<byte[]> bytes() {
        return value instanceof byte[] bytes ? Optional.of(bytes) : Optional.empty();
    }

    /** Whether {@link #lines} are lines of output. */
    boolean isOfLines() {
        return isText() || (elements != null && elements.stream().allMatch(CharSequence.class::isInstance));
    }

    /** The value if it is short; characters that are not printable are spelled. */
    Optional<String> inALine() {
        if (value instanceof byte[] bytes) {
            return bytes.length > LONGEST_IN_A_LINE ? Optional.empty() : ifShort("[" + HEX.formatHex(bytes) + "]");
        }
        if (elements != null) {
            return ifShort(elements.stream()
                    .limit(LONGEST_IN_A_LINE)
                    .map(representation::toStringOf)
                    .collect(Collectors.joining(", ", "[", "]")));
        }
        return value instanceof CharSequence text && text.length() > LONGEST_IN_A_LINE
                ? Optional.empty()
                : ifShort(String.valueOf(representation.toStringOf(value)));
    }

    private static Optional<String> ifShort(String line) {
        return line.length() > LONGEST_IN_A_LINE ? Optional.empty() : Optional.of(Printable.of(line));
    }

    /** The lines of a text, each with its end; the elements of a list; rows of bytes. */
    List<String> lines() {
        var known = lines;
        if (known == null) {
            known = split();
            lines = known;
        }
        return known;
    }

    private List<String> split() {
        if (value instanceof byte[] bytes) {
            return new Rows(bytes);
        }
        if (elements != null) {
            return elements.stream().map(this::element).toList();
        }
        if (value instanceof CharSequence text) {
            return text.isEmpty() ? List.of() : List.of(END_OF_LINE.split(text));
        }
        return String.valueOf(representation.toStringOf(value)).lines().toList();
    }

    private String element(@Nullable Object element) {
        return element instanceof CharSequence text
                ? text.toString()
                : String.valueOf(representation.toStringOf(element));
    }

    /** All of it, for those who show differences. */
    String whole() {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        return value instanceof byte[] bytes && bytes.length > MOST_BYTES ? size() : String.join("\n", lines());
    }

    /** {@code 3000 lines}. */
    String size() {
        return Mailbox.count(count(), unit());
    }

    int count() {
        return value instanceof byte[] bytes ? bytes.length : lines().size();
    }

    /** What {@link #count} counts. */
    String unit() {
        if (elements == null || isOfLines()) {
            return value instanceof byte[] ? "byte" : "line";
        }
        return elements.stream().allMatch(Message.class::isInstance) ? "message" : "element";
    }

    /** The value in a line, or {@code a text of 3000 lines}. */
    String inASentence() {
        return inALine().orElseGet(() -> (isText() ? "a text of " : elements != null ? "a list of " : "") + size());
    }

    /** The first and the last lines. */
    List<String> ends(int first, int last) {
        return Shortened.lines(lines(), first, last).stream()
                .map(line -> Layout.cut("| " + Printable.of(Shortened.withoutEnd(line))))
                .toList();
    }

    /** Of many bytes, few are looked at. */
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
