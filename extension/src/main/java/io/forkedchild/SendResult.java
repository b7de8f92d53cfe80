package io.forkedchild;

/** What became of a message when it was sent. Nothing that was written or queued is dropped while the child lives. */
public enum SendResult {
    /** The kernel has it; the child may read it. */
    WRITTEN,
    /** The kernel's buffer is full, since the child does not read; it is written as soon as there is room. */
    QUEUED,
    /**
     * It will never arrive. An event says why: {@code ERR_IPC_CHANNEL_CLOSED} if the channel is closed, {@code EPIPE} if it is
     * open here still, but the child has closed its end or died.
     */
    REFUSED
}
