package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.timeline.Event;
import java.time.Duration;
import java.util.stream.IntStream;

/** What there is to say about the state of a child. */
final class ChildSentences {

    private static final Duration SETTLING = Duration.ofMillis(250);

    private ChildSentences() {}

    /** Tells strict mode that the test looks at the end; all other looks at it are made {@code withoutExamining}. */
    @SuppressWarnings("unused") // the question counts, not the answer
    static void askForEnd(ForkedChild child) {
        var asked = child.exitStatus();
    }

    /** Waits a moment for the exit, which mostly follows the end of a stream or the channel: the evidence should tell of it. */
    static void awaitExit(ForkedChild child) {
        if (!Thread.currentThread().isInterrupted()) {
            child.inspection().holdsWithin(SETTLING, () -> child.exitStatus().isPresent());
        }
    }

    /** Waits a moment for the rest of the output, which mostly follows the exit at once: the evidence should have it. */
    static void awaitClose(ForkedChild child) {
        if (child.exitStatus().isPresent() && !Thread.currentThread().isInterrupted()) {
            child.inspection().holdsWithin(SETTLING, child::isClosed);
        }
    }

    /** The end of a sentence: {@code it is running}, {@code it exited with code 3}. */
    static String of(ForkedChild child) {
        return child.exitStatus()
                .map(status -> status instanceof ExitStatus.Killed death
                        ? "it was " + death + sender(child, death)
                        : "it " + status)
                .orElse("it is running");
    }

    /** A limit, a close: the call {@code kill} of the test is no news to it. */
    private static String sender(ForkedChild child, ExitStatus.Killed death) {
        return child.timeline()
                .every(Event.SignalSent.class)
                .filter(signal -> signal.delivered() && signal.number() == death.signalNumber())
                .reduce((one, next) -> next)
                .flatMap(Event.SignalSent::sender)
                .map(sender -> ", sent by " + sender)
                .orElse("");
    }

    static Verdict running(ForkedChild child) {
        return child.exitStatus().isEmpty() ? Verdict.HOLDS : Verdict.fails(() -> reason(child, "is not running"));
    }

    static Verdict runningFor(ForkedChild child, Duration time) {
        return child.exitStatus().isEmpty()
                ? Verdict.HOLDS_SO_FAR
                : Verdict.fails(() -> {
                    var what = "has not kept running for " + ExitedWithin.millis(time);
                    var lived = hasNeverStarted(child) ? "" : " after " + ExitedWithin.millis(child.lifetime());
                    return new Reason(child.name() + " " + what, of(child) + lived);
                });
    }

    static boolean hasNeverStarted(ForkedChild child) {
        return child.exitStatus().orElse(null) instanceof ExitStatus.NotStarted;
    }

    static Verdict neverStarted(ForkedChild child) {
        return hasNeverStarted(child) ? Verdict.HOLDS : Verdict.fails(() -> started(child, "has not failed to start"));
    }

    static Verdict neverStarted(ForkedChild child, String errno) {
        var what = "has not failed to start with " + errno;
        if (child.exitStatus().orElse(null) instanceof ExitStatus.NotStarted failed) {
            return failed.errno().equals(errno) ? Verdict.HOLDS : Verdict.fails(() -> reason(child, what));
        }
        return Verdict.fails(() -> started(child, what));
    }

    private static Reason started(ForkedChild child, String what) {
        return new Reason(child.name() + " " + what, "it has started, with pid " + child.pid() + "; " + of(child));
    }

    static Verdict leftNothing(ForkedChild child) {
        var status = child.exitStatus();
        if (status.isEmpty()) {
            return Verdict.missing(() -> reason(child, "has not ended"));
        }
        if (status.get() instanceof ExitStatus.NotStarted) {
            return Verdict.fails(() -> reason(child, "has left nothing behind, but has done nothing either"));
        }
        // Twice: while the first look goes through the processes, one may start another one behind it and end before
        // it.
        if (IntStream.range(0, 2).allMatch(look -> child.descendants().isEmpty())) {
            return Verdict.HOLDS;
        }
        return Verdict.missing(() -> new Reason(
                "what " + child.name() + " started has not all ended", of(child), DescendantLines.startedBy(child)));
    }

    /** Whether there was somebody who could send: a child without a channel, or that never started, says nothing. */
    static Verdict hasChannel(ForkedChild child) {
        if (hasNeverStarted(child)) {
            return Verdict.fails(() -> reason(child, "has used no channel"));
        }
        return child.hasChannel()
                ? Verdict.HOLDS
                : Verdict.fails(() -> new Reason(
                        child.name() + " has no channel",
                        "only fork, 'ipc' in options.stdio, or options.messages gives it one"));
    }

    static Verdict disconnected(ForkedChild child) {
        if (!child.hasChannel() || hasNeverStarted(child)) {
            return hasChannel(child);
        }
        return child.connected() ? Verdict.missing(() -> reason(child, "has not disconnected")) : Verdict.HOLDS;
    }

    static Verdict endedMessages(ForkedChild child) {
        if (!child.hasChannel() || hasNeverStarted(child)) {
            return hasChannel(child);
        }
        return child.inspection().hasSentAllMessages()
                ? Verdict.HOLDS
                : Verdict.missing(() -> reason(child, "has not ended its messages"));
    }

    private static Reason reason(ForkedChild child, String what) {
        return new Reason(child.name() + " " + what, of(child));
    }
}
