package io.forkedchild.process;

/** What becomes of a child that writes more bytes to a stream than are recorded. */
public enum ExcessHandling {

    /** It gets the {@code killSignal}, and the test's ends of its output are closed. */
    KILL,

    /** It goes on: the rest is read and forgotten, and a note in the timeline says so. */
    DISCARD
}
