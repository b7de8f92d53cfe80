package io.forkedchild;

import io.forkedchild.process.LeftoverHandling;
import io.forkedchild.running.Ending;
import io.forkedchild.text.Check;
import io.forkedchild.text.Secrets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How long a test waits for its children, and what is ready for them.
 *
 * @param patience how long an assertion, or a write to a child that does not read, waits before it fails
 * @param grace how long a child that was asked to end has until it is killed
 * @param timeFactor stretches both, and every other time that an assertion is given: more than 1 on a slow machine
 * @param jvms what makes many forked JVMs start faster
 * @param leftovers what becomes of a test whose children have left processes behind
 * @param mask a regular expression for further secrets: text that matches is masked wherever text leaves the test JVM, and so is the
 *     value of a variable whose whole name matches
 */
public record Settings(
        Duration patience,
        Duration grace,
        double timeFactor,
        JvmSettings jvms,
        LeftoverHandling leftovers,
        Optional<String> mask) {

    /** How long a child may take from the end of its pipes to its own. */
    static final Duration SETTLING = Duration.ofMillis(250);

    /** How long the kernel may take to let killed processes go. */
    private static final Duration KILLING = Duration.ofSeconds(10);

    private static final int HIGHEST_TIME_FACTOR = 1000;
    private static final Settings DEFAULTS = new Settings(
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            1,
            JvmSettings.defaults(),
            LeftoverHandling.FAIL,
            Optional.empty());

    /** Refuses negative durations and a factor of 0 or above 1000. */
    public Settings {
        requireNotNegative("patience", patience);
        requireNotNegative("grace", grace);
        Check.that(
                timeFactor > 0 && timeFactor <= HIGHEST_TIME_FACTOR,
                "timeFactor",
                "must be above 0, and at most " + HIGHEST_TIME_FACTOR,
                timeFactor);
        Objects.requireNonNull(jvms, "jvms");
        Objects.requireNonNull(leftovers, "leftovers");
        mask.ifPresent(Settings::pattern);
    }

    /** Patience 5 s, grace 2 s, not stretched, {@linkplain JvmSettings#defaults() forked JVMs as they are}, leftovers fail. */
    public static Settings defaults() {
        return DEFAULTS;
    }

    /** The same with another patience. */
    public Settings patience(Duration value) {
        return new Settings(value, grace, timeFactor, jvms, leftovers, mask);
    }

    /** The same with another grace. */
    public Settings grace(Duration value) {
        return new Settings(patience, value, timeFactor, jvms, leftovers, mask);
    }

    /** The same with another time factor. */
    public Settings timeFactor(double value) {
        return new Settings(patience, grace, value, jvms, leftovers, mask);
    }

    /** How long the end of children may take, stretched by the time factor. */
    Ending.Bounds bounds() {
        return new Ending.Bounds(stretched(SETTLING), stretched(grace), stretched(KILLING), this::stretched);
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

    /** The same with other settings of forked JVMs. */
    public Settings jvms(JvmSettings value) {
        return new Settings(patience, grace, timeFactor, value, leftovers, mask);
    }

    /** The same with another handling of processes that children leave behind. */
    public Settings leftovers(LeftoverHandling value) {
        return new Settings(patience, grace, timeFactor, jvms, value, mask);
    }

    /** The same with another expression for further secrets. */
    public Settings mask(String regex) {
        return new Settings(patience, grace, timeFactor, jvms, leftovers, Optional.of(Check.given("mask", regex)));
    }

    Secrets secrets() {
        return new Secrets(mask.map(Settings::pattern));
    }

    private static Pattern pattern(String mask) {
        try {
            return Pattern.compile(mask);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "mask: must be a regular expression, was '" + mask + "': " + wrong.getDescription() + " at index "
                            + wrong.getIndex(),
                    wrong);
        }
    }

    private static void requireNotNegative(String name, Duration value) {
        Check.that(!Check.given(name, value).isNegative(), name, "must not be negative", value);
    }
}
