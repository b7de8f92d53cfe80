package io.forkedchild.loop;

import io.forkedchild.posix.PosixException;

/** Is told how a write end fares; called on the loop's thread. */
public interface Writer {

    /** Everything that was queued has gone to the kernel. */
    void drained();

    /** The kernel refused, with {@code EPIPE} when nobody reads any more; the queue is dropped, the descriptor closed. */
    void refused(PosixException refusal, long bytesDropped);

    /** The loop or a method above failed; the descriptor is closed. */
    void failed(Throwable failure);
}
