package io.forkedchild.leftovers;

import io.forkedchild.posix.ProcessFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Finds the processes that a child left behind, by a mark in their environment, which is inherited by whatever the child
 * starts, also by a daemon that has left the process tree. A process that cleared its environment is not found.
 */
public final class Leftovers {

    private static final Path PROC = Path.of("/proc");
    private static final int ENV_START = 47; // of the fields behind the name
    private static final int ENV_END = ENV_START + 1;

    private static final int CONFIRMATIONS = 20;
    private static final Duration EXEC_BOUND = Duration.ofMillis(50);
    private static final Duration EXEC_PAUSE = Duration.ofNanos(50_000);

    private Leftovers() {}

    /** The live processes whose environment has one of the entries, such as {@code NAME=value}, by process id. */
    public static List<Leftover> carrying(Collection<String> entries) {
        var wanted = Set.copyOf(entries);
        if (wanted.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .filter(process -> isNumber(process.getFileName().toString()))
                    .flatMap(process -> entryOf(process, wanted).flatMap(entry -> describe(process, entry)).stream())
                    .sorted()
                    .toList();
        } catch (IOException failure) {
            throw new IllegalStateException("cannot list " + PROC + ": " + failure.getMessage(), failure);
        }
    }

    /** The live processes that a process has started, directly or not: those with the entry of its environment, without itself. */
    public static List<ProcessHandle> startedBy(int pid, String entry) {
        return carrying(List.of(entry)).stream()
                .filter(found -> found.pid() != pid)
                .flatMap(found -> ProcessHandle.of(found.pid()).stream())
                .toList();
    }

    /** Whether the process is still the one that was found. */
    public static boolean isCarrying(Leftover leftover) {
        return entryOf(PROC.resolve(Integer.toString(leftover.pid())), Set.of(leftover.entry()))
                .isPresent();
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(Character::isDigit);
    }

    private static Optional<String> entryOf(Path process, Set<String> wanted) {
        return Arrays.stream(environment(process).split("\0"))
                .filter(wanted::contains)
                .findFirst();
    }

    /** A process that begins to run another program seems to have no environment for a moment. */
    private static String environment(Path process) {
        var environment = ProcessFiles.read(process.resolve("environ"));
        int without = 0;
        long deadline = System.nanoTime() + EXEC_BOUND.toNanos();
        while (environment.isEmpty()
                && without < CONFIRMATIONS
                && hasProgram(process)
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(EXEC_PAUSE.toNanos());
            without = startedWithoutEnvironment(process) ? without + 1 : 0;
            environment = ProcessFiles.read(process.resolve("environ"));
        }
        return environment;
    }

    /** Threads of the kernel, processes that have ended and those of others have no program that we could see. */
    private static boolean hasProgram(Path process) {
        try {
            Files.readSymbolicLink(process.resolve("exe"));
            return true;
        } catch (IOException none) {
            return false;
        }
    }

    /** Where the environment begins and ends (proc(5), fields 50 and 51): nowhere yet while another program is loaded. */
    private static boolean startedWithoutEnvironment(Path process) {
        var fields = ProcessFiles.stat(process);
        return fields.length <= ENV_END
                || (!fields[ENV_START].equals("0") && fields[ENV_START].equals(fields[ENV_END]));
    }

    private static Optional<Leftover> describe(Path process, String entry) {
        var command =
                ProcessFiles.read(process.resolve("cmdline")).replace('\0', ' ').strip();
        return command.isEmpty() ? nameless(process, entry) : Optional.of(new Leftover(pidOf(process), command, entry));
    }

    /** A process without a command line has ended while we looked, or hides it: only the latter still has its environment. */
    private static Optional<Leftover> nameless(Path process, String entry) {
        var name = "[" + ProcessFiles.read(process.resolve("comm")).strip() + "]";
        return entryOf(process, Set.of(entry)).map(still -> new Leftover(pidOf(process), name, still));
    }

    private static int pidOf(Path process) {
        return Integer.parseInt(process.getFileName().toString());
    }
}
