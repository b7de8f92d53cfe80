package io.forkedchild.await;

import io.forkedchild.Output;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Lines.Line;
import io.forkedchild.text.Lines.Place;
import io.forkedchild.text.Printable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why a line was not found: what was looked at, and what would have been a match. */
final class MissingLine {

    static final int SHOWN_LINES = 5;
    private static final int MOST_CHARACTERS = 300;
    private static final Duration LONGEST_LOOK = Duration.ofMillis(250);

    private final Output output;
    private final LineView view;
    private final Place cursor;
    private final Pattern pattern;
    private final List<Line> lastLooked;
    private final StringBuilder text = new StringBuilder();
    private Optional<Line> before = Optional.empty();
    private Optional<Line> disguised = Optional.empty();

    /** @param lastLooked the last lines of those that were looked at, at most {@value #SHOWN_LINES} */
    MissingLine(Output output, LineView view, Place cursor, Pattern pattern, Collection<Line> lastLooked) {
        this.output = output;
        this.view = view;
        this.cursor = cursor;
        this.pattern = pattern;
        this.lastLooked = List.copyOf(lastLooked);
    }

    /**
     * Begins with a line feed.
     *
     * @param read which has looked at all lines from the cursor on
     */
    String text(LineReader read) {
        readAgain(read.place());
        looked(read.place().number() - cursor.number());
        before.ifPresent(
                line -> add("line " + line.number() + " matched, but lies before the cursor, which stands after line "
                        + cursor.number() + ": " + line.text()));
        disguised.ifPresent(line -> add(
                "line " + line.number() + " matches without its escape sequences, see withoutAnsi: " + line.text()));
        read.unfinished().map(view::of).ifPresent(this::unfinished);
        return text.toString();
    }

    /** Looks for what would have been a match; in very long output, in the beginning only. */
    private void readAgain(Place end) {
        long begin = System.nanoTime();
        var lines = new LineReader(output, Place.BEGINNING);
        while (lines.place().number() < end.number() && System.nanoTime() - begin < LONGEST_LOOK.toNanos()) {
            lines.next(end.offset()).or(lines::last).ifPresent(this::consider);
        }
    }

    private void consider(Line line) {
        var shown = view.of(line);
        if (line.number() <= cursor.number()) {
            before = matches(shown) ? Optional.of(shown) : before;
            return;
        }
        disguised =
                disguised.or(() -> Optional.of(LineView.WITHOUT_ANSI.of(line)).filter(this::matches));
    }

    private boolean matches(Line line) {
        return pattern.matcher(line.text()).find();
    }

    private void looked(long count) {
        add("looked at " + (count == 0 ? "no line" : count == 1 ? "1 line" : count + " lines")
                + (cursor.number() == 0
                        ? " from the beginning"
                        : " after line " + cursor.number() + ", where the cursor stands")
                + (count == 0 ? "" : count > SHOWN_LINES ? "; these are the last " + SHOWN_LINES + ":" : ":"));
        lastLooked.forEach(line -> add("  " + line.number() + "| " + line.text()));
    }

    private void unfinished(Line line) {
        var what = "line " + line.number() + " has no end"
                + output.cut().map(reason -> ", it was cut: " + reason).orElse(output.hasEnded() ? "" : " yet");
        add(what + (matches(line) ? ", but matches so far, see awaitStdout: " : ": ") + line.text());
    }

    private void add(String line) {
        var printable = Printable.of(line.substring(0, Math.min(line.length(), MOST_CHARACTERS)));
        Layout.detail("  " + printable).forEach(part -> text.append('\n').append(part));
    }
}
