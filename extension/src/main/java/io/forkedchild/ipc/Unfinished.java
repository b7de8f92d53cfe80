package io.forkedchild.ipc;

import java.util.Arrays;

/** The bytes of a message whose end has not come. Takes memory for what came, never for what was announced. */
final class Unfinished {

    static final int HEAD = 200;
    /** The longest array that every JVM makes. */
    static final int LONGEST = Integer.MAX_VALUE - 8;

    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int length;

    int length() {
        return length;
    }

    /** @param most more than this never comes, so that no memory is made ready for it; at most {@link #LONGEST} */
    void add(byte[] source, int from, int to, int most) {
        int needed = length + to - from;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(most, 2L * bytes.length)));
        }
        System.arraycopy(source, from, bytes, length, to - from);
        length = needed;
    }

    /** Everything, and from now on nothing. The memory goes along. */
    byte[] take() {
        var all = bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
        drop();
        return all;
    }

    void drop() {
        bytes = NOTHING;
        length = 0;
    }

    byte[] head() {
        return Arrays.copyOf(bytes, Math.min(length, HEAD));
    }
}
