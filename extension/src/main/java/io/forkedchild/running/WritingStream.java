package io.forkedchild.running;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;

/** What the test writes to a child, for code that expects an {@link OutputStream}. Any thread may use it. */
public final class WritingStream extends OutputStream {

    private final StreamWriting writing;
    private final Supplier<String> evidence;

    /** @param evidence of the child, for failures */
    public WritingStream(StreamWriting writing, Supplier<String> evidence) {
        this.writing = writing;
        this.evidence = evidence;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one});
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        try {
            writing.write(Arrays.copyOfRange(bytes, offset, offset + count));
        } catch (IllegalStateException refusal) {
            throw failure(refusal);
        }
        flush();
    }

    private IOException failure(IllegalStateException refusal) {
        var text = refusal.getMessage() + "\n" + evidence.get();
        return refusal.getCause() instanceof InterruptedException
                ? new InterruptedIOException(text)
                : new IOException(text, refusal);
    }

    /** Writes nothing, since all is queued at once; fails if the child has closed its end. */
    @Override
    public void flush() throws IOException {
        if (writing.isBroken()) {
            throw new IOException("EPIPE: nobody reads " + writing + " any more\n" + evidence.get());
        }
    }

    @Override
    public void close() {
        if (!writing.hasEnded()) {
            writing.end();
        }
    }

    @Override
    public String toString() {
        return "stream to " + writing;
    }
}
