package io.forkedchild.running;

import io.forkedchild.loop.EventLoop;
import io.forkedchild.recording.Recorder;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Looks whether a condition holds, whenever the timeline has grown and every {@value #PAUSE_MILLIS} ms. When the time is over,
 * it looks once more after the event loop has read all that is there, so that neither a stopped test JVM nor a slow machine
 * makes a wait fail for what has come. Time in which this JVM was stopped does not count. See
 * {@code docs/decisions/waiting.md}.
 */
final class ConditionWait {

    /** The pause between looks at what no timeline tells: a process that a child left behind, a file. */
    private static final int PAUSE_MILLIS = 20;

    private static final long PAUSE = Duration.ofMillis(PAUSE_MILLIS).toNanos();

    /** A pause that took so much longer than asked for was none of this wait: nobody could look. */
    private static final long STOPPED = Duration.ofMillis(100).toNanos();

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Recorder recorder;
    private final EventLoop loop;
    private final BooleanSupplier condition;
    private final LongWaits.LongWait longWait;

    ConditionWait(Recorder recorder, EventLoop loop, BooleanSupplier condition, LongWaits.LongWait longWait) {
        this.recorder = recorder;
        this.loop = loop;
        this.condition = condition;
        this.longWait = longWait;
    }

    /** Whether it holds in time. A time of zero looks once, after the event loop has read all that is there. */
    boolean holdsWithin(Duration atMost) throws InterruptedException {
        if (atMost.isZero()) {
            return lastLook();
        }
        long deadline = System.nanoTime() + (atMost.compareTo(FOR_EVER) < 0 ? atMost : FOR_EVER).toNanos();
        var seen = recorder.timeline();
        while (!condition.getAsBoolean()) {
            long begin = System.nanoTime();
            long pause = Math.min(PAUSE, deadline - begin);
            if (pause <= 0) {
                return lastLook();
            }
            longWait.look(deadline - begin);
            seen = recorder.awaitGrowth(seen, Duration.ofNanos(pause));
            long longer = System.nanoTime() - begin - pause;
            deadline += longer > STOPPED ? longer : 0;
        }
        return true;
    }

    private boolean lastLook() {
        loop.catchUp();
        return condition.getAsBoolean();
    }
}
