package io.forkedchild.evidence;

import io.forkedchild.evidence.ChildSnapshot.WrittenBytes;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Marks;
import io.forkedchild.text.Printable;
import io.forkedchild.text.StreamName;
import io.forkedchild.timeline.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Patterns that somebody has seen before: what they mostly mean. */
public final class Hints {

    private static final int PIPE_BYTES = 64 << 10;
    private static final int PART_BYTES = 4096;
    private static final int BY_SIGNAL = 128;
    private static final int NOT_EXECUTED = 126;
    private static final int NOT_FOUND = 127;
    private static final int COMMAND_COLUMNS = 80;
    private static final Pattern NOISE_OF_JVMS = Pattern.compile("^(?:NOTE: )?Picked up (\\w*JAVA_\\w*OPTIONS):");

    private final ChildSnapshot child;
    private final List<String> hints = new ArrayList<>();

    private Hints(ChildSnapshot child) {
        this.child = child;
    }

    /** The hints at what a child has done. */
    public static List<String> of(ChildSnapshot child) {
        var hints = new Hints(child);
        hints.look();
        HeldBackOutput.of(child).ifPresent(hints.hints::add);
        hints.emptyStdin();
        return hints.hints;
    }

    /** Hints for callers that expected a certain end: at what is easily taken for it, and at what the child has done. */
    public static List<String> ofEnd(ChildSnapshot child, Predicate<? super ExitStatus> expected) {
        var hints = new Hints(child);
        hints.lookAtEnd(expected);
        hints.look();
        return hints.hints;
    }

    private void lookAtEnd(Predicate<? super ExitStatus> expected) {
        var status = child.status();
        if (status.isEmpty()) {
            KeptAlive.listener(child).ifPresent(hints::add);
        } else if (status.get() instanceof ExitStatus.Killed death && !expected.test(death)) {
            death.signal().filter(signal -> expectsExitAfter(signal, expected)).ifPresent(this::deathNotExit);
            if (!child.isKilled() && meaning(death).isEmpty()) {
                hints.add("kill() was not called for it: it sent the signal itself, or another process did");
            }
        }
    }

    /** A test that expects any exit does not take the one for the other. */
    private static boolean expectsExitAfter(Signal signal, Predicate<? super ExitStatus> expected) {
        return expected.test(new ExitStatus.Exited(BY_SIGNAL + signal.number()))
                && !expected.test(new ExitStatus.Exited(0));
    }

    private void deathNotExit(Signal signal) {
        hints.add("the kernel killed it; exit code " + (BY_SIGNAL + signal.number())
                + " is what a shell makes of that; terminatedBy(" + signal + ") accepts both");
    }

    private void look() {
        child.status().ifPresent(status -> {
            if (status instanceof ExitStatus.Exited exited) {
                exit(exited.code());
            } else if (status instanceof ExitStatus.Killed death) {
                death(death);
            }
        });
        if (!child.plan().limits().isNone()) {
            hints.addAll(LimitHint.of(child, lastLines()));
        }
        hints.addAll(KeptAlive.signals(child));
        BunChannel.hint(child).ifPresent(hints::add);
        noise();
    }

    private void exit(int code) {
        Signal.of(code - BY_SIGNAL)
                .ifPresent(signal -> hints.add("it exited by itself; " + code + " is 128 + "
                        + signal.number() + ", with which shells and JVMs exit after " + signal + "; terminatedBy("
                        + signal
                        + ") accepts both"));
        if (code == NOT_FOUND) {
            notFound();
        }
        if (code == NOT_EXECUTED) {
            notExecuted();
        }
        UnexpandedWords.first(child, code, lastLines()).ifPresent(hints::add);
        cutOff(1);
        cutOff(2);
    }

    private void notFound() {
        if (CarriageReturns.areNotFound(
                        text(1, output -> output.tail(PART_BYTES)) + text(2, output -> output.tail(PART_BYTES)))
                || CarriageReturns.areInScript(child.plan())) {
            hints.add(
                    "127: a line of the script ends in CRLF, and the carriage return counts as part of the name; a script"
                            + " for Linux has LF at the ends of its lines");
            return;
        }
        hints.add(ShellComplaint.notFound(lastLines())
                .map(command -> "127: the shell has not found " + shown(command)
                        + (command.contains("/") ? "" : ", in the PATH that the child has")
                        + ": is it installed, and spelled so?")
                .orElse("127 is what shells, env and others exit with if they do not find a command"));
    }

    private void notExecuted() {
        hints.add(ShellComplaint.notExecuted(lastLines())
                .map(command -> "126: the shell has found " + shown(command)
                        + " and may not, or cannot, execute it: look at its mode and its first line")
                .orElse("126 is what shells, env and others exit with if they may not execute a command"));
    }

    private static String shown(String command) {
        return Layout.cut(Printable.of(command), COMMAND_COLUMNS);
    }

    private void death(ExitStatus.Killed death) {
        meaning(death).ifPresent(hints::add);
    }

    /** What a deadly signal mostly means, unless somebody has sent it. */
    private Optional<String> meaning(ExitStatus.Killed death) {
        return child.isKilled() || KillCommands.areIn(child)
                ? Optional.empty()
                : death.signal().flatMap(signal -> DeadlySignal.meaning(signal, child));
    }

    /**
     * Adds a hint if exactly as much has come as a pipe holds: the rest is lost if Node ends before it is written. Other
     * programs write until all is written, or die of it.
     */
    private void cutOff(int descriptor) {
        child.output(descriptor)
                .filter(output -> output.hasEnded()
                        && output.cut().isEmpty()
                        && output.length() > 0
                        && output.length() % PIPE_BYTES == 0)
                .filter(output -> NodeProgram.isRunBy(child.plan()))
                .ifPresent(output -> hints.add(StreamName.of(descriptor) + " ended after exactly "
                        + output.length() / PIPE_BYTES
                        + " " + Marks.TIMES
                        + " 64 KiB, which is what a pipe holds: if Node had more to write, process.exit() has not"
                        + " waited for that"));
    }

    private void noise() {
        lines(2, output -> output.head(PART_BYTES)).stream()
                .limit(1)
                .map(NOISE_OF_JVMS::matcher)
                .filter(Matcher::find)
                .map(noise -> noise.group(1))
                .forEach(variable -> hints.add("a JVM prints this first line of stderr by itself, since " + variable
                        + " is set in its environment"
                        + (child.plan().environment().containsKey(variable)
                                ? "; options.withoutEnv(\"" + variable + "\") leaves it out"
                                : "")));
    }

    /** A program such as a watcher may end by itself with its standard input. */
    private void emptyStdin() {
        boolean ends = child.status().filter(new ExitStatus.Exited(0)::equals).isPresent();
        if (ends
                && !child.isKilled()
                && child.plan().jvm().isEmpty()
                && child.plan().stdio().get(0) == Stdio.Named.INHERIT) {
            hints.add(
                    "its stdin is /dev/null, as stdio[0] is inherit: a program that ends with its stdin, as watchers do,"
                            + " ends at once; with pipe it goes on");
        }
    }

    /** The last lines of stdout and of stderr: many scripts send stderr to stdout. */
    private List<String> lastLines() {
        return Stream.of(1, 2)
                .flatMap(descriptor -> lines(descriptor, output -> output.tail(PART_BYTES)).stream())
                .toList();
    }

    private List<String> lines(int descriptor, Function<WrittenBytes, Excerpt> part) {
        return text(descriptor, part).lines().toList();
    }

    /** What was kept in a temporary file is gone after the test. */
    private String text(int descriptor, Function<WrittenBytes, Excerpt> part) {
        try {
            return child.output(descriptor)
                    .map(output -> part.apply(output).text())
                    .orElse("");
        } catch (IllegalStateException ended) {
            return "";
        }
    }
}
