package io.forkedchild.cluster;

import io.forkedchild.loop.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The thread of a primary. It alone touches the servers, the connections and what is known of the workers. */
final class PrimaryLoop implements AutoCloseable {

    /** What the thread does whenever something may have happened, and when it ends. */
    interface Turns {

        /** Does what there is to do; returns how long it may last to the next time at most, empty for no limit. */
        Optional<Duration> turn();

        /** Closes everything. */
        void end();
    }

    /** Waits for the end of the thread and for the end of a task last so long at most. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final Selector selector = open();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private @Nullable Thread thread; // set once, before anybody else knows this
    private volatile boolean closing;

    private static Selector open() {
        try {
            return Selector.open();
        } catch (IOException failure) {
            throw new UncheckedIOException("a cluster primary needs a selector", failure);
        }
    }

    void start(Turns turns) {
        var started = new Thread(() -> run(turns), "forkedchild-cluster");
        started.setDaemon(true);
        thread = started;
        started.start();
    }

    private void run(Turns turns) {
        try {
            while (!closing) {
                guarded(() -> turn(turns));
            }
            runTasks();
        } finally {
            guarded(turns::end);
            guarded(this::closeSelector);
        }
    }

    private void turn(Turns turns) {
        runTasks();
        select(turns.turn().map(Duration::toMillis).orElse(0L));
    }

    private void runTasks() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            guarded(task);
        }
    }

    private void select(long millis) {
        try {
            selector.select(millis);
            selector.selectedKeys().clear(); // who is ready is found by trying
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A failure is kept for the end, and ends nothing. */
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            failure.compareAndSet(null, thrown);
        }
    }

    // ---- for the thread itself

    /** Has the thread woken by connections, when it is asked to with {@link SelectionKey#interestOps(int)}. */
    SelectionKey register(ServerSocketChannel server) throws IOException {
        server.configureBlocking(false);
        return server.register(selector, 0);
    }

    /** Lets go of servers that are closed: their ports are free on return, and not only after the next turn. */
    void release() throws IOException {
        if (selector.isOpen()) {
            selector.selectNow();
            selector.wakeup(); // it may have taken away the wake-up of something that has not been looked at
        }
    }

    // ---- for others

    /** Lets the thread look again. */
    void wakeUp() {
        selector.wakeup();
    }

    /** Runs a task on the thread, before its next turn. */
    void post(Runnable task) {
        tasks.add(task);
        wakeUp();
    }

    /** Runs a task on the thread, and waits for its end. */
    void call(Runnable task) {
        if (closing) {
            throw new IllegalStateException("the primary is closed");
        }
        var done = new CountDownLatch(1);
        post(() -> {
            try {
                task.run();
            } finally {
                done.countDown();
            }
        });
        require(Uninterrupted.await(BOUND, nanos -> done.await(nanos, TimeUnit.NANOSECONDS)), "a task of the primary");
    }

    @Override
    public void close() {
        closing = true;
        wakeUp();
        if (thread != null) {
            require(Uninterrupted.join(thread, BOUND), thread.getName());
        }
    }

    private static void require(boolean hasEnded, String what) {
        if (!hasEnded) {
            throw new IllegalStateException(what + " has not ended for " + BOUND.toSeconds() + " s");
        }
    }

    void throwFailure() {
        var first = failure.get();
        if (first != null) {
            throw new IllegalStateException("the cluster primary has failed: " + first, first);
        }
    }
}
