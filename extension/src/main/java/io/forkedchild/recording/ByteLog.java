package io.forkedchild.recording;

import io.forkedchild.text.Count;
import io.forkedchild.timeline.ByteSource;
import io.forkedchild.timeline.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * Bytes of one stream in the order in which they came, bounded in heap: what is beyond its share continues in a
 * temporary file. One thread appends, any thread reads.
 */
public final class ByteLog implements ByteSource, AutoCloseable {

    /** Bytes of one stream that stay in the heap. */
    public static final int HEAP_SHARE_BYTES = 1 << 20;

    private static final int CHUNK_BYTES = 8 << 10;

    private final byte[][] chunks;
    private final long heapShare;
    private final Spill spill = new Spill();
    private volatile long length;

    /** An empty log with the usual share of the heap. */
    public ByteLog() {
        this(HEAP_SHARE_BYTES);
    }

    ByteLog(int heapShareBytes) {
        chunks = new byte[(heapShareBytes + CHUNK_BYTES - 1) / CHUNK_BYTES][];
        heapShare = (long) chunks.length * CHUNK_BYTES;
    }

    /** Bytes so far. */
    public long length() {
        return length;
    }

    /**
     * Adds bytes at the end and returns where they are; by the one writing thread only.
     *
     * @throws UncheckedIOException if the temporary file cannot take them; then none of them is there
     */
    public Excerpt append(byte[] source, int from, int count) {
        Objects.checkFromIndexSize(from, count, source.length);
        long start = length;
        int inHeap = (int) Math.max(0, Math.min(count, heapShare - start));
        appendToHeap(start, source, from, inHeap);
        if (inHeap < count) {
            spill.write(start + inHeap - heapShare, source, from + inHeap, count - inHeap);
        }
        length = start + count;
        return new Excerpt(this, start, start + count);
    }

    private void appendToHeap(long start, byte[] source, int from, int count) {
        int done = 0;
        while (done < count) {
            int chunk = (int) ((start + done) / CHUNK_BYTES);
            int offset = (int) ((start + done) % CHUNK_BYTES);
            if (chunks[chunk] == null) {
                chunks[chunk] = new byte[CHUNK_BYTES];
            }
            int step = Math.min(count - done, CHUNK_BYTES - offset);
            System.arraycopy(source, from + done, chunks[chunk], offset, step);
            done += step;
        }
    }

    @Override
    public byte[] bytes(long from, long to) {
        Objects.checkFromToIndex(from, to, length);
        if (to - from > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException(
                    Count.bytes(to - from) + " do not fit into an array: read them as a stream");
        }
        var target = new byte[(int) (to - from)];
        int done = 0;
        while (done < target.length) {
            done += read(from + done, target, done, target.length - done);
        }
        return target;
    }

    /** What has been recorded up to now, as a stream; it ends where the log ended when this was called. */
    public InputStream stream() {
        return new ByteLogStream(this, length);
    }

    /** Reads at least one byte of a stretch that exists. */
    int read(long at, byte[] target, int offset, int count) {
        if (at >= heapShare) {
            return spill.read(at - heapShare, target, offset, count);
        }
        int inChunk = (int) (at % CHUNK_BYTES);
        int step = Math.min(count, CHUNK_BYTES - inChunk);
        System.arraycopy(chunks[(int) (at / CHUNK_BYTES)], inChunk, target, offset, step);
        return step;
    }

    /** Gives the temporary file back; what is in the heap stays readable. */
    @Override
    public void close() {
        try {
            spill.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
