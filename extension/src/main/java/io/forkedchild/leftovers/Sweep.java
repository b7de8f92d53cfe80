package io.forkedchild.leftovers;

import io.forkedchild.posix.Errno;
import io.forkedchild.posix.PidFd;
import io.forkedchild.posix.PosixException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Kills the members of families, and waits until they are gone. What is found is stopped before the next look, so that a process
 * that starts others all the time cannot run away; then there are quick looks at new processes only, so that one that replaces
 * itself all the time cannot hide.
 */
public final class Sweep {

    private static final int SIGKILL = 9;
    private static final int SIGSTOP = 19;

    private static final int MOST_REMEMBERED = 1000;

    /** So many quick looks in sequence have to find nothing new, and miss nothing. */
    private static final int QUIET_LOOKS = 5;

    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final Duration LEAST_WAIT = Duration.ofMillis(200);
    private static final int SHOWN = 12;
    private static final int SHOWN_CHARACTERS = 110;

    private final Collection<Family> families;
    private final long deadline;

    /** What was stopped, and is killed when nothing new is found. */
    private final Map<Integer, Leftover> stopped = new LinkedHashMap<>();

    /** Why a process could not be opened or signalled; asked again in each round. */
    private final Map<Integer, String> refusals = new HashMap<>();

    /** Processes that the kernel does not let us signal, whatever we do. */
    private final Map<Integer, Leftover> forbidden = new LinkedHashMap<>();

    private final Map<Integer, Leftover> killed = new LinkedHashMap<>();

    private Sweep(Collection<Family> families, Duration atMost) {
        this.families = families;
        this.deadline = System.nanoTime() + atMost.toNanos();
    }

    /**
     * Kills until a look finds nothing; at least once, however late it is.
     *
     * @return what was killed; of very many, those that were found first
     * @throws IllegalStateException if something is still there after the given time, or may not be killed, with its name; or if it
     *     could not look at every process until then
     */
    public static List<Leftover> of(Collection<Family> families, Duration atMost) {
        var sweep = new Sweep(families, atMost);
        if (!families.isEmpty()) {
            sweep.run();
        }
        return List.copyOf(sweep.killed.values());
    }

    private void run() {
        var look = Leftovers.look(families);
        var found = unknown(look.found());
        while (!found.isEmpty() || !look.isComplete()) {
            if (found.isEmpty()) {
                LockSupport.parkNanos(PAUSE.toNanos()); // descriptors may be there in the next round
            } else {
                stopAll(found);
                kill(List.copyOf(stopped.values()));
            }
            boolean isOver = isOver(); // asked before the last look
            look = Leftovers.look(families);
            found = unknown(look.found());
            if (isOver && !found.isEmpty()) {
                throw failure(found);
            }
            if (isOver) {
                break;
            }
        }
        if (!forbidden.isEmpty()) {
            throw failure(forbidden.values());
        }
        if (!look.isComplete()) {
            throw new IllegalStateException(Leftovers.INCOMPLETE);
        }
    }

    private boolean isOver() {
        return deadline - System.nanoTime() < 0;
    }

    private List<Leftover> unknown(List<Leftover> found) {
        return found.stream()
                .filter(leftover -> !forbidden.containsKey(leftover.pid()) && !isStopped(leftover))
                .toList();
    }

    private boolean isStopped(Leftover leftover) {
        var same = stopped.get(leftover.pid());
        return same != null && same.process().start() == leftover.process().start();
    }

    // ---- stop

    private void stopAll(List<Leftover> first) {
        stopped.clear();
        first.forEach(this::stop);
        int quiet = 0;
        int fruitless = 0;
        var seen = Set.<Integer>of();
        while (quiet < QUIET_LOOKS && fruitless < Leftovers.MOST_LOOKS && !isOver()) {
            var before = seen;
            var search = new Search(families);
            var pids = search.pids();
            var found = unknown(search.among(
                    pids.stream().filter(pid -> !before.contains(pid)).toList()));
            found.forEach(this::stop);
            fruitless = found.isEmpty() ? fruitless + 1 : 0;
            quiet = found.isEmpty() && !search.hasMissed() && search.isComplete() ? quiet + 1 : 0;
            seen = Set.copyOf(pids);
            LockSupport.parkNanos(found.isEmpty() ? PAUSE.toNanos() : 0);
        }
    }

    private void stop(Leftover leftover) {
        opened(leftover).ifPresent(process -> {
            try (process) {
                signal(leftover, process, SIGSTOP);
                stopped.put(leftover.pid(), leftover);
            }
        });
    }

    // ---- kill

    /** Waits only after each has its signal: one that the kernel does not let go must not keep the others alive. */
    private void kill(List<Leftover> those) {
        stopped.clear();
        for (int from = 0; from < those.size(); from += OpenProcess.MOST_AT_ONCE) {
            var killed = those.subList(from, Math.min(those.size(), from + OpenProcess.MOST_AT_ONCE)).stream()
                    .flatMap(leftover -> killed(leftover).stream())
                    .toList();
            killed.forEach(this::awaitEnd);
        }
    }

    private void awaitEnd(PidFd process) {
        try (process) {
            process.awaitEnd(Math.max(LEAST_WAIT.toNanos(), deadline - System.nanoTime()) / 1_000_000);
        }
    }

    private Optional<PidFd> killed(Leftover leftover) {
        var process = opened(leftover);
        process.ifPresent(open -> {
            signal(leftover, open, SIGKILL);
            if (killed.size() < MOST_REMEMBERED) {
                killed.put(leftover.pid(), leftover);
            }
        });
        return process;
    }

    /** Opens the pidfd before the second look, so that a number that was given to another process meanwhile is safe. */
    private Optional<PidFd> opened(Leftover leftover) {
        try {
            var process = PidFd.open(leftover.pid());
            if (leftover.isAlive()) {
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

    /** Descriptors may be there in the next round; a right to signal will not. */
    private void refused(Leftover leftover, PosixException failure) {
        if (failure.errno() != Errno.ESRCH) {
            refusals.put(leftover.pid(), " (" + failure.getMessage() + ")");
        }
        if (failure.errno() == Errno.EPERM) {
            forbidden.put(leftover.pid(), leftover);
        }
    }

    // ---- what is said

    private IllegalStateException failure(Collection<Leftover> left) {
        var lines = new ArrayList<String>();
        lines.add("what children have left behind could not be killed: " + left.size()
                + (left.size() == 1 ? " process" : " processes"));
        left.stream().limit(SHOWN).map(this::line).forEach(lines::add);
        if (left.size() > SHOWN) {
            lines.add("  and " + (left.size() - SHOWN) + " more");
        }
        return new IllegalStateException(String.join("\n", lines));
    }

    private String line(Leftover leftover) {
        var line = leftover + refusals.getOrDefault(leftover.pid(), "");
        return "  "
                + line.replaceAll("\\s+", " ")
                        .substring(
                                0,
                                Math.min(
                                        SHOWN_CHARACTERS,
                                        line.replaceAll("\\s+", " ").length()));
    }
}
