package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How long a child may live, from its launch to its exit.
 *
 * @param limit by the clock of the timeline
 */
record ExitedWithin(ForkedChild child, Duration limit) {

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    /** A wait that ends with the limit would not see that it is over. */
    private static final Duration BEYOND = Duration.ofMillis(100);

    /** Refuses a negative limit. */
    ExitedWithin {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("limit: must not be negative, was " + limit);
        }
    }

    /** What is longer than anybody lives is for ever. */
    static Duration bounded(Duration time) {
        return time.compareTo(FOR_EVER) < 0 ? time : FOR_EVER;
    }

    /** How long a wait takes that sees the end of the limit. */
    Duration remaining() {
        var left = limit.minus(child.lifetime());
        return left.isNegative() ? Duration.ZERO : left.plus(BEYOND);
    }

    Verdict look() {
        boolean ended = child.exitStatus().isPresent(); // asked first: then the lifetime is the final one
        var lived = child.lifetime();
        var what = child.name() + " has not exited within " + millis(limit) + " of its launch";
        if (ChildSentences.hasNeverStarted(child)) {
            return Verdict.fails(() -> new Reason(what, ChildSentences.of(child)));
        }
        if (lived.compareTo(limit) > 0) {
            return Verdict.fails(() -> new Reason(what, ended ? late(lived) : running(lived)));
        }
        return ended ? Verdict.HOLDS : Verdict.missing(() -> new Reason(what, running(lived)));
    }

    private String late(Duration lived) {
        return ChildSentences.of(child) + " after " + millis(lived) + ", " + millis(lived.minus(limit)) + " too late";
    }

    private static String running(Duration lived) {
        return "it is still running after " + millis(lived);
    }

    /** {@code 50 ms}, {@code 0.2 ms}: in tenths where it is little. */
    static String millis(Duration time) {
        var millis = BigDecimal.valueOf(time.toNanos() / 100_000, 1);
        boolean isLittle = time.toMillis() < 10 && millis.stripTrailingZeros().scale() > 0;
        return (isLittle ? millis.toString() : String.valueOf(time.toMillis())) + " ms";
    }
}
