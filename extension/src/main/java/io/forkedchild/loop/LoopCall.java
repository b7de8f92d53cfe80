package io.forkedchild.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a thread waits for that asked the loop. The wait is short, bounded, and not cut by an interrupt, so that what the
 * loop hands over always finds its owner.
 */
final class LoopCall<T extends @Nullable Object> {

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final Supplier<T> task;
    private final CountDownLatch done = new CountDownLatch(1);
    private @Nullable T result;
    private @Nullable Throwable failure;

    LoopCall(Supplier<T> task) {
        this.task = task;
    }

    void run() {
        result = task.get();
        done.countDown();
    }

    void failed(Throwable thrown) {
        failure = thrown;
        done.countDown();
    }

    @SuppressWarnings("NullAway") // the result is a T once the latch is open
    T await(Thread loop) {
        if (!Uninterrupted.await(BOUND, nanos -> done.await(nanos, TimeUnit.NANOSECONDS))) {
            throw stuck(loop);
        }
        if (failure != null) {
            throw thrown(failure);
        }
        return result;
    }

    private static IllegalStateException stuck(Thread loop) {
        var error = new IllegalStateException("the event loop has not answered for " + BOUND.toSeconds() + " s ("
                + (loop.isAlive() ? "its stack is below" : "its thread has ended") + ")");
        error.setStackTrace(loop.getStackTrace());
        return error;
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException exception ? exception : new IllegalStateException(failure);
    }

    static void join(Thread thread) {
        if (!Uninterrupted.join(thread, BOUND)) {
            throw stuck(thread);
        }
    }
}
