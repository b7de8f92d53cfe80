package io.forkedchild.loop;

import io.forkedchild.posix.Epoll;
import io.forkedchild.posix.Errno;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.PosixException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/**
 * A non-blocking descriptor that is read to its end; owns it. Used on the loop's thread only.
 */
public final class ReadEnd implements Handler, AutoCloseable {

    private static final int READS_PER_TURN = 16;
    /** What one descriptor may take of the loop's time before the others have theirs. */
    private static final Duration TURN = Duration.ofMillis(5);

    private static final int BUSY_TURNS = 64;
    private static final int BUSY_PIPE_BYTES = 1 << 20;
    private static final int MOST_THE_KERNEL_HOLDS = 4 << 20;

    private final EventLoop loop;
    private final Fd fd;
    private final Reader reader;
    private final boolean isSocket;
    private final ArrayDeque<Fd> attached = new ArrayDeque<>();
    private final Watch watch;
    private int fullTurns;
    private boolean reset;
    private boolean closed;

    /**
     * Begins to read. Descriptors that a peer passes are lost.
     *
     * @param emptyAt a wake-up at which there was nothing to read yet; 0 if none is known
     */
    public ReadEnd(EventLoop loop, Fd fd, Reader reader, long emptyAt) {
        this(loop, fd, reader, false, emptyAt);
    }

    private ReadEnd(EventLoop loop, Fd fd, Reader reader, boolean isSocket, long emptyAt) {
        this.loop = loop;
        this.fd = fd;
        this.reader = reader;
        this.isSocket = isSocket;
        this.watch = loop.watch(fd, Epoll.IN, this, emptyAt);
    }

    /** Begins to read a socket, and takes the descriptors that its peer passes. */
    public static ReadEnd ofSocket(EventLoop loop, Fd socket, Reader reader, long emptyAt) {
        return new ReadEnd(loop, socket, reader, true, emptyAt);
    }

    /** What the present wake-up sees of it. */
    public Sighting sighting() {
        return watch.sighting();
    }

    /** What the kernel calls the open file; empty when that is closed. */
    public Optional<String> fileName() {
        return closed ? Optional.empty() : fd.fileName();
    }

    @Override
    public void ready(int events) {
        if (watch.isPaused()) {
            return; // it was ready at this wake-up before it was paused
        }
        int read = turn(READS_PER_TURN * loop.bytes().length, System.nanoTime() + TURN.toNanos());
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
        if (!closed && !watch.isPaused()) {
            SafeRun.run(() -> turn(held() + 1, Long.MAX_VALUE), this::failed);
        }
    }

    /** Bytes that are there now. One more is asked for, so that the end is seen behind them; a child that writes on is not followed. */
    private int held() {
        try {
            return Math.min(fd.bytesInPipe(), MOST_THE_KERNEL_HOLDS);
        } catch (PosixException noPipeAndNoSocket) {
            return MOST_THE_KERNEL_HOLDS;
        }
    }

    private int turn(int atMost, long deadline) {
        int total = 0;
        int last = 1;
        while (!closed && total < atMost && last > 0 && (total == 0 || System.nanoTime() < deadline)) {
            last = readOnce();
            total += Math.max(last, 0);
        }
        if (total > 0 && !closed) {
            reader.turnEnded(watch.sighting());
        }
        if (last == Fd.AGAIN && !closed) {
            watch.isEmpty();
        }
        if (last == 0 && !closed) {
            close();
            reader.ended();
        }
        return total;
    }

    /** Bytes read, 0 at end of file, {@link Fd#AGAIN} if there is nothing now. */
    private int readOnce() {
        var buffer = isSocket ? loop.smallBuffer() : loop.buffer();
        int count;
        try {
            count = isSocket ? fd.receive(buffer, attached::add) : fd.read(buffer);
        } catch (PosixException failure) {
            if (failure.errno() == Errno.ECONNRESET) {
                reset = true;
                return 0; // the end all the same
            }
            throw failure;
        }
        if (count > 0 && attached.isEmpty()) {
            buffer.get(count, loop.bytes(), 0);
            reader.bytes(loop.bytes(), count);
        } else if (count > 0) {
            withDescriptors(buffer.bytes(count));
        }
        return count;
    }

    /** The bytes are a copy, since a reader that takes a descriptor may use the loop's buffer to answer. */
    private void withDescriptors(byte[] bytes) {
        while (!attached.isEmpty()) {
            hand(attached.remove());
        }
        if (!closed) {
            reader.bytes(bytes, bytes.length);
        }
    }

    private void hand(Fd descriptor) {
        try {
            reader.descriptor(descriptor);
        } catch (Throwable failure) {
            descriptor.close();
            throw failure;
        }
    }

    /** Reads nothing until {@link #resume}, so that a writer blocks when the kernel holds no more. */
    public void pause() {
        watch.pause();
    }

    public void resume() {
        watch.resume();
    }

    /** Whether whoever reads has stopped for the time being. */
    public boolean isPaused() {
        return watch.isPaused();
    }

    /** Whether the peer of a socket has closed it without having read all that was written to it. */
    public boolean wasReset() {
        return reset;
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
            attached.forEach(Fd::close);
            attached.clear();
            fd.close();
        }
    }
}
