package io.forkedchild.evidence;

import io.forkedchild.posix.ProcessFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the kernel tells of a process that runs, and of the processes that it has started: proc(5), status. Signals are bits, the one with
 * the lowest number first.
 *
 * @param state {@code S} for one that sleeps, {@code T} for one that is stopped
 * @param pending signals that it has been sent and not taken
 * @param call what it waits in, as /proc/PID/syscall shows it: the number of the call and its arguments; empty if that is not known
 * @param writesAtOnce whether its output goes to no pipe, or its environment makes a runtime write without delay
 * @param program the file that it runs, if that can be seen
 */
public record KernelView(
        char state,
        long pending,
        long blocked,
        long ignored,
        long caught,
        List<String> command,
        String call,
        boolean writesAtOnce,
        Optional<Path> program,
        List<KernelView> started) {

    private static final int DEPTH = 2;
    private static final int MOST_STARTED = 8;
    private static final int HEXADECIMAL = 16;

    private static final Pattern PYTHON = Pattern.compile("(?:.*/)?(?:python|pypy)[\\d.]*");
    private static final Pattern PYTHON_AT_ONCE = Pattern.compile("(?:^|\0)PYTHONUNBUFFERED=[^\0]");

    /** A variable of stdbuf(1), which the library of C obeys. */
    private static final Pattern AT_ONCE = Pattern.compile("(?:^|\0)_STDBUF_O=[0L]");

    /** Empty if there is no such process. */
    static Optional<KernelView> of(int pid) {
        return of(pid, DEPTH);
    }

    private static Optional<KernelView> of(int pid, int depth) {
        var directory = Path.of("/proc", Integer.toString(pid));
        var fields = ProcessFiles.read(directory.resolve("status"))
                .lines()
                .map(line -> line.split(":\\s*", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(field -> field[0], field -> field[1], (first, next) -> first));
        var state = fields.getOrDefault("State", "");
        var command = words(ProcessFiles.read(directory.resolve("cmdline")));
        return state.isEmpty()
                ? Optional.empty()
                : Optional.of(new KernelView(
                        state.charAt(0),
                        bits(fields, "SigPnd") | bits(fields, "ShdPnd"),
                        bits(fields, "SigBlk"),
                        bits(fields, "SigIgn"),
                        bits(fields, "SigCgt"),
                        command,
                        ProcessFiles.read(directory.resolve("syscall")).strip(),
                        writesAtOnce(directory, command),
                        target(directory.resolve("exe")),
                        depth == 0 ? List.of() : started(directory, pid, depth - 1)));
    }

    private static long bits(Map<String, String> fields, String name) {
        return Long.parseUnsignedLong(fields.getOrDefault(name, "0"), HEXADECIMAL);
    }

    private static List<String> words(String commandLine) {
        return commandLine.isEmpty()
                ? List.of()
                : List.of(commandLine.replaceFirst("\0$", "").split("\0", -1));
    }

    private static boolean writesAtOnce(Path directory, List<String> command) {
        boolean isPython = !command.isEmpty() && PYTHON.matcher(command.get(0)).matches();
        return target(directory.resolve("fd/1"))
                        .filter(output -> output.toString().startsWith("pipe:"))
                        .isEmpty()
                || (isPython ? PYTHON_AT_ONCE : AT_ONCE)
                        .matcher(ProcessFiles.environment(directory))
                        .find();
    }

    private static Optional<Path> target(Path link) {
        try {
            return Optional.of(Files.readSymbolicLink(link));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static List<KernelView> started(Path directory, int pid, int depth) {
        var children = ProcessFiles.read(directory.resolve("task/" + pid + "/children"));
        return Arrays.stream(children.split(" ", -1))
                .filter(child -> !child.isBlank())
                .limit(MOST_STARTED)
                .flatMap(child -> of(Integer.parseInt(child.strip()), depth).stream())
                .toList();
    }

    boolean has(ToLongFunction<KernelView> signals, int number) {
        return (signals.applyAsLong(this) >>> (number - 1) & 1) != 0;
    }

    /** It, and whatever it has started. */
    Stream<KernelView> all() {
        return Stream.concat(Stream.of(this), started.stream().flatMap(KernelView::all));
    }
}
