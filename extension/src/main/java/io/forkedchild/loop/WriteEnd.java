package io.forkedchild.loop;

import io.forkedchild.posix.Epoll;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.NativeBuffer;
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
    private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
    private int headWritten;
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
        if (bytes.length > 0 && !isEnded()) {
            queue.add(bytes);
            queuedBytes.addAndGet(bytes.length);
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
        NativeBuffer buffer = loop.buffer();
        int count = Math.min(head.length - headWritten, buffer.capacity());
        buffer.put(0, head, headWritten, count);
        int written = fd.write(buffer, 0, count);
        if (written == Fd.AGAIN) {
            return false;
        }
        headWritten += written;
        queuedBytes.addAndGet(-written);
        if (headWritten == head.length) {
            queue.remove();
            headWritten = 0;
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
