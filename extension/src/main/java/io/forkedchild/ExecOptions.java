package io.forkedchild;

import io.forkedchild.text.Check;
import java.util.Optional;

/** The options of {@code exec} and {@code execFile}, whose complete output is collected for a result. */
public final class ExecOptions extends LaunchOptions<ExecOptions> {

    private static final ExecOptions DEFAULTS = new ExecOptions(new OptionValues());

    private ExecOptions(OptionValues choices) {
        super(choices);
    }

    /** These options choose nothing yet. */
    public static ExecOptions defaults() {
        return DEFAULTS;
    }

    @Override
    ExecOptions of(OptionValues changed) {
        return new ExecOptions(changed);
    }

    /**
     * Output is bytes, Node's encoding {@code 'buffer'}: beyond {@code maxBuffer} it is cut after a byte, not after a character.
     * Where text is asked for nevertheless, it is UTF-8.
     */
    public ExecOptions asBytes() {
        return with(choices -> choices.encoding = Optional.empty());
    }

    /** The greatest number of bytes of stdout, and of stderr; a child that writes more is killed. 1 MiB by default. */
    public ExecOptions maxBuffer(long maxBufferBytes) {
        Check.that(maxBufferBytes >= 0, "options.maxBuffer", "must not be negative", maxBufferBytes);
        return with(choices -> choices.maxBuffer = maxBufferBytes);
    }

    /** Any number of bytes of output; Node's {@code maxBuffer: Infinity}. */
    public ExecOptions unlimitedBuffer() {
        return maxBuffer(OptionValues.UNLIMITED);
    }

    /** Whether {@code execFile} runs through {@code /bin/sh -c}; false by default. {@code exec} always does. */
    public ExecOptions shell(boolean shell) {
        return with(choices -> choices.shell = CommandLines.shell(shell));
    }

    /** The shell that {@code exec} or {@code execFile} runs through; the empty string means the default. */
    public ExecOptions shell(String shell) {
        Optional<String> checked = CommandLines.shell(shell);
        return with(choices -> choices.shell = checked);
    }
}
