package io.forkedchild;

/** What became of a message when it was sent. Nothing that was written or queued is dropped while the child lives. */
public enum SendResult {
    /** The kernel has it; the child may read it. */
    WRITTEN,
    /** The kernel's buffer is full, since the child does not read; it is written as soon as there is room. */
    QUEUED,
    /** The channel is closed; an {@code ERR_IPC_CHANNEL_CLOSED} event says so in the timeline. */
    REFUSED
}
