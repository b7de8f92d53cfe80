package io.forkedchild;

import java.time.Duration;

/**
 * How long a test waits for its children.
 *
 * @param patience how long an assertion, or a write to a child that does not read, waits before it fails
 * @param grace how long a child that was asked to end has until it is killed
 */
public record Settings(Duration patience, Duration grace) {

    private static final Settings DEFAULTS = new Settings(Duration.ofSeconds(5), Duration.ofSeconds(2));

    /** Refuses negative durations. */
    public Settings {
        requireNotNegative("patience", patience);
        requireNotNegative("grace", grace);
    }

    /** Patience 5 s, grace 2 s. */
    public static Settings defaults() {
        return DEFAULTS;
    }

    /** The same with another patience. */
    public Settings patience(Duration value) {
        return new Settings(value, grace);
    }

    /** The same with another grace. */
    public Settings grace(Duration value) {
        return new Settings(patience, value);
    }

    private static void requireNotNegative(String name, Duration value) {
        Check.that(!Check.given(name, value).isNegative(), name, "must not be negative", value);
    }
}
