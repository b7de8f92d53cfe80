package io.forkedchild.posix;

import static io.forkedchild.posix.Errno.EAGAIN;

/**
 * A descriptor that becomes readable when any thread says so: {@code eventfd(2)}. Wakes the thread that waits in
 * {@link Epoll#await}.
 */
public final class EventFd implements AutoCloseable {

    private static final int FLAGS = Fd.O_CLOEXEC | Fd.O_NONBLOCK;

    private final Fd fd = Fd.owning(Libc.check("eventfd", Libc.eventfd(0, FLAGS)));

    /** Stays owned by this object. */
    public Fd fd() {
        return fd;
    }

    /** Makes the descriptor readable until {@link #drain()}; from any thread, and without effect once closed. */
    public synchronized void signal() {
        if (fd.isOpen() && Libc.eventfd_write(fd.number(), 1) < 0) {
            acceptAgain("eventfd_write");
        }
    }

    /** Makes the descriptor unreadable until the next {@link #signal()}. */
    public void drain() {
        if (Libc.eventfd_read(fd.number(), new long[1]) < 0) {
            acceptAgain("eventfd_read");
        }
    }

    /** A counter that is full when signalled, or empty when drained, already is in the state that was asked for. */
    private static void acceptAgain(String call) {
        int errno = Libc.errno();
        if (errno != EAGAIN) {
            throw new PosixException(call, errno);
        }
    }

    @Override
    public synchronized void close() {
        fd.close();
    }
}
