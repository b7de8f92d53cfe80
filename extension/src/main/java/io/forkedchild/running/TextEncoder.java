package io.forkedchild.running;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.text.Check;
import io.forkedchild.text.Printable;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/** Makes bytes of the texts that a child is to read. Each text is complete: an encoding with states ends it in its first state. */
final class TextEncoder {

    private final Charset encoding;

    /** Bytes with which the encoding begins a stream, such as a byte order mark. */
    private final int header;

    TextEncoder(Charset encoding) {
        this.encoding = encoding;
        header = encoding.canEncode() ? 2 * "x".getBytes(encoding).length - "xx".getBytes(encoding).length : 0;
    }

    /** How many of the first bytes of a text belong to the beginning of a stream only. */
    int header(byte[] encoded) {
        return Math.min(header, encoded.length);
    }

    /** @throws IllegalArgumentException if the encoding does not have one of the characters */
    byte[] bytes(String text) {
        if (encoding.equals(UTF_8)) {
            return text.getBytes(UTF_8);
        }
        Check.that(encoding.canEncode(), "options.encoding", "must be one that can be written; write bytes", encoding);
        try {
            var bytes = encoding.newEncoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(text));
            var encoded = new byte[bytes.remaining()];
            bytes.get(encoded);
            return encoded;
        } catch (CharacterCodingException unmappable) {
            throw new IllegalArgumentException(refusal(text), unmappable);
        }
    }

    private String refusal(String text) {
        var encoder = encoding.newEncoder();
        int character = text.codePoints()
                .filter(one -> !encoder.canEncode(Character.toString(one)))
                .findFirst()
                .orElseThrow();
        return "text: must consist of characters of " + encoding + ", which is options.encoding, was one with "
                + Printable.of(Character.toString(character)) + String.format(" (U+%04X)", character)
                + "; bytes are written as they are";
    }
}
