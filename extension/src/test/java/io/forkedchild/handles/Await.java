package io.forkedchild.handles;

import io.forkedchild.ForkedChild;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Waits for what a child does, with a bound that only a broken test reaches. */
final class Await {

    private static final Duration BOUND = Duration.ofSeconds(40);

    private Await() {}

    static ForkedChild closed(ForkedChild child) {
        return until(child, child::isClosed);
    }

    static ForkedChild messages(ForkedChild child, int count) {
        return until(child, () -> child.messages().size() >= count);
    }

    /** Until the child has printed a text that often. */
    static ForkedChild printed(ForkedChild child, String text, int times) {
        return until(child, () -> child.stdout().text().split(Pattern.quote(text), -1).length > times);
    }

    static ForkedChild error(ForkedChild child, String code) {
        return until(child, () -> HandleChildren.errorsOf(child).contains(code));
    }

    static ForkedChild until(ForkedChild child, BooleanSupplier condition) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        var mark = child.mark();
        while (!condition.getAsBoolean()) {
            var left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative()) {
                throw new AssertionError("not within " + BOUND + "\n" + child.evidence() + child.timeline());
            }
            try {
                mark.await(left);
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", interrupt);
            }
            mark = child.mark();
        }
        return child;
    }
}
