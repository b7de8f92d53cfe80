package io.forkedchild.dossier;

import io.forkedchild.process.Signal;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import io.forkedchild.text.ShellCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process and those that it has started, at one moment.
 *
 * @param streams what people call the ends of the test's pipes, by the kernel's names
 */
record ProcessTree(ProcessLook process, List<ProcessTree> started, Map<String, String> streams) {

    private static final int DEPTH = 3;
    private static final int MOST_STARTED = 8;
    private static final int MOST_NAMED = 3;
    private static final int COMMAND_COLUMNS = 60;
    private static final Pattern SHELL = Pattern.compile("(?:.*/)?-?(?:sh|ash|bash|dash|ksh|mksh|zsh|busybox)");

    /** Shells catch these by themselves. */
    private static final List<Integer> OF_SHELLS = List.of(Signal.SIGCHLD.number(), Signal.SIGINT.number());

    static ProcessTree of(ProcessLook process, Map<String, String> streams) {
        return of(process, streams, DEPTH);
    }

    private static ProcessTree of(ProcessLook process, Map<String, String> streams, int depth) {
        var started = depth == 0
                ? List.<ProcessTree>of()
                : process.started().stream()
                        .limit(MOST_STARTED)
                        .flatMap(pid -> ProcessLook.at(pid).stream())
                        .map(child -> of(child, streams, depth - 1))
                        .toList();
        return new ProcessTree(process, started, streams);
    }

    boolean isZombie() {
        return process.state() == 'Z' || process.state() == 'X';
    }

    /** What it does, in words. */
    String words() {
        return switch (process.state()) {
            case 'T' -> "stopped, as by SIGSTOP: SIGCONT lets it go on";
            case 't' ->
                "stopped by " + (process.tracer() == 0 ? "a debugger" : "pid " + process.tracer())
                        + ", which traces it";
            case 'Z', 'X' ->
                process.nanosByThread().size() > 1
                        ? "its first thread has ended, and others run"
                        : "a zombie: it has ended, and its parent has not waited for it";
            case 'R' -> "runs";
            default -> waits();
        };
    }

    /** What it does, as a sentence. */
    String sentence() {
        return switch (process.state()) {
            case 'R' -> "It runs.";
            case 'T', 't' -> "It is " + words() + ".";
            case 'Z', 'X' -> "Of this process, " + words() + ".";
            default -> "It waits: " + words() + ".";
        };
    }

    private String waits() {
        var uninterruptible = process.state() == 'D' ? "cannot be interrupted: " : "";
        return uninterruptible
                + process.call()
                        .map(call -> new WaitWords(process.pid(), call, files(), names(living())).text())
                        .orElseGet(this::waitsSomewhere);
    }

    private String waitsSomewhere() {
        return process.kernelFunction().isEmpty()
                ? "sleeps; the system call that it waits in cannot be seen here"
                : "sleeps in the kernel's function " + process.kernelFunction();
    }

    OpenFiles files() {
        return new OpenFiles(process.pid(), streams);
    }

    // ---- the processes that it has started

    List<ProcessTree> living() {
        return started.stream().filter(child -> !child.isZombie()).toList();
    }

    /** Those that have ended and that were not waited for, of all below it. */
    Stream<ProcessTree> zombies() {
        return started.stream()
                .flatMap(child -> Stream.concat(child.isZombie() ? Stream.of(child) : Stream.empty(), child.zombies()));
    }

    static String names(List<ProcessTree> processes) {
        int more = processes.size() - MOST_NAMED;
        return processes.stream().limit(MOST_NAMED).map(ProcessTree::name).collect(Collectors.joining(" and "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** The text is such as {@code pid 712, sleep 60}. */
    String name() {
        return "pid " + process.pid() + ", " + command();
    }

    /** One without a command line has its name in brackets. */
    String command() {
        var first = process.command().get(0);
        var command = first.startsWith("[") ? first : ShellCommand.of(process.command(), COMMAND_COLUMNS);
        return Layout.cut(Printable.of(command), COMMAND_COLUMNS);
    }

    /** Whether it waits for one of the processes that it has started. */
    boolean waitsForChild() {
        return process.call()
                .filter(call -> call.name().equals("wait4") || call.name().equals("waitid"))
                .isPresent();
    }

    /** The process; and if it waits for one that it has started, that one, and so on. */
    Stream<ProcessTree> working() {
        return waitsForChild() && living().size() == 1
                ? Stream.concat(Stream.of(this), living().get(0).working())
                : Stream.of(this);
    }

    /** What a shell has a trap for that it does not run yet. */
    Optional<String> delayedTrap() {
        if (!waitsForChild() || living().isEmpty() || !runs(SHELL)) {
            return Optional.empty();
        }
        var trapped = SignalWords.numbers(process.caught()).stream()
                .filter(number -> !OF_SHELLS.contains(number))
                .toList();
        return trapped.isEmpty()
                ? Optional.empty()
                : Optional.of("it is a shell, and runs its trap for "
                        + trapped.stream().limit(MOST_NAMED).map(Signal::nameOf).collect(Collectors.joining(", "))
                        + " only when its foreground program has ended");
    }

    private boolean runs(Pattern program) {
        return process.command().stream()
                .limit(1)
                .anyMatch(word -> program.matcher(word).matches());
    }
}
