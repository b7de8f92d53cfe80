package io.forkedchild.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells children that they are to be aborted; one signal may serve many. Made by {@link AbortController}. */
public final class AbortSignal {

    private final List<Runnable> listeners = new ArrayList<>();
    private boolean aborted;
    private Optional<String> reason = Optional.empty();

    AbortSignal() {}

    /** Whether it was aborted; never becomes false again. */
    public boolean aborted() {
        synchronized (listeners) {
            return aborted;
        }
    }

    /** Why it was aborted; empty before, and if no reason was given. */
    public Optional<String> reason() {
        synchronized (listeners) {
            return reason;
        }
    }

    /**
     * Runs the listener once: on the aborting thread, or at once on this one if the abort is already past.
     *
     * @return takes the listener away again when it is run
     */
    public Runnable onAbort(Runnable listener) {
        synchronized (listeners) {
            if (!aborted) {
                listeners.add(listener);
                return () -> remove(listener);
            }
        }
        listener.run();
        return () -> {};
    }

    void abort(Optional<String> why) {
        List<Runnable> due;
        synchronized (listeners) {
            if (aborted) {
                return;
            }
            aborted = true;
            reason = why;
            due = List.copyOf(listeners);
            listeners.clear();
        }
        due.forEach(Runnable::run);
    }

    private void remove(Runnable listener) {
        synchronized (listeners) {
            listeners.remove(listener);
        }
    }

    @Override
    public String toString() {
        return aborted() ? "aborted" : "not aborted";
    }
}
