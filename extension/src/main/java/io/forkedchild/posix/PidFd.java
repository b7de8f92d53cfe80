package io.forkedchild.posix;

import static io.forkedchild.posix.Errno.ESRCH;

/**
 * A descriptor of a process, readable for {@link Epoll} once that has ended: {@code pidfd_open(2)}. Never means another
 * process of the same number.
 */
public final class PidFd implements AutoCloseable {

    private static final int SYS_PIDFD_SEND_SIGNAL = 424;
    private static final int SYS_PIDFD_OPEN = 434;

    private final Fd fd;

    private PidFd(Fd fd) {
        this.fd = fd;
    }

    /** Certain to mean the right process only if that is a child of ours which nobody has waited for yet. */
    public static PidFd open(int pid) {
        int number = (int) Libc.syscall(SYS_PIDFD_OPEN, pid, 0, 0, 0);
        return new PidFd(Fd.owning(Libc.check("pidfd_open " + pid, number)));
    }

    /** Stays owned by this object. */
    public Fd fd() {
        return fd;
    }

    /**
     * Sends a signal, from any thread: false if the process has ended and been waited for, or this object is closed.
     */
    public synchronized boolean signal(int number) {
        if (!fd.isOpen()) {
            return false;
        }
        if (Libc.syscall(SYS_PIDFD_SEND_SIGNAL, fd.number(), number, 0, 0) == 0) {
            return true;
        }
        int errno = Libc.errno();
        if (errno == ESRCH) {
            return false;
        }
        throw new PosixException("pidfd_send_signal " + number, errno);
    }

    /** Whether the process has ended, or this object is closed; from any thread, and without waiting. */
    public synchronized boolean hasEnded() {
        return !fd.isOpen() || Poll.isReadable(fd);
    }

    /** Waits until the process has ended, at most so long; false if it has not. Any process, not only a child. */
    public boolean awaitEnd(long timeoutMillis) {
        try (var epoll = new Epoll()) {
            epoll.add(fd, Epoll.IN, 0);
            return epoll.await((int) Math.min(timeoutMillis, Integer.MAX_VALUE)) > 0;
        }
    }

    @Override
    public synchronized void close() {
        fd.close();
    }
}
