package io.forkedchild.process;

/** What became of a message when it was sent. */
public enum SendResult {
    /**
     * The kernel has it, with the handle that it carries; the child may read it. If the child refuses the handle an event says so:
     * {@code ERR_IPC_HANDLE_NOT_RECEIVED}; or {@code ERR_IPC_HANDLE_UNANSWERED} if the channel is closed before it has
     * acknowledged it.
     */
    WRITTEN,
    /**
     * It waits: for room, since the child does not read, or until the child has acknowledged the handle of an earlier message. It
     * is written as soon as it can be. If that never happens an event says so: {@code ERR_IPC_UNSENT} or
     * {@code ERR_IPC_HANDLE_UNANSWERED} when the channel is closed before, {@code EPIPE} if the child ends.
     */
    QUEUED,
    /**
     * It will never arrive. An event says why: {@code ERR_IPC_CHANNEL_CLOSED} if the channel is closed, {@code EPIPE} if it is
     * open here still, but the child has closed its end or died.
     */
    REFUSED
}
