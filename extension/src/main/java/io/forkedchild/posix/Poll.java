package io.forkedchild.posix;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.concurrent.TimeUnit;

/** Waits for one descriptor, without a lasting registration: {@code poll(2)}. */
public final class Poll {

    /** Something can be read, or the end of file is reached. */
    public static final int IN = 0x1;

    /** Something can be written. */
    public static final int OUT = 0x4;

    private static final int POLLNVAL = 0x20;
    private static final int ENTRY_BYTES = 8;
    private static final int EVENTS = 4;
    private static final int READY = 6;

    private Poll() {}

    /**
     * Waits until {@code fd} is ready for {@code events}, a sum of {@link #IN} and {@link #OUT}, or has an error to tell.
     *
     * @param timeoutMillis how long at most; -1 is without limit
     * @return true if it is ready, whatever else is; false once {@code alarm} is readable, and after the time
     */
    public static boolean await(Fd fd, int events, Fd alarm, int timeoutMillis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        try (Memory entries = new Memory(2 * ENTRY_BYTES)) {
            put(entries, 0, fd, events);
            put(entries, ENTRY_BYTES, alarm, IN);
            int left = timeoutMillis;
            while (Libc.poll(Pointer.nativeValue(entries), 2, left) < 0) {
                requireInterruption(fd);
                left = timeoutMillis < 0 ? -1 : millisUntil(end);
            }
            requireOpen(entries, ENTRY_BYTES, alarm);
            requireOpen(entries, 0, fd);
            return entries.getShort(READY) != 0;
        }
    }

    /** Whether something can be read now; opens nothing. */
    static boolean isReadable(Fd fd) {
        return await(fd, IN, fd, 0);
    }

    private static void put(Memory entries, int at, Fd fd, int events) {
        entries.setInt(at, fd.number());
        entries.setShort(at + EVENTS, (short) events);
        entries.setShort(at + READY, (short) 0);
    }

    private static void requireInterruption(Fd fd) {
        int errno = Libc.errno();
        if (errno != Errno.EINTR) {
            throw new PosixException("poll " + fd.number(), errno);
        }
    }

    private static int millisUntil(long end) {
        long nanos = Math.max(0, end - System.nanoTime());
        return (int) ((nanos + 999_999) / 1_000_000);
    }

    private static void requireOpen(Memory entries, int at, Fd fd) {
        if ((entries.getShort(at + READY) & POLLNVAL) != 0) {
            throw new PosixException("poll " + fd.number(), Errno.EBADF);
        }
    }
}
