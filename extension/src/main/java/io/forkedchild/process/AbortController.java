package io.forkedchild.process;

import io.forkedchild.text.Check;
import java.util.Optional;

/** Aborts whatever was launched with its {@link #signal()}, from any thread; as in Node and in browsers. */
public final class AbortController {

    private final AbortSignal signal = new AbortSignal();

    /** A controller whose signal is not aborted. */
    public AbortController() {}

    /** The signal to launch with; always the same one. */
    public AbortSignal signal() {
        return signal;
    }

    /** Aborts without a reason; from the second time on nothing happens. */
    public void abort() {
        signal.abort(Optional.empty());
    }

    /** Aborts with a reason that the errors will show; from the second time on nothing happens. */
    public void abort(String reason) {
        signal.abort(Optional.of(Check.given("reason", reason)));
    }
}
