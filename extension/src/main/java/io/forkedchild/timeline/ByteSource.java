package io.forkedchild.timeline;

/** Recorded bytes, to be read by their offsets. */
public interface ByteSource {

    /**
     * A copy of a stretch.
     *
     * @param from offset of the first byte
     * @param to offset behind the last byte
     * @throws IllegalStateException if it is larger than an array can be, or if the bytes were kept in a temporary file that is
     *     gone
     */
    byte[] bytes(long from, long to);
}
