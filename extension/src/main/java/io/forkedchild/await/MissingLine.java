package io.forkedchild.await;

import io.forkedchild.Output;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Lines.Line;
import io.forkedchild.text.Lines.Place;
import io.forkedchild.text.Printable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why a line was not found, told from all lines once more: what was looked at, and what would have been a match. */
final class MissingLine {

    private static final int SHOWN_LINES = 5;
    private static final int MOST_CHARACTERS = 300;

    private final Output output;
    private final LineView view;
    private final Place cursor;
    private final Pattern pattern;
    private final Deque<Line> lastLooked = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private Optional<Line> before = Optional.empty();
    private Optional<Line> disguised = Optional.empty();

    MissingLine(Output output, LineView view, Place cursor, Pattern pattern) {
        this.output = output;
        this.view = view;
        this.cursor = cursor;
        this.pattern = pattern;
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

    private void readAgain(Place end) {
        var lines = new LineReader(output, Place.BEGINNING);
        while (lines.place().number() < end.number()) {
            lines.next(end.offset()).or(lines::last).ifPresent(this::consider);
        }
    }

    private void consider(Line line) {
        var shown = view.of(line);
        if (line.number() <= cursor.number()) {
            before = matches(shown) ? Optional.of(shown) : before;
            return;
        }
        lastLooked.add(shown);
        if (lastLooked.size() > SHOWN_LINES) {
            lastLooked.remove();
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
                        : " after line " + cursor.number() + ", which was the last match")
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
