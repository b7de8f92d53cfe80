package io.forkedchild.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Threads of a process, and of those that it has started, that are ready to run but held up: they wait for a
 * processor or a disk, or are stopped. A thread that sleeps waits for input or time, and one that has run since it
 * was first seen here computes. Read from {@code /proc}, see proc_pid_task(5). One thread at a time may use it.
 */
final class HeldThreads {

    private static final long ENOUGH = Duration.ofMillis(1).toNanos();
    private static final String WANT_TO_RUN = "RDTt";

    private final Map<File, Long> runtimes = new HashMap<>();

    boolean areThere(long pid) {
        return threadsOf(String.valueOf(pid))
                .map(this::isHeld)
                .reduce(false, Boolean::logicalOr); // looks at each of them
    }

    /** Its own, and those of the processes that these have started. */
    private static Stream<File> threadsOf(String pid) {
        var threads = new File("/proc/" + pid + "/task").listFiles();
        return threads == null
                ? Stream.empty()
                : Stream.of(threads)
                        .flatMap(thread -> Stream.concat(
                                Stream.of(thread), startedBy(thread).flatMap(HeldThreads::threadsOf)));
    }

    private static Stream<String> startedBy(File thread) {
        return read(thread, "children").stream()
                .flatMap(pids -> Stream.of(pids.split(" ")))
                .filter(pid -> !pid.isEmpty());
    }

    private boolean isHeld(File thread) {
        if (!wantsToRun(thread)) {
            return false;
        }
        return runtime(thread)
                .map(now -> now - runtimes.computeIfAbsent(thread, first -> now) < ENOUGH)
                .orElse(false);
    }

    private static boolean wantsToRun(File thread) {
        return read(thread, "stat")
                .filter(stat -> {
                    int state = stat.lastIndexOf(')') + 2;
                    return state < stat.length() && WANT_TO_RUN.indexOf(stat.charAt(state)) >= 0;
                })
                .isPresent();
    }

    /** In nanoseconds; empty if the thread has ended, or if the kernel does not count. */
    private static Optional<Long> runtime(File thread) {
        return read(thread, "schedstat")
                .filter(line -> line.contains(" "))
                .map(line -> Long.valueOf(line.substring(0, line.indexOf(' '))));
    }

    private static Optional<String> read(File thread, String name) {
        try {
            return Optional.of(Files.readString(Path.of(thread.getPath(), name)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
