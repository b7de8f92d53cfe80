package io.forkedchild.dossier;

import io.forkedchild.posix.ProcessFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the kernel shows of a process at one moment: proc(5). Signals are bits, the one with the lowest number first.
 *
 * @param state {@code R}, {@code S}, {@code D}, {@code T}, {@code t}, {@code Z}
 * @param tracer the process that traces it; 0 if there is none
 * @param cpuMillis processor time since its start, in steps of 10 ms
 * @param nanosByThread processor time of each of its threads
 * @param started the processes that it has started and that it has not waited for
 * @param call what its first thread waits in; empty if it runs, or may not be looked at
 * @param kernelFunction where in the kernel it waits, if the call cannot be seen
 */
record ProcessLook(
        int pid,
        char state,
        int tracer,
        long pending,
        long blocked,
        long ignored,
        long caught,
        long cpuMillis,
        Map<Integer, Long> nanosByThread,
        List<Integer> started,
        List<String> command,
        Optional<SystemCall> call,
        String kernelFunction) {

    private static final int MOST_THREADS = 256;
    private static final int MOST_STARTED = 64;
    private static final int HEXADECIMAL = 16;
    private static final int UTIME = 11;
    private static final int MILLIS_OF_A_TICK = 10;

    /** Empty if there is no such process. */
    static Optional<ProcessLook> at(int pid) {
        var directory = Path.of("/proc", Integer.toString(pid));
        var status = status(directory);
        return status.containsKey("State") ? Optional.of(at(pid, directory, status)) : Optional.empty();
    }

    private static ProcessLook at(int pid, Path directory, Map<String, String> status) {
        var call = SystemCall.of(pid, pid);
        return new ProcessLook(
                pid,
                status.getOrDefault("State", "?").charAt(0),
                Integer.parseInt(status.getOrDefault("TracerPid", "0")),
                bits(status, "SigPnd") | bits(status, "ShdPnd"),
                bits(status, "SigBlk"),
                bits(status, "SigIgn"),
                bits(status, "SigCgt"),
                cpuMillis(directory),
                nanosByThread(directory),
                started(directory, pid),
                command(directory),
                call,
                call.isPresent() ? "" : kernelFunction(directory));
    }

    private static Map<String, String> status(Path directory) {
        return ProcessFiles.read(directory.resolve("status"))
                .lines()
                .map(line -> line.split(":\\s*", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(field -> field[0], field -> field[1], (first, next) -> first));
    }

    private static long bits(Map<String, String> status, String name) {
        return Long.parseUnsignedLong(status.getOrDefault(name, "0"), HEXADECIMAL);
    }

    private static long cpuMillis(Path directory) {
        var fields = ProcessFiles.stat(directory);
        return fields.length <= UTIME + 1
                ? 0
                : (Long.parseLong(fields[UTIME]) + Long.parseLong(fields[UTIME + 1])) * MILLIS_OF_A_TICK;
    }

    private static Map<Integer, Long> nanosByThread(Path directory) {
        var nanos = new TreeMap<Integer, Long>();
        var names = directory.resolve("task").toFile().list();
        Arrays.stream(names == null ? new String[0] : names)
                .map(Integer::valueOf)
                .sorted()
                .limit(MOST_THREADS)
                .forEach(thread -> nanos.put(thread, nanos(directory, thread)));
        return nanos;
    }

    private static long nanos(Path directory, int thread) {
        var first = ProcessFiles.read(directory.resolve("task/" + thread + "/schedstat"))
                .split(" ", 2)[0];
        return first.isBlank() ? 0 : Long.parseLong(first);
    }

    private static List<Integer> started(Path directory, int pid) {
        return Arrays.stream(ProcessFiles.read(directory.resolve("task/" + pid + "/children"))
                        .split(" ", -1))
                .filter(child -> !child.isBlank())
                .limit(MOST_STARTED)
                .map(child -> Integer.valueOf(child.strip()))
                .toList();
    }

    private static List<String> command(Path directory) {
        var line = ProcessFiles.read(directory.resolve("cmdline"));
        return line.isEmpty()
                ? List.of("[" + ProcessFiles.read(directory.resolve("comm")).strip() + "]")
                : List.of(line.replaceFirst("\0$", "").split("\0", -1));
    }

    /** Some kernels keep it to themselves and show 0. */
    private static String kernelFunction(Path directory) {
        var name = ProcessFiles.read(directory.resolve("wchan")).strip();
        return name.equals("0") ? "" : name;
    }

    static boolean has(long signals, int number) {
        return (signals >>> (number - 1) & 1) != 0;
    }

    long nanos() {
        return nanosByThread.values().stream().mapToLong(Long::longValue).sum();
    }
}
