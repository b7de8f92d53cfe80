package io.forkedchild;

import io.forkedchild.text.Check;
import java.util.Optional;

/** The options of {@code spawn}: three pipes, no shell, the environment and the directory of the test JVM. */
public final class SpawnOptions extends StdioOptions<SpawnOptions> {

    private static final SpawnOptions DEFAULTS = new SpawnOptions(new OptionValues());

    private SpawnOptions(OptionValues choices) {
        super(choices);
    }

    /** These options choose nothing yet. */
    public static SpawnOptions defaults() {
        return DEFAULTS;
    }

    @Override
    SpawnOptions of(OptionValues changed) {
        return new SpawnOptions(changed);
    }

    /** The first element of the child's argument list instead of the file, or of the shell's if there is one. */
    public SpawnOptions argv0(String argv0) {
        Check.text("options.argv0", argv0);
        return with(choices -> choices.argv0 = Optional.of(argv0));
    }

    /** Whether {@code /bin/sh -c} runs file and arguments, joined by spaces and not quoted; false by default. */
    public SpawnOptions shell(boolean shell) {
        return with(choices -> choices.shell = CommandLines.shell(shell));
    }

    /** As {@link #shell(boolean)}, with a shell of your own; the empty string means none. */
    public SpawnOptions shell(String shell) {
        Optional<String> checked = CommandLines.shell(shell);
        return with(choices -> choices.shell = checked);
    }
}
