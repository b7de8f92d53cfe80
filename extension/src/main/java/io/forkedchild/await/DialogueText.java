package io.forkedchild.await;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/**
 * What a child writes to a descriptor as characters, from some way before a cursor on. Each byte is read once. Places are counted in
 * characters from the beginning of the output. One thread at a time may use it.
 */
final class DialogueText {

    /** Characters that are kept before the cursor, for patterns that look behind, and for failures. */
    private static final int CONTEXT = 64 << 10;

    /** Characters behind the cursor beyond which those are dropped in which nothing can begin any more. */
    private static final int MOST_KEPT = 16 << 20;

    private static final int LEAST_STEP_BYTES = 64 << 10;

    private final Output output;
    private StringBuilder text = new StringBuilder();
    private CharsetDecoder decoder = newDecoder();
    private byte[] begun = {}; // of a character
    private long begin; // place of the first character that is kept
    private long read; // bytes
    private long cursor;
    private boolean ended;

    DialogueText(Output output) {
        this.output = output;
    }

    private static CharsetDecoder newDecoder() {
        return UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    Output output() {
        return output;
    }

    /** The characters that are kept. */
    StringBuilder characters() {
        return text;
    }

    /** Place of the first of these. */
    long begin() {
        return begin;
    }

    long cursor() {
        return cursor;
    }

    /** Place behind the last character. */
    long end() {
        return begin + text.length();
    }

    /** Bytes that were read. */
    long read() {
        return read;
    }

    /** Whether all was read, and nothing can follow. */
    boolean hasEnded() {
        return ended;
    }

    /**
     * Reads on, more at once the more there is, so that a pattern that has to be searched from the cursor on again and again costs no
     * more than in proportion to the output; false if nothing is new. More than {@code limit} bytes are not read.
     */
    boolean readOn(long limit, boolean isWhole) {
        int step = (int) Math.min(limit - read, Math.max(LEAST_STEP_BYTES, text.length()));
        if (step > 0) {
            decode(nextBytes(step), false);
            read += step;
            drop(Math.min(cursor, end()));
        }
        boolean endsNow = isWhole && read == limit && !ended;
        if (endsNow) {
            ended = true;
            decode(new byte[0], true);
        }
        return step > 0 || endsNow;
    }

    private byte[] nextBytes(int count) {
        try (var bytes = output.textStream()) {
            bytes.skipNBytes(read);
            return bytes.readNBytes(count);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void decode(byte[] next, boolean isEnd) {
        var source = ByteBuffer.allocate(begun.length + next.length)
                .put(begun)
                .put(next)
                .flip();
        var target = CharBuffer.allocate(source.remaining() + 1); // UTF-8 has no more characters than bytes
        decoder.decode(source, target, isEnd);
        begun = new byte[source.remaining()];
        source.get(begun);
        text.append(target.flip());
    }

    /** Goes to a place, which is kept. */
    void moveTo(long place) {
        cursor = place;
        drop(cursor);
    }

    /** Has room for more, if nothing can begin before this place any more. */
    void dropIfMany(long place) {
        if (end() - cursor > MOST_KEPT) {
            drop(place);
        }
    }

    private void drop(long place) {
        int count = (int) Math.max(0, place - CONTEXT - begin);
        if (count > text.length() / 2) { // seldom, so that the rest is not moved again and again
            text.delete(0, count);
            begin += count;
        }
    }

    /** Reads what is behind the cursor once more, if some of it was dropped. */
    void rewind() {
        if (begin > cursor) {
            text = new StringBuilder();
            decoder = newDecoder();
            begun = new byte[0];
            begin = 0;
            read = 0;
            ended = false;
        }
    }
}
