package io.forkedchild.leftovers;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sees new processes as they come, in a thread of its own, while there are families: a process whose parent ends soon, and that
 * bears no mark, is known as a member all the same. It looks only at processes that it has not seen before.
 */
public final class DescendantRecord {

    private static final DescendantRecord CURRENT = new DescendantRecord();

    private static final Duration SHORT_PAUSE = Duration.ofMillis(10);
    private static final Duration LONG_PAUSE = Duration.ofMillis(50);

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(10);

    /** For so long after a family came it looks often: most daemons start with their programs. */
    private static final Duration BEGINNING = Duration.ofSeconds(2);

    /** It uses at most one part of so many of a processor. */
    private static final int SHARE = 25;

    private final Set<Family> families = ConcurrentHashMap.newKeySet();
    private Set<Integer> seen = Set.of();
    private PidSequence.Position looked = new PidSequence.Position(0, 0);
    private volatile long newest;
    private @Nullable Thread thread;

    private DescendantRecord() {}

    public static DescendantRecord current() {
        return CURRENT;
    }

    /** Looks for members of this family from now on. */
    public synchronized void add(Family family) {
        newest = System.nanoTime();
        families.add(family);
        if (thread == null) {
            thread = new Thread(this::run, "forkedchild-record");
            thread.setDaemon(true);
            thread.start();
        }
    }

    public synchronized void remove(Family family) {
        families.remove(family);
        if (families.isEmpty()) {
            notifyAll();
        }
    }

    /** Waits until its thread has ended, if no family is left for which it looks. */
    public void awaitEnd() {
        var ending = ending();
        if (ending.isPresent()) {
            try {
                ending.get().join(LONGEST_LOOK.toMillis());
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized Optional<Thread> ending() {
        return families.isEmpty() ? Optional.ofNullable(thread) : Optional.empty();
    }

    private void run() {
        while (!isOver()) {
            long begin = System.nanoTime();
            try {
                look();
            } catch (RuntimeException | Error unable) {
                // the next look may be able to: there may have been no descriptors or no memory left
            }
            pause(System.nanoTime() - begin);
        }
    }

    private synchronized boolean isOver() {
        if (families.isEmpty()) {
            thread = null;
        }
        return thread == null;
    }

    @SuppressWarnings("WaitNotInLoop") // a pause that ends early does no harm
    private synchronized void pause(long looked) {
        boolean isBeginning = System.nanoTime() - newest < BEGINNING.toNanos();
        long pause = Math.max(looked * SHARE, (isBeginning ? SHORT_PAUSE : LONG_PAUSE).toNanos());
        try {
            if (!families.isEmpty()) {
                TimeUnit.NANOSECONDS.timedWait(this, pause);
            }
        } catch (InterruptedException nobodysWish) {
            // it is nobody's thread
        }
    }

    private void look() {
        var position = PidSequence.now();
        if (position.isKnown() && position.equals(looked)) {
            return; // no process has come
        }
        var listed = Search.listed();
        if (listed.isEmpty()) {
            return; // the next look may be able to
        }
        looked = position;
        var pids = new HashSet<>(listed.get());
        pids.stream()
                .filter(pid -> !seen.contains(pid))
                .sorted()
                .flatMap(pid -> ProcessStat.of(pid).stream())
                .forEach(this::seen);
        seen = pids;
    }

    private void seen(ProcessStat process) {
        for (var family : families) {
            if (process.start() >= family.start()
                    && family.isRelative(process)
                    && !Environment.isOfGuardian(process.pid())) {
                family.add(process);
            }
        }
    }
}
