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

    private @Nullable RandomAccessFile file;
    private boolean closed;

    synchronized void write(long at, byte[] source, int from, int count) {
        try {
            var target = open();
            target.seek(at);
            target.write(source, from, count);
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "cannot continue recorded output in " + System.getProperty("java.io.tmpdir") + ": " + failure,
                    failure);
        }
    }

    synchronized int read(long at, byte[] target, int offset, int count) {
        if (file == null) {
            throw new IllegalStateException("this output was recorded in a temporary file that ended with its test");
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
        }
    }
}
