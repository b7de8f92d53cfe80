package io.forkedchild;

import io.forkedchild.loop.EventLoop;
import io.forkedchild.posix.Errno;
import io.forkedchild.posix.PidFd;
import io.forkedchild.posix.PosixException;
import io.forkedchild.posix.Reaped;
import io.forkedchild.posix.Signals;
import io.forkedchild.timeline.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Makes a child of a plan: opens its descriptors, starts its program, hands it over to the loop. */
final class Launcher {

    /** Failures after which Node has a child that never started; after any other one it throws. */
    private static final Set<Integer> NEVER_STARTED =
            Set.of(Errno.ENOENT, Errno.EACCES, Errno.EAGAIN, Errno.EMFILE, Errno.ENFILE);

    private static final Duration REAP_BOUND = Duration.ofSeconds(10);
    private static final Duration REAP_PAUSE = Duration.ofMillis(1);

    private final EventLoop loop;
    private final Recorder recorder;
    private final Settings settings;

    Launcher(EventLoop loop, Recorder recorder, Settings settings) {
        this.loop = loop;
        this.recorder = recorder;
        this.settings = settings;
    }

    /**
     * Launches under the given name.
     *
     * @throws SpawnException if the launch fails in a way that makes Node throw
     */
    ChildProcess launch(String name, LaunchPlan plan, Cookie cookie) {
        var process = new ChildProcess(name, plan, loop, recorder, settings);
        try (var wiring = open(plan)) {
            start(process, cookie, wiring);
        } catch (PosixException failure) {
            failed(process, precise(plan, failure));
        }
        return process;
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

    private void start(ChildProcess process, Cookie cookie, Wiring wiring) {
        var plan = process.plan();
        int pid = new Program(plan, cookie.addedTo(plan.environment()), wiring.childEnds()).start();
        var ends = wiring.takeParentEnds();
        try {
            var pidFd = PidFd.open(pid);
            loop.call(() -> {
                process.started(pid, pidFd, ends);
                return true;
            });
        } catch (RuntimeException failure) {
            abandon(pid, ends);
            throw failure;
        }
    }

    /** A process that cannot be watched, mostly since there are no descriptors left, must not go on unwatched. */
    private static void abandon(int pid, List<Wiring.ParentEnd> ends) {
        Signals.send(pid, Signal.SIGKILL.number());
        long deadline = System.nanoTime() + REAP_BOUND.toNanos();
        while (Reaped.poll(pid).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(REAP_PAUSE.toNanos());
        }
        ends.forEach(Wiring.ParentEnd::close);
    }

    /** A working directory that is a file makes every candidate of the program fail alike. */
    private static PosixException precise(LaunchPlan plan, PosixException failure) {
        boolean isFile = plan.cwd()
                .filter(cwd -> Files.exists(cwd) && !Files.isDirectory(cwd))
                .isPresent();
        return isFile && failure.errno() == Errno.ENOENT ? new PosixException(failure.call(), Errno.ENOTDIR) : failure;
    }

    private void failed(ChildProcess process, PosixException failure) {
        var plan = process.plan();
        var text = textOf(plan, failure);
        if (!NEVER_STARTED.contains(failure.errno())) {
            throw new SpawnException(failure.errnoName(), text);
        }
        var status = new ExitStatus.NotStarted(failure.errnoName(), callOf(plan));
        loop.call(() -> {
            process.neverStarted(status, text);
            return true;
        });
    }

    private static String callOf(LaunchPlan plan) {
        return cwdIsMissing(plan) ? "chdir " + plan.cwd().orElseThrow().toAbsolutePath() : "spawn " + plan.file();
    }

    private static String textOf(LaunchPlan plan, PosixException failure) {
        var what = callOf(plan) + " " + failure.errnoName();
        if (cwdIsMissing(plan)) {
            return what + " (options.cwd is no directory); the program is " + plan.file();
        }
        return what + " (" + Errno.text(failure.errno()) + ")" + hint(plan, failure) + "; cwd="
                + plan.cwd().orElse(Path.of("")).toAbsolutePath() + searched(plan);
    }

    private static String searched(LaunchPlan plan) {
        return plan.file().contains("/") ? "" : ", PATH=" + plan.environment().getOrDefault("PATH", "(not set)");
    }

    private static String hint(LaunchPlan plan, PosixException failure) {
        if (failure.errno() == Errno.ENOENT && plan.file().contains(" ")) {
            return ", program and arguments are separate: \"ls\", \"-l\"; a command line is for exec";
        }
        var found = failure.errno() == Errno.ENOENT ? Program.locate(plan) : Optional.<String>empty();
        return found.map(path -> ", although " + path + " is there: what its first line names as interpreter is not")
                .orElse("");
    }

    /** The kernel reports a missing directory and a missing program with the same error. */
    private static boolean cwdIsMissing(LaunchPlan plan) {
        return plan.cwd().filter(cwd -> !Files.isDirectory(cwd)).isPresent();
    }
}
