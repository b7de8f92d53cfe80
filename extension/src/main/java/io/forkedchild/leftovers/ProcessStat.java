package io.forkedchild.leftovers;

import io.forkedchild.posix.ProcessFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel says of a process in one line: {@code /proc/PID/stat}, see proc(5).
 *
 * @param start when it was started, in hundredths of a second since the boot; no two processes of one number share it
 * @param isZombie whether it has ended, and waits for its parent to ask how
 */
public record ProcessStat(int pid, int parent, int group, int session, long start, boolean isZombie) {

    static final Path PROC = Path.of("/proc");

    // fields behind the name
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int THREADS = 17;
    private static final int START = 19;

    /** Empty if there is no such process. */
    public static Optional<ProcessStat> of(int pid) {
        var fields = ProcessFiles.stat(directory(pid));
        return fields.length <= START ? Optional.empty() : Optional.of(of(pid, fields));
    }

    private static ProcessStat of(int pid, String[] fields) {
        boolean hasThreads = Integer.parseInt(fields[THREADS]) > 1; // the first one may end before the others
        return new ProcessStat(
                pid,
                Integer.parseInt(fields[PARENT]),
                Integer.parseInt(fields[GROUP]),
                Integer.parseInt(fields[SESSION]),
                Long.parseLong(fields[START]),
                !hasThreads && (fields[STATE].equals("Z") || fields[STATE].equals("X")));
    }

    /** Whether it still is what it was when it was read, and has not ended. */
    boolean isAlive() {
        return of(pid).filter(now -> now.start() == start && !now.isZombie()).isPresent();
    }

    /** Whether the process is there although it could not be read, for want of descriptors for instance. */
    static boolean isThere(int pid) {
        return Files.exists(directory(pid).resolve("stat"));
    }

    static Path directory(int pid) {
        return PROC.resolve(Integer.toString(pid));
    }
}
