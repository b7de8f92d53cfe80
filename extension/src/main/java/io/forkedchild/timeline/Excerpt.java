package io.forkedchild.timeline;

import io.forkedchild.text.Count;
import java.nio.charset.StandardCharsets;

/**
 * A stretch of recorded bytes; reading it may read a temporary file.
 *
 * @param log where the bytes are
 * @param from offset of the first byte
 * @param to offset behind the last byte
 */
public record Excerpt(ByteSource log, long from, long to) {

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

    /** At most the given number of bytes from the beginning, not ending inside a character. */
    public Excerpt textHead(int atMost) {
        if (length() <= atMost) {
            return this;
        }
        var head = log.bytes(from, from + atMost + 1);
        int end = atMost;
        while (end > 0 && isInsideCharacter(head[end])) {
            end--;
        }
        return new Excerpt(log, from, from + end);
    }

    private static boolean isInsideCharacter(byte utf8) {
        return (utf8 & 0xc0) == 0x80;
    }

    @Override
    public String toString() {
        return Count.bytes(length()) + " at " + from;
    }
}
