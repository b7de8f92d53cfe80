package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.Output;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A line of output; reads every byte once. */
final class MomentOfLine extends Moment {

    private final Output output;
    private final Pattern pattern;
    private final List<Occurrence> found = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long read;

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
        if (isWhole && line.size() > 0 && output.cut().isEmpty()) {
            endOfLine(events.get(events.size() - 1));
        }
        return found;
    }

    /** The event of a busy stream may have grown since it was read. */
    private void read(Event.Output event) {
        var bytes = event.bytes();
        var unread = new Excerpt(bytes.log(), Math.max(bytes.from(), read), bytes.to());
        for (byte one : unread.bytes()) {
            read++;
            if (one == '\n') {
                endOfLine(event);
            } else {
                line.write(one);
            }
        }
    }

    private void endOfLine(Event.Output event) {
        if (pattern.matcher(line.toString(StandardCharsets.UTF_8)).find()) {
            found.add(new Occurrence(event, read));
        }
        line.reset();
    }

    @Override
    boolean isOver() {
        return output.hasEnded();
    }
}
