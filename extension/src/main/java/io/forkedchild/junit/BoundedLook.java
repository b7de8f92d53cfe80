package io.forkedchild.junit;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A look that takes a limited time, in a thread of its own: the thread of the test may be interrupted, which would end the
 * look, and close the files that it reads.
 */
final class BoundedLook {

    private final FutureTask<String> look;
    private final Duration atMost;

    private BoundedLook(Supplier<String> look, Duration atMost) {
        this.look = new FutureTask<>(look::get);
        this.atMost = atMost;
    }

    /** @param unable makes the answer of the reason why there is none */
    static String of(Supplier<String> look, Duration atMost, Function<String, String> unable) {
        var bounded = new BoundedLook(look, atMost);
        try {
            return bounded.answer();
        } catch (ExecutionException failed) {
            return unable.apply(String.valueOf(failed.getCause()));
        } catch (TimeoutException late) {
            return unable.apply("looking took longer than " + atMost.toSeconds() + " s");
        }
    }

    private String answer() throws ExecutionException, TimeoutException {
        var thread = new Thread(look, "forkedchild-evidence");
        thread.setDaemon(true);
        thread.start();
        long deadline = System.nanoTime() + atMost.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return Objects.requireNonNull(look.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS));
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
}
