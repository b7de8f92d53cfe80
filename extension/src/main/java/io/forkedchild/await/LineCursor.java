package io.forkedchild.await;

import io.forkedchild.ForkedChild;
import io.forkedchild.Output;
import io.forkedchild.text.Lines.Place;
import java.util.regex.Pattern;

/**
 * A place between two lines of a child's output. Each wait looks for a line behind it, and moves it behind the line
 * that it has found; a wait that fails leaves it where it is. A child may have any number of cursors. One thread at a
 * time may use it.
 */
public final class LineCursor {

    private final ForkedChild child;
    private final Output output;
    private final LineView view;
    private Place place;
    private LineReader lines;

    LineCursor(ForkedChild child, Output output) {
        this(child, output, LineView.AS_WRITTEN, Place.BEGINNING);
    }

    /** Behind the last line that has ended. */
    static LineCursor fromNow(ForkedChild child, Output output) {
        OutputSearch.catchUp(child);
        long limit = output.textLength();
        var lines = new LineReader(output, Place.BEGINNING);
        while (lines.next(limit).isPresent()) {}
        return new LineCursor(child, output, LineView.AS_WRITTEN, lines.place());
    }

    private LineCursor(ForkedChild child, Output output, LineView view, Place place) {
        this.child = child;
        this.output = output;
        this.view = view;
        this.place = place;
        this.lines = new LineReader(output, place);
    }

    /**
     * Another cursor at this place, for lines without colours, cursor movements, titles, links and the other escape sequences
     * of terminals.
     */
    public LineCursor withoutAnsi() {
        return new LineCursor(child, output, LineView.WITHOUT_ANSI, place);
    }

    /**
     * Waits until a line behind the cursor contains a match, at most as long as the child's patience. A line counts when its
     * end has come, or when the child has ended the stream behind it; so a match is never cut. A line ends at {@code \n}, at
     * {@code \r\n}, or at a carriage return alone: {@code awaitLine("50%")} returns while a progress bar is at 50 %. The
     * pattern sees one line at a time, without its end.
     *
     * <p>All that was there when the wait began is looked at before it may fail, however long that takes.
     *
     * @throws AssertionError if there is no match in time, and at once when the stream has ended without a match
     * @throws java.util.regex.PatternSyntaxException if the pattern is none
     * @throws IllegalStateException if the thread is interrupted, which it then still is
     */
    public LineMatch awaitLine(String regex) {
        var search = new LineSearch(child, output, view, place, Pattern.compile(regex));
        try {
            var match = search.await(lines);
            place = lines.place();
            return match;
        } finally {
            if (!search.hasMatch()) {
                lines = new LineReader(output, place);
            }
        }
    }

    /** {@code worker's stdout behind line 7}. */
    @Override
    public String toString() {
        return output + " behind line " + place.number();
    }
}
