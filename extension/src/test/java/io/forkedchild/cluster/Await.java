package io.forkedchild.cluster;

import io.forkedchild.ForkedChild;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what a worker does, with a bound that only a broken test reaches. */
final class Await {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private Await() {}

    static ForkedChild closed(ForkedChild worker) {
        return until(worker, worker::isClosed);
    }

    static ForkedChild messages(ForkedChild worker, int count) {
        return until(worker, () -> worker.messages().size() >= count);
    }

    static ForkedChild until(ForkedChild worker, BooleanSupplier condition) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        var mark = worker.mark();
        while (!condition.getAsBoolean()) {
            var left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative()) {
                throw new AssertionError("not within " + BOUND + "\n" + worker.evidence() + "\n" + worker.timeline());
            }
            try {
                mark.await(left);
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", interrupt);
            }
            mark = worker.mark();
        }
        return worker;
    }
}
