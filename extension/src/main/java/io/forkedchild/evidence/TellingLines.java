package io.forkedchild.evidence;

import io.forkedchild.evidence.OutputLine.Kind;
import io.forkedchild.text.Count;
import io.forkedchild.text.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a program has written, in few lines: the first one, the last ones, and those that tell why it failed. Stack frames and other
 * lines that are left out are counted in their place.
 */
public final class TellingLines {

    private final List<OutputLine> lines;

    private TellingLines(List<OutputLine> lines) {
        this.lines = lines;
    }

    /** The lines of output that was read completely. */
    public static TellingLines of(List<String> lines) {
        return new TellingLines(ReadOutput.lines(lines));
    }

    /** The lines of output whose beginning and end were read. */
    public static TellingLines of(List<String> beginning, long unreadBytes, List<String> end) {
        var lines = new ArrayList<>(ReadOutput.lines(beginning));
        lines.add(OutputLine.unread(unreadBytes));
        lines.addAll(ReadOutput.lines(end));
        return new TellingLines(lines);
    }

    /** Whether any line tells of a failure. */
    public boolean hasReason() {
        return lines.stream().anyMatch(line -> line.kind().compareTo(Kind.REASON) >= 0);
    }

    /** The one line that tells most: the last cause, the last exception, the last error, else the last line. */
    public Optional<String> reason() {
        var choice = new Choice(lines, 1);
        int telling = choice.root().orElseGet(choice::lastLine);
        return telling < 0 ? Optional.empty() : Optional.of(lines.get(telling).text());
    }

    /** The lines to show, at most so many with the marks for what is left out. */
    public List<Shown> shown(int atMost) {
        return new Choice(lines, atMost).shown();
    }

    /**
     * A line to show.
     *
     * @param text the line as it was written, or a mark
     * @param tellsMost whether it is the line of {@link TellingLines#reason}
     */
    public record Shown(String text, boolean tellsMost) {

        private static final int LONG = 100;
        private static final int BEFORE = 30;

        /** A long line begins a little before what it tells. */
        static Shown line(OutputLine line, boolean tellsMost) {
            var text = line.text();
            int place = text.length() > LONG ? Complaint.place(text) : 0;
            return new Shown(place > LONG - BEFORE ? Marks.CUT + text.substring(place - BEFORE) : text, tellsMost);
        }

        static Shown moreLike(OutputLine line) {
            return new Shown(Marks.CUT + " " + line.repeats() + " more like it", false);
        }

        static Shown leftOut(List<OutputLine> gap) {
            int frames = gap.stream().mapToInt(OutputLine::frames).sum();
            long unread = gap.stream().mapToLong(OutputLine::unread).sum();
            int others = gap.stream()
                    .filter(line -> !line.isFrame() && line.unread() == 0)
                    .mapToInt(line -> 1 + line.repeats())
                    .sum();
            boolean areBlank = gap.stream().allMatch(line -> line.isFrame() || line.isBlank());
            var parts = new ArrayList<String>();
            if (others > 0 && !(areBlank && frames > 0)) {
                parts.add(Count.of(others, "line"));
            }
            if (frames > 0) {
                parts.add(Count.of(frames, "frame"));
            }
            if (unread > 0) {
                parts.add(Count.bytes(unread) + " that were not looked at");
            }
            return new Shown(Marks.CUT + " " + String.join(" and ", parts), false);
        }
    }
}
