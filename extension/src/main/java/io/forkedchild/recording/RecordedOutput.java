package io.forkedchild.recording;

import io.forkedchild.text.StreamName;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bytes that a child has written to one of its descriptors. The loop's thread writes, any thread reads. */
public final class RecordedOutput {

    private final String child;
    private final int descriptor;
    private final ByteLog log;
    private volatile boolean ended;
    private volatile @Nullable String cut;
    private volatile @Nullable Throwable loss;

    public RecordedOutput(String child, int descriptor, ByteLog log) {
        this.child = child;
        this.descriptor = descriptor;
        this.log = log;
    }

    /** The child's number for it: 1 is stdout, 2 is stderr. */
    public int descriptor() {
        return descriptor;
    }

    /** Bytes so far. */
    public long length() {
        return log.length();
    }

    /** Whether end of file was reached, so that nothing can follow. */
    public boolean hasEnded() {
        return ended;
    }

    /** Why recording stopped before the child had ended the stream; empty if nothing is missing. */
    public Optional<String> cut() {
        return Optional.ofNullable(cut);
    }

    /** The bytes so far; {@link IllegalStateException} if they are more than an array holds, or could not all be recorded. */
    public byte[] bytes() {
        requireComplete();
        return log.bytes(0, log.length());
    }

    /** What was written up to now; {@link IllegalStateException} if it could not all be recorded. */
    public InputStream stream() {
        requireComplete();
        return log.stream();
    }

    private void requireComplete() {
        if (loss != null) {
            throw new IllegalStateException(this + " could not be recorded completely", loss);
        }
    }

    public ByteLog log() {
        return log;
    }

    /** Remembers why no more is recorded. */
    public void cut(String reason) {
        cut = reason;
    }

    /** Says that nothing can follow. */
    public void end() {
        ended = true;
    }

    /** What follows could not be recorded. */
    public void lost(Throwable cause) {
        loss = Objects.requireNonNull(cause);
        ended = true;
    }

    @Override
    public String toString() {
        return child + "'s " + StreamName.of(descriptor);
    }
}
