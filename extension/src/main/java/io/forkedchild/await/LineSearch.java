package io.forkedchild.await;

import io.forkedchild.ForkedChild;
import io.forkedchild.Output;
import io.forkedchild.text.Lines.Line;
import io.forkedchild.text.Lines.Place;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** Looks for a pattern in the lines behind a place, whenever there are more; in each line once. */
final class LineSearch {

    /** A child may write faster than anybody reads, but who has no patience wants to see all that is there. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);

    private static final int MOST_LINES = 45;
    private static final int MOST_OF_THE_SENTENCE = 3;

    private final ForkedChild child;
    private final Output output;
    private final LineView view;
    private final Place place;
    private final Pattern pattern;
    private Optional<LineMatch> match = Optional.empty();
    private boolean ended;

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
        long deadline = System.nanoTime() + bounded(child.inspection().patience()) + LONGEST_LOOK.toNanos();
        if (!isDecided(lines, deadline)) {
            ForkedChildAwait.holdsWithin(child, child.inspection().patience(), () -> isDecided(lines, deadline));
        }
        return match.orElseThrow(() -> failure(lines));
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
        boolean isWhole = output.hasEnded(); // asked before the length, which then is final
        long limit = output.length();
        for (var line = lines.next(limit); line.isPresent(); line = lines.next(limit)) {
            find(line.get());
            if (hasMatch() || System.nanoTime() - deadline > 0) {
                return;
            }
        }
        if (isWhole) {
            ended = true;
            lastOf(lines).ifPresent(this::find);
        }
    }

    /** The last line may lack its end, unless the rest of it was cut off. */
    private Optional<Line> lastOf(LineReader lines) {
        return output.cut().isEmpty() ? lines.last() : Optional.empty();
    }

    private void find(Line line) {
        var shown = view.of(line);
        var matcher = pattern.matcher(shown.text());
        match = matcher.find() ? Optional.of(new LineMatch(shown, matcher)) : Optional.empty();
    }

    private RuntimeException failure(LineReader lines) {
        var reasons = new MissingLine(output, view, place, pattern).text(lines) + "\n";
        int left = MOST_LINES - MOST_OF_THE_SENTENCE - (int) reasons.lines().count();
        if (!ended) {
            return new ConditionTimeoutException(sentence(
                            " has had no line with a match of ",
                            " for " + child.inspection().patience().toMillis() + " ms")
                    + reasons
                    + child.inspection().evidence(left));
        }
        OutputSearch.awaitExit(child);
        return new TerminalFailureException(sentence(" has ended without a line with a match of ", "")
                + reasons
                + child.inspection().evidence(left));
    }

    private String sentence(String what, String limit) {
        return OutputSearch.sentence(output + what, pattern, limit);
    }
}
