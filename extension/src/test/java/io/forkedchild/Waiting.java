package io.forkedchild;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for children without the adapters. */
public final class Waiting {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private Waiting() {}

    public static ForkedChild closed(ForkedChild child) {
        return until(child, child::isClosed);
    }

    public static ForkedChild exited(ForkedChild child) {
        return until(child, () -> child.exitStatus().isPresent());
    }

    /** Waits for text on stdout, so that what follows finds the child where it is to be. */
    public static ForkedChild printed(ForkedChild child, String text) {
        return until(child, () -> child.stdout().text().contains(text));
    }

    static ForkedChild until(ForkedChild child, BooleanSupplier condition) {
        if (!child.process().recorder().awaitCondition(condition, BOUND)) {
            throw new AssertionError("not within " + BOUND.toSeconds() + " s\n" + child.evidence());
        }
        return child;
    }
}
