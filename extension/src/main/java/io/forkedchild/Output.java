package io.forkedchild;

import io.forkedchild.recording.LiveStream;
import io.forkedchild.recording.RecordedOutput;
import io.forkedchild.recording.Recorder;
import io.forkedchild.running.ChildProcess;
import io.forkedchild.running.StreamReading;
import io.forkedchild.text.HeapLimit;
import io.forkedchild.text.LongLines;
import io.forkedchild.text.LongText;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a child has written to one of its descriptors, complete from the first byte, whether or not anybody looked. Grows
 * until the stream has ended; any thread may read at any time.
 */
public final class Output {

    private final RecordedOutput recorded;
    private final StreamReading reading;
    private final Recorder recorder;
    private final Supplier<String> evidence;

    /** @param evidence of the child, for failures */
    Output(ChildProcess process, int descriptor, Supplier<String> evidence) {
        this.recorded = process.streams().recorded(descriptor);
        this.reading = process.streams().reading(descriptor);
        this.recorder = process.recorder();
        this.evidence = evidence;
    }

    /** The child's number for it: 1 is stdout, 2 is stderr. */
    public int descriptor() {
        return recorded.descriptor();
    }

    /** Bytes so far. */
    public long length() {
        return recorded.length();
    }

    /** Whether end of file was reached, so that nothing can follow. */
    public boolean hasEnded() {
        return recorded.hasEnded();
    }

    /**
     * Why recording stopped before the child had ended the stream: {@code exec} was over its {@code maxBuffer} or its time,
     * was aborted, the test has closed its end, or the test was over. Empty if nothing is missing.
     */
    public Optional<String> cut() {
        return recorded.cut();
    }

    /**
     * The bytes so far.
     *
     * @throws IllegalStateException if they are more than a quarter of the heap or more than an array holds (2 GiB), or could not
     *     all be recorded
     */
    public byte[] bytes() {
        return recorded.bytes();
    }

    /** How its text is encoded: as {@link LaunchOptions#encoding} says, by default UTF-8. */
    public Charset encoding() {
        return recorded.encoding();
    }

    /**
     * The text so far, in {@linkplain #encoding its encoding}; malformed bytes become U+FFFD.
     *
     * @throws IllegalStateException as of {@link #bytes}
     */
    public String text() {
        return recorded.text();
    }

    /** The text so far in another encoding; refusals as of {@link #bytes}. */
    public String text(Charset encoding) {
        return new String(bytes(), encoding);
    }

    /**
     * The lines so far, without their ends, which are {@code \n}, {@code \r\n} and a carriage return alone; the last one may be
     * incomplete while the stream has not ended. Of a long output a line is read when it is asked for, so that any number of
     * lines is there; one thread at a time may use such a list, and none after the test.
     */
    public List<String> lines() {
        long length = textLength();
        return HeapLimit.isShort(length)
                ? text().lines().toList()
                : LongLines.of(new LongText(toString(), this::textStream).grow(length, true));
    }

    /** What was written up to now, as a stream of any length. */
    public InputStream stream() {
        return recorded.stream();
    }

    /**
     * What was written and will be, from the first byte, as a stream that waits for more: for a client library that reads from a
     * process. It ends where the child ends what it writes. A read fails with an {@link java.io.IOException} that has the child's
     * evidence if the end is missing, see {@link #cut()}; with an {@link java.io.InterruptedIOException} if the thread is
     * interrupted, which it then still is; and when another thread closes this stream, which the child does not notice. No read
     * outlives the launcher. Each call gives a stream of its own, and everything is recorded as without it.
     */
    public InputStream live() {
        return new LiveStream(recorded, recorder, evidence);
    }

    /** The text up to now as a stream of UTF-8, whatever {@linkplain #encoding its encoding} is. */
    public InputStream textStream() {
        return recorded.textStream();
    }

    /** Bytes of the text so far, as UTF-8. */
    public long textLength() {
        return recorded.textLength();
    }

    // ---- the test's end of it

    /**
     * Closes the test's end, as Node's {@code destroy()} does: the child gets {@code SIGPIPE} or {@code EPIPE} when it writes more.
     * What the test had not read yet is lost. Does nothing if the stream has ended.
     */
    public void destroy() {
        reading.destroy();
    }

    /**
     * Stops reading until {@link #resume}, as Node's {@code pause()} does: a child that goes on writing blocks when the kernel holds no
     * more, on Linux at least 64 KiB for a pipe. A child that ends meanwhile has not closed until the rest is read. Does nothing if
     * the stream has ended.
     */
    public void pause() {
        reading.pause();
    }

    /** Reads on after {@link #pause}. */
    public void resume() {
        reading.resume();
    }

    /** Whether it was paused, and not resumed. */
    public boolean isPaused() {
        return reading.isPaused();
    }

    @Override
    public String toString() {
        return recorded.toString();
    }
}
