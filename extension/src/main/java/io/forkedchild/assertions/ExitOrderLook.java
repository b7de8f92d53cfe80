package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import io.forkedchild.timeline.Event;
import java.util.Optional;

/** Which of two children did something first. */
final class ExitOrderLook {

    private static final String UNKNOWN =
            "both exits were seen in the same wake-up of the event loop, so that nobody knows which was first";

    private ExitOrderLook() {}

    /** Whether the first exited before the other. */
    static Verdict ofExits(ForkedChild first, ForkedChild other) {
        var order = ExitOrder.of(first, other);
        var what = first.name() + " has not exited before " + other.name();
        if (ChildSentences.hasNeverStarted(other)) {
            return Verdict.fails(() -> new Reason(what, other.name() + " never started"));
        }
        if (ChildSentences.hasNeverStarted(first)) {
            return Verdict.fails(() -> new Reason(what, ChildSentences.of(first)));
        }
        return switch (order) {
            case BEFORE -> Verdict.HOLDS;
            case UNKNOWN -> Verdict.fails(() -> new Reason(what, UNKNOWN));
            case AFTER -> Verdict.fails(() -> new Reason(what, after(first, other)));
            case NEITHER -> Verdict.missing(() -> new Reason(what, ChildSentences.of(first)));
        };
    }

    private static String after(ForkedChild first, ForkedChild other) {
        var mine = exit(first);
        var its = exit(other).orElseThrow();
        return mine.map(exit -> ChildSentences.of(first) + " "
                        + ExitedWithin.millis(exit.time().minus(its.time())) + " after " + other.name())
                .orElse(other.name() + " has exited, and " + first.name() + " is still running");
    }

    private static Optional<Event.Exited> exit(ForkedChild child) {
        return child.timeline().first(Event.Exited.class);
    }
}
