package io.forkedchild.dossier;

import java.time.Duration;

/** The time that looks at the children of a test may take, all together. */
public final class LookBudget {

    private static final Duration WHOLE = Duration.ofSeconds(2);

    /** With less, a look is short: this much is kept for many short ones. */
    private static final Duration KEPT_FOR_SHORT_LOOKS = Duration.ofMillis(600);

    private long left = WHOLE.toNanos();

    synchronized Duration left() {
        return Duration.ofNanos(Math.max(0, left));
    }

    /** What a look with pauses and with questions to a runtime may take. */
    Duration leftForLongLooks() {
        var rest = left().minus(KEPT_FOR_SHORT_LOOKS);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    synchronized void spend(long nanos) {
        left -= nanos;
    }
}
