package io.forkedchild.posix;

import static io.forkedchild.posix.Errno.EINTR;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * Waits for many descriptors at once, level-triggered: {@code epoll(7)}. One thread waits and looks at what became
 * ready; others may add and remove.
 *
 * <p>A descriptor is removed before it is closed: a duplicate of it, in a child for instance, would keep it registered.
 */
public final class Epoll implements AutoCloseable {

    /** Something can be read, or the end of file is reached. */
    public static final int IN = 0x1;

    /** Something can be written. */
    public static final int OUT = 0x4;

    /** An error, or nobody can read from the pipe any more; reported without being asked for. */
    public static final int ERR = 0x8;

    /** The other side is closed; reported without being asked for, possibly while there still is something to read. */
    public static final int HUP = 0x10;

    private static final int EPOLL_CTL_ADD = 1;
    private static final int EPOLL_CTL_DEL = 2;

    /** How many events one {@link #await} tells of at most. */
    public static final int MOST_EVENTS = 256;

    /** {@code struct epoll_event} is packed on x86-64 only. */
    private static final boolean PACKED = System.getProperty("os.arch", "").equals("amd64");

    private static final int TOKEN_OFFSET = PACKED ? 4 : 8;
    private static final int EVENT_SIZE = TOKEN_OFFSET + Long.BYTES;

    private final Fd fd = Fd.owning(Libc.check("epoll_create1", Libc.epoll_create1(Fd.O_CLOEXEC)));
    private final ByteBuffer ready =
            ByteBuffer.allocateDirect(MOST_EVENTS * EVENT_SIZE).order(ByteOrder.nativeOrder());
    private final long readyAddress = Pointer.nativeValue(Native.getDirectBufferPointer(ready));
    private int readyCount;

    /**
     * Watches a descriptor for {@code events}, a sum of {@link #IN} and {@link #OUT} or 0; {@code token} comes back
     * with them.
     */
    public void add(Fd watched, int events, long token) {
        control("EPOLL_CTL_ADD", EPOLL_CTL_ADD, watched, events, token);
    }

    /** Ends the watching of a descriptor that is still open. */
    public void remove(Fd watched) {
        control("EPOLL_CTL_DEL", EPOLL_CTL_DEL, watched, 0, 0);
    }

    private void control(String name, int operation, Fd watched, int events, long token) {
        byte[] event = new byte[EVENT_SIZE];
        ByteBuffer.wrap(event).order(ByteOrder.nativeOrder()).putInt(0, events).putLong(TOKEN_OFFSET, token);
        String call = "epoll_ctl " + name + " " + watched.number();
        Libc.check(call, Libc.epoll_ctl(fd.number(), operation, watched.number(), event));
    }

    /**
     * Waits until something is ready, for {@code timeoutMillis} at most, or without limit if that is -1.
     *
     * @return how many events there are, at most 256; 0 after the time, and when a signal interrupted the wait
     */
    public int await(int timeoutMillis) {
        int count = waitForEvents(timeoutMillis);
        if (count < 0 && Libc.errno() != EINTR) {
            throw new PosixException("epoll_wait", Libc.errno());
        }
        readyCount = Math.max(0, count);
        return readyCount;
    }

    private int waitForEvents(int timeoutMillis) {
        try {
            return Libc.epoll_wait(fd.number(), readyAddress, MOST_EVENTS, timeoutMillis);
        } finally {
            Reference.reachabilityFence(ready);
        }
    }

    /** The token of the event {@code i} of the last {@link #await}. */
    public long token(int i) {
        return ready.getLong(Objects.checkIndex(i, readyCount) * EVENT_SIZE + TOKEN_OFFSET);
    }

    /**
     * What became ready in the event {@code i} of the last {@link #await}: a sum of {@link #IN}, {@link #OUT},
     * {@link #ERR} and {@link #HUP}.
     */
    public int events(int i) {
        return ready.getInt(Objects.checkIndex(i, readyCount) * EVENT_SIZE);
    }

    @Override
    public void close() {
        fd.close();
    }
}
