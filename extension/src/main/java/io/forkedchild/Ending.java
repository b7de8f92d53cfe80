package io.forkedchild;

import io.forkedchild.guardian.Leftover;
import io.forkedchild.guardian.Leftovers;
import io.forkedchild.loop.EventLoop;
import io.forkedchild.posix.PidFd;
import io.forkedchild.posix.PosixException;
import io.forkedchild.timeline.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Ends children: asks them politely (the channel is closed, SIGTERM sent), gives them their grace, kills the rest, closes
 * every pipe whoever holds its other end, and kills what they have left behind.
 */
final class Ending {

    /** How long the kernel may take to let a killed process go. */
    private static final Duration KILL_BOUND = Duration.ofSeconds(10);

    private static final int MOST_LOOKS = 100;

    private final List<ForkedChild> children;
    private final EventLoop loop;
    private final Recorder recorder;
    private final Duration grace;

    Ending(List<ForkedChild> children, EventLoop loop, Recorder recorder, Duration grace) {
        this.children = children;
        this.loop = loop;
        this.recorder = recorder;
        this.grace = grace;
    }

    void run() {
        if (!children.stream().allMatch(ForkedChild::isClosed)) {
            stopPolitely();
            kill();
            each(ChildProcess::closeEnds);
        }
        killLeftovers();
    }

    private void stopPolitely() {
        each(process -> {
            if (process.status().isEmpty()) {
                process.channel().ifPresent(Channel::close);
                process.kill(Signal.SIGTERM.number());
            }
        });
        recorder.awaitCondition(this::allEnded, grace);
    }

    private void kill() {
        each(process -> {
            if (process.status().isEmpty()) {
                process.note("did not end within " + grace.toMillis() + " ms of SIGTERM");
                process.kill(Signal.SIGKILL.number());
            }
        });
        if (!recorder.awaitCondition(this::allEnded, KILL_BOUND)) {
            throw new IllegalStateException("not gone " + KILL_BOUND.toSeconds() + " s after SIGKILL: "
                    + children.stream()
                            .filter(child -> child.exitStatus().isEmpty())
                            .toList());
        }
    }

    private boolean allEnded() {
        return children.stream().allMatch(child -> child.exitStatus().isPresent());
    }

    private void each(Consumer<ChildProcess> action) {
        loop.call(() -> {
            children.forEach(child -> action.accept(child.process()));
            return true;
        });
    }

    /** Looks again after it has killed: what is being killed may still start another one. */
    private void killLeftovers() {
        var cookies = children.stream().map(child -> child.cookie().entry()).toList();
        var leftovers = Leftovers.carrying(cookies);
        for (int look = 1; look < MOST_LOOKS && !leftovers.isEmpty(); look++) {
            leftovers.forEach(this::kill);
            leftovers = Leftovers.carrying(cookies);
        }
    }

    /** The pidfd is opened before the second look, so that a number that was given to another process meanwhile is safe. */
    private void kill(Leftover leftover) {
        try (var process = PidFd.open(leftover.pid())) {
            if (Leftovers.isCarrying(leftover)) {
                process.signal(Signal.SIGKILL.number());
            }
        } catch (PosixException gone) {
            // it has ended by itself
        }
    }
}
