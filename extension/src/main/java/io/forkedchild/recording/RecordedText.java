package io.forkedchild.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.timeline.Excerpt;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one stream, and the same as text. The text is kept as UTF-8 whatever the encoding of the stream, so that all that
 * cuts, searches and shows text knows one encoding only; a character belongs to it when its last byte has come. One thread
 * appends, any thread reads. See {@code docs/decisions/encoding.md}.
 */
public final class RecordedText {

    private static final int DECODED_AT_ONCE = 8 << 10;

    private final Charset encoding;
    private final ByteLog bytes;
    private final ByteLog text;
    private final @Nullable CharsetDecoder decoder;
    private final CharBuffer decoded = CharBuffer.allocate(DECODED_AT_ONCE);
    private ByteBuffer begun = ByteBuffer.allocate(0);

    /** An empty stream. */
    public RecordedText(Charset encoding, Recorder recorder) {
        this.encoding = encoding;
        bytes = recorder.newByteLog();
        boolean isDecoded = !encoding.equals(UTF_8);
        text = isDecoded ? recorder.newByteLog() : bytes;
        decoder = isDecoded
                ? encoding.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE)
                : null;
    }

    public Charset encoding() {
        return encoding;
    }

    /** What was written, as it was written. */
    public ByteLog bytes() {
        return bytes;
    }

    /** What was written, as UTF-8; malformed bytes of another encoding are U+FFFD. */
    public ByteLog text() {
        return text;
    }

    /** Adds bytes at the end and returns the text that they complete, which may be empty. */
    public Excerpt append(byte[] source, int count) {
        long from = text.length();
        if (decoder != null) {
            var next = ByteBuffer.allocate(begun.remaining() + count);
            decode(decoder, next.put(begun).put(source, 0, count).flip(), false);
            begun = next;
        }
        bytes.append(source, 0, count); // after the text: the text of all bytes that somebody sees is there
        return new Excerpt(text, from, text.length());
    }

    /** Nothing follows: a character that has begun and not ended becomes U+FFFD. */
    public void end() {
        if (decoder != null) {
            decode(decoder, begun, true);
            decoder.flush(decoded);
            keep();
            decoder.reset();
        }
    }

    private void decode(CharsetDecoder target, ByteBuffer source, boolean isEnd) {
        while (target.decode(source, decoded, isEnd).isOverflow()) {
            keep();
        }
        keep();
    }

    private void keep() {
        var utf8 = UTF_8.encode(decoded.flip());
        text.append(utf8.array(), utf8.arrayOffset() + utf8.position(), utf8.remaining());
        decoded.clear();
    }
}
