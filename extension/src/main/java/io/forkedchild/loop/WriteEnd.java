package io.forkedchild.loop;

import io.forkedchild.posix.Epoll;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.PosixException;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A non-blocking descriptor with a queue of bytes for it; owns it. Used on the loop's thread only, but for
 * {@link #queuedBytes()}.
 */
public final class WriteEnd implements Handler, AutoCloseable {

    private static final int WRITES_PER_TURN = 16;

    private final EventLoop loop;
    private final Fd fd;
    private final boolean isSocket;
    private final Writer writer;
    private final ArrayDeque<Outgoing> queue = new ArrayDeque<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private @Nullable Watch watch;
    private volatile boolean ending;
    private volatile boolean closed;

    /** @param isSocket whether the end is told to the peer by a shutdown, since another descriptor reads the same socket */
    public WriteEnd(EventLoop loop, Fd fd, boolean isSocket, Writer writer) {
        this.loop = loop;
        this.fd = fd;
        this.isSocket = isSocket;
        this.writer = writer;
    }

    /** Bytes that the kernel has not taken yet. */
    public long queuedBytes() {
        return queuedBytes.get();
    }

    /** Whether the peer of a Unix-domain socket has read all that was written; on the loop's thread, while this is open. */
    public boolean isReadByPeer() {
        return queue.isEmpty() && fd.isReadByPeer();
    }

    /** Bytes that nobody has read from the pipe, those that wait for it included; on the loop's thread, while this is open. */
    public long unreadBytes() {
        return queuedBytes() + fd.bytesInPipe();
    }

    /** Whether the end was told, or the descriptor is closed. */
    public boolean isEnded() {
        return ending || closed;
    }

    /** Whether the descriptor is closed. */
    public boolean isClosed() {
        return closed;
    }

    /** Writes, as far as the kernel takes it at once; queues the rest. */
    public void write(byte[] bytes) {
        if (bytes.length > 0) {
            write(new Outgoing(bytes));
        }
    }

    /**
     * Writes to a Unix-domain socket as the other does, and passes the descriptor with the first of these bytes. It stays its
     * owner's, who keeps it open until these bytes are written or this end is closed.
     *
     * @throws IllegalArgumentException if there are no bytes
     * @throws IllegalStateException if the descriptor is closed
     */
    public void write(byte[] bytes, Fd attached) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException(attached + " needs at least one byte to go with; there are none");
        }
        write(new Outgoing(bytes, attached));
    }

    private void write(Outgoing outgoing) {
        if (!isEnded()) {
            queue.add(outgoing);
            queuedBytes.addAndGet(outgoing.remaining());
            if (watch == null) {
                flush();
            }
        }
    }

    /** Closes behind what is queued. */
    public void end() {
        ending = true;
        if (queue.isEmpty() && !closed) {
            shutDown();
        }
    }

    @Override
    public void ready(int events) {
        flush();
    }

    private void flush() {
        try {
            for (int i = 0; i < WRITES_PER_TURN && !queue.isEmpty() && writeHead(); i++) {}
        } catch (PosixException refusal) {
            long dropped = queuedBytes.get();
            close();
            writer.refused(refusal, dropped);
            return;
        }
        watchIf(!queue.isEmpty());
        if (queue.isEmpty()) {
            writer.drained();
            if (ending && queue.isEmpty() && !closed) { // the writer may have ended, closed or written
                shutDown();
            }
        }
    }

    /** Whether the kernel took something. */
    private boolean writeHead() {
        var head = queue.element();
        int written = head.writeTo(fd, loop.buffer());
        if (written == Fd.AGAIN) {
            return false;
        }
        queuedBytes.addAndGet(-written);
        if (head.remaining() == 0) {
            queue.remove();
        }
        return true;
    }

    private void watchIf(boolean wanted) {
        if (wanted && watch == null) {
            watch = loop.watch(fd, Epoll.OUT, this);
        } else if (!wanted && watch != null) {
            watch.cancel();
            watch = null;
        }
    }

    private void shutDown() {
        if (isSocket) {
            try {
                fd.shutdownWrite();
            } catch (PosixException alreadyGone) {
                // the peer was faster: it needs no telling
            }
        }
        close();
    }

    @Override
    public void failed(Throwable failure) {
        close();
        writer.failed(failure);
    }

    /** Drops what is queued and closes the descriptor. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            watchIf(false);
            queue.clear();
            queuedBytes.set(0);
            fd.close();
        }
    }
}
