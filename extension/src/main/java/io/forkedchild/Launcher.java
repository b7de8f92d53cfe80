package io.forkedchild;

import io.forkedchild.loop.EventLoop;
import io.forkedchild.posix.Errno;
import io.forkedchild.posix.PosixException;
import io.forkedchild.timeline.Recorder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Makes a child of a plan: opens its descriptors, starts its program, hands it over to the loop. */
final class Launcher {

    /** Failures after which Node has a child that never started; after any other one it throws. */
    private static final Set<Integer> NEVER_STARTED =
            Set.of(Errno.ENOENT, Errno.EACCES, Errno.EAGAIN, Errno.EMFILE, Errno.ENFILE);

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
        requireSupported(plan);
        try (var wiring = Wiring.of(plan)) {
            return launch(name, plan, cookie, wiring);
        } catch (PosixException failure) {
            return failed(new ChildProcess(name, plan, loop, recorder, settings), precise(plan, failure));
        }
    }

    private ChildProcess launch(String name, LaunchPlan plan, Cookie cookie, Wiring wiring) {
        var process = new ChildProcess(name, plan, loop, recorder, settings);
        int pid = new Program(plan, cookie.addedTo(plan.environment()), wiring.childEnds()).start();
        var ends = wiring.takeParentEnds();
        loop.call(() -> {
            process.started(pid, ends);
            return true;
        });
        return process;
    }

    private static void requireSupported(LaunchPlan plan) {
        if (plan.serialization() == Serialization.ADVANCED
                && plan.channelIndex().isPresent()) {
            throw new UnsupportedOperationException(
                    "options.serialization: 'advanced' is not there yet, only 'json' is");
        }
    }

    /** A working directory that is a file makes every candidate of the program fail alike. */
    private static PosixException precise(LaunchPlan plan, PosixException failure) {
        boolean isFile = plan.cwd()
                .filter(cwd -> Files.exists(cwd) && !Files.isDirectory(cwd))
                .isPresent();
        return isFile && failure.errno() == Errno.ENOENT ? new PosixException(failure.call(), Errno.ENOTDIR) : failure;
    }

    private ChildProcess failed(ChildProcess process, PosixException failure) {
        var plan = process.plan();
        var text = textOf(plan, failure);
        if (!NEVER_STARTED.contains(failure.errno())) {
            throw new SpawnException(failure.errnoName(), text);
        }
        var status = new ExitStatus.NotStarted(failure.errnoName(), callOf(plan, failure));
        loop.call(() -> {
            process.neverStarted(status, text);
            return true;
        });
        return process;
    }

    private static String callOf(LaunchPlan plan, PosixException failure) {
        return cwdIsMissing(plan) ? "chdir " + plan.cwd().orElseThrow() : callOf(plan.file(), failure);
    }

    /** What failed beside the start of the program, such as the opening of a file, says so itself. */
    private static String callOf(String file, PosixException failure) {
        boolean ofProgram =
                failure.call().startsWith("posix_spawn") || failure.call().startsWith("execve");
        return ofProgram ? "spawn " + file : failure.call();
    }

    private static String textOf(LaunchPlan plan, PosixException failure) {
        var what = callOf(plan, failure) + " " + failure.errnoName();
        if (cwdIsMissing(plan)) {
            return what + " (options.cwd is no directory); the program is " + plan.file();
        }
        var where =
                plan.file().contains("/") ? "" : ", PATH=" + plan.environment().getOrDefault("PATH", "(not set)");
        return what + " (" + Errno.text(failure.errno()) + "); cwd="
                + plan.cwd().orElse(Path.of("")).toAbsolutePath() + where;
    }

    /** The kernel reports a missing directory and a missing program with the same error. */
    private static boolean cwdIsMissing(LaunchPlan plan) {
        return plan.cwd().filter(cwd -> !Files.isDirectory(cwd)).isPresent();
    }
}
