package io.forkedchild.recording;

import io.forkedchild.loop.Sighting;
import io.forkedchild.loop.Uninterrupted;
import io.forkedchild.text.Secrets;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import io.forkedchild.timeline.Stamp;
import io.forkedchild.timeline.Timeline;
import io.forkedchild.timeline.TimelineMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes a timeline. The event loop's thread is the single writer, so that the order is total; any thread may look at
 * the timeline or wait until it grows.
 */
public final class Recorder implements AutoCloseable {

    /** Chunks of one stream that get an entry each; beyond it neighbours share one, so that the heap stays bounded. */
    static final int SEPARATE_CHUNKS = 1000;

    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final long begin = System.nanoTime();
    private final GrowingList<Event> log = new GrowingList<>();
    private final List<ByteLog> byteLogs = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private @Nullable Timeline latest; // under the lock; null if something has happened since

    private final Secrets secrets;

    /** An empty timeline that begins now. */
    public Recorder() {
        this(new Secrets(Optional.empty()));
    }

    /** @param secrets what the text of the timeline does not show */
    public Recorder(Secrets secrets) {
        this.secrets = secrets;
    }

    /** What no text about these children shows. */
    public Secrets secrets() {
        return secrets;
    }

    /** A new store for bytes that events point to; it ends with this recorder. */
    public ByteLog newByteLog() {
        var byteLog = new ByteLog();
        synchronized (byteLogs) {
            byteLogs.add(byteLog);
        }
        return byteLog;
    }

    /** Records a remark about a child, which has no place among other events but its number. */
    public void record(String child, Function<Stamp, Event> event) {
        record(child, Sighting.NONE, event);
    }

    /** Records what a descriptor told, or what the test did. */
    public void record(String child, Sighting sighting, Function<Stamp, Event> event) {
        record(child, sighting, () -> {}, event);
    }

    /**
     * Records an event together with the state that it means: who sees the state finds the event in the timeline, and who
     * finds the event sees the state.
     */
    public void record(String child, Sighting sighting, Runnable state, Function<Stamp, Event> event) {
        lock.lock();
        try {
            state.run();
            log.add(event.apply(new Stamp(
                    log.view().size(),
                    System.nanoTime() - begin,
                    child,
                    sighting.wakeUp(),
                    sighting.source(),
                    sighting.emptyAt())));
            tell();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Records a chunk of output, the {@code nth} of its stream from 0. On a busy stream, a chunk directly behind
     * another one extends it: its bytes are all there, only the time of the later one is not.
     */
    public void recordOutput(String child, Sighting sighting, int descriptor, Excerpt bytes, long nth) {
        if (nth >= SEPARATE_CHUNKS && extendsLast(sighting, descriptor, bytes)) {
            changed();
        } else {
            record(child, sighting, stamp -> new Event.Output(stamp, descriptor, bytes));
        }
    }

    private boolean extendsLast(Sighting sighting, int descriptor, Excerpt bytes) {
        var events = log.view();
        if (events.get(events.size() - 1) instanceof Event.Output last
                && last.stamp().source() == sighting.source()
                && last.descriptor() == descriptor) {
            var joined = new Excerpt(bytes.log(), last.bytes().from(), bytes.to());
            log.replaceLast(new Event.Output(until(last.stamp(), sighting.wakeUp()), descriptor, joined));
            return true;
        }
        return false;
    }

    /** The same stamp, seen until a later wake-up. */
    private static Stamp until(Stamp stamp, long laterWakeUp) {
        return new Stamp(stamp.sequence(), stamp.nanos(), stamp.child(), laterWakeUp, stamp.source(), stamp.emptyAt());
    }

    /** Wakes those who wait although no event was added: a state that they may look at has changed. */
    public void changed() {
        lock.lock();
        try {
            tell();
        } finally {
            lock.unlock();
        }
    }

    private void tell() {
        latest = null;
        grown.signalAll();
        watchers.forEach(Runnable::run);
    }

    /**
     * Runs {@code call} whenever something has happened, until the returned {@code Runnable} is run.
     *
     * @param call on the thread that records, which holds the lock: it must neither wait nor throw
     */
    public Runnable onChange(Runnable call) {
        watchers.add(call);
        return () -> watchers.remove(call);
    }

    /** Everything up to now. */
    public Timeline timeline() {
        lock.lock();
        try {
            if (latest == null) {
                latest = new Timeline(log.view()).withText(secrets::masked);
            }
            return latest;
        } finally {
            lock.unlock();
        }
    }

    /** The time by the clock of the timeline: whatever is not recorded yet is later. */
    public Duration now() {
        lock.lock();
        try {
            return Duration.ofNanos(System.nanoTime() - begin);
        } finally {
            lock.unlock();
        }
    }

    /** The time from the launch of a child to its exit, or to now; zero if it never started. */
    public Duration lifetimeOf(String child) {
        var now = now(); // before the look: an exit that it does not see yet is later than that
        var events = timeline().of(child);
        var end = events.first(Event.Exited.class).map(Event::time).orElse(now);
        return events.first(Event.Spawned.class)
                .map(spawned -> end.minus(spawned.time()))
                .orElse(Duration.ZERO);
    }

    /** Marks this moment, for threads that wait. */
    public TimelineMark mark() {
        var seen = timeline();
        return atMost -> awaitGrowth(seen, atMost);
    }

    /**
     * Waits until there is more than the given view has seen, at most the given time, and returns the newest view.
     * Never uses a blocker that would make a fork-join pool start further threads.
     *
     * @param seen as {@link #timeline()} or this method has returned it; with any other view, such as a filtered one, this does
     *     not wait
     */
    public Timeline awaitGrowth(Timeline seen, Duration atMost) throws InterruptedException {
        long left = bounded(atMost).toNanos();
        lock.lockInterruptibly();
        try {
            while (latest == seen && left > 0) {
                left = grown.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        return timeline();
    }

    /**
     * Waits until the condition holds, looking again whenever the timeline has grown; false if it does not hold in time.
     *
     * @throws IllegalStateException if the thread is interrupted, which it then still is
     */
    public boolean awaitCondition(BooleanSupplier condition, Duration atMost) {
        try {
            return await(condition, System.nanoTime() + bounded(atMost).toNanos());
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a child", interrupt);
        }
    }

    /** As {@link #awaitCondition}, but not cut short by an interrupt, which shows when the wait is over. */
    public boolean awaitUninterruptibly(BooleanSupplier condition, Duration atMost) {
        return Uninterrupted.await(bounded(atMost), nanos -> await(condition, System.nanoTime() + nanos));
    }

    private boolean await(BooleanSupplier condition, long deadline) throws InterruptedException {
        var seen = timeline();
        while (!condition.getAsBoolean()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            seen = awaitGrowth(seen, Duration.ofNanos(left));
        }
        return true;
    }

    private static Duration bounded(Duration atMost) {
        return atMost.compareTo(FOR_EVER) < 0 ? atMost : FOR_EVER;
    }

    /** Deletes what was kept in temporary files. */
    @Override
    public void close() {
        synchronized (byteLogs) {
            byteLogs.forEach(ByteLog::close);
        }
    }
}
