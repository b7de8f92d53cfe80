package io.forkedchild;

import io.forkedchild.running.Ending;
import io.forkedchild.text.Check;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How long a test waits for its children, and what is ready for them.
 *
 * @param patience how long an assertion, or a write to a child that does not read, waits before it fails
 * @param grace how long a child that was asked to end has until it is killed
 * @param timeFactor stretches both, and every other time that an assertion is given: more than 1 on a slow machine
 * @param warmJvms how many JVMs wait for the next {@code fork} of a class or a lambda that is launched as two earlier ones
 *     were; of each of the four kinds of launches that were used last. Each is used once
 * @param classDataArchives a directory for archives of the classes that forked JVMs need besides those of their programs, so
 *     that those start sooner which load Jackson; one that is missing is made by the first fork, which takes about a second.
 *     Used where the library comes in a jar, by forks with the test's own {@code java} and class path
 */
public record Settings(
        Duration patience, Duration grace, double timeFactor, int warmJvms, Optional<Path> classDataArchives) {

    /** How long a child may take from the end of its pipes to its own. */
    private static final Duration SETTLING = Duration.ofMillis(250);

    private static final int MOST_WARM_JVMS = 64;
    private static final int HIGHEST_TIME_FACTOR = 1000;
    private static final Settings DEFAULTS =
            new Settings(Duration.ofSeconds(5), Duration.ofSeconds(2), 1, 0, Optional.empty());

    /** Refuses negative durations and numbers, a factor of 0 or above 1000, and more than 64 warm JVMs. */
    public Settings {
        requireNotNegative("patience", patience);
        requireNotNegative("grace", grace);
        Check.that(
                timeFactor > 0 && timeFactor <= HIGHEST_TIME_FACTOR,
                "timeFactor",
                "must be above 0, and at most " + HIGHEST_TIME_FACTOR,
                timeFactor);
        Check.that(
                warmJvms >= 0 && warmJvms <= MOST_WARM_JVMS,
                "warmJvms",
                "must be between 0 and " + MOST_WARM_JVMS,
                warmJvms);
        Objects.requireNonNull(classDataArchives, "classDataArchives");
    }

    /** Patience 5 s, grace 2 s, not stretched, no warm JVMs, no archives. */
    public static Settings defaults() {
        return DEFAULTS;
    }

    /** The same with another patience. */
    public Settings patience(Duration value) {
        return new Settings(value, grace, timeFactor, warmJvms, classDataArchives);
    }

    /** The same with another grace. */
    public Settings grace(Duration value) {
        return new Settings(patience, value, timeFactor, warmJvms, classDataArchives);
    }

    /** The same with another time factor. */
    public Settings timeFactor(double value) {
        return new Settings(patience, grace, value, warmJvms, classDataArchives);
    }

    /** How long the end of children may take, stretched by the time factor. */
    Ending.Bounds bounds() {
        return new Ending.Bounds(stretched(SETTLING), stretched(grace));
    }

    /** The time as it is on this machine: stretched by the time factor. */
    public Duration stretched(Duration time) {
        if (timeFactor == 1) {
            return time;
        }
        try {
            return Duration.ofNanos((long) Math.ceil(time.toNanos() * timeFactor)); // saturates
        } catch (ArithmeticException centuries) {
            return time;
        }
    }

    /** The same with another number of warm JVMs. */
    public Settings warmJvms(int value) {
        return new Settings(patience, grace, timeFactor, value, classDataArchives);
    }

    /** The same with a directory for class-data archives, which is made if it is missing. */
    public Settings classDataArchives(Path directory) {
        return new Settings(patience, grace, timeFactor, warmJvms, Optional.of(directory));
    }

    private static void requireNotNegative(String name, Duration value) {
        Check.that(!Check.given(name, value).isNegative(), name, "must not be negative", value);
    }
}
