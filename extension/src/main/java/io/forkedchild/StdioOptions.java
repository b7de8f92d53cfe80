package io.forkedchild;

import io.forkedchild.process.Serialization;
import io.forkedchild.process.Stdio;
import io.forkedchild.text.Check;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The options that {@code spawn} and {@code fork} share: the child's descriptors, and what is sent over its channel.
 *
 * @param <S> the options of the verb
 */
public abstract sealed class StdioOptions<S extends StdioOptions<S>> extends LaunchOptions<S>
        permits SpawnOptions, ForkOptions {

    StdioOptions(OptionValues choices) {
        super(choices);
    }

    /** The same for descriptors 0, 1 and 2: {@code pipe}, {@code overlapped}, {@code ignore} or {@code inherit}. */
    public S stdio(String stdio) {
        Stdio each = everywhere(stdio);
        return stdio(each, each, each);
    }

    /** What each descriptor is connected to, from 0 on; missing ones up to 2 are pipes. At most one is the channel. */
    public S stdio(Stdio... stdio) {
        List<Stdio> slots = slots(stdio);
        Check.that(
                Collections.frequency(slots, Stdio.ipc()) < 2,
                "options.stdio",
                "must not have more than one 'ipc'",
                slots);
        return with(choices -> choices.stdio = Optional.of(slots));
    }

    /** Whether the child leads a new session and process group; false by default. See {@code setsid(2)}. */
    public final S detached(boolean detached) {
        return with(choices -> choices.detached = detached);
    }

    /** How messages are written on the channel; JSON by default. */
    public final S serialization(Serialization serialization) {
        Check.given("options.serialization", serialization);
        return with(choices -> choices.serialization = serialization);
    }

    static Stdio everywhere(String stdio) {
        return switch (Check.given("options.stdio", stdio)) {
            case "pipe", "overlapped", "ignore", "inherit" -> Stdio.named(stdio);
            default ->
                throw Check.refusal(
                        "options.stdio",
                        "must be 'pipe', 'overlapped', 'ignore', 'inherit' or one Stdio a descriptor",
                        stdio);
        };
    }

    private static List<Stdio> slots(Stdio... stdio) {
        List<Stdio> slots = new ArrayList<>();
        for (Stdio slot : Check.given("options.stdio", stdio)) {
            slots.add(Check.given("options.stdio[" + slots.size() + "]", slot));
        }
        return Collections.unmodifiableList(slots);
    }
}
