package io.forkedchild.recording;

import java.time.Duration;

/** Waits for threads of the library. */
public final class Threads {

    private Threads() {}

    /** Waits for the end of a thread, not cut short by an interrupt, which shows afterwards; false if it has not ended in time. */
    public static boolean join(Thread thread, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        while (thread.isAlive() && deadline - System.nanoTime() > 0) {
            try {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException interrupt) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
