package io.forkedchild;

import io.forkedchild.process.AbortSignal;
import io.forkedchild.process.Signal;
import io.forkedchild.text.Check;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The options that all verbs share. Options are immutable: every method returns a copy with one thing changed, and refuses
 * at once what cannot be right ({@link IllegalArgumentException}; {@link NullPointerException} for null). Names and
 * defaults are those of Node's {@code child_process}.
 *
 * @param <S> the options of the verb
 */
public abstract sealed class LaunchOptions<S extends LaunchOptions<S>> permits StdioOptions, ExecOptions {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    final Choices choices;

    LaunchOptions(Choices choices) {
        this.choices = choices;
    }

    abstract S of(Choices changed);

    final S with(Consumer<Choices> change) {
        Choices changed = choices.copy();
        change.accept(changed);
        return of(changed);
    }

    /** What the child is called in the timeline and in failures, instead of the name of its program. */
    public final S name(String name) {
        Check.that(!Check.text("options.name", name).isBlank(), "options.name", "must not be blank", name);
        return with(choices -> choices.name = Optional.of(name));
    }

    /** The child's working directory; the empty path, and the default, is that of the test JVM. */
    public final S cwd(Path cwd) {
        boolean inherited = Check.given("options.cwd", cwd).toString().isEmpty();
        return with(choices -> choices.cwd = inherited ? Optional.empty() : Optional.of(cwd));
    }

    /** The complete environment of the child; what the test JVM has and what was set before is not in it. */
    public final S env(Map<String, String> env) {
        Map<String, String> complete = Check.variables("options.env", env);
        return with(choices -> {
            choices.env = Optional.of(complete);
            choices.variables = Map.of();
        });
    }

    /** Sets one variable in the environment that the child would get otherwise, be it inherited or given. */
    public final S env(String name, String value) {
        boolean right = !Check.filled("options.env name", name).contains("=");
        Check.that(right, "options.env name", "must not contain '='", name);
        Map<String, String> variables = new LinkedHashMap<>(choices.variables);
        variables.put(name, value);
        Map<String, String> checked = Check.variables("options.env", variables);
        return with(choices -> choices.variables = checked);
    }

    /** The user that the child runs as; drops supplementary groups. Needs the privilege, and {@code setpriv}. */
    public final S uid(int uid) {
        OptionalInt checked = OptionalInt.of(Check.id("options.uid", uid));
        return with(choices -> choices.uid = checked);
    }

    /** The group that the child runs as; drops supplementary groups. Needs the privilege, and {@code setpriv}. */
    public final S gid(int gid) {
        OptionalInt checked = OptionalInt.of(Check.id("options.gid", gid));
        return with(choices -> choices.gid = checked);
    }

    /** How long the child may run before it gets the {@code killSignal}; zero, the default, is for ever. */
    public final S timeout(Duration timeout) {
        Check.that(
                !Check.given("options.timeout", timeout).isNegative(),
                "options.timeout",
                "must not be negative",
                timeout);
        boolean forEver = timeout.isZero() || timeout.compareTo(LONGEST) > 0;
        return with(choices -> choices.timeout = forEver ? Optional.empty() : Optional.of(timeout));
    }

    /**
     * What ends the child at its timeout, abort or excess of output; SIGTERM by default. An abort of {@code exec} or
     * {@code execFile} is always SIGTERM, as in Node.
     */
    public final S killSignal(Signal killSignal) {
        Check.given("options.killSignal", killSignal);
        return with(choices -> choices.killSignal = killSignal);
    }

    /** As {@link #killSignal(Signal)}, by name in any case. */
    public final S killSignal(String killSignal) {
        return killSignal(signalNamed(killSignal));
    }

    /** As {@link #killSignal(Signal)}, by number; 0 and real-time signals are refused. */
    public final S killSignal(int killSignal) {
        return killSignal(Signal.of(killSignal).orElseThrow(() -> unknownSignal(killSignal)));
    }

    /** Aborts the child; if it is aborted already, the child is launched and killed. */
    public final S signal(AbortSignal signal) {
        Check.given("options.signal", signal);
        return with(choices -> choices.signal = Optional.of(signal));
    }

    /** Accepted for the sake of options taken from Node; means nothing on Linux. */
    public final S windowsHide(boolean windowsHide) {
        return of(choices);
    }

    /** Accepted for the sake of options taken from Node; means nothing on Linux. */
    public final S windowsVerbatimArguments(boolean windowsVerbatimArguments) {
        return of(choices);
    }

    private static Signal signalNamed(String name) {
        try {
            return Signal.named(name);
        } catch (IllegalArgumentException unknown) {
            throw unknownSignal(name);
        }
    }

    private static IllegalArgumentException unknownSignal(Object value) {
        return Check.refusal(
                "options.killSignal", "must be one of " + Arrays.toString(Signal.values()) + " or its number", value);
    }
}
