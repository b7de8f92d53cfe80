package io.forkedchild.cluster;

/** Says who decides which worker gets a connection; Node's {@code cluster.schedulingPolicy}. */
public enum Scheduling {
    /** The primary accepts, and hands the connections to the workers in turn; Node's {@code SCHED_RR}. */
    ROUND_ROBIN,
    /** The workers accept from one queue, and the system decides; Node's {@code SCHED_NONE}. */
    NONE
}
