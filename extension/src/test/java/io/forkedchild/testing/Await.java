package io.forkedchild.testing;

import io.forkedchild.ForkedChild;
import io.forkedchild.timeline.TimelineMark;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Waits for what a child does, with a bound that only a broken test reaches. */
public final class Await {

    private static final Duration BOUND = Duration.ofSeconds(40);

    private Await() {}

    public static ForkedChild closed(ForkedChild child) {
        return until(child, child::isClosed);
    }

    public static ForkedChild exited(ForkedChild child) {
        return until(child, () -> child.exitStatus().isPresent());
    }

    public static ForkedChild disconnected(ForkedChild child) {
        return until(child, () -> !child.connected());
    }

    public static ForkedChild messages(ForkedChild child, int count) {
        return until(child, () -> child.messages().size() >= count);
    }

    public static ForkedChild printed(ForkedChild child, String text) {
        return until(child, () -> child.stdout().text().contains(text));
    }

    /** Until the child has printed a text that often. */
    public static ForkedChild printed(ForkedChild child, String text, int times) {
        return until(child, () -> child.stdout().text().split(Pattern.quote(text), -1).length > times);
    }

    public static ForkedChild until(ForkedChild child, BooleanSupplier condition) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        var mark = child.inspection().mark();
        while (!condition.getAsBoolean()) {
            var left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative()) {
                throw new AssertionError("not within " + BOUND + "\n" + child.evidence() + "\n" + child.timeline());
            }
            await(mark, left);
            mark = child.inspection().mark();
        }
        return child;
    }

    private static void await(TimelineMark mark, Duration left) {
        try {
            mark.await(left);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupt);
        }
    }
}
