package io.forkedchild.launch;

import io.forkedchild.guardian.Guardian;
import io.forkedchild.leftovers.DescendantRecord;
import io.forkedchild.leftovers.Family;
import io.forkedchild.leftovers.Sweep;
import io.forkedchild.loop.SharedLoop;
import io.forkedchild.posix.PidFd;
import io.forkedchild.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * <p>The shutdown hook asks no other thread. It waits for no lock that a test or a listener can hold: the thread that called
 * {@code System.exit} may hold any and waits for the hook, and the loop may be stuck or gone. What is known here is therefore
 * kept apart from launchers and children.
 */
public final class EndOfJvm {

    /** How long a child that was asked to end has at most, and less if the grace is shorter. */
    private static final Duration LONGEST_GRACE = Duration.ofMillis(500);

    /** How long a launch that has begun may take until its child is known here. */
    private static final Duration START_BOUND = Duration.ofMillis(500);

    /** How long the kernel may take to let killed processes go: build tools kill the JVM after some 10 s. */
    private static final Duration KILL_BOUND = Duration.ofSeconds(5);

    /** How long a killed process may take to go if it cleared its environment and so is not swept. */
    private static final Duration SETTLING = Duration.ofMillis(500);

    private static final Duration PAUSE = Duration.ofMillis(2);

    /** No other JVM has files with names like this. */
    private static final String PREFIX_OF_FILES = "forkedchild-"
            + EnvironmentMark.ofThisJvm().toLowerCase(Locale.ROOT).replaceFirst("forkedchild_", "");

    private static final EndOfJvm CURRENT = new EndOfJvm();

    /** The processes by their families, including ended ones whose leftovers nobody has looked for yet. */
    private final Map<Family, PidFd> started = new ConcurrentHashMap<>();

    private final Set<Path> files = ConcurrentHashMap.newKeySet();
    private final AtomicInteger beginning = new AtomicInteger();
    private final AtomicInteger recordEndsWith = new AtomicInteger(-1);
    private volatile Launchers launchers = new Launchers() {};
    private volatile boolean ending;

    private EndOfJvm() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(this::run, "forkedchild-end-of-jvm"));
        } catch (IllegalStateException exiting) {
            ending = true;
        }
    }

    /** What the hook asks of those that launch children. Neither method may wait for a lock that a test can hold. */
    public interface Launchers {

        /** A line for people about the children that the hook ends; empty if there is nothing to tell. */
        default Optional<String> line() {
            return Optional.empty();
        }

        /** The longest time that children have between SIGTERM and SIGKILL. */
        default Duration longestGrace(Duration atMost) {
            return atMost;
        }
    }

    /** Has the hook ask them from now on. */
    public void ask(Launchers those) {
        launchers = those;
    }

    public static EndOfJvm current() {
        return CURRENT;
    }

    /**
     * Runs a step that starts or makes something and registers it with {@code add}; the hook waits until the step is over.
     *
     * @throws IllegalStateException if the JVM has begun to end
     */
    public <T> T begin(Supplier<T> start) {
        beginning.incrementAndGet();
        try {
            if (ending) {
                throw new IllegalStateException("this JVM is about to exit, and launches nothing any more");
            }
            GuardianOfJvm.require();
            return start.get();
        } finally {
            beginning.decrementAndGet();
        }
    }

    /** A new file that ends with this JVM at the latest; its maker registers it with {@code add}. */
    public static Path createTemporaryFile(String suffix) throws IOException {
        return Files.createTempFile(PREFIX_OF_FILES, suffix);
    }

    public void add(Family family, PidFd process) {
        started.put(family, process);
        DescendantRecord.current().add(family);
        endRecordWithRun(SharedLoop.run());
    }

    private void endRecordWithRun(int run) {
        if (recordEndsWith.getAndSet(run) != run) {
            SharedLoop.atEnd(ending -> {
                DescendantRecord.current().awaitEnd();
                return false;
            });
        }
    }

    /** Forgets a child of which nothing is left, nor of what it has started. */
    public void forget(Family family) {
        started.remove(family);
        DescendantRecord.current().remove(family);
    }

    public void add(Path file) {
        files.add(file);
    }

    public void forget(Path file) {
        files.remove(file);
    }

    // ---- the hook

    private void run() {
        ending = true;
        attempt(() -> await(START_BOUND, () -> beginning.get() == 0));
        if (!started.isEmpty()) {
            endProcesses();
        }
        files.forEach(file -> attempt(() -> delete(file)));
    }

    private void endProcesses() {
        var lines = new ArrayList<String>();
        attempt(() -> launchers.line().ifPresent(lines::add));
        signalAll(Signal.SIGTERM);
        attempt(() -> await(launchers.longestGrace(LONGEST_GRACE), this::haveAllEnded));
        signalAll(Signal.SIGKILL);
        sweep().ifPresent(lines::add);
        attempt(() -> await(SETTLING, this::haveAllEnded));
        lines.forEach(line -> attempt(() -> Console.printFromHook(line)));
    }

    /** Takes a step, and goes on whatever it throws: a class that is first needed now may be gone, a system call refused. */
    private static void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error failure) {
            // the steps behind it matter more than what nobody could mend any more
        }
    }

    private boolean haveAllEnded() {
        return started.values().stream().allMatch(PidFd::hasEnded);
    }

    /** @return what has failed */
    private Optional<String> sweep() {
        try {
            Sweep.of(List.copyOf(started.keySet()), KILL_BOUND);
            return Optional.empty();
        } catch (RuntimeException failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        } catch (Error failure) {
            return Optional.of("what children have left behind could not be killed: " + failure);
        }
    }

    /** One may run as somebody whom we may not send signals. */
    private void signalAll(Signal signal) {
        started.values().forEach(process -> attempt(() -> process.signal(signal.number())));
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

    /** Serves the ends of the JVM that no hook sees. Started with the first child. */
    private static final class GuardianOfJvm {

        @SuppressWarnings("UnusedVariable") // it is only held
        private static final Optional<Guardian> GUARDIAN = start();

        private GuardianOfJvm() {}

        /** Loads this class. */
        static void require() {}

        private static Optional<Guardian> start() {
            try {
                var files = Path.of(System.getProperty("java.io.tmpdir"), PREFIX_OF_FILES)
                        .toAbsolutePath();
                return Optional.of(Guardian.start(
                        "/bin/sh", EnvironmentMark.ofThisJvm(), EnvironmentMark.limitsOfThisJvm(), files));
            } catch (RuntimeException | Error failure) {
                Console.print("the guardian could not be started, so children will live on if this JVM is killed: "
                        + failure);
                return Optional.empty();
            }
        }
    }
}
