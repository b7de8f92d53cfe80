package io.forkedchild.text;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a byte stream into lines, however it was split on its way. Bytes, not characters: a newline byte never occurs
 * inside a UTF-8 sequence.
 */
public final class Lines {

    private static final int SMALL_TAIL = 64 << 10;
    private static final int LONGEST_LINE = Integer.MAX_VALUE - 8;

    private byte[] tail = new byte[0];
    private int tailLength;

    /**
     * Takes the next bytes and hands over every line that they complete, without its newline.
     *
     * @throws IllegalStateException if a line is longer than an array can be
     */
    public void accept(byte[] bytes, int count, Consumer<byte[]> line) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                line.accept(lineUpTo(bytes, from, i));
                from = i + 1;
            }
        }
        keep(bytes, from, count - from);
    }

    private byte[] lineUpTo(byte[] bytes, int from, int to) {
        var line = new byte[lengthWith(to - from)];
        System.arraycopy(tail, 0, line, 0, tailLength);
        System.arraycopy(bytes, from, line, tailLength, to - from);
        tailLength = 0;
        if (tail.length > SMALL_TAIL) {
            tail = new byte[0];
        }
        return line;
    }

    private void keep(byte[] bytes, int from, int count) {
        int needed = lengthWith(count);
        if (needed > tail.length) {
            tail = Arrays.copyOf(tail, (int) Math.min(LONGEST_LINE, Math.max(needed, 2L * tail.length)));
        }
        System.arraycopy(bytes, from, tail, tailLength, count);
        tailLength = needed;
    }

    private int lengthWith(int more) {
        if (more > LONGEST_LINE - tailLength) {
            throw new IllegalStateException("a line is longer than " + LONGEST_LINE + " bytes");
        }
        return tailLength + more;
    }

    /** Bytes of a line whose newline has not come. */
    public int unfinishedBytes() {
        return tailLength;
    }
}
