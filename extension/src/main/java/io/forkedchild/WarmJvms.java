package io.forkedchild;

import io.forkedchild.loop.SharedLoop;
import io.forkedchild.posix.PosixException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * JVMs that were started before anybody knew what they are to run, and wait for that. Each is used once, by a launch that would
 * have started the same process; they end with the run. If the test JVM dies they find their channel closed, and end.
 */
final class WarmJvms {

    /** A run that launches in more ways than this in turn gets no use of them, and should not pay for them. */
    private static final int MOST_KINDS = 4;

    private static final Duration END_BOUND = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static @Nullable WarmJvms shared;

    private final ArgumentFiles argumentFiles = new ArgumentFiles();
    private final ExecutorService starter = starter();
    private final Map<LaunchPlan, Deque<StartedProcess>> waiting = new LinkedHashMap<>(MOST_KINDS, 1, true);
    private boolean closed;

    private WarmJvms() {}

    /** Those of this run. */
    static synchronized WarmJvms ofRun() {
        if (shared == null) {
            var opened = new WarmJvms();
            shared = opened;
            SharedLoop.atEnd(() -> end(opened));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(opened), "forkedchild-warm-jvms-end"));
        }
        return shared;
    }

    private static void end(WarmJvms jvms) {
        synchronized (WarmJvms.class) {
            shared = shared == jvms ? null : shared;
        }
        jvms.close();
    }

    private static ExecutorService starter() {
        var starter = new ThreadPoolExecutor(
                1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), task -> {
                    var thread = new Thread(task, "forkedchild-warm-jvms");
                    thread.setDaemon(true);
                    return thread;
                });
        starter.allowCoreThreadTimeOut(true);
        return starter;
    }

    /** Where the arguments of their launches stand, which they may read at any time. */
    ArgumentFiles argumentFiles() {
        return argumentFiles;
    }

    /**
     * One that was started as the plan would start it, or that is started now; it is the caller's from here on. Failures as
     * of {@link StartedProcess#of}.
     */
    StartedProcess take(LaunchPlan plan) {
        var parked = plan.parked();
        for (var found = poll(parked); found.isPresent(); found = poll(parked)) {
            if (found.get().isRunning()) {
                return found.get();
            }
        }
        return StartedProcess.of(parked);
    }

    private synchronized Optional<StartedProcess> poll(LaunchPlan parked) {
        return Optional.ofNullable(waiting.get(parked)).map(Deque::poll);
    }

    /** Has so many wait for launches like this one, in some time. */
    void keep(int count, LaunchPlan plan) {
        try {
            starter.execute(() -> fill(count, plan.parked()));
        } catch (RejectedExecutionException over) {
            // the run has ended, and nobody needs them
        }
    }

    /** What fails here fails again, and is told, when somebody launches it. */
    private void fill(int count, LaunchPlan parked) {
        try {
            while (lacks(count, parked)) {
                var started = StartedProcess.of(parked);
                if (!add(parked, started)) {
                    started.kill();
                }
            }
        } catch (PosixException | SpawnException failure) {
            forget(parked);
        }
        surplus().forEach(StartedProcess::kill);
    }

    private synchronized boolean lacks(int count, LaunchPlan parked) {
        return !closed
                && waiting.computeIfAbsent(parked, first -> new ArrayDeque<>()).size() < count;
    }

    private synchronized boolean add(LaunchPlan parked, StartedProcess started) {
        return !closed && waiting.getOrDefault(parked, new ArrayDeque<>()).add(started);
    }

    private synchronized void forget(LaunchPlan parked) {
        if (waiting.getOrDefault(parked, new ArrayDeque<>()).isEmpty()) {
            waiting.remove(parked);
        }
    }

    /** Those of the kinds that were not asked for longest. */
    private synchronized List<StartedProcess> surplus() {
        var surplus = new ArrayList<StartedProcess>();
        var kinds = waiting.values().iterator();
        for (int i = waiting.size(); i > MOST_KINDS; i--) {
            surplus.addAll(kinds.next());
            kinds.remove();
        }
        return surplus;
    }

    private void close() {
        List<StartedProcess> left;
        synchronized (this) {
            closed = true;
            left = waiting.values().stream().flatMap(Deque::stream).toList();
            waiting.clear();
        }
        starter.shutdownNow();
        Steps.all(List.of(
                () -> Steps.all(left.stream().<Runnable>map(jvm -> jvm::kill).toList()),
                this::awaitStarter,
                argumentFiles::close));
    }

    /** One that it has just started is killed by it. */
    private void awaitStarter() {
        boolean interrupted = Thread.interrupted();
        try {
            if (!starter.awaitTermination(END_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("a JVM is still being started after " + END_BOUND.toSeconds() + " s");
            }
        } catch (InterruptedException interrupt) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
