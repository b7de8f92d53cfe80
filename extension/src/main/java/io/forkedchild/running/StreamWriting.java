package io.forkedchild.running;

import io.forkedchild.loop.EventLoop;
import io.forkedchild.loop.WriteEnd;
import io.forkedchild.loop.Writer;
import io.forkedchild.posix.Errno;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.PosixException;
import io.forkedchild.recording.ByteLog;
import io.forkedchild.recording.Recorder;
import io.forkedchild.text.Count;
import io.forkedchild.text.StreamName;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One descriptor that a child reads: what the test writes to it is recorded and queued. */
public final class StreamWriting implements Writer {

    /** Bytes that wait for the child before a write waits, too. */
    public static final int QUEUE_BYTES = 1 << 20;

    private final String child;
    private final int descriptor;
    private final EventLoop loop;
    private final Recorder recorder;
    private final Duration patience;
    private final ByteLog log;
    private volatile @Nullable WriteEnd end;
    private boolean wasEndedByTest;

    StreamWriting(String child, int descriptor, EventLoop loop, Recorder recorder, Duration patience) {
        this.child = child;
        this.descriptor = descriptor;
        this.loop = loop;
        this.recorder = recorder;
        this.patience = patience;
        this.log = recorder.newByteLog();
    }

    /** Connects it; on the loop's thread. A stream that is never connected refuses with EPIPE, as a dead child does. */
    void open(Fd fd, boolean isSocket) {
        end = new WriteEnd(loop, fd, isSocket, this);
    }

    public void write(byte[] bytes) {
        if (!recorder.awaitCondition(() -> queuedBytes() < QUEUE_BYTES, patience)) {
            throw new IllegalStateException(child + " has not read its " + StreamName.of(descriptor) + " for "
                    + patience.toMillis() + " ms: " + Count.bytes(queuedBytes()) + " wait, " + bytes.length
                    + " more were not written");
        }
        loop.call(() -> {
            writeInLoop(bytes);
            return true;
        });
    }

    private void writeInLoop(byte[] bytes) {
        var target = end;
        if (target == null || (target.isClosed() && !wasEndedByTest)) {
            raise(
                    "EPIPE",
                    Count.bytes(bytes.length) + " not written: nobody reads the " + name() + " of " + child
                            + " any more");
            return;
        }
        if (target.isEnded()) {
            throw new IllegalStateException(name() + " of " + child + " was ended before; it takes no more");
        }
        Excerpt written = log.append(bytes, 0, bytes.length);
        recorder.record(child, loop.moment(), stamp -> new Event.Input(stamp, descriptor, written));
        target.write(bytes);
    }

    public void end() {
        loop.call(() -> {
            wasEndedByTest = true;
            if (end != null) {
                end.end();
            }
            return true;
        });
    }

    /** Closes without a word; on the loop's thread. */
    void close() {
        if (end != null) {
            end.close();
        }
        recorder.changed();
    }

    /** Bytes that the test has written, those in the queue included. */
    public long writtenBytes() {
        return log.length();
    }

    public long queuedBytes() {
        var target = end;
        return target == null ? 0 : target.queuedBytes();
    }

    /** Bytes of the test that the child has not read from its stdin, queued or in the pipe; empty if that is closed, or a socket. */
    public OptionalLong unreadBytes() {
        return loop.call(() -> {
            var target = end;
            return target == null || target.isClosed() || descriptor > 2
                    ? OptionalLong.empty()
                    : OptionalLong.of(target.unreadBytes());
        });
    }

    public boolean hasEnded() {
        var target = end;
        return target == null || target.isEnded();
    }

    @Override
    public void drained() {
        recorder.changed();
    }

    @Override
    public void refused(PosixException refusal, long bytesDropped) {
        raise(Errno.name(refusal.errno()), "write to " + name() + ": " + Count.bytes(bytesDropped) + " were not read");
    }

    @Override
    public void failed(Throwable failure) {
        raise("INTERNAL", "write to " + name() + ": " + failure);
    }

    private void raise(String code, String text) {
        recorder.record(child, stamp -> new Event.ErrorRaised(stamp, code, text));
    }

    private String name() {
        return StreamName.of(descriptor);
    }
}
