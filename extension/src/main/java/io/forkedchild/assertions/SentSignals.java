package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import io.forkedchild.timeline.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The signals with which the test asked a child to end, and which of them was the last that it needed. */
final class SentSignals {

    private final ForkedChild child;
    private final List<Event.SignalSent> signals = new ArrayList<>();
    private final Optional<Event.Exited> exit;

    private SentSignals(ForkedChild child) {
        this.child = child;
        var timeline = child.timeline();
        this.exit = timeline.first(Event.Exited.class);
        timeline.every(Event.SignalSent.class)
                .filter(signal -> signal.delivered() && signal.number() != 0 && isBeforeExit(signal))
                .forEach(signals::add);
    }

    private boolean isBeforeExit(Event signal) {
        return exit.filter(ended -> ended.sequence() < signal.sequence()).isEmpty();
    }

    /** Whether it exited without any. */
    static Verdict none(ForkedChild child) {
        return new SentSignals(child).judgeNone(child.name() + " has not stopped on its own");
    }

    /** Whether this one was the last. */
    static Verdict last(ForkedChild child, Signal signal) {
        return new SentSignals(child).judgeLast(child.name() + " has not stopped after " + signal, signal);
    }

    private Verdict judgeNone(String what) {
        if (!signals.isEmpty()) {
            return Verdict.fails(() -> reason(what, signals()));
        }
        if (exit.isEmpty()) {
            return withoutExit(what);
        }
        return child.exitStatus().orElse(null) instanceof ExitStatus.Exited
                ? Verdict.HOLDS
                : Verdict.fails(() -> reason(what, signals()));
    }

    private Verdict judgeLast(String what, Signal signal) {
        if (exit.isEmpty()) {
            return withoutExit(what);
        }
        return !signals.isEmpty() && last().number() == signal.number()
                ? Verdict.HOLDS
                : Verdict.fails(() -> reason(what, signals()));
    }

    private Verdict withoutExit(String what) {
        return ChildSentences.hasNeverStarted(child)
                ? Verdict.fails(() -> reason(what, ""))
                : Verdict.missing(() -> reason(what, signals()));
    }

    private Event.SignalSent last() {
        return signals.get(signals.size() - 1);
    }

    private String signals() {
        if (signals.isEmpty()) {
            return ", and no kill() sent it a signal";
        }
        if (exit.isPresent() && last().sender().isPresent()) {
            var time = ExitedWithin.millis(exit.get().time().minus(last().time()));
            return child.exitStatus().orElse(null) instanceof ExitStatus.Killed // then its sender is named already
                    ? ", " + time + " before"
                    : ", " + time + " after " + last().name() + " by "
                            + last().sender().get();
        }
        return exit.map(ended -> ", " + ExitedWithin.millis(ended.time().minus(last().time())) + " after the test's "
                        + last().name())
                .orElse(", and the test has sent it " + last().name());
    }

    private Reason reason(String what, String signals) {
        return new Reason(what, ChildSentences.of(child) + signals);
    }
}
