package io.forkedchild.running;

import io.forkedchild.leftovers.Leftover;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.timeline.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The processes that a child has left behind when it ended by itself, and those that it may leave. Used by any thread. */
public final class LeftBehind {

    private static final int BY_SIGNAL = 128;

    private final Set<String> allowed = ConcurrentHashMap.newKeySet();
    private final List<Found> found = new CopyOnWriteArrayList<>();
    private volatile Optional<String> launchedAt = Optional.empty();
    private volatile Optional<Duration> mayLive = Optional.empty();

    /**
     * A process that was left.
     *
     * @param parent its parent at that time: {@code 1 (systemd)}
     */
    public record Found(Leftover leftover, String parent) {}

    /** Keeps the line of the test that launched the child. */
    public void launchedAt(Optional<String> line) {
        launchedAt = line;
    }

    public Optional<String> launchedAt() {
        return launchedAt;
    }

    /** Allows it to leave processes of a program. */
    public void allow(String program) {
        allowed.add(program);
    }

    /** Allows the child to live on after its test. */
    public void mayLive(Duration afterTest) {
        mayLive = Optional.of(afterTest);
    }

    /** How long the child may live on after its test; empty if it ends with it. */
    public Optional<Duration> mayLive() {
        return mayLive;
    }

    void add(Leftover leftover) {
        found.add(new Found(leftover, leftover.parent()));
    }

    boolean isAllowed(Leftover leftover) {
        return !allowed.isEmpty() && leftover.programs().stream().anyMatch(allowed::contains);
    }

    /** Those that were found at its end and that it may not leave, by process id. */
    public List<Found> found() {
        return List.copyOf(found);
    }

    /**
     * Whether the child has ended, and neither a signal of the test nor a limit is the reason. An exit code of 128 and the number
     * of a signal is what shells and JVMs make of that signal.
     */
    static boolean hasEndedByItself(ChildProcess child) {
        var status = child.status().filter(end -> !(end instanceof ExitStatus.NotStarted));
        return status.isPresent()
                && child.recorder()
                        .timeline()
                        .of(child.name())
                        .every(Event.SignalSent.class)
                        .filter(signal -> signal.delivered() && signal.number() != 0)
                        .noneMatch(signal -> signal.sender().isPresent() || isReason(signal.number(), status.get()));
    }

    private static boolean isReason(int signal, ExitStatus status) {
        return status instanceof ExitStatus.Killed death
                ? death.signalNumber() == signal
                : status instanceof ExitStatus.Exited exit && exit.code() == BY_SIGNAL + signal;
    }
}
