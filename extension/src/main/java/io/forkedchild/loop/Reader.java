package io.forkedchild.loop;

/** Takes what comes out of a descriptor; called on the loop's thread. */
public interface Reader {

    /** Bytes that were read; the array is reused after the call. */
    void bytes(byte[] bytes, int count);

    /** All that was there at this wake-up has been read. */
    void turnEnded(long wakeUp, long source);

    /** End of file: nothing comes any more, and the descriptor is closed. */
    void ended();

    /** Reading failed, or one of the methods above threw; the descriptor is closed. */
    void failed(Throwable failure);
}
