package io.forkedchild.posix;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * What an ended process and the descendants that it waited for have used: {@code getrusage(2)}.
 *
 * @param user time spent in the program
 * @param system time spent in the kernel for the program
 * @param maxRssBytes the most memory that was resident at a time; includes what the JVM had at the spawn
 */
public record ResourceUsage(Duration user, Duration system, long maxRssBytes) {

    /**
     * {@code struct rusage} on 64-bit Linux: 18 longs, of which the first five are the two times and the memory in KiB.
     */
    static final int LONGS = 18;

    static ResourceUsage of(long[] rusage) {
        return new ResourceUsage(time(rusage[0], rusage[1]), time(rusage[2], rusage[3]), rusage[4] * 1024);
    }

    private static Duration time(long seconds, long micros) {
        return Duration.ofSeconds(seconds).plus(micros, ChronoUnit.MICROS);
    }
}
