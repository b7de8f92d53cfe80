package io.forkedchild;

import io.forkedchild.launch.RecordingLimit;
import io.forkedchild.launch.Variables;
import io.forkedchild.process.AbortSignal;
import io.forkedchild.process.EndingSteps;
import io.forkedchild.process.ExcessHandling;
import io.forkedchild.process.Framing;
import io.forkedchild.process.ResourceLimits;
import io.forkedchild.process.Signal;
import io.forkedchild.text.Check;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options that all verbs share. Options are immutable: every method returns a copy with one thing changed, and refuses
 * at once what cannot be right ({@link IllegalArgumentException}; {@link NullPointerException} for null). Names and
 * defaults are those of Node's {@code child_process}.
 *
 * @param <S> the options of the verb
 */
public abstract sealed class LaunchOptions<S extends LaunchOptions<S>> permits StdioOptions, ExecOptions {

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    final OptionValues choices;

    LaunchOptions(OptionValues choices) {
        this.choices = choices;
    }

    abstract S of(OptionValues changed);

    final S with(Consumer<OptionValues> change) {
        OptionValues changed = choices.copy();
        change.accept(changed);
        changed.requireOnePlaceForErrors();
        changed.requirePipesForMessages(this instanceof ForkOptions);
        return of(changed);
    }

    /**
     * What the child is called in the timeline and in failures, instead of the name of its program; what is
     * not seen in it, such as a line break, is spelled there.
     */
    public final S name(String name) {
        Check.that(!Check.text("options.name", name).isBlank(), "options.name", "must not be blank", name);
        return with(choices -> choices.name = Optional.of(name));
    }

    /** The child's working directory; the empty path, and the default, is that of the test JVM. */
    public final S cwd(Path cwd) {
        boolean inherited = Check.given("options.cwd", cwd).toString().isEmpty();
        return with(choices -> choices.cwd = inherited ? Optional.empty() : Optional.of(cwd));
    }

    /**
     * Adds a variable to the environment that the child would get otherwise, the test JVM's or that of {@link #onlyEnv}.
     *
     * @throws IllegalArgumentException if {@link #onlyEnv} or {@link #withoutEnv} names it, too
     */
    public final S env(String name, String value) {
        Variables changed = choices.variables.add(name, value);
        return with(choices -> choices.variables = changed);
    }

    /**
     * The complete environment of the child, as Node's option {@code env}: nothing is inherited, {@code PATH} and {@code HOME}
     * included. {@link #env} may add to it.
     */
    public final S onlyEnv(Map<String, String> env) {
        Variables changed = choices.variables.only(env);
        return with(choices -> choices.variables = changed);
    }

    /** Leaves variables out of the environment that the child would get otherwise; one that is not in it is no error. */
    public final S withoutEnv(String... names) {
        Variables changed = choices.variables.leaveOut(names);
        return with(choices -> choices.variables = changed);
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

    /**
     * The encoding of the text that the child writes to its descriptors and reads from them, UTF-8 by default. It governs all
     * that shows or searches its output as text, and {@code stdin().write(text)}; bytes stay as they are. The child is not told:
     * mostly a variable such as {@code LC_ALL}, or a system property, makes it write so. Output of {@code exec} and {@code execFile}
     * beyond {@code maxBuffer} is cut after a character.
     */
    public final S encoding(Charset encoding) {
        Check.given("options.encoding", encoding);
        return with(choices -> choices.encoding = Optional.of(encoding));
    }

    /**
     * Connects stderr with what stdout is connected to, as {@link ProcessBuilder#redirectErrorStream()} does: what the child
     * writes to both is one stream, in the order in which it was written. {@code stdout()} has all of it, and {@code stderr()} is not
     * there. A {@code stdio} for descriptor 2 must be the same as for 1, or is refused.
     */
    public final S redirectErrorToOutput() {
        return with(choices -> choices.redirectErrorToOutput = true);
    }

    /**
     * Has the child's stdin and stdout carry messages in JSON: {@code send}, {@code messages()} and all assertions about messages
     * are as with a channel, and {@code stdout()} has the bytes. What the child writes to stdout and is no message is the event
     * {@code ERR_IPC_MALFORMED_MESSAGE}. {@code disconnect()} ends stdin. {@link Framing#NONE} by default; {@code fork} has a channel
     * instead, and refuses it.
     */
    public final S messages(Framing framing) {
        Check.given("options.messages", framing);
        return with(choices -> choices.messages = framing);
    }

    /**
     * The greatest number of bytes that are recorded of each output, and what becomes of a child that writes more. By default all of
     * it is recorded: what the heap does not hold goes to a temporary file. Unlike {@code maxBuffer} it is no limit of Node's, and
     * holds for all verbs.
     */
    public final S maxRecorded(long maxRecordedBytes, ExcessHandling excess) {
        Check.that(maxRecordedBytes >= 0, "options.maxRecorded", "must not be negative", maxRecordedBytes);
        RecordingLimit limit = new RecordingLimit(maxRecordedBytes, Check.given("options.maxRecorded", excess));
        boolean isNone = maxRecordedBytes == Long.MAX_VALUE;
        return with(choices -> choices.maxRecorded = isNone ? RecordingLimit.NONE : limit);
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

    /** How {@code close()} and the end of the test end the child; {@link EndingSteps#defaults()} by default. */
    public final S ending(EndingSteps steps) {
        Check.given("options.ending", steps);
        return with(choices -> choices.ending = steps);
    }

    /**
     * What the child and all that it starts may use of the machine; the failure that a limit causes names it. Needs {@code prlimit} of
     * util-linux.
     */
    public final S limits(ResourceLimits limits) {
        Check.given("options.limits", limits);
        return with(choices -> choices.limits = limits);
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
        Check.given("options.killSignal", name);
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

    /** Whether they are options of the same verb with the same values. */
    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof LaunchOptions<?> options
                && options.getClass() == getClass()
                && options.choices.byName().equals(choices.byName());
    }

    @Override
    public final int hashCode() {
        return choices.byName().hashCode();
    }

    /** The verb's options that differ from their defaults: {@code SpawnOptions[cwd=/tmp, detached=true]}. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + choices;
    }
}
