package io.forkedchild.timeline;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A mark in a growing timeline, for those who look, find that something is missing, and wait until there is more. */
public final class Growth {

    private final Recorder recorder;
    private final Timeline seen;
    private final AtomicInteger waits;

    Growth(Recorder recorder, Timeline seen, AtomicInteger waits) {
        this.recorder = recorder;
        this.seen = seen;
        this.waits = waits;
    }

    /**
     * Waits until something has happened since the mark, at most the given time. Look at the children after marking and
     * before waiting, and nothing is missed. Never makes a fork-join pool start further threads.
     */
    public void await(Duration atMost) throws InterruptedException {
        waits.incrementAndGet();
        recorder.awaitGrowth(seen, atMost);
        waits.decrementAndGet(); // not reached by an interrupt: it ends a wait that was not over
    }
}
