package io.forkedchild.running;

import io.forkedchild.channel.Channel;
import io.forkedchild.process.EndingSteps;
import io.forkedchild.process.Signal;
import io.forkedchild.timeline.Event;
import java.time.Duration;

/** The steps that end one child, each when it is due; on the loop's thread. */
final class StepsOfEnd {

    private enum Step {
        BEGIN,
        CLOSED,
        SIGNALLED,
        KILLED,
        TOLD
    }

    private final ChildProcess child;
    private final EndingSteps steps;
    private final Duration closing;
    private final Duration grace;
    private final String sender;
    private Step step = Step.BEGIN;
    private Duration at = Duration.ZERO;

    StepsOfEnd(ChildProcess child, Ending.Bounds bounds, String sender) {
        this.child = child;
        this.steps = child.plan().ending();
        this.closing = steps.closing().map(bounds.stretched()).orElse(Duration.ZERO);
        this.grace = steps.grace().map(bounds.stretched()).orElse(bounds.grace());
        this.sender = sender;
    }

    /** Takes the step that is due; if the child has ended, the timeline is told of what. */
    void advance() {
        if (child.status().isPresent()) {
            tell();
        } else if (step == Step.BEGIN) {
            begin();
        } else if (step == Step.CLOSED && isDue()) {
            signal();
        } else if (step == Step.SIGNALLED && isDue()) {
            at = child.recorder().now();
            step = Step.KILLED;
            child.signals()
                    .send(Signal.SIGKILL.number(), sender + ", " + grace.toMillis() + " ms after " + steps.signal());
        }
    }

    private void begin() {
        at = child.recorder().now();
        child.note(Ending.NOTE);
        child.channel().ifPresent(Channel::close);
        if (steps.closing().isEmpty()) {
            signal();
            return;
        }
        step = Step.CLOSED;
        child.streams().closeStdin();
    }

    private void signal() {
        at = child.recorder().now();
        step = Step.SIGNALLED;
        SignalAttitude.of(child.pid(), steps.signal()).ifPresent(child::note);
        child.signals().send(steps.signal().number(), sender);
    }

    private boolean isDue() {
        return left().isZero();
    }

    /** Until the next step; zero if it is due. */
    Duration left() {
        var left = (step == Step.CLOSED ? closing : grace)
                .minus(child.recorder().now().minus(at));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether another step may come. */
    boolean goesOn() {
        return child.status().isEmpty() && (step == Step.CLOSED || step == Step.SIGNALLED);
    }

    private void tell() {
        if (step == Step.CLOSED || step == Step.SIGNALLED || step == Step.KILLED) {
            child.note("it ended " + millis() + " ms after "
                    + (step == Step.CLOSED
                            ? "its stdin and its channel were closed"
                            : step == Step.SIGNALLED ? steps.signal() : "SIGKILL"));
            step = Step.TOLD;
        }
    }

    private long millis() {
        return child.recorder()
                .timeline()
                .of(child.name())
                .first(Event.Exited.class)
                .map(exit -> Math.max(0, exit.time().minus(at).toMillis()))
                .orElse(0L);
    }
}
