package io.forkedchild.jvm;

import io.forkedchild.launch.EndOfJvm;
import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.launch.RunAll;
import io.forkedchild.launch.StartedProcess;
import io.forkedchild.loop.SharedLoop;
import io.forkedchild.loop.Uninterrupted;
import io.forkedchild.posix.PosixException;
import io.forkedchild.process.SpawnException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
public final class WarmJvms {

    /** The number of kinds of launches for which JVMs wait at a time. */
    private static final int MOST_KINDS = 4;

    /** A launch that never comes again should not pay for JVMs that nobody uses: only those that came before count. */
    private static final int REMEMBERED = 64;

    private static final Duration END_BOUND = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static @Nullable WarmJvms shared;

    private final ArgumentFiles argumentFiles = new ArgumentFiles();
    private final ExecutorService starter = starter();
    private final Map<LaunchPlan, Deque<StartedProcess>> waiting = new LinkedHashMap<>(MOST_KINDS, 1, true);
    private final Set<LaunchPlan> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LaunchPlan, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });
    private boolean closed;

    private WarmJvms() {}

    /** The pool of this run of tests. {@link EndOfJvm} ends its JVMs if the test JVM exits before. */
    public static synchronized WarmJvms ofRun() {
        if (shared == null) {
            var opened = new WarmJvms();
            SharedLoop.atEnd(run -> end(opened));
            shared = opened;
        }
        return shared;
    }

    /** @return false: they need no loop */
    private static boolean end(WarmJvms jvms) {
        synchronized (WarmJvms.class) {
            shared = shared == jvms ? null : shared;
        }
        jvms.close();
        return false;
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

    /** The files with the arguments of their launches, which the JVMs may read at any time. */
    public ArgumentFiles argumentFiles() {
        return argumentFiles;
    }

    /**
     * Takes a JVM that was started as the plan would start it, or starts one now; the caller owns it from here on. Failures as
     * of {@link StartedProcess#of}.
     */
    public StartedProcess take(LaunchPlan plan) {
        var parked = plan.parked();
        for (var found = poll(parked); found.isPresent(); found = poll(parked)) {
            if (isUsable(found.get(), plan)) {
                return found.get().launchedAt(SharedLoop.get().mark());
            }
        }
        return StartedProcess.of(parked, SharedLoop.get());
    }

    /** Whether it still runs, in the directory that the plan names. If not, nothing is left of it afterwards. */
    private static boolean isUsable(StartedProcess waiting, LaunchPlan plan) {
        if (waiting.isReaped()) {
            return false;
        }
        boolean there = waiting.isIn(plan.cwd().orElse(Path.of("")));
        if (!there) {
            waiting.kill();
        }
        return there;
    }

    private synchronized Optional<StartedProcess> poll(LaunchPlan parked) {
        return Optional.ofNullable(waiting.get(parked)).map(Deque::poll);
    }

    /** Refills the pool in the background; the first launch of its kind does not count. */
    public void keep(int count, LaunchPlan plan) {
        if (isFirst(plan.parked())) {
            return;
        }
        try {
            starter.execute(() -> fill(count, plan.parked()));
        } catch (RejectedExecutionException over) {
            // the run has ended, and nobody needs them
        }
    }

    private synchronized boolean isFirst(LaunchPlan parked) {
        return seen.add(parked);
    }

    /** What fails here fails again, and is told, when somebody launches it. */
    private void fill(int count, LaunchPlan parked) {
        try {
            while (lacks(count, parked)) {
                var started = StartedProcess.of(parked, SharedLoop.get());
                if (!add(parked, started)) {
                    started.kill();
                }
            }
        } catch (PosixException
                | SpawnException
                | IllegalStateException failure) { // the last if the run or the JVM ends
            forget(parked);
        }
        killAll(surplus());
    }

    private synchronized boolean lacks(int count, LaunchPlan parked) {
        return !closed
                && waiting.computeIfAbsent(parked, first -> new ArrayDeque<>()).size() < count;
    }

    private synchronized boolean add(LaunchPlan parked, StartedProcess started) {
        var kind = waiting.get(parked);
        return !closed && kind != null && kind.add(started);
    }

    private synchronized void forget(LaunchPlan parked) {
        if (waiting.getOrDefault(parked, new ArrayDeque<>()).isEmpty()) {
            waiting.remove(parked);
        }
    }

    /** Removes and returns the JVMs of the kinds that have not been used for the longest time. */
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
        RunAll.all(List.of(() -> killAll(left), this::awaitStarter, argumentFiles::close));
    }

    private static void killAll(List<StartedProcess> jvms) {
        RunAll.all(jvms.stream().<Runnable>map(jvm -> jvm::kill).toList());
    }

    /** One that it has just started is killed by it. */
    private void awaitStarter() {
        if (!Uninterrupted.await(END_BOUND, nanos -> starter.awaitTermination(nanos, TimeUnit.NANOSECONDS))) {
            throw new IllegalStateException("a JVM is still being started after " + END_BOUND.toSeconds() + " s");
        }
    }
}
