package io.forkedchild.running;

import io.forkedchild.posix.WaitStatus;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Stamp;
import java.util.Optional;
import java.util.OptionalInt;

/** What the kernel tells of the end of a process, as the status that a child has and the events that a timeline has. */
final class EndEvents {

    private EndEvents() {}

    static ExitStatus statusOf(WaitStatus status) {
        return status.exited()
                ? new ExitStatus.Exited(status.exitCode())
                : new ExitStatus.Killed(status.signal(), status.coreDumped());
    }

    static Event exited(Stamp stamp, ExitStatus status) {
        boolean coreDumped = status instanceof ExitStatus.Killed death && death.coreDumped();
        return new Event.Exited(stamp, code(status), signal(status), coreDumped);
    }

    static Event closed(Stamp stamp, ExitStatus status) {
        return new Event.Closed(stamp, code(status), signal(status));
    }

    private static OptionalInt code(ExitStatus status) {
        return status instanceof ExitStatus.Exited exited ? OptionalInt.of(exited.code()) : OptionalInt.empty();
    }

    private static Optional<String> signal(ExitStatus status) {
        return status instanceof ExitStatus.Killed death
                ? Optional.of(Signal.nameOf(death.signalNumber()))
                : Optional.empty();
    }
}
