package io.forkedchild.running;

import io.forkedchild.channel.Channel;
import io.forkedchild.loop.EventLoop;
import io.forkedchild.loop.WriteEnd;
import io.forkedchild.loop.Writer;
import io.forkedchild.posix.Errno;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.PosixException;
import io.forkedchild.recording.RecordedText;
import io.forkedchild.recording.Recorder;
import io.forkedchild.text.Count;
import io.forkedchild.text.StreamName;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
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
    private final RecordedText written;
    private final TextEncoder encoder;
    private volatile @Nullable WriteEnd end;
    private volatile boolean wasEndedByTest;

    StreamWriting(
            String child, int descriptor, Charset encoding, EventLoop loop, Recorder recorder, Duration patience) {
        this.child = child;
        this.descriptor = descriptor;
        this.loop = loop;
        this.recorder = recorder;
        this.patience = patience;
        this.written = new RecordedText(encoding, recorder);
        this.encoder = new TextEncoder(encoding);
    }

    /** Connects it; on the loop's thread. A stream that is never connected refuses with EPIPE, as a dead child does. */
    void open(Fd fd, boolean isSocket) {
        end = new WriteEnd(loop, fd, isSocket, this);
    }

    /** Has messages written to it, too; on the loop's thread. */
    void shareWith(Channel channel) {
        var target = end;
        if (target != null) {
            channel.open(target, bytes -> written.append(bytes, bytes.length), this::endInLoop);
        }
    }

    /** Writes text in the encoding of the child. */
    public void write(String text) {
        var bytes = encoder.bytes(text);
        write(bytes, encoder.header(bytes));
    }

    public void write(byte[] bytes) {
        write(bytes, 0);
    }

    /** @param header bytes at the beginning that belong to the beginning of the stream only */
    private void write(byte[] bytes, int header) {
        if (!recorder.awaitCondition(() -> queuedBytes() < QUEUE_BYTES, patience)) {
            throw new IllegalStateException(child + " has not read its " + StreamName.of(descriptor) + " for "
                    + patience.toMillis() + " ms: " + Count.bytes(queuedBytes()) + " wait, " + bytes.length
                    + " more were not written");
        }
        loop.call(() -> {
            boolean goesOn = written.bytes().length() > 0;
            writeInLoop(goesOn ? Arrays.copyOfRange(bytes, header, bytes.length) : bytes);
            return true;
        });
    }

    private void writeInLoop(byte[] bytes) {
        var target = end;
        if (target == null || isBroken()) {
            raise(
                    "EPIPE",
                    Count.bytes(bytes.length) + " not written: nobody reads the " + name() + " of " + child
                            + " any more");
            return;
        }
        if (target.isEnded()) {
            throw new IllegalStateException(name() + " of " + child + " was ended before; it takes no more");
        }
        Excerpt text = written.append(bytes, bytes.length);
        recorder.record(child, loop.moment(), stamp -> new Event.Input(stamp, descriptor, text));
        target.write(bytes);
    }

    public void end() {
        loop.call(() -> {
            if (!wasEndedByTest) {
                var what = "the test ends " + name();
                recorder.record(child, loop.moment(), stamp -> new Event.Note(stamp, what));
            }
            endInLoop();
            return true;
        });
    }

    private void endInLoop() {
        wasEndedByTest = true;
        if (end != null) {
            end.end();
        }
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
        return written.bytes().length();
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

    /** Whether nobody reads any more, although the test has not ended it. */
    boolean isBroken() {
        var target = end;
        return target == null || (target.isClosed() && !wasEndedByTest);
    }

    /** Whether the test has ended it, by {@code end()} or with the channel that it carries. */
    public boolean wasEndedByTest() {
        return wasEndedByTest;
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

    @Override
    public String toString() {
        return child + "'s " + name();
    }
}
