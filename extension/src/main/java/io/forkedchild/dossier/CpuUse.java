package io.forkedchild.dossier;

import io.forkedchild.posix.ProcessFiles;
import io.forkedchild.text.Printable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * How much processor time a process has used between two looks.
 *
 * @param first the earlier look
 * @param last the later one
 * @param between the time between them
 */
record CpuUse(ProcessLook first, ProcessLook last, Duration between) {

    /** Less is the housekeeping of a runtime. */
    private static final Duration SMALL = Duration.ofMillis(2);

    Duration used() {
        return Duration.ofNanos(Math.max(0, last.nanos() - first.nanos()));
    }

    boolean isIdle() {
        return used().compareTo(SMALL) < 0;
    }

    /** The text is such as {@code has used 30 ms of CPU, none of it in the last 50 ms}. */
    String words() {
        var total = "has used " + last.cpuMillis() + " ms of CPU";
        if (between.isZero()) {
            return total;
        }
        return total + (isIdle() ? ", none of it in the last " : ", " + used().toMillis() + " ms of it in the last ")
                + between.toMillis() + " ms";
    }

    /** The thread that has used most of it, if that is not the first one. */
    Optional<String> busyThread() {
        return isIdle()
                ? Optional.empty()
                : last.nanosByThread().keySet().stream()
                        .max(Comparator.comparing(this::nanos))
                        .filter(thread -> thread != last.pid() && nanos(thread) > SMALL.toNanos() / 2)
                        .map(thread -> "thread " + name(thread));
    }

    private long nanos(int thread) {
        return nanos(last.nanosByThread(), thread) - nanos(first.nanosByThread(), thread);
    }

    private static long nanos(Map<Integer, Long> threads, int thread) {
        return threads.getOrDefault(thread, 0L);
    }

    private String name(int thread) {
        var name = ProcessFiles.read(Path.of("/proc", last.pid() + "/task/" + thread + "/comm"));
        return thread + " (" + Printable.of(name.strip()) + ")";
    }
}
