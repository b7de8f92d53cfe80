package io.forkedchild.leftovers;

import io.forkedchild.posix.ProcessFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The environment with which a process has begun its program; it can write over it. */
final class Environment {

    private static final int ENV_START = 47; // of the fields behind the name
    private static final int ENV_END = ENV_START + 1;

    private static final int CONFIRMATIONS = 20;
    private static final Duration EXEC_BOUND = Duration.ofMillis(50);
    private static final Duration EXEC_PAUSE = Duration.ofNanos(50_000);

    /** The entry of the processes that clean up after a killed JVM, and belong to no child. */
    private static final String GUARDIAN = "FORKEDCHILD_GUARDIAN=1";

    private Environment() {}

    /** Whether a process, which may be a JVM's that is a child itself, cleans up after a killed JVM. */
    static boolean isOfGuardian(int pid) {
        return of(ProcessStat.directory(pid)).contains(GUARDIAN);
    }

    /** Its entries, {@code NAME=value}. A process that begins to run another program seems to have none for a moment. */
    static List<String> of(Path process) {
        var environment = ProcessFiles.environment(process);
        int without = 0;
        long deadline = System.nanoTime() + EXEC_BOUND.toNanos();
        while (environment.isEmpty()
                && without < CONFIRMATIONS
                && hasProgram(process)
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(EXEC_PAUSE.toNanos());
            without = startedWithoutEnvironment(process) ? without + 1 : 0;
            environment = ProcessFiles.environment(process);
        }
        return List.of(environment.split("\0"));
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
}
