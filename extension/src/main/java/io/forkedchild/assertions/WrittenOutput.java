package io.forkedchild.assertions;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.Output;
import io.forkedchild.text.EscapeSequences;
import io.forkedchild.text.HeapLimit;
import io.forkedchild.text.LongLines;
import io.forkedchild.text.LongText;
import io.forkedchild.timeline.Event;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a child had written at one moment, to one descriptor or to several. */
final class WrittenOutput {

    private static final String REPLACEMENT = "\ufffd";

    private final String name;
    private final CharSequence text;
    private final Charset encoding;
    private final Supplier<byte[]> bytes;
    private final Supplier<List<String>> defects;

    /**
     * Bytes of one of the streams.
     *
     * @param stream to which they were written
     * @param bytes as they are, or their text as UTF-8
     * @param encoding of these bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(Output stream, byte[] bytes, Charset encoding) {

        static Part whole(Output stream) {
            return new Part(stream, stream.bytes(), stream.encoding());
        }

        static Part of(Output stream, Event.Output chunk) {
            return new Part(stream, chunk.bytes().bytes(), UTF_8);
        }

        /** Whether the bytes are those that the child has written. */
        boolean isAsWritten() {
            return encoding.equals(stream.encoding());
        }
    }

    private WrittenOutput(
            String name, CharSequence text, Charset encoding, Supplier<byte[]> bytes, Supplier<List<String>> defects) {
        this.name = name;
        this.text = text;
        this.encoding = encoding;
        this.bytes = bytes;
        this.defects = defects;
    }

    /**
     * @param name of the stream, or the streams
     * @param parts in the order in which they were recorded
     */
    static WrittenOutput of(String name, List<Part> parts) {
        var text = decoded(parts);
        var encoding = parts.size() == 1 ? parts.get(0).encoding() : UTF_8;
        var defects = text.contains(REPLACEMENT) ? defectsOf(parts) : List.<String>of();
        return new WrittenOutput(name, text, encoding, () -> joined(parts), () -> defects);
    }

    /** What is read piece by piece, since it is very long. */
    static WrittenOutput ofLong(Output stream) {
        var text = new LongText(stream.toString(), stream::textStream).grow(stream.textLength(), stream.hasEnded());
        Supplier<List<String>> defects =
                () -> HeapLimit.isHeldSeveralTimes(stream.length()) && text.contains(REPLACEMENT)
                        ? defectsOf(List.of(Part.whole(stream)))
                        : List.of();
        return new WrittenOutput(stream.toString(), text, stream.encoding(), stream::bytes, defects);
    }

    /** A text that no child has written, and that is read piece by piece. */
    static WrittenOutput ofLong(LongText text) {
        return new WrittenOutput("", text, UTF_8, () -> text.toString().getBytes(UTF_8), List::of);
    }

    /** A text that no child has written. */
    static WrittenOutput of(String text) {
        return new WrittenOutput("", text, UTF_8, () -> text.getBytes(UTF_8), List::of);
    }

    /** The name of the stream, or of both: {@code worker's stdout}. */
    String name() {
        return name;
    }

    /**
     * In the encoding of the child, malformed bytes replaced by U+FFFD.
     *
     * @throws IllegalStateException if it is too long to be held
     */
    String text() {
        return text.toString();
    }

    /** The same, if it is so long that it is read piece by piece. */
    Optional<LongText> longText() {
        return text instanceof LongText pieces ? Optional.of(pieces) : Optional.empty();
    }

    List<String> lines() {
        return text instanceof LongText pieces
                ? LongLines.of(pieces)
                : text().lines().toList();
    }

    byte[] bytes() {
        return bytes.get();
    }

    /** A sentence for each stream that is not of its encoding; U+FFFD in a text may as well have been written. */
    List<String> defects() {
        return defects.get();
    }

    /** Whether the bytes are UTF-8, whatever the encoding of the child. */
    boolean isUtf8() {
        return encoding.equals(UTF_8)
                ? defects().isEmpty()
                : MalformedBytes.in(bytes()).isEmpty();
    }

    WrittenOutput withoutEscapeSequences() {
        HeapLimit.requireRoomForSeveral(name, text.length(), "with linesOf(child).withoutAnsi()");
        var readable = EscapeSequences.removedFrom(text());
        return new WrittenOutput(name, readable, encoding, () -> bytesWithoutEscapeSequences(readable), defects);
    }

    /** The sequences consist of ASCII: in UTF-8 they can be found in the bytes without decoding them. */
    private byte[] bytesWithoutEscapeSequences(String readable) {
        return encoding.equals(UTF_8)
                ? EscapeSequences.removedFrom(new String(bytes(), ISO_8859_1)).getBytes(ISO_8859_1)
                : readable.getBytes(encoding);
    }

    private static String decoded(List<Part> parts) {
        if (parts.size() <= 1) {
            return parts.isEmpty()
                    ? ""
                    : new String(parts.get(0).bytes(), parts.get(0).encoding());
        }
        var decoders = new LinkedHashMap<Output, Utf8Chunks>();
        var decoded = new StringBuilder();
        parts.forEach(part -> decoded.append(decoders.computeIfAbsent(part.stream(), each -> new Utf8Chunks())
                .decode(part.bytes())));
        decoders.values().forEach(decoder -> decoded.append(decoder.rest()));
        return decoded.toString();
    }

    private static List<String> defectsOf(List<Part> parts) {
        var streams =
                parts.stream().collect(Collectors.groupingBy(Part::stream, LinkedHashMap::new, Collectors.toList()));
        return streams.entrySet().stream()
                .flatMap(stream -> defectOf(stream.getKey(), stream.getValue()).stream())
                .toList();
    }

    private static Optional<String> defectOf(Output stream, List<Part> parts) {
        var bytes = parts.stream().allMatch(Part::isAsWritten) ? joined(parts) : stream.bytes();
        return MalformedBytes.in(bytes, stream.encoding())
                .map(malformed -> stream + " is not " + stream.encoding() + ": " + malformed + "; shown as U+FFFD");
    }

    private static byte[] joined(List<Part> parts) {
        if (parts.size() == 1) {
            return parts.get(0).bytes();
        }
        var joined = new ByteArrayOutputStream();
        parts.forEach(part -> joined.writeBytes(part.bytes()));
        return joined.toByteArray();
    }
}
