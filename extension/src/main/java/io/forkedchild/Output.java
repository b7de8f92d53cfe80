package io.forkedchild;

import io.forkedchild.recording.ByteLog;
import io.forkedchild.timeline.Excerpt;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a child has written to one of its descriptors, complete from the first byte, whether or not anybody looked. Grows
 * until the stream has ended; any thread may read at any time.
 */
public final class Output {

    private final String child;
    private final int descriptor;
    private final ByteLog log;
    private volatile boolean ended;
    private volatile @Nullable String cut;
    private volatile @Nullable Throwable loss;

    Output(String child, int descriptor, ByteLog log) {
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

    /**
     * Why recording stopped before the child had ended the stream: {@code exec} was over its {@code maxBuffer} or its time,
     * was aborted, or the test was over. Empty if nothing is missing.
     */
    public Optional<String> cut() {
        return Optional.ofNullable(cut);
    }

    /**
     * The bytes so far.
     *
     * @throws IllegalStateException if they are more than an array holds (2 GiB), or could not all be recorded
     */
    public byte[] bytes() {
        requireComplete();
        return log.bytes(0, log.length());
    }

    /** The text so far, as UTF-8; malformed bytes become U+FFFD. */
    public String text() {
        return text(StandardCharsets.UTF_8);
    }

    /** The text so far in another encoding. */
    public String text(Charset encoding) {
        return new String(bytes(), encoding);
    }

    /** The lines so far, without their ends; the last one may be incomplete while the stream has not ended. */
    public List<String> lines() {
        return text().lines().toList();
    }

    /** What was written up to now, as a stream of any length. */
    public InputStream stream() {
        requireComplete();
        return log.stream();
    }

    private void requireComplete() {
        if (loss != null) {
            throw new IllegalStateException(this + " could not be recorded completely", loss);
        }
    }

    ByteLog log() {
        return log;
    }

    /** The first bytes, at most so many. */
    Excerpt head(int atMost) {
        return new Excerpt(log, 0, Math.min(atMost, log.length()));
    }

    /** The last bytes, at most so many. */
    Excerpt tail(int atMost) {
        long length = log.length();
        return new Excerpt(log, Math.max(0, length - atMost), length);
    }

    void cut(String reason) {
        cut = reason;
    }

    void end() {
        ended = true;
    }

    void lost(Throwable cause) {
        loss = Objects.requireNonNull(cause);
        ended = true;
    }

    /** Name of the stream: {@code stdout}, {@code stderr}, {@code stdio[3]}. */
    static String nameOf(int descriptor) {
        return switch (descriptor) {
            case 0 -> "stdin";
            case 1 -> "stdout";
            case 2 -> "stderr";
            default -> "stdio[" + descriptor + "]";
        };
    }

    @Override
    public String toString() {
        return child + "'s " + nameOf(descriptor);
    }
}
