package io.forkedchild.running;

import io.forkedchild.posix.ProcessFiles;
import io.forkedchild.posix.ResourceUsage;
import io.forkedchild.process.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads from the kernel what a process uses of the machine. */
final class MeasuredUsage {

    private static final long TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux that we support
    private static final int UTIME = 11; // counted behind the command's closing parenthesis, proc_pid_stat(5)

    private MeasuredUsage() {}

    /** The figures of a running process; empty if it has ended. */
    static Optional<Usage> ofRunning(long pid) {
        var process = Path.of("/proc", Long.toString(pid));
        var fields = ProcessFiles.stat(process);
        return fields.length <= UTIME + 3
                ? Optional.empty()
                : peakMemoryBytes(process)
                        .map(peak -> new Usage(
                                ticks(fields[UTIME]).plus(ticks(fields[UTIME + 2])),
                                ticks(fields[UTIME + 1]).plus(ticks(fields[UTIME + 3])),
                                OptionalLong.of(peak)));
    }

    /** The kernel starts the child's peak with that of the JVM that it was spawned from, which has not shrunk since. */
    static Usage ofEnded(ResourceUsage usage) {
        var peak = usage.maxRssBytes() > peakMemoryBytes(Path.of("/proc/self")).orElse(Long.MAX_VALUE)
                ? OptionalLong.of(usage.maxRssBytes())
                : OptionalLong.empty();
        return new Usage(usage.user(), usage.system(), peak);
    }

    /** Peak resident memory of a process; empty if it has ended. */
    private static Optional<Long> peakMemoryBytes(Path process) {
        return ProcessFiles.status(process, "VmHWM")
                .map(kilobytes -> Long.parseLong(kilobytes.replaceAll("\\D", "")) << 10);
    }

    private static Duration ticks(String count) {
        return Duration.ofMillis(Long.parseLong(count) * 1000 / TICKS_PER_SECOND);
    }
}
