package io.forkedchild.running;

import io.forkedchild.loop.EventLoop;
import io.forkedchild.posix.PosixException;
import io.forkedchild.process.Signal;
import io.forkedchild.recording.Recorder;
import io.forkedchild.timeline.Event;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Sends signals to a child and records them; on the loop's thread. */
public final class ChildSignals {

    private final String child;
    private final EventLoop loop;
    private final Recorder recorder;
    private final IntPredicate process;
    private volatile boolean delivered;

    /** @param process takes the signal, and tells whether there is a process that could */
    ChildSignals(String child, EventLoop loop, Recorder recorder, IntPredicate process) {
        this.child = child;
        this.loop = loop;
        this.recorder = recorder;
        this.process = process;
    }

    /** Whether any has reached the process. Any thread may ask. */
    public boolean haveReachedIt() {
        return delivered;
    }

    /** Sends a signal of the test; false if there is no process to take it. */
    public boolean send(int number) {
        return send(number, Optional.empty());
    }

    /** As {@link #send(int)}, for somebody else. */
    public void send(int number, String sender) {
        send(number, Optional.of(sender));
    }

    private boolean send(int number, Optional<String> sender) {
        var now = loop.moment();
        boolean taken = deliver(number);
        var signal = number == 0 ? "signal 0" : Signal.nameOf(number);
        recorder.record(child, now, stamp -> new Event.SignalSent(stamp, number, signal, taken, sender));
        return taken;
    }

    /**
     * Sends a signal of the test to others as well, after the process; false if it reached nobody.
     *
     * @param isFirst whether the process itself is to get it, too
     * @param others sends it to the others
     */
    boolean send(int number, boolean isFirst, Supplier<Event.Reach> others) {
        var now = loop.moment();
        boolean taken = isFirst && deliver(number);
        var reach = others.get();
        recorder.record(
                child,
                now,
                stamp -> new Event.SignalSent(
                        stamp, number, Signal.nameOf(number), taken, Optional.empty(), Optional.of(reach)));
        return taken || !reach.pids().isEmpty();
    }

    private boolean deliver(int number) {
        try {
            boolean taken = process.test(number);
            delivered |= taken;
            return taken;
        } catch (PosixException failure) {
            var text = "kill " + Signal.nameOf(number) + ": " + failure.getMessage();
            recorder.record(child, stamp -> new Event.ErrorRaised(stamp, failure.errnoName(), text));
            return false;
        }
    }
}
