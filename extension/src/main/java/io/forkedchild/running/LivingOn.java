package io.forkedchild.running;

import io.forkedchild.launch.EndOfJvm;
import io.forkedchild.leftovers.Family;
import io.forkedchild.leftovers.Sweep;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A detached child that may live on after its test, for a time, and with what it has started. */
public final class LivingOn {

    private final Family family;
    private final long deadline;
    private final Duration killing;

    private LivingOn(Family family, Duration atMost, Duration killing) {
        this.family = family;
        this.deadline = System.nanoTime() + atMost.toNanos();
        this.killing = killing;
    }

    /** Whether it runs, and the test has said how long it may live. */
    public static boolean isAllowed(ChildProcess child) {
        return child.leftBehind().mayLive().isPresent()
                && child.pid() != 0
                && child.status().isEmpty();
    }

    /** Lets it go: the test's ends of its descriptors are closed, and a thread ends it in time; the end of the JVM does before. */
    public static void begin(ChildProcess child, Ending.Bounds bounds) {
        var atMost = bounds.stretched().apply(child.leftBehind().mayLive().orElseThrow());
        child.loop().call(() -> {
            child.note("it may live on for " + atMost.toMillis() + " ms after its test");
            child.streams().closeInputs();
            child.closeEnds();
            return true;
        });
        child.family()
                .map(family -> new LivingOn(family, atMost, bounds.killing()))
                .ifPresent(LivingOn::start);
    }

    private void start() {
        var thread = new Thread(this::end, "forkedchild-living-on");
        thread.setDaemon(true);
        thread.start();
    }

    private void end() {
        for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        Sweep.of(List.of(family), killing);
        EndOfJvm.current().forget(family);
    }
}
