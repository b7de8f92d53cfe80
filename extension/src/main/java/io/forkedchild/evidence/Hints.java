package io.forkedchild.evidence;

import io.forkedchild.evidence.ChildSnapshot.WrittenBytes;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Marks;
import io.forkedchild.text.Printable;
import io.forkedchild.text.StreamName;
import io.forkedchild.timeline.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Patterns that somebody has seen before: what they mostly mean. */
public final class Hints {

    private static final int PIPE_BYTES = 64 << 10;
    private static final int PART_BYTES = 4096;
    private static final int BY_SIGNAL = 128;
    private static final int NOT_EXECUTED = 126;
    private static final int NOT_FOUND = 127;
    private static final int COMMAND_COLUMNS = 80;
    private static final String NOISE_OF_JVMS = "Picked up ";

    private final ChildSnapshot child;
    private final List<String> hints = new ArrayList<>();

    private Hints(ChildSnapshot child) {
        this.child = child;
    }

    /** The hints at what a child has done. */
    public static List<String> of(ChildSnapshot child) {
        var hints = new Hints(child);
        hints.look();
        return hints.hints;
    }

    /** The same hints, behind those at an end that the caller did not expect. */
    public static List<String> ofEnd(ChildSnapshot child, Predicate<? super ExitStatus> expected) {
        var hints = new Hints(child);
        hints.lookAtEnd(expected);
        hints.look();
        return hints.hints;
    }

    private void lookAtEnd(Predicate<? super ExitStatus> expected) {
        var status = child.status();
        if (status.isEmpty()) {
            listener();
        } else if (status.get() instanceof ExitStatus.Killed death && !expected.test(death)) {
            death.signal().filter(signal -> expectsExitAfter(signal, expected)).ifPresent(this::deathNotExit);
            if (!child.isKilled()
                    && death.signal().flatMap(DeadlySignal::meaning).isEmpty()) {
                hints.add("the test sent it no signal");
            }
        }
    }

    /** Adds a hint if nothing but a listener for messages may keep the child running. */
    private void listener() {
        if (child.isConnected() && child.threads().isEmpty()) {
            hints.add("who listens for messages runs until the channel is closed: disconnect() closes it");
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
        cutOff(1);
        cutOff(2);
    }

    private void notFound() {
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

    /** Adds what a deadly signal mostly means, unless the test has sent a signal. */
    private void death(ExitStatus.Killed death) {
        if (!child.isKilled()) {
            death.signal().flatMap(DeadlySignal::meaning).ifPresent(hints::add);
        }
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
                        + " 64 KiB, which is what a pipe holds: process.exit() does not wait until Node has written"
                        + " the rest"));
    }

    private void noise() {
        lines(2, output -> output.head(PART_BYTES)).stream()
                .limit(1)
                .filter(line -> line.startsWith(NOISE_OF_JVMS))
                .forEach(line -> hints.add("a JVM prints this first line of stderr by itself, since " + variable(line)
                        + " is set in its environment; options.withoutEnv(\"" + variable(line) + "\") leaves it out"));
    }

    private static String variable(String line) {
        int end = line.indexOf(':');
        return line.substring(NOISE_OF_JVMS.length(), end < 0 ? line.length() : end);
    }

    /** The last lines of stdout and of stderr: many scripts send stderr to stdout. */
    private List<String> lastLines() {
        return Stream.of(1, 2)
                .flatMap(descriptor -> lines(descriptor, output -> output.tail(PART_BYTES)).stream())
                .toList();
    }

    /** What was kept in a temporary file is gone after the test. */
    private List<String> lines(int descriptor, Function<WrittenBytes, Excerpt> part) {
        try {
            return child.output(descriptor)
                    .map(output -> part.apply(output).text().lines().toList())
                    .orElse(List.of());
        } catch (IllegalStateException ended) {
            return List.of();
        }
    }
}
