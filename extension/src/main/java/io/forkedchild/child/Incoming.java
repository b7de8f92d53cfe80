package io.forkedchild.child;

import io.forkedchild.ipc.Frames;
import io.forkedchild.ipc.JvmCommands;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What the parent sends, in a queue until somebody wants it. Nothing is read before: a JVM that ends waits 300 ms for a thread
 * that is inside a read, so there is none without need, and it is woken first.
 */
final class Incoming implements Frames.Sink, Runnable {

    private static final int BUFFER = 64 << 10;
    private static final String HANDLE = "NODE_HANDLE";
    private static final String REFUSAL = "NODE_HANDLE_NACK";

    private final ChannelEnd end;
    private final Wire wire;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<ParentMessage> messages = new ArrayDeque<>();
    private final Frames frames;
    private final byte[] buffer = new byte[BUFFER];
    private @Nullable Map<?, ?> work;
    private boolean started;
    private boolean ended;

    Incoming(ChannelEnd end, Wire wire) {
        this.end = end;
        this.wire = wire;
        this.frames = wire.newFrames();
    }

    /** What the parent wants to be run, read by the calling thread; empty if the parent has gone before it said so. */
    Optional<Map<?, ?>> work() {
        while (work == null && read()) {}
        return Optional.ofNullable(work);
    }

    /** Has a thread read from here on, which keeps nothing running; does so once. */
    void start() {
        lock.lock();
        try {
            if (!started && end.isOpen()) {
                end.beginReading();
                var thread = new Thread(this, "forkedchild-channel");
                thread.setDaemon(true);
                thread.start();
            }
            ended |= !end.isOpen();
            started = true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        try {
            while (read()) {}
        } finally {
            end.endReading();
            lock.lock();
            try {
                ended = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits for some bytes, and takes them; false at the end of file. */
    private boolean read() {
        int count = end.read(buffer);
        if (count > 0) {
            frames.accept(buffer, count, this);
        }
        return count > 0;
    }

    // ---- frames, on the thread that reads

    @Override
    public void message(byte[] message, long offset) {
        var members = wire.internal(message);
        if (members != null) {
            command(members);
            return;
        }
        lock.lock();
        try {
            messages.add(new ParentMessage(message, wire));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Until it has an answer, a parent holds back all that it sends after a handle. */
    private void command(Map<?, ?> members) {
        var command = members.get(JvmCommands.COMMAND);
        if (HANDLE.equals(command)) {
            end.write(wire.framed(Map.of(JvmCommands.COMMAND, REFUSAL)));
        } else if (JvmCommands.RUN.equals(command)) {
            work = members;
        }
    }

    @Override
    public void unreadable(long offset, byte[] head, String why) {
        throw new IllegalStateException("the parent has sent what is no message (" + why + ") at byte " + offset);
    }

    @Override
    public void mismatch(long offset, byte[] head) {
        throw new IllegalStateException(
                "the parent does not write messages as " + wire.codec() + ", which it announced");
    }

    // ---- the queue, on any thread

    /** The next message, waiting for it; empty if the time is over, or the channel at its end. */
    Optional<ParentMessage> next(long nanos) throws InterruptedException {
        start();
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (messages.isEmpty() && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(messages.poll());
        } finally {
            lock.unlock();
        }
    }
}
