package io.forkedchild.recording;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * The temporary file behind a log. It loses its name as soon as it is open, so that nothing is left of it however the
 * JVM ends. A {@link RandomAccessFile}, because a channel would be closed under everybody by the first reader that is
 * interrupted.
 */
final class Spill implements AutoCloseable {

    /** The writer waits for a reader no longer than this takes; and the JVM copies through native memory of this size. */
    private static final int MOST_PER_READ = 256 << 10;

    /** Small writes are collected up to this size: a stream of small messages would else be two system calls for each. */
    private static final int BUFFER_BYTES = 64 << 10;

    private @Nullable RandomAccessFile file;
    private byte[] buffer = {};
    private long bufferAt;
    private int buffered;
    private boolean closed;

    /** Continues behind what was written last; if the file cannot take it, nothing of it is there. */
    synchronized void write(long at, byte[] source, int from, int count) {
        try {
            var target = open();
            if (buffered + count > BUFFER_BYTES) {
                flush(target);
            }
            if (count > BUFFER_BYTES) {
                target.seek(at);
                target.write(source, from, count);
                bufferAt = at + count;
            } else {
                collect(at, source, from, count);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "cannot continue recorded output in " + System.getProperty("java.io.tmpdir") + ": " + failure,
                    failure);
        }
    }

    private void collect(long at, byte[] source, int from, int count) {
        if (buffer.length == 0) {
            buffer = new byte[BUFFER_BYTES];
        }
        if (buffered == 0) {
            bufferAt = at;
        }
        System.arraycopy(source, from, buffer, buffered, count);
        buffered += count;
    }

    private void flush(RandomAccessFile target) throws IOException {
        if (buffered > 0) {
            target.seek(bufferAt);
            target.write(buffer, 0, buffered);
            buffered = 0;
        }
    }

    synchronized int read(long at, byte[] target, int offset, int count) {
        if (file == null) {
            throw new IllegalStateException("this output was recorded in a temporary file that ended with its test");
        }
        if (buffered > 0 && at >= bufferAt) {
            int from = (int) (at - bufferAt);
            int step = Math.min(count, buffered - from);
            System.arraycopy(buffer, from, target, offset, step);
            return step;
        }
        try {
            file.seek(at);
            int read = file.read(target, offset, Math.min(count, MOST_PER_READ));
            if (read < 0) {
                throw new EOFException("recorded output ends at " + at);
            }
            return read;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private RandomAccessFile open() throws IOException {
        if (closed) {
            throw new IOException("the recording is closed");
        }
        if (file == null) {
            var path = Files.createTempFile("forkedchild-", ".output");
            try {
                file = new RandomAccessFile(path.toFile(), "rw");
            } finally {
                Files.delete(path);
            }
        }
        return file;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (file != null) {
            file.close();
            file = null;
            buffer = new byte[0];
            buffered = 0;
        }
    }
}
