package io.forkedchild.timeline;

import java.time.Duration;

/** A mark in a growing timeline, for those who look, find that something is missing, and wait until there is more. */
@FunctionalInterface
public interface TimelineMark {

    /**
     * Waits until something has happened since the mark, at most the given time. Look at the children after marking and
     * before waiting, and nothing is missed. Never makes a fork-join pool start further threads.
     */
    void await(Duration atMost) throws InterruptedException;
}
