package io.forkedchild.recording;

import io.forkedchild.text.HeapLimit;
import io.forkedchild.text.StreamName;
import io.forkedchild.timeline.Excerpt;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bytes that a child has written to one of its descriptors. The loop's thread writes, any thread reads. */
public final class RecordedOutput {

    private static final String INSTEAD =
            "piece by piece with stream(), textStream(), lines(), linesOf(child), awaitStdout(child, …) or assertThat(child).stdout()";

    private final String child;
    private final int descriptor;
    private final RecordedText recorded;
    private volatile boolean ended;
    private volatile boolean exceeds;
    private volatile @Nullable String cut;
    private volatile @Nullable Throwable loss;

    public RecordedOutput(String child, int descriptor, RecordedText recorded) {
        this.child = child;
        this.descriptor = descriptor;
        this.recorded = recorded;
    }

    /** The child's number for it: 1 is stdout, 2 is stderr. */
    public int descriptor() {
        return descriptor;
    }

    /** Bytes so far. */
    public long length() {
        return recorded.bytes().length();
    }

    /** Whether end of file was reached, so that nothing can follow. */
    public boolean hasEnded() {
        return ended;
    }

    /** Why recording stopped before the child had ended the stream; empty if nothing is missing. */
    public Optional<String> cut() {
        return Optional.ofNullable(cut);
    }

    /** The bytes so far; {@link IllegalStateException} if the heap can hardly hold them, or they could not all be recorded. */
    public byte[] bytes() {
        requireComplete();
        HeapLimit.requireRoom(toString(), length(), INSTEAD);
        return recorded.bytes().bytes(0, length());
    }

    /** What was written up to now; {@link IllegalStateException} if it could not all be recorded. */
    public InputStream stream() {
        requireComplete();
        return streamSoFar();
    }

    /** What was recorded up to now, whether or not that is all that was written. */
    InputStream streamSoFar() {
        return recorded.bytes().stream();
    }

    /** {@link IllegalStateException} if it could not all be recorded. */
    void requireComplete() {
        if (loss != null) {
            throw new IllegalStateException(this + " could not be recorded completely", loss);
        }
    }

    /** How it is to be read. */
    public Charset encoding() {
        return recorded.encoding();
    }

    /** What was written up to now as UTF-8; as {@link #stream} otherwise. */
    public InputStream textStream() {
        requireComplete();
        return recorded.text().stream();
    }

    /** Bytes of the text so far, as UTF-8. */
    public long textLength() {
        return recorded.text().length();
    }

    /** A stretch of the text. */
    public Excerpt excerpt(long from, long to) {
        return new Excerpt(recorded.text(), from, to);
    }

    /** The text so far; {@link IllegalStateException} as of {@link #bytes}. */
    public String text() {
        requireComplete();
        HeapLimit.requireRoom(toString(), textLength(), INSTEAD);
        return new String(recorded.text().bytes(0, textLength()), StandardCharsets.UTF_8);
    }

    /** Adds what the child has written. */
    public void append(byte[] bytes, int count) {
        recorded.append(bytes, count);
    }

    /** Completes the text, since nothing can follow. */
    public void endText() {
        recorded.end();
    }

    /** The child has written more than is to be recorded. */
    public void exceed() {
        exceeds = true;
    }

    /** Whether there was more than is recorded. */
    public boolean exceeds() {
        return exceeds;
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
