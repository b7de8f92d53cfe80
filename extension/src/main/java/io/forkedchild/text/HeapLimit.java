package io.forkedchild.text;

/**
 * How much of what a child has written the test JVM holds at once. Longer text is read piece by piece, and what must be whole is
 * refused. See {@code docs/decisions/long-output.md}.
 */
public final class HeapLimit {

    private static final long HEAP = Runtime.getRuntime().maxMemory();

    /** Text up to this length is handled as a whole, since that is simpler: with all its lines it takes some 50 times as much. */
    private static final long SHORT_TEXT = Math.min(16 << 20, HEAP / 64);

    private static final long MOST_OF_AN_ARRAY = Integer.MAX_VALUE - 8;

    private HeapLimit() {}

    /** Whether a text is so short that nothing has to be spared. */
    public static boolean isShort(long bytes) {
        return bytes <= SHORT_TEXT;
    }

    /** Whether a text can be held several times, as an assertion of AssertJ needs it. */
    public static boolean isHeldSeveralTimes(long bytes) {
        return bytes <= Math.min(HEAP / 16, MOST_OF_AN_ARRAY);
    }

    /**
     * Refuses to make a text, or an array, that the heap can hardly hold.
     *
     * @param what whose text it is: {@code yes's stdout}
     * @param instead continues {@code read it …}
     */
    public static void requireRoom(String what, long bytes, String instead) {
        require(what, bytes, HEAP / 4, instead);
    }

    /** As {@link #requireRoom}, of what is held several times. */
    public static void requireRoomForSeveral(String what, long bytes, String instead) {
        require(what, bytes, HEAP / 16, instead);
    }

    private static void require(String what, long bytes, long limit, String instead) {
        long most = Math.min(limit, MOST_OF_AN_ARRAY);
        if (bytes > most) {
            throw new IllegalStateException(what + " has " + Count.bytes(bytes) + ", more than the " + most
                    + " that are held as a whole with a heap of " + HEAP + " bytes (-Xmx): read it " + instead);
        }
    }
}
