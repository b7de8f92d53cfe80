package io.forkedchild.loop;

import io.forkedchild.posix.Epoll;
import io.forkedchild.posix.Errno;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.PosixException;

/**
 * A non-blocking descriptor that is read to its end; owns it. Used on the loop's thread only.
 */
public final class ReadEnd implements Handler, AutoCloseable {

    private static final int READS_PER_TURN = 16;
    private static final int BUSY_TURNS = 64;
    private static final int BUSY_PIPE_BYTES = 1 << 20;
    private static final int MOST_THE_KERNEL_HOLDS = 4 << 20;

    private final EventLoop loop;
    private final Fd fd;
    private final Reader reader;
    private final Watch watch;
    private int fullTurns;
    private boolean closed;

    /** Begins to read. */
    public ReadEnd(EventLoop loop, Fd fd, Reader reader) {
        this.loop = loop;
        this.fd = fd;
        this.reader = reader;
        this.watch = loop.watch(fd, Epoll.IN, this);
    }

    /** A number for this descriptor that is unique among all that the loop watches. */
    public long source() {
        return watch.source();
    }

    @Override
    public void ready(int events) {
        int read = turn(READS_PER_TURN * loop.bytes().length);
        if (!closed && read >= loop.bytes().length && ++fullTurns == BUSY_TURNS) {
            enlargePipe();
        }
    }

    private void enlargePipe() {
        try {
            fd.pipeSize(BUSY_PIPE_BYTES);
        } catch (PosixException noPipe) {
            // a socket: it stays as large as it is
        }
    }

    /**
     * Reads what the kernel holds at this moment, and no more than it can hold. A failure goes to the reader, as that of
     * every other turn does.
     */
    public void drain() {
        if (!closed) {
            Guarded.run(() -> turn(MOST_THE_KERNEL_HOLDS), this::failed);
        }
    }

    private int turn(int atMost) {
        int total = 0;
        int last = 1;
        while (!closed && total < atMost && last > 0) {
            last = readOnce();
            total += Math.max(last, 0);
        }
        if (total > 0 && !closed) {
            reader.turnEnded(loop.wakeUp(), watch.source());
        }
        if (last == 0 && !closed) {
            close();
            reader.ended();
        }
        return total;
    }

    /** Bytes read, 0 at end of file, {@link Fd#AGAIN} if there is nothing now. */
    private int readOnce() {
        int count;
        try {
            count = fd.read(loop.buffer());
        } catch (PosixException failure) {
            if (failure.errno() == Errno.ECONNRESET) {
                return 0; // the peer closed with unread bytes: the end all the same
            }
            throw failure;
        }
        if (count > 0) {
            loop.buffer().get(count, loop.bytes(), 0);
            reader.bytes(loop.bytes(), count);
        }
        return count;
    }

    @Override
    public void failed(Throwable failure) {
        close();
        reader.failed(failure);
    }

    /** Stops reading and closes the descriptor without a further call to the reader. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            watch.cancel();
            fd.close();
        }
    }
}
