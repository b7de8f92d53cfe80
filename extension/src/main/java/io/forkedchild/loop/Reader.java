package io.forkedchild.loop;

import io.forkedchild.posix.Fd;

/** Takes what comes out of a descriptor; called on the loop's thread. */
public interface Reader {

    /**
     * A descriptor that the peer passed, and the duty to close it; unless this is overridden, it is closed at once. The next
     * bytes are those with which it came, though they may begin with some that were sent before.
     */
    default void descriptor(Fd descriptor) {
        descriptor.close();
    }

    /** Bytes that were read; the array is reused after the call. */
    void bytes(byte[] bytes, int count);

    /** All that was there at this wake-up has been read. */
    void turnEnded(Sighting sighting);

    /** End of file: nothing comes any more, and the descriptor is closed. */
    void ended();

    /** Reading failed, or one of the methods above threw; the descriptor is closed. */
    void failed(Throwable failure);
}
