package io.forkedchild.evidence;

import io.forkedchild.process.ExcessHandling;
import io.forkedchild.process.ResourceLimits.Kind;
import io.forkedchild.process.Signal;
import java.util.Optional;

/** What a signal that the test has not sent mostly says of the program that dies of it: signal(7). */
final class DeadlySignal {

    private DeadlySignal() {}

    /** Empty for those that somebody has to send. */
    static Optional<String> meaning(Signal signal, ChildSnapshot child) {
        return Optional.ofNullable(
                switch (signal) {
                    case SIGKILL ->
                        "a SIGKILL that the test has not sent is mostly the kernel's, when memory runs out: its log (dmesg) tells";
                    case SIGSEGV -> "SIGSEGV: it touched memory that is not its own";
                    case SIGBUS ->
                        "SIGBUS: it touched memory that has nothing behind it, as a mapped file that was cut off";
                    case SIGABRT -> "SIGABRT: it gave up by itself, with abort()" + whereWhy(child);
                    case SIGFPE -> "SIGFPE: it divided an integer by zero, or the like";
                    case SIGILL ->
                        "SIGILL: it has an instruction that this processor does not know, or a trap of its compiler";
                    case SIGTRAP -> "SIGTRAP: it ran into a trap of its compiler, or of a debugger that is gone";
                    case SIGSYS -> "SIGSYS: it made a system call that a filter (seccomp) forbids";
                    case SIGPIPE -> "SIGPIPE: it wrote to " + whatNobodyReads(child);
                    case SIGXCPU ->
                        "SIGXCPU: it used more CPU time than it may (" + limit(child, Kind.CPU, "ulimit -t") + ")";
                    case SIGXFSZ ->
                        "SIGXFSZ: it wrote a file longer than it may (" + limit(child, Kind.FILE_SIZE, "ulimit -f")
                                + ")";
                    case SIGHUP -> "SIGHUP: mostly its terminal, or the leader of its session, is gone";
                    default -> null;
                });
    }

    private static String limit(ChildSnapshot child, Kind kind, String otherwise) {
        var limit = child.plan().limits().of(kind);
        return limit.isEmpty()
                ? otherwise
                : "options.limits: " + (kind == Kind.CPU ? "cpu is " : "fileSize is ") + limit.getAsLong();
    }

    /** A JVM and some others tell why on stdout. */
    private static String whereWhy(ChildSnapshot child) {
        if (has(child, 2)) {
            return ": stderr mostly has why";
        }
        return has(child, 1) ? ": stdout may have why" : "";
    }

    private static boolean has(ChildSnapshot child, int descriptor) {
        return child.output(descriptor).filter(output -> output.length() > 0).isPresent();
    }

    private static String whatNobodyReads(ChildSnapshot child) {
        return child.outputs().entrySet().stream()
                .filter(output -> output.getValue().cut().isPresent()
                        && child.plan().recordingLimit().excess() != ExcessHandling.DISCARD)
                .findFirst()
                .map(output -> "its " + child.nameOf(output.getKey()) + ", which the test does not read any more: "
                        + output.getValue().cut().orElseThrow())
                .orElse("a pipe or socket that nobody reads any more");
    }
}
