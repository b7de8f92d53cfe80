package io.forkedchild.running;

import io.forkedchild.posix.ResourceUsage;
import io.forkedchild.process.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return peakMemoryBytes(Long.toString(pid))
                    .map(peak -> new Usage(ticks(fields[UTIME]), ticks(fields[UTIME + 1]), OptionalLong.of(peak)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    /** The kernel starts the child's peak with that of the JVM that it was spawned from, which has not shrunk since. */
    static Usage ofEnded(ResourceUsage usage) {
        var peak = usage.maxRssBytes() > peakMemoryBytes("self").orElse(Long.MAX_VALUE)
                ? OptionalLong.of(usage.maxRssBytes())
                : OptionalLong.empty();
        return new Usage(usage.user(), usage.system(), peak);
    }

    /** Peak resident memory of a process ("self" for this one); empty if it has ended. */
    static Optional<Long> peakMemoryBytes(String process) {
        try (var lines = Files.lines(Path.of("/proc", process, "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException | UncheckedIOException ended) {
            return Optional.empty();
        }
    }

    private static Duration ticks(String count) {
        return Duration.ofMillis(Long.parseLong(count) * 1000 / TICKS_PER_SECOND);
    }
}
