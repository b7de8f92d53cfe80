package io.forkedchild.recording;

import io.forkedchild.loop.Uninterrupted;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A thread that looks at a timeline whenever it has grown, and once more when it is stopped. */
public final class TimelineFollower {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final Recorder recorder;
    private final Consumer<List<Event>> look;
    private final Thread thread;
    private volatile boolean stopping;

    public TimelineFollower(String threadName, Recorder recorder, Consumer<List<Event>> look) {
        this.recorder = recorder;
        this.look = look;
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        boolean last;
        do {
            last = stopping;
            var seen = recorder.timeline();
            look.accept(seen.events());
            if (!last) {
                awaitMoreThan(seen);
            }
        } while (!last);
    }

    private void awaitMoreThan(Timeline seen) {
        try {
            recorder.awaitGrowth(seen, LONG);
        } catch (InterruptedException interrupt) {
            // of a listener's making, or of end() for a listener that is stuck: neither ends the following
        }
    }

    public boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** Lets it look at everything once more and end; false, and interrupted, if that takes longer than 10 s. */
    public boolean end() {
        stopping = true;
        recorder.changed();
        if (isCurrentThread() || Uninterrupted.join(thread, BOUND)) {
            return true;
        }
        thread.interrupt();
        return false;
    }
}
