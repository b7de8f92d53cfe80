package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import java.util.function.Predicate;

/**
 * A way for a child to end.
 *
 * @param missing what a child has not done that ended otherwise: {@code has not exited}, {@code was not killed}
 * @param manner {@code with code 0}, {@code by SIGTERM}
 */
record ExpectedEnd(String missing, String manner, Predicate<ExitStatus> matches) {

    private static final int BY_SIGNAL = 128;
    private static final int BITS_OF_A_CODE = 0xff;
    private static final int HIGHEST_SIGNAL = 64;

    static ExpectedEnd exit(int code) {
        if (code != (code & BITS_OF_A_CODE)) {
            throw new IllegalArgumentException("code: must be from 0 to 255, as the kernel keeps eight bits of what a"
                    + " program exits with; of " + code + " that is " + (code & BITS_OF_A_CODE) + ", was " + code);
        }
        var expected = new ExitStatus.Exited(code);
        return new ExpectedEnd("has not exited", "with code " + code, expected::equals);
    }

    static ExpectedEnd anyExit() {
        return new ExpectedEnd("has not exited", "by itself", ExitStatus.Exited.class::isInstance);
    }

    static ExpectedEnd death(int signal) {
        if (signal < 1 || signal > HIGHEST_SIGNAL) {
            throw new IllegalArgumentException("signal: must be from 1 to " + HIGHEST_SIGNAL + ", was " + signal);
        }
        return new ExpectedEnd("was not killed", "by " + Signal.nameOf(signal), status -> isDeath(status, signal));
    }

    static ExpectedEnd termination(Signal signal) {
        return new ExpectedEnd("was not terminated", "by " + signal, status -> isTermination(status, signal));
    }

    private static boolean isDeath(ExitStatus status, int signal) {
        return status instanceof ExitStatus.Killed death && death.signalNumber() == signal;
    }

    private static boolean isTermination(ExitStatus status, Signal signal) {
        return isDeath(status, signal.number()) || new ExitStatus.Exited(BY_SIGNAL + signal.number()).equals(status);
    }

    Verdict lookForExit(ForkedChild child) {
        return look(child, missing, true);
    }

    Verdict lookForClose(ForkedChild child) {
        return look(child, "has not closed", child.isClosed());
    }

    private Verdict look(ForkedChild child, String verb, boolean isOver) {
        var what = child.name() + " " + verb + " " + manner;
        var status = child.exitStatus();
        if (status.isEmpty()) {
            return Verdict.missing(() -> new Reason(what, ChildSentences.of(child)).ofEnd(matches));
        }
        if (!matches.test(status.get())) {
            return Verdict.fails(() -> new Reason(what, ChildSentences.of(child))
                    .ofEnd(matches)
                    .comparing(expected(), status.get().toString()));
        }
        return isOver ? Verdict.HOLDS : Verdict.missing(() -> held(child, what));
    }

    private static Reason held(ForkedChild child, String what) {
        var holders = child.pipeHolders();
        var first = holders.isEmpty()
                ? "something still holds its pipes"
                : holders.get(0).toString();
        return new Reason(
                what, ChildSentences.of(child) + ", but " + first, DescendantLines.keepingOpen(child, holders));
    }

    private String expected() {
        return missing.replace("has not ", "").replace("was not ", "") + " " + manner;
    }
}
