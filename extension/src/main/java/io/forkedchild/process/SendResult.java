package io.forkedchild.process;

/** What became of a message when it was sent. */
public enum SendResult {
    /** The kernel has it; the child may read it. */
    WRITTEN,
    /**
     * It waits: for room, since the child does not read, or for the acknowledgement of a handle before it or with it. It is
     * written as soon as it can be. If that never happens an event says so: {@code ERR_IPC_UNSENT} or
     * {@code ERR_IPC_HANDLE_UNANSWERED} when the channel is closed before, {@code ERR_IPC_HANDLE_NOT_RECEIVED} if the child
     * refuses its handle, {@code EPIPE} if the child ends.
     */
    QUEUED,
    /**
     * It will never arrive. An event says why: {@code ERR_IPC_CHANNEL_CLOSED} if the channel is closed, {@code EPIPE} if it is
     * open here still, but the child has closed its end or died.
     */
    REFUSED
}
