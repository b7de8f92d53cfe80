package io.forkedchild.evidence;

import io.forkedchild.text.Layout;
import io.forkedchild.text.Lines;
import io.forkedchild.text.Lines.Line;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Excerpt;
import java.util.ArrayList;
import java.util.List;

/** What a child has written to a stream, as lines of its evidence. */
final class OutputExcerpt {

    private static final int HEAD_BYTES = 16 << 10;

    /** Some stacks with all their causes, and what was logged after them. */
    private static final int TAIL_BYTES = 128 << 10;

    private static final int MOST_CHARACTERS = 1000;
    private static final int MOST_OF_THE_REASON = 3;
    private static final String PREFIX = "    | ";

    /** Lines beside the last ones: the first line and a mark. */
    private static final int FIRST = 2;

    /** Lines beside the last ones if the output tells why the program failed. */
    private static final int REASONS = 3;

    private final TellingLines lines;

    private OutputExcerpt(TellingLines lines) {
        this.lines = lines;
    }

    /**
     * Reads the beginning and the end, however long the rest may be.
     *
     * @throws IllegalStateException if it was kept in a temporary file that is gone
     */
    static OutputExcerpt of(Excerpt output) {
        long length = output.length();
        if (length <= HEAD_BYTES + TAIL_BYTES) {
            return new OutputExcerpt(TellingLines.of(wholeLines(output)));
        }
        var beginning = output.textHead(HEAD_BYTES).bytes();
        var first = new ArrayList<String>();
        var lines = new Lines();
        lines.accept(beginning, line -> first.add(line.text()));
        return new OutputExcerpt(TellingLines.of(
                first.isEmpty() ? lines.unfinished().map(Line::text).stream().toList() : first,
                length - HEAD_BYTES - TAIL_BYTES,
                wholeLines(new Excerpt(output.log(), output.to() - TAIL_BYTES, output.to()))));
    }

    /** The line that tells most of why the program failed, of the last bytes of its output; empty if there is none. */
    static String reason(Excerpt last) {
        return TellingLines.of(wholeLines(last)).reason().orElse("");
    }

    /** Without the line in which the excerpt begins, unless there is no other. */
    private static List<String> wholeLines(Excerpt excerpt) {
        var lines = excerpt.text().lines().toList();
        boolean isCut = excerpt.from() > 0 && lines.size() > 1;
        return isCut ? lines.subList(1, lines.size()) : lines;
    }

    /** So many of the last lines, with the first one and those that tell why the program failed; none if {@code last} is not positive. */
    List<String> lines(int last) {
        int most = last <= 0 ? 0 : last + FIRST + (lines.hasReason() ? REASONS : 0);
        return lines.shown(most).stream().flatMap(line -> shown(line).stream()).toList();
    }

    /** What tells most is not cut where a sentence of usual length goes on. */
    private static List<String> shown(TellingLines.Shown line) {
        var text = line.text();
        var printable = PREFIX + Printable.of(text.substring(0, Math.min(text.length(), MOST_CHARACTERS)));
        return line.tellsMost()
                ? Layout.wrapped(printable, PREFIX + "    ", MOST_OF_THE_REASON)
                : List.of(Layout.cut(printable));
    }
}
