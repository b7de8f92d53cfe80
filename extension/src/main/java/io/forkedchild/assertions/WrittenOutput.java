package io.forkedchild.assertions;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.Output;
import io.forkedchild.text.EscapeSequences;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a child had written at one moment, to one descriptor or to several. */
final class WrittenOutput {

    private static final String REPLACEMENT = "\ufffd";

    private final String name;
    private final String text;
    private final Supplier<byte[]> bytes;
    private final List<String> defects;

    /**
     * Bytes of one of the streams.
     *
     * @param stream to which they were written
     * @param bytes as they are
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Part(Output stream, byte[] bytes) {}

    private WrittenOutput(String name, String text, Supplier<byte[]> bytes, List<String> defects) {
        this.name = name;
        this.text = text;
        this.bytes = bytes;
        this.defects = defects;
    }

    /**
     * @param name of the stream, or the streams
     * @param parts in the order in which they were recorded
     */
    static WrittenOutput of(String name, List<Part> parts) {
        var text = decoded(parts);
        return new WrittenOutput(
                name, text, () -> joined(parts), text.contains(REPLACEMENT) ? defectsOf(parts) : List.of());
    }

    /** A text that no child has written. */
    static WrittenOutput of(String text) {
        return new WrittenOutput("", text, () -> text.getBytes(UTF_8), List.of());
    }

    /** The name of the stream, or of both: {@code worker's stdout}. */
    String name() {
        return name;
    }

    /** As UTF-8, malformed bytes replaced by U+FFFD. */
    String text() {
        return text;
    }

    byte[] bytes() {
        return bytes.get();
    }

    /** A sentence for each stream that is not UTF-8; U+FFFD in a text may as well have been written. */
    List<String> defects() {
        return defects;
    }

    /** The sequences consist of ASCII, so that they can be found in the bytes without decoding them. */
    WrittenOutput withoutEscapeSequences() {
        return new WrittenOutput(
                name,
                EscapeSequences.removedFrom(text),
                () -> EscapeSequences.removedFrom(new String(bytes(), ISO_8859_1))
                        .getBytes(ISO_8859_1),
                defects);
    }

    private static String decoded(List<Part> parts) {
        if (parts.size() <= 1) {
            return new String(joined(parts), UTF_8);
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
                .flatMap(stream -> MalformedBytes.in(joined(stream.getValue())).stream()
                        .map(malformed -> stream.getKey() + " is not UTF-8: " + malformed + "; shown as U+FFFD"))
                .toList();
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
