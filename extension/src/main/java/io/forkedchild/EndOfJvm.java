package io.forkedchild;

import io.forkedchild.guardian.Sweep;
import io.forkedchild.posix.PidFd;
import io.forkedchild.posix.PosixException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Ends with the JVM what it has started and what has not ended before: processes, what these have started, temporary files.
 *
 * <p>The shutdown hook takes no lock and asks no other thread: the one that called {@code System.exit} may hold any lock and
 * waits for the hook, and the loop may be stuck or gone. What is known here is therefore kept apart from launchers and children.
 */
final class EndOfJvm {

    /** How long a child that was asked to end has at most, and less if the grace is shorter. */
    private static final Duration LONGEST_GRACE = Duration.ofMillis(500);

    /** How long a launch that has begun may take until its child is known here. */
    private static final Duration START_BOUND = Duration.ofMillis(500);

    /** How long the kernel may take to let killed processes go: build tools kill the JVM after some 10 s. */
    private static final Duration KILL_BOUND = Duration.ofSeconds(5);

    /** How long those may take to let a killed process go that have cleared their environment, and are not swept. */
    private static final Duration SETTLING = Duration.ofMillis(500);

    private static final Duration PAUSE = Duration.ofMillis(2);

    private static final EndOfJvm CURRENT = new EndOfJvm();

    /** By their marks, those also that have ended and whose leftovers nobody has looked for yet. */
    private final Map<Cookie, PidFd> started = new ConcurrentHashMap<>();

    private final Set<Path> files = ConcurrentHashMap.newKeySet();
    private final AtomicInteger beginning = new AtomicInteger();
    private volatile boolean ending;

    private EndOfJvm() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::run, "forkedchild-end-of-jvm"));
        } catch (IllegalStateException exiting) {
            ending = true;
        }
    }

    static EndOfJvm current() {
        return CURRENT;
    }

    /**
     * Runs what makes something that has to be ended, and that it {@linkplain #add adds} here: the hook waits for it.
     *
     * @throws IllegalStateException if the JVM has begun to end
     */
    <T> T begin(Supplier<T> start) {
        beginning.incrementAndGet();
        try {
            if (ending) {
                throw new IllegalStateException("this JVM is about to exit, and launches nothing any more");
            }
            return start.get();
        } finally {
            beginning.decrementAndGet();
        }
    }

    void add(Cookie mark, PidFd process) {
        started.put(mark, process);
    }

    /** Nothing is left of it, nor of what it has started. */
    void forget(Cookie mark) {
        started.remove(mark);
    }

    void add(Path file) {
        files.add(file);
    }

    void forget(Path file) {
        files.remove(file);
    }

    // ---- the hook

    private void run() {
        ending = true;
        await(START_BOUND, () -> beginning.get() == 0);
        if (!started.isEmpty()) {
            endProcesses();
        }
        files.forEach(EndOfJvm::delete);
    }

    private void endProcesses() {
        var line = OpenLaunchers.lineOfHook();
        signalAll(Signal.SIGTERM);
        await(OpenLaunchers.longestGrace(LONGEST_GRACE), this::haveAllEnded);
        signalAll(Signal.SIGKILL);
        var failure = sweep();
        await(SETTLING, this::haveAllEnded);
        line.ifPresent(Console::printFromHook);
        failure.ifPresent(Console::printFromHook);
    }

    private boolean haveAllEnded() {
        return started.values().stream().allMatch(PidFd::hasEnded);
    }

    /** @return what has failed */
    private Optional<String> sweep() {
        try {
            Sweep.of(started.keySet().stream().map(Cookie::entry).toList(), KILL_BOUND);
            return Optional.empty();
        } catch (RuntimeException failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
    }

    private void signalAll(Signal signal) {
        for (var process : started.values()) {
            try {
                process.signal(signal.number());
            } catch (PosixException notOurs) {
                // it runs as somebody whom we may not send signals
            }
        }
    }

    private static void await(Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean() && deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException left) {
            // nobody is left who could be told
        }
    }
}
