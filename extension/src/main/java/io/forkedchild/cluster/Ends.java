package io.forkedchild.cluster;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that an interrupt does not cut short; it shows afterwards. They last 10 s at most. */
final class Ends {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private interface Wait {
        boolean endsWithin(long millis) throws InterruptedException;
    }

    private Ends() {}

    static void await(Thread thread) {
        await(thread.getName(), millis -> {
            thread.join(millis);
            return !thread.isAlive();
        });
    }

    static void await(String what, CountDownLatch latch) {
        await(what, millis -> latch.await(millis, TimeUnit.MILLISECONDS));
    }

    private static void await(String what, Wait wait) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        boolean interrupted = false;
        boolean over = false;
        while (!over) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new IllegalStateException(what + " has not ended for " + BOUND.toSeconds() + " s");
            }
            try {
                over = wait.endsWithin(left);
            } catch (InterruptedException interrupt) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
