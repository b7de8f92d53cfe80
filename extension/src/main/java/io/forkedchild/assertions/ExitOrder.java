package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.text.Check;
import io.forkedchild.timeline.Event;
import java.time.Duration;
import java.util.Optional;

/** How the exits of two children of the same test stand to each other in its timeline. */
enum ExitOrder {
    /** The first child has exited; the other did so later, or has not. */
    BEFORE,
    /** The other child has exited; the first one did so later, or has not. */
    AFTER,
    /** Both have exited, and the event loop saw it in the same wake-up: nobody knows which was first. */
    UNKNOWN,
    /** Neither has exited; a child that never started never does. */
    NEITHER;

    /**
     * How it stands at this moment.
     *
     * @throws IllegalArgumentException if the children do not belong to the same test, so that their exits stand in no
     *     common timeline, or if they are one and the same
     */
    static ExitOrder of(ForkedChild one, ForkedChild other) {
        Check.given("other", other);
        requireCommonTimeline(one, other);
        if (one == other) {
            throw new IllegalArgumentException("other: " + one.name() + " exits once, neither before nor after itself");
        }
        var order = present(one, other);
        if (order == UNKNOWN
                || order == NEITHER
                || (exit(one).isPresent() && exit(other).isPresent())) {
            return order;
        }
        one.inspection()
                .holdsWithin(Duration.ZERO, () -> true); // the other exit may be the next thing in the same wake-up
        return present(one, other);
    }

    /**
     * Whatever the two do stands in one timeline, so that it can have an order.
     *
     * @throws IllegalArgumentException if it does not, since they belong to different tests, or one to the test and one to the class
     */
    static void requireCommonTimeline(ForkedChild one, ForkedChild other) {
        if (!one.inspection().isOfSameTest(other)) {
            throw new IllegalArgumentException(one.name() + " and " + other.name()
                    + " do not belong to the same test: only what one ForkedChildren launches has one timeline");
        }
    }

    private static ExitOrder present(ForkedChild one, ForkedChild other) {
        var mine = exit(one);
        var its = exit(other);
        if (mine.isEmpty() || its.isEmpty()) {
            return mine.isPresent() ? BEFORE : its.isPresent() ? AFTER : NEITHER;
        }
        if (mine.get().tiedWith(its.get())) {
            return UNKNOWN;
        }
        return mine.get().sequence() < its.get().sequence() ? BEFORE : AFTER;
    }

    private static Optional<Event.Exited> exit(ForkedChild child) {
        return child.timeline().first(Event.Exited.class);
    }
}
