package io.forkedchild.running;

import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.launch.StartedProcess;
import io.forkedchild.loop.EventLoop;
import io.forkedchild.posix.Errno;
import io.forkedchild.posix.PosixException;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.SpawnException;
import io.forkedchild.recording.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/** Makes a child of a plan: opens its descriptors, starts its program, hands it over to the loop. */
public final class Launcher {

    /** Failures after which Node has a child that never started; after any other one it throws. */
    private static final Set<Integer> NEVER_STARTED =
            Set.of(Errno.ENOENT, Errno.EACCES, Errno.EAGAIN, Errno.EMFILE, Errno.ENFILE);

    static {
        LaunchHints.load();
    }

    private final EventLoop loop;
    private final Recorder recorder;
    private final Duration patience;

    public Launcher(EventLoop loop, Recorder recorder, Duration patience) {
        this.loop = loop;
        this.recorder = recorder;
        this.patience = patience;
    }

    /**
     * Launches under the given name.
     *
     * @param start starts the program of the plan, or has a process that would do the same
     * @throws SpawnException if the launch fails in a way that makes Node throw
     */
    public ChildProcess launch(String name, LaunchPlan plan, Supplier<StartedProcess> start) {
        recorder.secrets().add(plan.argv(), plan.environment());
        var process = new ChildProcess(name, plan, loop, recorder, patience);
        try {
            handOver(start.get(), process);
        } catch (PosixException failure) {
            failed(process, precise(plan, failure));
        }
        return process;
    }

    /** A process that cannot be watched, mostly since there are no descriptors left, must not go on unwatched. */
    private void handOver(StartedProcess started, ChildProcess process) {
        try {
            loop.call(() -> {
                process.started(started);
                return true;
            });
        } catch (RuntimeException | Error failure) {
            started.kill();
            throw failure;
        }
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
        var text = recorder.secrets().masked(textOf(plan, failure));
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
        return what + " (" + Errno.text(failure.errno()) + ")" + LaunchHints.of(plan, failure.errno()) + "; cwd="
                + plan.cwd().orElse(Path.of("")).toAbsolutePath() + searched(plan);
    }

    private static String searched(LaunchPlan plan) {
        return plan.file().contains("/") ? "" : ", PATH=" + plan.environment().getOrDefault("PATH", "(not set)");
    }

    /** The kernel reports a missing directory and a missing program with the same error. */
    private static boolean cwdIsMissing(LaunchPlan plan) {
        return plan.cwd().filter(cwd -> !Files.isDirectory(cwd)).isPresent();
    }
}
