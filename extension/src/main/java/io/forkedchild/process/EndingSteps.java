package io.forkedchild.process;

import java.time.Duration;
import java.util.Optional;

/**
 * How {@code close()} and the end of a test end a child: its channel is closed and it gets a signal; what still runs after the grace is
 * killed by SIGKILL. With {@link #closing(Duration)}, its stdin and its channel are closed before, and it has a while to end of that. The
 * timeline says which step has worked.
 *
 * @param closing how long a child may take to end after its stdin and its channel were closed; empty: it gets the signal at once
 * @param signal what it is asked with
 * @param grace how long it may take after the signal; empty: as long as the settings say
 */
public record EndingSteps(Optional<Duration> closing, Signal signal, Optional<Duration> grace) {

    private static final EndingSteps DEFAULTS = new EndingSteps(Optional.empty(), Signal.SIGTERM, Optional.empty());

    /** Refuses negative durations. */
    public EndingSteps {
        closing.ifPresent(time -> requireNotNegative("closing", time));
        grace.ifPresent(time -> requireNotNegative("grace", time));
    }

    /** SIGTERM at once, and the grace of the settings. */
    public static EndingSteps defaults() {
        return DEFAULTS;
    }

    /** The same with stdin and channel closed first, and so long for the child to end of that. */
    public EndingSteps closing(Duration atMost) {
        return new EndingSteps(Optional.of(atMost), signal, grace);
    }

    /** The same with another signal instead of SIGTERM. */
    public EndingSteps signal(Signal other) {
        return new EndingSteps(closing, other, grace);
    }

    /** As {@link #signal(Signal)}, by name in any case: {@code "SIGINT"}. */
    public EndingSteps signal(String name) {
        return signal(Signal.named(name));
    }

    /** The same with another time between the signal and SIGKILL. */
    public EndingSteps grace(Duration atMost) {
        return new EndingSteps(closing, signal, Optional.of(atMost));
    }

    private static void requireNotNegative(String name, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException(name + ": must not be negative, was " + time);
        }
    }
}
