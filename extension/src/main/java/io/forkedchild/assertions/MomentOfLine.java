package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.Output;
import io.forkedchild.text.HeapLimit;
import io.forkedchild.text.Lines;
import io.forkedchild.text.Lines.Line;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A line of output; reads every byte once. */
final class MomentOfLine extends Moment {

    private static final int STEP_BYTES = 64 << 10;

    private final Output output;
    private final Pattern pattern;
    private final List<Occurrence> found = new ArrayList<>();
    private final Lines lines = new Lines();
    private long read;
    private boolean ended;

    MomentOfLine(ForkedChild child, Output output, Pattern pattern) {
        super(child, "the line \"" + Printable.of(pattern.pattern()) + "\" of " + output);
        this.output = output;
        this.pattern = pattern;
    }

    @Override
    List<Occurrence> occurrences() {
        boolean isWhole = output.hasEnded(); // asked before the events, which then are all
        var events = child().timeline()
                .every(Event.Output.class)
                .filter(event -> event.descriptor() == output.descriptor())
                .toList();
        events.stream().filter(event -> event.bytes().to() > read).forEach(this::read);
        if (isWhole && !ended && output.cut().isEmpty()) {
            lines.unfinished().ifPresent(last -> look(last, events.get(events.size() - 1)));
        }
        ended = isWhole;
        return found;
    }

    /** The event of a busy stream may have grown since it was read. */
    private void read(Event.Output event) {
        var bytes = event.bytes();
        for (long from = Math.max(bytes.from(), read); from < bytes.to(); from = read) {
            read = Math.min(bytes.to(), from + STEP_BYTES);
            lines.accept(new Excerpt(bytes.log(), from, read).bytes(), line -> look(line, event));
            HeapLimit.requireRoomForSeveral("a line of " + output, lines.begunBytes(), "with awaitStdout(child, …)");
        }
    }

    private void look(Line line, Event.Output event) {
        if (pattern.matcher(line.text()).find()) {
            found.add(new Occurrence(event, line.end().offset()));
        }
    }

    @Override
    boolean isOver() {
        return output.hasEnded();
    }
}
