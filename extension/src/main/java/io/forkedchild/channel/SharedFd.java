package io.forkedchild.channel;

import io.forkedchild.posix.EventFd;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.Poll;
import io.forkedchild.posix.PosixException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A descriptor at which threads of the test wait and that any thread may close, without waiting itself: the last one that
 * uses it closes it, so that its number never belongs to somebody else meanwhile.
 */
public final class SharedFd implements AutoCloseable {

    /** Something to be done with a descriptor that is ready. */
    @FunctionalInterface
    public interface Attempt<T> {

        /** The result; empty if it would have to wait. */
        Optional<T> on(Fd fd) throws IOException;
    }

    private final Fd fd;
    private final Duration patience;
    private final Runnable onClose;
    private @Nullable EventFd alarm; // this and below under the lock; there once a thread waits
    private int users;
    private boolean closed;

    SharedFd(Fd fd, Duration patience, Runnable onClose) {
        this.fd = fd;
        this.patience = patience;
        this.onClose = onClose;
    }

    Duration patience() {
        return patience;
    }

    public synchronized boolean isOpen() {
        return !closed;
    }

    /**
     * Tries until it succeeds.
     *
     * @param events {@link Poll#IN} or {@link Poll#OUT}
     * @throws SocketTimeoutException if it does not within the patience
     * @throws ClosedChannelException if the descriptor is closed, also meanwhile
     * @throws IOException what the kernel refuses
     */
    public <T> T await(String what, int events, Attempt<T> attempt) throws IOException {
        enter();
        try {
            return attempt(what, events, attempt);
        } catch (PosixException failure) {
            throw new IOException(failure.getMessage(), failure);
        } finally {
            leave();
        }
    }

    private <T> T attempt(String what, int events, Attempt<T> attempt) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        var result = attempt.on(fd);
        while (result.isEmpty()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException(what + ": nothing for " + patience.toMillis() + " ms");
            }
            Poll.await(fd, events, alarm().fd(), (int) Math.min(left, Integer.MAX_VALUE));
            if (!isOpen()) {
                throw new ClosedChannelException();
            }
            result = attempt.on(fd);
        }
        return result.get();
    }

    /** Does something that never waits. */
    public <T> T use(Attempt<T> look) throws IOException {
        enter();
        try {
            return look.on(fd).orElseThrow();
        } catch (PosixException failure) {
            throw new IOException(failure.getMessage(), failure);
        } finally {
            leave();
        }
    }

    private synchronized void enter() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
        users++;
    }

    private synchronized EventFd alarm() {
        if (alarm == null) {
            alarm = new EventFd();
            if (closed) {
                alarm.signal();
            }
        }
        return alarm;
    }

    private void leave() {
        synchronized (this) {
            users--;
        }
        closeIfUnused();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (alarm != null) {
                alarm.signal();
            }
        }
        closeIfUnused();
        onClose.run();
    }

    private synchronized void closeIfUnused() {
        if (closed && users == 0 && fd.isOpen()) {
            fd.closeWithoutWaiting();
            if (alarm != null) {
                alarm.close();
            }
        }
    }
}
