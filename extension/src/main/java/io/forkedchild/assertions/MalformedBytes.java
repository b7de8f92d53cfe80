package io.forkedchild.assertions;

import io.forkedchild.text.Lines;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Where bytes are no text of an encoding. */
final class MalformedBytes {

    private static final int CONTEXT = 8;
    private static final int DECODED_AT_ONCE = 8 << 10;

    private final byte[] bytes;
    private final int offset;
    private final int line;
    private final boolean isCut;
    private final int places;

    /** @param isCut whether it begins a character of which the rest may still come */
    private MalformedBytes(byte[] bytes, int offset, int line, boolean isCut, int places) {
        this.bytes = bytes;
        this.offset = offset;
        this.line = line;
        this.isCut = isCut;
        this.places = places;
    }

    /** Empty if all is UTF-8. */
    static Optional<MalformedBytes> in(byte[] bytes) {
        return in(bytes, StandardCharsets.UTF_8);
    }

    /** Empty if all is text of the encoding. */
    static Optional<MalformedBytes> in(byte[] bytes, Charset encoding) {
        var decoder = encoding.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var input = ByteBuffer.wrap(bytes);
        var text = CharBuffer.allocate(DECODED_AT_ONCE);
        int first = 0;
        int places = 0;
        for (var result = decoder.decode(input, text, false);
                !result.isUnderflow();
                result = decoder.decode(input, text, false)) {
            if (result.isError()) {
                first = places++ == 0 ? input.position() : first;
                input.position(input.position() + result.length());
            }
            text.clear();
        }
        boolean isCut = input.hasRemaining();
        places += isCut ? 1 : 0;
        int offset = isCut && places == 1 ? input.position() : first;
        return places == 0
                ? Optional.empty()
                : Optional.of(new MalformedBytes(
                        bytes, offset, lineAt(bytes, offset, encoding), isCut && places == 1, places));
    }

    private static int lineAt(byte[] bytes, int offset, Charset encoding) {
        var lines = Lines.withEnds(new String(bytes, 0, offset, encoding));
        boolean isBegun = !lines.isEmpty() && !endsALine(lines.get(lines.size() - 1));
        return lines.size() + (isBegun ? 0 : 1);
    }

    private static boolean endsALine(String line) {
        return line.endsWith("\n") || line.endsWith("\r");
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
        return String.format("byte 0x%02X at offset %d (line %d)", bytes[offset], offset, line)
                + ", in " + context()
                + (isCut ? ", begins a character that does not end" : "")
                + (places == 1 ? "" : ", and " + (places - 1) + " more");
    }
}
