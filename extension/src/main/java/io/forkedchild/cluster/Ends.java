package io.forkedchild.cluster;

import io.forkedchild.loop.Uninterrupted;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that an interrupt does not cut short. They last 10 s at most. */
final class Ends {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private Ends() {}

    static void await(Thread thread) {
        require(Uninterrupted.join(thread, BOUND), thread.getName());
    }

    static void await(String what, CountDownLatch latch) {
        require(Uninterrupted.await(BOUND, nanos -> latch.await(nanos, TimeUnit.NANOSECONDS)), what);
    }

    private static void require(boolean hasEnded, String what) {
        if (!hasEnded) {
            throw new IllegalStateException(what + " has not ended for " + BOUND.toSeconds() + " s");
        }
    }
}
