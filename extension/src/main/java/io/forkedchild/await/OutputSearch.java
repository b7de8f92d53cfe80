package io.forkedchild.await;

import io.forkedchild.ForkedChild;
import io.forkedchild.Output;
import io.forkedchild.text.CallersStack;
import io.forkedchild.text.Check;
import io.forkedchild.text.Layout;
import io.forkedchild.text.LongText;
import io.forkedchild.text.PatternSearch;
import io.forkedchild.text.Printable;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Looks for a pattern in what a child writes, whenever it has written more. See {@code docs/decisions/prompts.md}. */
final class OutputSearch {

    static final int EVIDENCE_LINES = 40;

    /** The end of a sentence about a wait that is over. */
    static final String TOO_LATE = ", it came after that";

    private static final int MOST_OF_A_PATTERN = 200;
    private static final Duration SETTLING = Duration.ofMillis(250);

    private final ForkedChild child;
    private final Output output;
    private final Pattern pattern;
    private final AnsweredMatches answered;
    private final QuietPeriod quiet;
    private final LongText text;
    private final PatternSearch search;
    private Optional<MatchResult> match = Optional.empty();
    private long grownTo = -1;
    private long searched = -1;
    private boolean isWhole;
    private boolean mayChange;
    private long lookedAt = System.nanoTime();
    private long lookTook;

    OutputSearch(ForkedChild child, int descriptor, String regex) {
        this.child = Check.child(child);
        this.output = child.output(descriptor);
        this.pattern = Pattern.compile(regex, Pattern.MULTILINE);
        this.answered = AnsweredMatches.of(child, output, regex);
        this.quiet = new QuietPeriod(child);
        this.text = new LongText(output.toString(), output::textStream);
        this.search = new PatternSearch(text, pattern, Math.max(0, answered.end()));
    }

    MatchResult await() {
        boolean decided = child.inspection().holdsWithin(child.inspection().patience(), this::isDecided);
        search(output.hasEnded()); // what came while it was not time to look
        if (match.isEmpty()) {
            throw failure(decided);
        }
        answered.found(match.get());
        return match.get();
    }

    private boolean isDecided() {
        boolean ended = output.hasEnded(); // asked before the text, which then is complete
        if (output.textLength() != grownTo) {
            grownTo = output.textLength();
            quiet.begin();
        }
        if (ended || System.nanoTime() - lookedAt >= lookTook) {
            search(ended);
        }
        return ended || (match.isPresent() && (!mayChange || (searched == grownTo && quiet.isOver())));
    }

    /** Looks at what has come. While it grows, looks take at most half of the time, whatever the pattern has to try again. */
    private void search(boolean ended) {
        long length = output.textLength(); // asked before the text, which then is at least as long
        if (length == searched && ended == isWhole) {
            return;
        }
        long begin = System.nanoTime();
        searched = length;
        isWhole = ended;
        text.grow(length, ended);
        find();
        if (match.isEmpty() || mayChange) {
            search.advance();
        }
        if (match.isEmpty() && text.showBegun()) {
            find();
            mayChange = true;
        }
        lookedAt = System.nanoTime();
        lookTook = lookedAt - begin;
    }

    private void find() {
        boolean found = search.find(answered.end());
        match = found ? Optional.of(FoundMatch.of(search.matcher(), pattern)) : Optional.empty();
        mayChange = search.matcher().hitEnd();
    }

    private AssertionError failure(boolean ended) {
        if (ended) {
            awaitExit(child);
            return error(
                    " has ended without a match of ", "", child.inspection().evidence(EVIDENCE_LINES));
        }
        var limit = " for " + child.inspection().patience().toMillis() + " ms";
        var evidence = child.inspection().evidence(EVIDENCE_LINES);
        search(output.hasEnded()); // the evidence is newer than the last look, and may show a match
        return error(" has had no match of ", limit + (match.isPresent() ? TOO_LATE : ""), evidence);
    }

    private AssertionError error(String what, String limit, String evidence) {
        var text = sentence(output + what, pattern, limit) + "\n" + answered.note() + evidence;
        return failure(child.inspection().withoutSecrets(text));
    }

    /** What all waits for output throw: a failure of the test, whose stack begins in the test. */
    static AssertionError failure(String text) {
        return CallersStack.of(new AssertionError(text), ForkedChildAwait.class, LineCursor.class, Dialogue.class);
    }

    /** In as many lines as it takes, of which a pattern that is very long has but a part. */
    static String sentence(String what, Pattern pattern, String limit) {
        var shown = Layout.beginning(pattern.pattern(), MOST_OF_A_PATTERN);
        return String.join("\n", Layout.sentence(what + Printable.of(shown) + limit));
    }

    /** Has all read that the child has written up to now. */
    static void catchUp(ForkedChild child) {
        child.inspection().holdsWithin(Duration.ZERO, () -> true);
    }

    /** The exit mostly follows the end of a stream, and the evidence should tell of it. */
    static void awaitExit(ForkedChild child) {
        if (!Thread.currentThread().isInterrupted()) {
            child.inspection().holdsWithin(SETTLING, () -> child.exitStatus().isPresent());
        }
    }
}
