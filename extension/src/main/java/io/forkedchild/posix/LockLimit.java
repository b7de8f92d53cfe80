package io.forkedchild.posix;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The soft limit of file locks, RLIMIT_LOCKS. The kernel has ignored it since Linux 2.4.25, but still hands it on to whatever a
 * process starts, through every change of program, environment and session: setrlimit(2). A number in it marks a family.
 */
public final class LockLimit {

    private static final int RLIMIT_LOCKS = 10;
    private static final long UNLIMITED = -1;
    private static final String NAME = "Max file locks ";

    private LockLimit() {}

    /** Sets it; false if the process may not be changed, or its hard limit is lower. */
    public static boolean set(int pid, long value) {
        var former = new long[2];
        if (Libc.prlimit64(pid, RLIMIT_LOCKS, null, former) != 0) {
            return false;
        }
        long hard = former[1];
        return (hard == UNLIMITED || Long.compareUnsigned(hard, value) >= 0)
                && Libc.prlimit64(pid, RLIMIT_LOCKS, new long[] {value, hard}, null) == 0;
    }

    /** Reads the limit of a process; empty if it is unlimited or no number, or if the process is gone. */
    public static OptionalLong of(Path process) {
        var limits = ProcessFiles.read(process.resolve("limits"));
        int begin = limits.indexOf(NAME);
        if (begin < 0) {
            return OptionalLong.empty();
        }
        int from = begin + NAME.length();
        var soft = limits.substring(from, Math.max(from, limits.indexOf('\n', from)))
                .strip()
                .split(" ", 2)[0];
        return soft.isEmpty() || soft.length() > 18 || !soft.chars().allMatch(c -> c >= '0' && c <= '9')
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(soft));
    }
}
