package io.forkedchild.running;

import io.forkedchild.loop.EventLoop;
import io.forkedchild.recording.Recorder;
import io.forkedchild.timeline.TimelineMark;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Waits for one child, and counts the threads that do so; a wait that an interrupt has ended stays counted. */
public final class Waits {

    private final String child;
    private final EventLoop loop;
    private final Recorder recorder;
    private final LongWaits longWaits;
    private final AtomicInteger count = new AtomicInteger();

    Waits(String child, EventLoop loop, Recorder recorder, LongWaits longWaits) {
        this.longWaits = longWaits;
        this.child = child;
        this.loop = loop;
        this.recorder = recorder;
    }

    /** Whether a thread waits, or waited when it was interrupted. */
    public boolean areThere() {
        return count.get() > 0;
    }

    /**
     * Whether the condition holds in time; looks as {@link ConditionWait} says.
     *
     * @throws IllegalStateException if the thread is interrupted, which it then still is; the cause is the interrupt
     */
    public boolean until(BooleanSupplier condition, Duration atMost) {
        count.incrementAndGet();
        boolean interrupted = false;
        try {
            return new ConditionWait(recorder, loop, condition, longWaits.begin(atMost)).holdsWithin(atMost);
        } catch (InterruptedException interrupt) {
            interrupted = true;
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + child, interrupt);
        } finally {
            if (!interrupted) {
                count.decrementAndGet();
            }
        }
    }

    /** Marks this moment, so that a wait for more of the timeline is counted, too. */
    public TimelineMark mark() {
        var mark = recorder.mark();
        return atMost -> {
            count.incrementAndGet();
            longWaits.pausing(atMost);
            mark.await(atMost);
            count.decrementAndGet(); // not reached by an interrupt: it ends a wait that was not over
        };
    }
}
