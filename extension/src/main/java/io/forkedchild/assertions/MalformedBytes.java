package io.forkedchild.assertions;

import io.forkedchild.text.Lines;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.IntStream;

/** Where bytes are no UTF-8. */
final class MalformedBytes {

    private static final int CONTEXT = 8;
    private static final int DECODED_AT_ONCE = 8 << 10;

    private final byte[] bytes;
    private final int offset;
    private final int places;

    private MalformedBytes(byte[] bytes, int offset, int places) {
        this.bytes = bytes;
        this.offset = offset;
        this.places = places;
    }

    /** Empty if all is UTF-8. */
    static Optional<MalformedBytes> in(byte[] bytes) {
        var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        var input = ByteBuffer.wrap(bytes);
        var text = CharBuffer.allocate(DECODED_AT_ONCE);
        int first = 0;
        int places = 0;
        for (var result = decoder.decode(input, text, true);
                !result.isUnderflow();
                result = decoder.decode(input, text, true)) {
            if (result.isError()) {
                first = places++ == 0 ? input.position() : first;
                input.position(input.position() + result.length());
            }
            text.clear();
        }
        return places == 0 ? Optional.empty() : Optional.of(new MalformedBytes(bytes, first, places));
    }

    private int line() {
        int line = 1;
        for (int end = Lines.endOf(bytes, 0); end > 0 && end <= offset; end = Lines.endOf(bytes, end)) {
            line++;
        }
        return line;
    }

    /** A character of which the rest may still come. */
    private boolean isCut() {
        return Utf8Chunks.lengthOf(bytes[offset]) > bytes.length - offset
                && IntStream.range(offset + 1, bytes.length).allMatch(i -> (bytes[i] & 0xC0) == 0x80);
    }

    private String context() {
        var hex = HexFormat.ofDelimiter(" ").withUpperCase();
        int from = Math.max(0, offset - CONTEXT);
        int to = Math.min(bytes.length, offset + 1 + CONTEXT);
        return (hex.formatHex(bytes, from, offset) + " [" + hex.formatHex(bytes, offset, offset + 1) + "] "
                        + hex.formatHex(bytes, offset + 1, to))
                .strip();
    }

    /** {@code byte 0xE9 at offset 12 (line 2), in 63 61 66 [E9] 0A}. */
    @Override
    public String toString() {
        return String.format("byte 0x%02X at offset %d (line %d)", bytes[offset], offset, line())
                + ", in " + context()
                + (isCut() ? ", begins a character that does not end" : "")
                + (places == 1 ? "" : ", and " + (places - 1) + " more");
    }
}
