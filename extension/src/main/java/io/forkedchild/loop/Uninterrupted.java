package io.forkedchild.loop;

import java.time.Duration;

/** Waits that an interrupt does not cut short; it shows afterwards. */
public final class Uninterrupted {

    private Uninterrupted() {}

    /** A wait that an interrupt ends. */
    public interface Wait {
        /** Whether what is waited for has come within the time. */
        boolean endsWithin(long nanos) throws InterruptedException;
    }

    /** Whether what is waited for has come within the time. */
    public static boolean await(Duration atMost, Wait wait) {
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return wait.endsWithin(Math.max(0, deadline - System.nanoTime()));
                } catch (InterruptedException interrupt) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Whether the thread has ended within the time. */
    public static boolean join(Thread thread, Duration atMost) {
        return await(atMost, nanos -> {
            thread.join(Math.max(1, nanos / 1_000_000));
            return !thread.isAlive();
        });
    }
}
