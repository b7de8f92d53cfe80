package io.forkedchild.assertions;

import io.forkedchild.ExitStatus;
import io.forkedchild.ForkedChild;
import io.forkedchild.Signal;
import io.forkedchild.assertions.Verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A way for a child to end.
 *
 * @param missing what a child has not done that ended otherwise: {@code has not exited}, {@code was not killed}
 * @param manner {@code with code 0}, {@code by SIGTERM}
 * @param signal the signal that is easily taken for it: a shell reports death by SIGTERM as exit code 143
 */
record ExpectedEnd(String missing, String manner, Predicate<ExitStatus> matches, Optional<Signal> signal) {

    private static final int BY_SIGNAL = 128;
    private static final int HIGHEST_SIGNAL = 64;

    static ExpectedEnd exit(int code) {
        var expected = new ExitStatus.Exited(code);
        return new ExpectedEnd("has not exited", "with code " + code, expected::equals, Signal.of(code - BY_SIGNAL));
    }

    static ExpectedEnd anyExit() {
        return new ExpectedEnd("has not exited", "by itself", ExitStatus.Exited.class::isInstance, Optional.empty());
    }

    static ExpectedEnd death(int signal) {
        if (signal < 1 || signal > HIGHEST_SIGNAL) {
            throw new IllegalArgumentException("signal: must be from 1 to " + HIGHEST_SIGNAL + ", was " + signal);
        }
        return new ExpectedEnd(
                "was not killed", "by " + Signal.nameOf(signal), status -> isDeath(status, signal), Signal.of(signal));
    }

    static ExpectedEnd termination(Signal signal) {
        return new ExpectedEnd(
                "was not terminated", "by " + signal, status -> isTermination(status, signal), Optional.empty());
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
            return Verdict.missing(() -> new Reason(what, States.of(child), hintsOfRunning(child)));
        }
        if (!matches.test(status.get())) {
            return Verdict.fails(() -> new Reason(what, States.of(child), hints(child, status.get()))
                    .comparing(expected(), status.get().toString()));
        }
        return isOver ? Verdict.HOLDS : Verdict.missing(() -> held(child, what));
    }

    private static Reason held(ForkedChild child, String what) {
        var holders = child.pipeHolders();
        var first = holders.isEmpty()
                ? "something still holds its pipes"
                : holders.get(0).toString();
        return new Reason(what, States.of(child) + ", but " + first, Processes.keepingOpen(child, holders));
    }

    private String expected() {
        return missing.replace("has not ", "").replace("was not ", "") + " " + manner;
    }

    /** Of a child that nothing but a listener for messages may keep. */
    private static List<String> hintsOfRunning(ForkedChild child) {
        return child.connected() && !child.evidence().contains("\n  threads: ")
                ? List.of("hint: who listens for messages runs until the channel is closed: disconnect() closes it")
                : List.of();
    }

    private List<String> hints(ForkedChild child, ExitStatus status) {
        var hints = new ArrayList<String>();
        var taken = signal.filter(similar -> isTermination(status, similar));
        taken.ifPresent(similar -> hints.add(mixedUp(status, similar)));
        if (taken.isEmpty() && status instanceof ExitStatus.Exited exited) {
            Signal.of(exited.code() - BY_SIGNAL)
                    .ifPresent(after -> hints.add(exited.code() + " is 128 + " + after.number()
                            + ", with which shells and JVMs exit after " + after));
        }
        if (status instanceof ExitStatus.Exited exited && (exited.code() == 126 || exited.code() == 127)) {
            hints.add("a shell exits with 127 if it does not find a command, with 126 if it may not execute it");
        }
        if (status instanceof ExitStatus.Killed death && !child.killed()) {
            boolean kill = isDeath(death, Signal.SIGKILL.number());
            hints.add("the test sent it no signal" + (kill ? "; the kernel does when memory runs out" : ""));
        }
        return hints;
    }

    private static String mixedUp(ExitStatus status, Signal signal) {
        int code = BY_SIGNAL + signal.number();
        var what = status instanceof ExitStatus.Killed
                ? "the kernel killed it; exit code " + code + " is what a shell makes of that"
                : "it exited by itself; " + code + " is 128 + " + signal.number()
                        + ", with which shells and JVMs exit after " + signal;
        return what + "; terminatedBy(" + signal + ") accepts both";
    }
}
