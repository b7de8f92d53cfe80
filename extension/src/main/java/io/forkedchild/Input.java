package io.forkedchild;

import io.forkedchild.running.StreamWriting;
import io.forkedchild.running.WritingStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The test's end of a descriptor that a child reads. Writes are queued and never block for ever: while more than
 * {@value #QUEUE_BYTES} bytes wait for a child that does not read, a write waits as long as the patience lasts. A child
 * that has closed its end makes an {@code EPIPE} event in the timeline, not an exception. As in Node, stdin ends at the
 * child's exit even if a grandchild still reads it; a pipe above 2 stays open.
 */
public final class Input {

    /** Bytes that wait for the child before a write waits, too. */
    public static final int QUEUE_BYTES = StreamWriting.QUEUE_BYTES;

    private final StreamWriting writing;
    private final Supplier<String> evidence;

    /** @param evidence of the child, for failures */
    Input(StreamWriting writing, Supplier<String> evidence) {
        this.writing = writing;
        this.evidence = evidence;
    }

    /**
     * Writes text in the {@linkplain LaunchOptions#encoding encoding of the child}, and returns this.
     *
     * @throws IllegalArgumentException if the encoding does not have one of the characters
     */
    public Input write(String text) {
        writing.write(Objects.requireNonNull(text, "text"));
        return this;
    }

    /** Writes text as {@link #write(String)} does with a newline behind it, in one piece, and returns this. */
    public Input writeLine(String text) {
        return write(Objects.requireNonNull(text, "text") + "\n");
    }

    /**
     * Writes bytes and returns this.
     *
     * @throws IllegalStateException if {@link #end()} was called before, or if the child has not read for as long as the
     *     patience lasts; in the latter case none of these bytes is written
     */
    public Input write(byte[] bytes) {
        writing.write(Objects.requireNonNull(bytes, "bytes").clone());
        return this;
    }

    /**
     * The same as a stream, for a client library that writes to a process. Its {@code close} is {@link #end()}. Each write is queued
     * at once; where {@code write} of this class would throw, and once the child has closed its end, it fails with an
     * {@link java.io.IOException} that has the child's evidence. Each call gives a stream of its own.
     */
    public OutputStream stream() {
        return new WritingStream(writing, evidence);
    }

    /** Ends the stream behind what was written: the child reads end of file. A second call does nothing. */
    public void end() {
        writing.end();
    }

    /** Bytes that the kernel has not taken yet. */
    public long queuedBytes() {
        return writing.queuedBytes();
    }

    /** Whether nothing can be written any more: the end was told, or the child has closed its end. */
    public boolean hasEnded() {
        return writing.hasEnded();
    }
}
