package io.forkedchild;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The options of {@code fork}: inherited stdio and, always, a channel. */
public final class ForkOptions extends StdioOptions<ForkOptions> {

    private static final ForkOptions DEFAULTS = new ForkOptions(new Choices());

    private ForkOptions(Choices choices) {
        super(choices);
    }

    /** Nothing chosen yet. */
    public static ForkOptions defaults() {
        return DEFAULTS;
    }

    @Override
    ForkOptions of(Choices changed) {
        return new ForkOptions(changed);
    }

    /** The program that runs the module; the empty string, and the default, is {@code node} in the child's PATH. */
    public ForkOptions execPath(String execPath) {
        Check.text("options.execPath", execPath);
        return with(choices -> choices.execPath = Optional.of(execPath).filter(path -> !path.isEmpty()));
    }

    /** Arguments before the module, for the program that runs it: {@code --inspect}. None by default. */
    public ForkOptions execArgv(String... execArgv) {
        List<String> checked =
                Check.texts("options.execArgv", Arrays.asList(Check.given("options.execArgv", execArgv)));
        return with(choices -> choices.execArgv = checked);
    }

    /** Whether stdin, stdout and stderr are pipes instead of inherited; false by default. {@code stdio} wins. */
    public ForkOptions silent(boolean silent) {
        return with(choices -> choices.silent = silent);
    }

    /** The same for descriptors 0, 1 and 2, and the channel as 3. */
    @Override
    public ForkOptions stdio(String stdio) {
        Stdio each = everywhere(stdio);
        return stdio(each, each, each, Stdio.ipc());
    }

    /** What each descriptor is connected to, from 0 on; missing ones up to 2 are pipes. Exactly one is the channel. */
    @Override
    public ForkOptions stdio(Stdio... stdio) {
        List<Stdio> slots = Arrays.asList(Check.given("options.stdio", stdio));
        Check.that(
                slots.contains(Stdio.ipc()), "options.stdio", "must have an 'ipc', as every fork has a channel", slots);
        return super.stdio(stdio);
    }
}
