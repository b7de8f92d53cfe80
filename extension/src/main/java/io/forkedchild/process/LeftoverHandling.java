package io.forkedchild.process;

/** What becomes of a test one of whose children has ended by itself and has left processes behind. They are ended in any case. */
public enum LeftoverHandling {

    /** It fails, and the failure names them. */
    FAIL,

    /** They are ended without a failure. */
    KILL
}
