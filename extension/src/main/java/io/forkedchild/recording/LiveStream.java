package io.forkedchild.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads an output from its first byte, and waits for more until it has ended. Any thread may close it, which ends a read of another
 * thread.
 */
public final class LiveStream extends InputStream {

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final RecordedOutput output;
    private final Recorder recorder;
    private final Supplier<String> evidence;
    private @Nullable InputStream bytes;
    private long position;
    private volatile boolean closed;

    /** @param evidence of the child, for failures */
    public LiveStream(RecordedOutput output, Recorder recorder, Supplier<String> evidence) {
        this.output = output;
        this.recorder = recorder;
        this.evidence = evidence;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        awaitMore();
        if (closed) {
            throw new IOException(this + " was closed");
        }
        if (position == output.length()) {
            requireEnd();
            return -1;
        }
        return readOn(target, offset, count);
    }

    private void awaitMore() throws IOException {
        try {
            var seen = recorder.timeline();
            while (!closed && !isComplete() && position == output.length()) {
                seen = recorder.awaitGrowth(seen, LONGEST_WAIT);
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + output + "\n" + evidence.get());
        }
    }

    /** Whether no more will be recorded. */
    private boolean isComplete() {
        return output.hasEnded() || output.exceeds();
    }

    /** The child has ended it, and nothing is missing. */
    private void requireEnd() throws IOException {
        if (output.cut().isPresent() || output.exceeds()) {
            var reason = output.cut().orElse("there is more than options.maxRecorded has recorded");
            throw new IOException(
                    output + " was read no further, and what follows is missing: " + reason + "\n" + evidence.get());
        }
        try {
            output.requireComplete();
        } catch (IllegalStateException loss) {
            throw new IOException(loss.getMessage() + "\n" + evidence.get(), loss);
        }
    }

    private int readOn(byte[] target, int offset, int count) throws IOException {
        if (bytes == null || bytes.available() == 0) {
            bytes = output.streamSoFar();
            bytes.skipNBytes(position);
        }
        try {
            int read = bytes.read(target, offset, count);
            position += read;
            return read;
        } catch (RuntimeException failure) {
            throw new IOException(output + " cannot be read any more: " + failure.getMessage(), failure);
        }
    }

    /** Bytes that can be read without waiting. */
    @Override
    public int available() throws IOException {
        if (closed) {
            throw new IOException(this + " was closed");
        }
        return (int) Math.min(Integer.MAX_VALUE, output.length() - position);
    }

    /** Ends this stream, and no other; the child does not notice. */
    @Override
    public void close() {
        closed = true;
        recorder.changed();
    }

    @Override
    public String toString() {
        return "live stream of " + output;
    }
}
