package io.forkedchild.timeline;

/**
 * Where an event stands in its timeline.
 *
 * @param sequence position in the total order of the timeline, from 0
 * @param nanos monotonic time since the timeline began, in nanoseconds
 * @param child name of the child that the event belongs to
 * @param wakeUp number of the event loop's wake-up that saw the event; 0 for a remark, which is tied with nothing
 * @param source the descriptor that became ready, as a number that is unique in the run; 0 for what the test itself did
 * @param emptyAt number of the last wake-up at which that descriptor is known to have had nothing, 0 if there was none; of what
 *     the test itself did, the number that comes next
 */
public record Stamp(long sequence, long nanos, String child, long wakeUp, long source, long emptyAt) {}
