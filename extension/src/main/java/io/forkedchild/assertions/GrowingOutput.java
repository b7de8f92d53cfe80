package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.text.CallersStack;
import io.forkedchild.text.LongText;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a child still writes: each assertion waits for what it needs of it. See {@code docs/output.md}. */
final class GrowingOutput {

    private static final char REPLACEMENT = '\ufffd';
    private static final char ESCAPE = '\u001b';

    private final ForkedChild child;
    private final CompleteOutput output;
    private final Duration patience;
    private final boolean showsEscapeSequences;

    GrowingOutput(ForkedChild child, CompleteOutput output, Duration patience, boolean showsEscapeSequences) {
        this.child = child;
        this.output = output;
        this.patience = patience;
        this.showsEscapeSequences = showsEscapeSequences;
    }

    GrowingOutput withoutEscapeSequences() {
        return new GrowingOutput(child, output, patience, false);
    }

    /** What is there up to now. */
    WrittenOutput soFar() {
        var written = child.inspection().withoutExamining(output::written);
        return showsEscapeSequences ? written : written.withoutEscapeSequences();
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
     * Waits until it satisfies a predicate which then stays true, whatever else comes. False if it has not done so in time, or
     * before the end.
     *
     * @param search makes of a text that grows a look at it, which may look at what has come only
     * @param whole the same of a text as it is now, where there is none that grows
     */
    boolean reaches(Function<LongText, BooleanSupplier> search, Predicate<String> whole) {
        var look = new Look(predicate(search, whole));
        child.inspection().withoutExamining(() -> child.inspection().holdsWithin(patience, look::isDecided));
        look.look(output.hasEnded()); // at what came while it was not time to look
        return look.holds;
    }

    /** What looks at the text, given whether it has ended. */
    private Predicate<Boolean> predicate(Function<LongText, BooleanSupplier> search, Predicate<String> whole) {
        var stream = child.inspection().withoutExamining(output::single);
        if (stream.isEmpty() || !showsEscapeSequences) {
            return ended -> whole.test(ended ? soFar().text() : begun(soFar().text()));
        }
        var source = stream.get();
        var text = new LongText(source.toString(), source::textStream);
        var holds = search.apply(text);
        return ended -> {
            text.grow(source.textLength(), ended);
            return holds.getAsBoolean();
        };
    }

    /** Looks at all that is there, however long it is. While it grows, looks take at most half of the time. */
    private final class Look {

        private final Predicate<Boolean> predicate;
        private long looked = -1;
        private boolean lookedAtAll;
        private long lookedAt = System.nanoTime();
        private long lookTook;
        private boolean holds;

        Look(Predicate<Boolean> predicate) {
            this.predicate = predicate;
        }

        boolean isDecided() {
            boolean ended = output.hasEnded(); // asked before the length, which then is final
            if (ended || System.nanoTime() - lookedAt >= lookTook) {
                look(ended);
            }
            return holds || ended;
        }

        void look(boolean ended) {
            long length = output.length();
            if (!holds && (length != looked || ended != lookedAtAll)) {
                long begin = System.nanoTime();
                looked = length;
                lookedAtAll = ended;
                holds = predicate.test(ended);
                lookedAt = System.nanoTime();
                lookTook = lookedAt - begin;
            }
        }
    }

    /** Without half of a character, or half of an escape sequence, at its end: what follows will make another text of it. */
    private String begun(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == REPLACEMENT) {
            end--;
        }
        int escape = text.indexOf(ESCAPE, Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
        return text.substring(0, showsEscapeSequences || escape < 0 ? end : Math.min(end, escape));
    }

    /** What a failure says of a wait that was in vain; nothing if the output has ended. */
    Origin waitedFor(Origin origin) {
        var seen = origin.withNotes(soFar().defects());
        return output.hasEnded() ? seen : seen.seenAs("%s, in " + patience.toMillis() + " ms");
    }
}
