package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.text.CallersStack;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What a child still writes: each assertion waits for what it needs of it. See {@code docs/output.md}. */
final class GrowingOutput {

    private final ForkedChild child;
    private final CompleteOutput output;
    private final Duration patience;
    private final UnaryOperator<WrittenOutput> view;

    GrowingOutput(ForkedChild child, CompleteOutput output, Duration patience, UnaryOperator<WrittenOutput> view) {
        this.child = child;
        this.output = output;
        this.patience = patience;
        this.view = view;
    }

    GrowingOutput withoutEscapeSequences() {
        return new GrowingOutput(
                child, output, patience, written -> view.apply(written).withoutEscapeSequences());
    }

    /** What is there up to now. */
    WrittenOutput soFar() {
        return child.inspection().withoutExamining(() -> view.apply(output.written()));
    }

    /**
     * All of it: waits until it has ended.
     *
     * @param assertion which looks at all of it
     * @throws AssertionError if it does not end in time
     */
    WrittenOutput whole(String assertion, Origin origin) {
        var failure = child.inspection()
                .withoutExamining(() -> new WaitingLook(child, patience, () -> output.lookForEnd(assertion)).pass());
        if (failure.isPresent()) {
            var error = new AssertionError(origin.lead() + failure.get().text());
            throw CallersStack.of(Told.withCause(error, child), Told::isInside);
        }
        return soFar();
    }

    /**
     * What is there when nothing has to be waited for any more.
     *
     * @throws AssertionError if it has ended, but was cut
     */
    WrittenOutput whatIsThere(Origin origin) {
        return output.hasEnded() ? whole("", origin) : soFar();
    }

    /**
     * Waits until a value that is taken from it satisfies a predicate which then stays true, whatever else comes. False if it
     * has not done so in time, or before the end.
     */
    <V> boolean reaches(Function<WrittenOutput, V> value, Predicate<V> predicate) {
        var look = new Object() {
            private long looked = -1;
            private long lookedAt = System.nanoTime();
            private long lookTook;
            private boolean holds;

            boolean isDecided() {
                boolean ended = output.hasEnded(); // asked before the length, which then is final
                if (ended || System.nanoTime() - lookedAt >= lookTook) {
                    look();
                }
                return holds || ended;
            }

            /** Looks at all of it, however long it is: half of the time at most, while it grows. */
            void look() {
                long length = output.length();
                if (!holds && length != looked) {
                    long begin = System.nanoTime();
                    looked = length;
                    holds = predicate.test(value.apply(soFar()));
                    lookedAt = System.nanoTime();
                    lookTook = lookedAt - begin;
                }
            }
        };
        child.inspection().withoutExamining(() -> child.inspection().holdsWithin(patience, look::isDecided));
        look.look(); // at what came while it was not time to look
        return look.holds;
    }

    /** What a failure says of a wait that was in vain; nothing if the output has ended. */
    Origin waitedFor(Origin origin) {
        var seen = origin.withNotes(soFar().defects());
        return output.hasEnded() ? seen : seen.seenAs("%s, in " + patience.toMillis() + " ms");
    }
}
