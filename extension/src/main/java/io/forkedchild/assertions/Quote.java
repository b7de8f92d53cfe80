package io.forkedchild.assertions;

import io.forkedchild.Message;
import io.forkedchild.text.Printable;
import java.io.ByteArrayOutputStream;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.presentation.Representation;
import org.jspecify.annotations.Nullable;

/** A value that a sentence is about: a text, a list, bytes, or anything else. */
final class Quote {

    private static final int LONGEST_IN_A_LINE = 100;
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern END_OF_LINE = Pattern.compile("(?<=\n)");
    private static final Pattern STACK =
            Pattern.compile("(?m)^\\s+at \\S|^[\\w.$]*(?:Error|Exception): *$|^\\s*\\.\\.\\.\\(\\d+ remaining");
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final @Nullable Object value;
    private final Representation representation;
    private final boolean unambiguous;
    private @Nullable String text;
    private @Nullable List<String> lines;

    Quote(@Nullable Object value, Representation representation, boolean unambiguous) {
        this.value = value;
        this.representation = representation;
        this.unambiguous = unambiguous;
    }

    /** Whether both look the same; of what is long, AssertJ shows but a part. */
    boolean isLike(Quote other) {
        if (unambiguous != other.unambiguous) {
            return false;
        }
        if (isList() || isBytes()) {
            return Objects.deepEquals(value, other.value);
        }
        return Objects.equals(value, other.value) || text().equals(other.text());
    }

    /** All of it. */
    String text() {
        var known = text;
        if (known == null) {
            known = String.valueOf(
                    unambiguous ? representation.unambiguousToStringOf(value) : representation.toStringOf(value));
            text = known;
        }
        return known;
    }

    /** As it is, where others compare it: the text itself, without the quotation marks. */
    String whole() {
        if (isText()) {
            return String.valueOf(value);
        }
        return (isList() || (isBytes() && bytes().length <= MOST_BYTES)) ? String.join("\n", lines()) : text();
    }

    /** With what tells it from another one that looks the same. */
    String unambiguousText() {
        return String.valueOf(representation.unambiguousToStringOf(value));
    }

    boolean isNull() {
        return value == null;
    }

    /** Not several. */
    boolean isOne() {
        return value instanceof CharSequence;
    }

    /** An error with its stack, which is not shown. */
    private boolean isSpeech() {
        return !isText() && !isList() && !isBytes() && STACK.matcher(text()).find();
    }

    boolean isOfLines() {
        return isText() || isListOfTexts();
    }

    boolean isText() {
        return !unambiguous
                && value instanceof CharSequence characters
                && text().length() == characters.length() + 2
                && text().startsWith("\"")
                && text().startsWith(characters.toString(), 1);
    }

    /** Unless the test wants them otherwise. */
    boolean isBytes() {
        return !unambiguous
                && (value instanceof byte[] || isListOfBytes())
                && representation.toStringOf((byte) 10).equals("10");
    }

    byte[] bytes() {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        var listed = new ByteArrayOutputStream();
        elements().forEach(element -> listed.write(element instanceof Byte one ? one : 0));
        return listed.toByteArray();
    }

    private boolean isListOfBytes() {
        return (value instanceof Collection || value instanceof Object[])
                && !elements().isEmpty()
                && elements().stream().allMatch(Byte.class::isInstance);
    }

    boolean isList() {
        return !unambiguous && (value instanceof Collection || value instanceof Object[]) && !isListOfBytes();
    }

    private List<@Nullable Object> elements() {
        if (value instanceof Object[] array) {
            return Arrays.asList(array);
        }
        return value instanceof Collection<?> collection ? new ArrayList<>(collection) : List.of();
    }

    private boolean isListOfTexts() {
        return isList() && elements().stream().allMatch(CharSequence.class::isInstance);
    }

    /** If it is short; what is no printable character is spelled. */
    Optional<String> inALine() {
        if (isBytes()) {
            return bytes().length > LONGEST_IN_A_LINE ? Optional.empty() : fitting("[" + HEX.formatHex(bytes()) + "]");
        }
        if (isSpeech()) {
            return fitting(lines().stream().map(String::strip).collect(Collectors.joining(" ")));
        }
        return isList()
                ? fitting(elements().stream()
                        .limit(LONGEST_IN_A_LINE)
                        .map(representation::toStringOf)
                        .collect(Collectors.joining(", ", "[", "]")))
                : fitting(text());
    }

    private static Optional<String> fitting(String line) {
        return line.length() > LONGEST_IN_A_LINE ? Optional.empty() : Optional.of(Printable.of(line));
    }

    /** Of a text, each with its end; of a list, the elements; of bytes, rows. */
    List<String> lines() {
        var known = lines;
        if (known == null) {
            known = split();
            lines = known;
        }
        return known;
    }

    private List<String> split() {
        if (unambiguous) {
            return List.of(text());
        }
        if (isText()) {
            return whole().isEmpty() ? List.of() : List.of(END_OF_LINE.split(whole()));
        }
        if (isSpeech()) {
            return text().lines()
                    .filter(line -> !line.isBlank() && !STACK.matcher(line).find())
                    .toList();
        }
        if (isBytes()) {
            return new Rows(bytes());
        }
        return isList()
                ? elements().stream().map(this::element).toList()
                : text().lines().toList();
    }

    private String element(@Nullable Object element) {
        var quote = new Quote(element, representation, false);
        return quote.whole();
    }

    /** Of many bytes, few are looked at. */
    private static final class Rows extends AbstractList<String> {

        private static final int LENGTH = 16;

        private final byte[] bytes;

        Rows(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public String get(int index) {
            int from = index * LENGTH;
            return String.format("%8d  ", from) + HEX.formatHex(bytes, from, Math.min(bytes.length, from + LENGTH));
        }

        @Override
        public int size() {
            return (bytes.length + LENGTH - 1) / LENGTH;
        }
    }

    /** {@code 3000 lines}. */
    String size() {
        return isBytes() ? Mailbox.count(bytes().length, "byte") : Mailbox.count(lines().size(), unit());
    }

    /** {@code a text of 3000 lines}. */
    String kindAndSize() {
        return (isText() ? "a text of " : isList() ? "a list of " : "") + size();
    }

    /** What {@link #lines} are. */
    String unit() {
        if (!isList() || isListOfTexts()) {
            return "line";
        }
        return elements().stream().allMatch(Message.class::isInstance) ? "message" : "element";
    }
}
