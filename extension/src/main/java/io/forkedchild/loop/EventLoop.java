package io.forkedchild.loop;

import io.forkedchild.posix.Epoll;
import io.forkedchild.posix.EventFd;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.NativeBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One daemon thread that watches descriptors and timers and runs posted tasks. It alone touches the descriptors that it
 * watches, so that what it sees has one order. Nothing that it calls may wait or throw to any effect on others.
 */
public final class EventLoop implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int SMALL_BUFFER_BYTES = 16 << 10;
    private static final int TURNS_TO_CATCH_UP = 8;
    private static final long WAKE_UP_TOKEN = 0;
    private static final int MOST_FAILED_TURNS = 1_000;
    private static final long NANOS_AFTER_A_FAILED_TURN = 1_000_000;
    private static final Duration LONGEST_TIMER = Duration.ofDays(36_500);

    private final Epoll epoll;
    private final EventFd alarm;
    private final NativeBuffer buffer = new NativeBuffer(BUFFER_BYTES);
    private final NativeBuffer smallBuffer = new NativeBuffer(SMALL_BUFFER_BYTES);
    private final byte[] bytes = new byte[BUFFER_BYTES];
    private final Map<Long, Watch> watches = new HashMap<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final AtomicBoolean alarmed = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "forkedchild-loop");
    private long nextSource = 1;
    private long wakeUp;
    private long sawAllAt;
    private long sawAllBefore;
    private int readyInThisTurn;
    private volatile boolean closing;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    /** A running loop. */
    public EventLoop() {
        this(new Epoll(), new EventFd());
    }

    EventLoop(Epoll epoll, EventFd alarm) {
        this.epoll = epoll;
        this.alarm = alarm;
        epoll.add(alarm.fd(), Epoll.IN, WAKE_UP_TOKEN);
        thread.setDaemon(true);
        thread.start();
    }

    /** Watches a descriptor; on the loop's thread. The descriptor stays its owner's. */
    public Watch watch(Fd fd, int interest, Handler handler) {
        return watch(fd, interest, handler, 0);
    }

    /** As {@link #watch(Fd, int, Handler)}, of a descriptor that is known to have had nothing to tell at a wake-up. */
    public Watch watch(Fd fd, int interest, Handler handler, long emptyAt) {
        var watch = new Watch(this, epoll, fd, interest, nextSource++, handler, emptyAt);
        watches.put(watch.source(), watch);
        return watch;
    }

    void forget(Watch watch) {
        watches.remove(watch.source());
    }

    /** Runs a task on the loop's thread after the given time; on the loop's thread. */
    public Timer after(Duration delay, Runnable task, Consumer<? super Throwable> onFailure) {
        var bounded = delay.compareTo(LONGEST_TIMER) > 0 ? LONGEST_TIMER : delay;
        var timer = new Timer(System.nanoTime() + bounded.toNanos(), new Task(task, onFailure));
        timers.add(timer);
        return timer;
    }

    /**
     * Runs a task on the loop's thread soon; any thread. A task that the end of the loop overtakes is refused: here, or by
     * telling its listener.
     *
     * @throws IllegalStateException if the loop has ended
     */
    public void post(Runnable task, Consumer<? super Throwable> onFailure) {
        var posted = new Task(task, onFailure);
        tasks.add(posted);
        if (ended && tasks.remove(posted)) {
            throw hasEndedException();
        }
        ring();
    }

    private IllegalStateException hasEndedException() {
        var cause = failure;
        return cause == null
                ? new IllegalStateException("the event loop has ended with its run")
                : new IllegalStateException("the event loop could not go on, and has ended: " + cause, cause);
    }

    /** Runs a task on the loop's thread and returns its result, or throws what it threw; any thread. */
    public <T extends @Nullable Object> T call(Supplier<T> task) {
        if (inLoop()) {
            return task.get();
        }
        var answer = new LoopCall<T>(task);
        post(answer::run, answer::failed);
        return answer.await(thread);
    }

    /**
     * Lets it see all that descriptors have to tell now: returns after a turn in which no descriptor was ready, or after a few
     * turns if one is ready all the time. Any thread; returns at once if the loop has ended.
     */
    public void catchUp() {
        if (inLoop() || ended) {
            return;
        }
        try {
            call(() -> readyInThisTurn); // perhaps in a turn that has looked at the descriptors before
            int turns = 0;
            while (call(() -> readyInThisTurn) > 0 && turns < TURNS_TO_CATCH_UP) {
                turns++;
            }
        } catch (IllegalStateException failure) {
            if (!ended) {
                throw failure;
            }
        }
    }

    /** Number of the present wake-up, from 1; on the loop's thread. */
    long wakeUp() {
        return wakeUp;
    }

    /** Number of the last wake-up before the present one at which every descriptor was seen that was ready. */
    long sawAllBefore() {
        return sawAllAt < wakeUp ? sawAllAt : sawAllBefore;
    }

    /**
     * Gives the present wake-up a new number, and returns that: all that was read before this call has a lower one, and what
     * begins to exist after it had nothing to tell at that one. Any thread.
     */
    public long mark() {
        return call(this::nextWakeUp);
    }

    /**
     * Looks who has something to tell, without listening: what the caller does next, on the loop's thread, comes after all that
     * was read before, and before all that comes to those who have nothing to tell now.
     */
    public Sighting moment() {
        watchesOf(await(0)).forEach(Watch::isReady);
        return new Sighting(wakeUp - 1, Sighting.NONE.source(), wakeUp);
    }

    /** Memory that handlers read into; valid until the handler returns. */
    NativeBuffer buffer() {
        return buffer;
    }

    /** As {@link #buffer()}, for what may hold very many messages: so much that one of them does not keep the loop long. */
    NativeBuffer smallBuffer() {
        return smallBuffer;
    }

    /** Bytes that handlers copy to; valid until the handler returns. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether the caller is the loop's thread. */
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    private void ring() {
        if (alarmed.compareAndSet(false, true)) {
            boolean rung = false;
            try {
                alarm.signal();
                rung = true;
            } finally {
                alarmed.compareAndSet(true, rung);
            }
        }
    }

    private void run() {
        try {
            for (int failed = 0; !closing && failed < MOST_FAILED_TURNS; ) {
                failed = isTurned() ? 0 : failed + 1;
            }
            if (closing) {
                runTasks();
            }
        } finally {
            end();
        }
    }

    /** Whether a turn has come to its end. One that fails, for lack of memory perhaps, loses nothing: all of it is there again. */
    private boolean isTurned() {
        try {
            turn();
            failure = null;
            return true;
        } catch (RuntimeException | Error thrown) {
            failure = thrown;
            LockSupport.parkNanos(NANOS_AFTER_A_FAILED_TURN);
            return false;
        }
    }

    private void end() {
        ended = true; // from here on nobody's task is taken, see post
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.refuse(hasEndedException());
        }
        epoll.close();
        alarm.close();
    }

    /** A turn that finds nothing ready counts, too: what comes after it was written after all that was read before it. */
    private void turn() {
        int count = await(0);
        if (count == 0) {
            count = await(millisToNextTimer());
        }
        var ready = ready(count);
        readyInThisTurn = ready.size();
        ready.stream().filter(one -> !one.watch().handler().afterOthers()).forEach(this::handle);
        ready.stream().filter(one -> one.watch().handler().afterOthers()).forEach(this::handle);
        runTimers();
        runTasks();
    }

    private int await(int timeoutMillis) {
        int count = epoll.await(timeoutMillis);
        nextWakeUp();
        if (count < Epoll.MOST_EVENTS) {
            sawAllBefore = sawAllAt;
            sawAllAt = wakeUp;
        }
        return count;
    }

    private long nextWakeUp() {
        return ++wakeUp;
    }

    private List<Watch> watchesOf(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> watches.get(epoll.token(i)))
                .filter(Objects::nonNull)
                .toList();
    }

    private List<Ready> ready(int count) {
        var ready = new ArrayList<Ready>(count);
        for (int i = 0; i < count; i++) {
            var watch = watches.get(epoll.token(i));
            if (epoll.token(i) == WAKE_UP_TOKEN) {
                hear();
            } else if (watch != null) {
                watch.isReady();
                ready.add(new Ready(watch, epoll.events(i)));
            }
        }
        return ready;
    }

    /** Empties the alarm before others may ring it again: the other way round, a ring between the two would be lost. */
    private void hear() {
        try {
            alarm.drain();
        } finally {
            alarmed.set(false);
        }
    }

    private record Ready(Watch watch, int events) {}

    private void handle(Ready ready) {
        var watch = ready.watch();
        if (!watch.isCancelled()) {
            SafeRun.run(() -> watch.handler().ready(ready.events()), failure -> {
                watch.cancel();
                watch.handler().failed(failure);
            });
        }
    }

    private int millisToNextTimer() {
        while (!timers.isEmpty() && timers.peek().isCancelled()) {
            timers.poll();
        }
        if (timers.isEmpty()) {
            return -1;
        }
        long millis = (timers.peek().nanosFrom(System.nanoTime()) + 999_999) / 1_000_000;
        return (int) Math.max(0, Math.min(millis, Integer.MAX_VALUE));
    }

    private void runTimers() {
        long now = System.nanoTime(); // what a timer sets for now is for the next turn
        while (!timers.isEmpty() && timers.element().nanosFrom(now) <= 0) {
            timers.remove().run();
        }
    }

    /** Runs what is posted now; what these tasks post has the next turn, behind the descriptors. */
    private void runTasks() {
        for (int posted = tasks.size(); posted > 0; posted--) {
            tasks.remove().run();
        }
    }

    /** Whether it takes no more tasks, or soon will not. */
    boolean hasEnded() {
        return closing || ended;
    }

    /** Runs what was posted before, ends the thread and gives its descriptors back. */
    @Override
    public void close() {
        closing = true;
        ring();
        if (!inLoop()) {
            LoopCall.join(thread);
        }
    }
}
