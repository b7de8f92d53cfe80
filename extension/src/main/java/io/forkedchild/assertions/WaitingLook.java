package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at a child until that gives a final verdict or the time is over, and says what came out. */
final class WaitingLook {

    /** What came a little later than that is told of; a failure takes so much longer. */
    private static final Duration LONGEST_LATENESS = Duration.ofSeconds(1);

    private static final int LATENESS = 5;

    private final ForkedChild child;
    private final Supplier<ForkedChild> culprit;
    private final Duration atMost;
    private final Supplier<Verdict> look;
    private Verdict last = Verdict.HOLDS_SO_FAR;

    WaitingLook(ForkedChild child, Duration atMost, Supplier<Verdict> look) {
        this(child, () -> child, atMost, look);
    }

    /**
     * About several children of one test.
     *
     * @param child any of them
     * @param culprit tells, after the last look, whose evidence is shown
     */
    WaitingLook(ForkedChild child, Supplier<ForkedChild> culprit, Duration atMost, Supplier<Verdict> look) {
        this.child = child;
        this.culprit = culprit;
        this.atMost = atMost;
        this.look = look;
    }

    /** The time that a test gives with {@code within}, which must not be negative. */
    static Duration time(Duration within) {
        return time("within", within);
    }

    /** @param name of the parameter, for a refusal */
    static Duration time(String name, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + ": must not be negative, was " + time);
        }
        return ExitedWithin.bounded(time);
    }

    /** Waits in the calling thread; the failure, if it comes to that. */
    Optional<Failure> pass() {
        child.inspection().holdsWithin(atMost, this::isDecided);
        if (last.holds()) {
            return Optional.empty();
        }
        var limit = last.limit(atMost);
        var reason = last.reason().get();
        var shown = culprit.get();
        var late = lateness();
        ChildSentences.awaitClose(shown);
        return Optional.of(new Failure(Verdict.failureText(reason, limit, late, shown), reason));
    }

    /** What failed. */
    record Failure(String text, Reason reason) {}

    private boolean isDecided() {
        last = look.get();
        return last.isFinal();
    }

    /** Whether what was awaited came as soon as nobody waited for it any more. */
    private Optional<String> lateness() {
        var longest = atMost.dividedBy(LATENESS);
        if (last.isFinal() || longest.isZero() || Thread.currentThread().isInterrupted()) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        child.inspection()
                .holdsWithin(longest.compareTo(LONGEST_LATENESS) < 0 ? longest : LONGEST_LATENESS, this::isDecided);
        long millis = (System.nanoTime() - start) / 1_000_000;
        return last.holds() && last.isFinal()
                ? Optional.of("too late: it came " + (millis == 0 ? "less than 1" : millis)
                        + " ms after the wait was over; within(…) and @Patience allow more")
                : Optional.empty();
    }
}
