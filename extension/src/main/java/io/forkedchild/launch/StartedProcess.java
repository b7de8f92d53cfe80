package io.forkedchild.launch;

import io.forkedchild.leftovers.Family;
import io.forkedchild.loop.EventLoop;
import io.forkedchild.posix.Errno;
import io.forkedchild.posix.LockLimit;
import io.forkedchild.posix.PidFd;
import io.forkedchild.posix.PosixException;
import io.forkedchild.posix.Reaped;
import io.forkedchild.posix.Signals;
import io.forkedchild.process.Signal;
import io.forkedchild.process.SpawnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that runs, and that nobody watches yet: an owner that watches it takes it over, or it is killed.
 *
 * @param ends the parent's ends of its descriptors
 * @param family the process and whatever it starts
 * @param bornAt the loop's wake-up before which it had not been started
 * @param launchedAt the wake-up at which the launch was requested; later than the other one if the process was kept ready
 */
public record StartedProcess(
        int pid, PidFd pidFd, List<Wiring.ParentEnd> ends, Family family, long bornAt, long launchedAt) {

    private static final Duration REAP_BOUND = Duration.ofSeconds(10);
    private static final Duration REAP_PAUSE = Duration.ofMillis(1);

    /**
     * Starts the program of a plan.
     *
     * @throws SpawnException if the launch fails in a way that makes Node throw
     * @throws PosixException if it fails otherwise
     */
    public static StartedProcess of(LaunchPlan plan, EventLoop loop) {
        long bornAt = loop.mark();
        var mark = EnvironmentMark.next();
        try (var wiring = open(plan)) {
            var program = new Program(plan, mark.addedTo(plan.environment()), wiring.childEnds());
            return EndOfJvm.current().begin(() -> started(program, wiring, mark, bornAt));
        }
    }

    private static StartedProcess started(Program program, Wiring wiring, EnvironmentMark mark, long bornAt) {
        int pid = program.start();
        var ends = wiring.takeParentEnds();
        try {
            var pidFd = PidFd.open(pid);
            var family = family(pid, mark, ends);
            EndOfJvm.current().add(family, pidFd);
            return new StartedProcess(pid, pidFd, ends, family, bornAt, bornAt);
        } catch (PosixException failure) {
            kill(pid, ends);
            throw failure;
        }
    }

    /** What it starts before it has its second mark has the first one, unless it clears its environment at once. */
    private static Family family(int pid, EnvironmentMark mark, List<Wiring.ParentEnd> ends) {
        boolean isMarked = LockLimit.set(pid, mark.limit());
        return new Family(
                mark.entry(),
                isMarked ? OptionalLong.of(mark.limit()) : OptionalLong.empty(),
                pid,
                ends.stream().flatMap(end -> end.ofChild().stream()).toList());
    }

    /** @throws PosixException if there are no descriptors left, which Node counts among the failures of the start */
    private static Wiring open(LaunchPlan plan) {
        try {
            return Wiring.of(plan);
        } catch (PosixException failure) {
            if (failure.errno() == Errno.EMFILE || failure.errno() == Errno.ENFILE) {
                throw failure;
            }
            throw new SpawnException(
                    failure.errnoName(), "spawn " + plan.file() + ": options.stdio: " + failure.getMessage());
        }
    }

    /** The same process, for a launch that was requested at this wake-up. */
    public StartedProcess launchedAt(long wakeUp) {
        return new StartedProcess(pid, pidFd, ends, family, bornAt, wakeUp);
    }

    /** Whether it has ended; then everything of it is closed, and nothing left to take over. */
    public boolean isReaped() {
        if (Reaped.poll(pid).isEmpty()) {
            return false;
        }
        close();
        return true;
    }

    /** Whether its directory is still the one that has this name: another may have taken its place. */
    public boolean isIn(Path directory) {
        try {
            return Files.isSameFile(Path.of("/proc", String.valueOf(pid), "cwd"), directory.toAbsolutePath());
        } catch (IOException gone) {
            return false;
        }
    }

    /** Kills it, and waits for that. */
    public void kill() {
        kill(pid, ends);
        pidFd.close();
        EndOfJvm.current().forget(family);
    }

    private void close() {
        pidFd.close();
        ends.forEach(Wiring.ParentEnd::close);
        EndOfJvm.current().forget(family);
    }

    private static void kill(int pid, List<Wiring.ParentEnd> ends) {
        Signals.send(pid, Signal.SIGKILL.number());
        long deadline = System.nanoTime() + REAP_BOUND.toNanos();
        while (Reaped.poll(pid).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(REAP_PAUSE.toNanos());
        }
        ends.forEach(Wiring.ParentEnd::close);
    }
}
