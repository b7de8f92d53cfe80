package io.forkedchild.launch;

import io.forkedchild.posix.Errno;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.FileLook;
import io.forkedchild.posix.PosixException;
import io.forkedchild.posix.SpawnRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds and starts the program of a plan as {@code execvp(3)} does. */
public final class Program {

    private static final Set<Integer> TRY_THE_NEXT = Set.of(Errno.ENOENT, Errno.ENOTDIR, Errno.EACCES);
    private static final String SHELL = "/bin/sh";

    private final LaunchPlan plan;
    private final Map<String, String> environment;
    private final List<Optional<Fd>> slots;

    Program(LaunchPlan plan, Map<String, String> environment, List<Optional<Fd>> slots) {
        this.plan = plan;
        this.environment = environment;
        this.slots = slots;
    }

    /**
     * Starts the first candidate that can be executed.
     *
     * @return its pid
     * @throws PosixException the error of the exec; {@code EACCES} of any candidate wins over {@code ENOENT}
     */
    int start() {
        if (!plan.credentialsPrefix().isEmpty()) {
            return Credentials.of(plan).start(this);
        }
        if (!plan.limits().isNone()) {
            LimitedStart.check(plan);
            if (locate(plan).isEmpty()) {
                throw new PosixException("execve", Errno.ENOENT);
            }
            return run(plan.file(), plan.argv());
        }
        return startFirst(plan.candidates());
    }

    private int startFirst(List<String> candidates) {
        @Nullable PosixException last = null;
        for (var path : thoseThatMayBeThere(candidates)) {
            try {
                return startOne(path);
            } catch (PosixException failure) {
                if (!TRY_THE_NEXT.contains(failure.errno())) {
                    throw failure;
                }
                last = last != null && last.errno() == Errno.EACCES ? last : failure;
            }
        }
        throw last == null || (candidates.size() > 1 && last.errno() == Errno.ENOTDIR)
                ? new PosixException("execve", Errno.ENOENT)
                : last;
    }

    /** At least the last one, so that the failure of a start comes from a start. */
    private static List<String> thoseThatMayBeThere(List<String> candidates) {
        if (candidates.size() < 2) {
            return candidates;
        }
        var there = candidates.stream().filter(path -> !isMissing(path)).toList();
        return there.isEmpty() ? candidates.subList(candidates.size() - 1, candidates.size()) : there;
    }

    /**
     * One look costs a hundredth of a start that fails. A relative path is relative to the child's working directory, and is left to
     * the start.
     */
    private static boolean isMissing(String path) {
        return path.startsWith("/") && FileLook.isMissing(path);
    }

    private int startOne(String path) {
        try {
            return run(path, plan.argv());
        } catch (PosixException failure) {
            if (failure.errno() == Errno.ENOEXEC) {
                return run(SHELL, withoutInterpreter(path));
            }
            throw failure;
        }
    }

    /** A script without a {@code #!} line is the shell's business, as in {@code execvp(3)}. */
    private List<String> withoutInterpreter(String path) {
        var argv = new ArrayList<>(List.of(SHELL, path));
        argv.addAll(plan.argv().subList(1, plan.argv().size()));
        return argv;
    }

    int run(String path, List<String> argv) {
        var variables = environment.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
        boolean isLimited = !plan.limits().isNone();
        return new SpawnRequest(
                        isLimited ? LimitedStart.prlimit() : path,
                        isLimited ? LimitedStart.argv(plan, path, argv) : argv,
                        variables,
                        plan.cwd().map(Path::toString),
                        slots,
                        plan.detached())
                .spawn();
    }

    /** Where the plan's program is, looked up without executing it. */
    public static Optional<String> locate(LaunchPlan plan) {
        var cwd = plan.cwd().orElse(Path.of(""));
        return plan.candidates().stream()
                .filter(path -> Files.isRegularFile(cwd.resolve(path)) && Files.isExecutable(cwd.resolve(path)))
                .findFirst();
    }
}
