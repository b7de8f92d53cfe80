package io.forkedchild.timeline;

import java.nio.charset.StandardCharsets;

/**
 * A stretch of recorded bytes; reading it may read a temporary file.
 *
 * @param log where the bytes are
 * @param from offset of the first byte
 * @param to offset behind the last byte
 */
public record Excerpt(ByteLog log, long from, long to) {

    /** Length in bytes. */
    public long length() {
        return to - from;
    }

    /** The bytes themselves; {@link IllegalStateException} when they are more than an array holds. */
    public byte[] bytes() {
        return log.bytes(from, to);
    }

    /** The bytes as UTF-8, malformed ones replaced by U+FFFD. */
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** At most the given number of bytes, from the beginning. */
    Excerpt head(int atMost) {
        return length() <= atMost ? this : new Excerpt(log, from, from + atMost);
    }

    @Override
    public String toString() {
        return length() + " bytes at " + from;
    }
}
