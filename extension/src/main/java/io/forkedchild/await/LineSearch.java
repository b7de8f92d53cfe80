package io.forkedchild.await;

import io.forkedchild.ForkedChild;
import io.forkedchild.Output;
import io.forkedchild.text.Lines.Line;
import io.forkedchild.text.Lines.Place;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Looks for a pattern in the lines behind a place, whenever there are more; in each line once. */
final class LineSearch {

    /** A child may write faster than anybody reads: a look at what has come since the wait began ends after so long. */
    private static final Duration LONGEST_LOOK = Duration.ofMillis(250);

    private static final int MOST_LINES = 45;
    private static final int MOST_OF_THE_SENTENCE = 3;

    private final ForkedChild child;
    private final Output output;
    private final LineView view;
    private final Place place;
    private final Pattern pattern;
    private final Deque<Line> lastLooked = new ArrayDeque<>();
    private Optional<LineMatch> match = Optional.empty();
    private boolean ended;
    private long thereAtFirst = -1; // bytes when the wait began
    private long unread; // bytes that the last look has not come to

    LineSearch(ForkedChild child, Output output, LineView view, Place place, Pattern pattern) {
        this.child = child;
        this.output = output;
        this.view = view;
        this.place = place;
        this.pattern = pattern;
    }

    boolean hasMatch() {
        return match.isPresent();
    }

    /** Reads on until behind the match. */
    LineMatch await(LineReader lines) {
        long deadline = System.nanoTime() + bounded(child.inspection().patience());
        if (!isDecided(lines, deadline)) {
            child.inspection().holdsWithin(child.inspection().patience(), () -> isDecided(lines, deadline));
        }
        if (match.isEmpty()) {
            throw failure(lines, deadline);
        }
        return match.get();
    }

    /** So that a deadline never overflows. */
    private static long bounded(Duration patience) {
        return Math.min(TimeUnit.NANOSECONDS.convert(patience), Long.MAX_VALUE / 2);
    }

    private boolean isDecided(LineReader lines, long deadline) {
        if (!hasMatch() && !ended) {
            look(lines, deadline);
        }
        return hasMatch() || ended;
    }

    private void look(LineReader lines, long deadline) {
        long begin = System.nanoTime();
        boolean isWhole = output.hasEnded(); // asked before the length, which then is final
        long limit = output.textLength();
        thereAtFirst = thereAtFirst < 0 ? limit : thereAtFirst;
        unread = 0;
        for (var line = lines.next(limit); line.isPresent(); line = lines.next(limit)) {
            find(line.get());
            if (hasMatch()) {
                return;
            }
            if (lines.place().offset() >= thereAtFirst && isOver(deadline) && isOver(begin + LONGEST_LOOK.toNanos())) {
                unread = limit - lines.place().offset();
                return;
            }
        }
        if (isWhole) {
            ended = true;
            lastOf(lines).ifPresent(this::find);
        }
    }

    private static boolean isOver(long deadline) {
        return System.nanoTime() - deadline > 0;
    }

    /** The last line may lack its end, unless the rest of it was cut off. */
    private Optional<Line> lastOf(LineReader lines) {
        return output.cut().isEmpty() ? lines.last() : Optional.empty();
    }

    private void find(Line line) {
        var shown = view.of(line);
        lastLooked.add(shown);
        if (lastLooked.size() > MissingLine.SHOWN_LINES) {
            lastLooked.remove();
        }
        var matcher = pattern.matcher(shown.text());
        match = matcher.find() ? Optional.of(new LineMatch(shown, matcher)) : Optional.empty();
    }

    private AssertionError failure(LineReader lines, long deadline) {
        var reasons = new MissingLine(output, view, place, pattern, lastLooked).text(lines) + "\n";
        int left = MOST_LINES - MOST_OF_THE_SENTENCE - (int) reasons.lines().count();
        if (ended) {
            OutputSearch.awaitExit(child);
            return error(" has ended without a line with a match of ", "", reasons, left);
        }
        var patience = child.inspection().patience().toMillis() + " ms";
        if (unread > 0) {
            var what = ": no time was left to look at the last " + unread + " bytes for a line with a match of ";
            return error(what, ", the patience is " + patience, reasons, left);
        }
        var evidence = child.inspection().evidence(left);
        look(lines, deadline); // the evidence is newer than the last look, and may show a match
        var late = hasMatch() ? OutputSearch.TOO_LATE : "";
        match = Optional.empty(); // the cursor stays where it is
        return error(" has had no line with a match of ", " for " + patience + late, reasons + evidence);
    }

    private AssertionError error(String what, String limit, String reasons, int evidenceLines) {
        return error(what, limit, reasons + child.inspection().evidence(evidenceLines));
    }

    private AssertionError error(String what, String limit, String text) {
        var sentence = OutputSearch.sentence(output + what, pattern, limit);
        return OutputSearch.failure(child.inspection().withoutSecrets(sentence + text));
    }
}
