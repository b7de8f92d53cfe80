package io.forkedchild.leftovers;

import io.forkedchild.posix.Errno;
import io.forkedchild.posix.PidFd;
import io.forkedchild.posix.PosixException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Kills whatever carries one of the entries in its environment, and waits until it is gone. What is found is stopped before
 * the next look, so that a process that starts others all the time cannot run away.
 */
public final class Sweep {

    private static final int SIGKILL = 9;
    private static final int SIGSTOP = 19;

    /** So many descriptors are open at a time. */
    private static final int MOST_AT_ONCE = 100;

    private final Collection<String> entries;
    private final long deadline;
    private final Map<Integer, String> refusals = new TreeMap<>();

    private Sweep(Collection<String> entries, Duration atMost) {
        this.entries = entries;
        this.deadline = System.nanoTime() + atMost.toNanos();
    }

    /**
     * Kills until a look finds nothing.
     *
     * @throws IllegalStateException if something is still there after the given time, or may not be killed, with its name
     */
    public static void of(Collection<String> entries, Duration atMost) {
        new Sweep(entries, atMost).run();
    }

    private void run() {
        for (var found = look(); !found.isEmpty(); found = look()) {
            if (deadline - System.nanoTime() < 0) {
                throw new IllegalStateException("what children have left behind could not be killed: " + found);
            }
            found.forEach(leftover -> signal(leftover, SIGSTOP));
            kill(look());
        }
        if (!refusals.isEmpty()) {
            throw new IllegalStateException(
                    "what children have left behind could not be killed: " + String.join("; ", refusals.values()));
        }
    }

    private List<Leftover> look() {
        return Leftovers.carrying(entries).stream()
                .filter(leftover -> !refusals.containsKey(leftover.pid()))
                .toList();
    }

    private void signal(Leftover leftover, int number) {
        opened(leftover).ifPresent(process -> {
            try (process) {
                signal(leftover, process, number);
            }
        });
    }

    /** Waits only after each has its signal: one that the kernel does not let go must not keep the others alive. */
    private void kill(List<Leftover> stopped) {
        for (int from = 0; from < stopped.size(); from += MOST_AT_ONCE) {
            var killed = stopped.subList(from, Math.min(stopped.size(), from + MOST_AT_ONCE)).stream()
                    .flatMap(leftover -> killed(leftover).stream())
                    .toList();
            killed.forEach(process -> {
                try (process) {
                    process.awaitEnd(Math.max(0, deadline - System.nanoTime()) / 1_000_000);
                }
            });
        }
    }

    private Optional<PidFd> killed(Leftover leftover) {
        var process = opened(leftover);
        process.ifPresent(open -> signal(leftover, open, SIGKILL));
        return process;
    }

    /** Opens the pidfd before the second look, so that a number that was given to another process meanwhile is safe. */
    private Optional<PidFd> opened(Leftover leftover) {
        try {
            var process = PidFd.open(leftover.pid());
            if (Leftovers.isCarrying(leftover)) {
                return Optional.of(process);
            }
            process.close();
        } catch (PosixException failure) {
            refused(leftover, failure);
        }
        return Optional.empty();
    }

    private void signal(Leftover leftover, PidFd process, int number) {
        try {
            process.signal(number);
        } catch (PosixException failure) {
            refused(leftover, failure);
        }
    }

    private void refused(Leftover leftover, PosixException failure) {
        if (failure.errno() != Errno.ESRCH) {
            refusals.put(leftover.pid(), leftover + " (" + failure.getMessage() + ")");
        }
    }
}
