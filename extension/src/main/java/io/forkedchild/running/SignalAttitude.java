package io.forkedchild.running;

import io.forkedchild.posix.ProcessFiles;
import io.forkedchild.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What a process will do about a signal, as the kernel tells before it is sent: proc(5), status. */
final class SignalAttitude {

    private static final int HEXADECIMAL = 16;
    private static final int LOOKS = 10;
    private static final Duration PAUSE = Duration.ofMillis(2);

    private SignalAttitude() {}

    /** A remark about what keeps the signal from ending the process at once; empty if nothing does. */
    static Optional<String> of(int pid, Signal signal) {
        if (signal == Signal.SIGKILL) {
            return Optional.empty();
        }
        var process = Path.of("/proc", Integer.toString(pid));
        var tracer = ProcessFiles.status(process, "TracerPid").filter(tracing -> !tracing.equals("0"));
        var state = ProcessFiles.status(process, "State").orElse("");
        if (tracer.isPresent()) {
            return Optional.of("it is traced by pid " + tracer.get() + ", which gets " + signal + " first");
        }
        if (state.startsWith("T") && signal != Signal.SIGCONT) {
            return Optional.of("it is stopped, and does nothing about " + signal + " until SIGCONT or SIGKILL");
        }
        return has(process, "SigIgn", signal)
                ? Optional.of("it ignores " + signal)
                : blocks(process, signal)
                        ? Optional.of("it blocks " + signal)
                        : has(process, "SigCgt", signal)
                                ? Optional.of("it catches " + signal + ", and ends as it likes")
                                : Optional.empty();
    }

    /** Not only for the moment in which a shell starts a program. */
    private static boolean blocks(Path process, Signal signal) {
        for (int look = 0; look < LOOKS; look++) {
            if (!has(process, "SigBlk", signal)) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return true;
    }

    private static boolean has(Path process, String set, Signal signal) {
        return ProcessFiles.status(process, set)
                .filter(bits -> (Long.parseUnsignedLong(bits, HEXADECIMAL) >>> (signal.number() - 1) & 1) != 0)
                .isPresent();
    }
}
