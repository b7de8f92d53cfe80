package io.forkedchild;

import io.forkedchild.timeline.Event;
import java.util.Optional;

/** How the exits of two children of the same test stand to each other in its timeline. */
public enum ExitOrder {
    /** The first child has exited; the other did so later, or has not. */
    BEFORE,
    /** The other child has exited; the first one did so later, or has not. */
    AFTER,
    /** Both have exited, and the event loop saw it in the same wake-up: nobody knows which was first. */
    UNKNOWN,
    /** Neither has exited; who never started never does. */
    NEITHER;

    /**
     * How it stands at this moment.
     *
     * @throws IllegalArgumentException if the children do not belong to the same test, so that their exits stand in no
     *     common timeline, or if they are one and the same
     */
    public static ExitOrder of(ForkedChild one, ForkedChild other) {
        Check.given("other", other);
        one.requireSameTest(other);
        if (one == other) {
            throw new IllegalArgumentException("other: " + one.name() + " exits once, neither before nor after itself");
        }
        var order = present(one, other);
        if (order == UNKNOWN
                || order == NEITHER
                || (exit(one).isPresent() && exit(other).isPresent())) {
            return order;
        }
        one.process().loop().call(() -> true); // the exit of the other may be the next thing in the same wake-up
        return present(one, other);
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
