package io.forkedchild.recording;

import io.forkedchild.timeline.Event;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls the listeners of a test's children, on a thread of their own, one event after the other. A listener that comes
 * late is told what happened before it came.
 */
public final class Listeners implements AutoCloseable {

    private final Recorder recorder;
    private final List<Subscription<?>> subscriptions = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private @Nullable TimelineFollower follower;
    private boolean closed;

    public Listeners(Recorder recorder) {
        this.recorder = recorder;
    }

    /** After the end nothing can follow: then the listener is told what it has missed at once, on the calling thread. */
    public <E extends Event> void add(String child, Class<E> kind, Consumer<? super E> listener) {
        if (!follow(new Subscription<>(child, kind, listener))) {
            recorder.timeline().of(child).every(kind).forEach(listener);
        }
    }

    /** Whether the caller is a listener. */
    public synchronized boolean isCurrentThread() {
        return follower != null && follower.isCurrentThread();
    }

    private synchronized boolean follow(Subscription<?> subscription) {
        if (closed) {
            return false;
        }
        subscriptions.add(subscription);
        if (follower == null) {
            follower = new TimelineFollower("forkedchild-listeners", recorder, this::look);
        } else {
            recorder.changed();
        }
        return true;
    }

    private void look(List<Event> events) {
        for (var subscription : subscriptions) {
            subscription.catchUp(events);
        }
    }

    /** What listeners threw, first first. */
    public List<Throwable> failures() {
        return failures;
    }

    /** Throws what listeners threw, if any did. */
    public void throwFailure() {
        if (!failures.isEmpty()) {
            var failure = new IllegalStateException("a listener of a child threw " + failures.get(0), failures.get(0));
            failures.stream().skip(1).forEach(failure::addSuppressed);
            throw failure;
        }
    }

    /** Tells what there is left to tell, and ends. */
    @Override
    public void close() {
        TimelineFollower ending;
        synchronized (this) {
            closed = true;
            ending = follower;
        }
        if (ending != null && !ending.end()) {
            failures.add(new IllegalStateException("a listener has not come back, and was interrupted"));
        }
    }

    /** One listener and how far it has come; on the follower's thread only. */
    private final class Subscription<E extends Event> {

        private final String child;
        private final Class<E> kind;
        private final Consumer<? super E> listener;
        private int next;

        Subscription(String child, Class<E> kind, Consumer<? super E> listener) {
            this.child = child;
            this.kind = kind;
            this.listener = listener;
        }

        void catchUp(List<Event> events) {
            for (; next < events.size(); next++) {
                var event = events.get(next);
                if (kind.isInstance(event) && event.child().equals(child)) {
                    tell(kind.cast(event));
                }
            }
        }

        private void tell(E event) {
            try {
                listener.accept(event);
            } catch (Throwable failure) { // also a checked one, of a language that does not check
                failures.add(failure);
            }
        }
    }
}
