package io.forkedchild.timeline;

import io.forkedchild.text.Lines;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Events with an event for each line of output instead of each chunk. A line that came in several chunks stands where it began,
 * unless the test wrote to the child meanwhile, or the child ended: then the rest stands where it came.
 */
final class OutputLines {

    /** In a larger chunk, only the lines at its beginning and at its end get an event of their own. */
    private static final int LARGE = 16 << 10;

    private static final int END = 1 << 10;

    /** One stream of one child. */
    private record Stream(String child, int descriptor) {}

    /**
     * A line to which more may belong: it has no end yet, or a newline may follow its carriage return.
     *
     * @param index of its event
     * @param last byte of it
     */
    private record Begun(int index, byte last) {

        boolean goesOnWith(byte next) {
            return last != '\r' || next == '\n';
        }
    }

    private final List<Event> events = new ArrayList<>();
    private final Map<Stream, Begun> unfinished = new HashMap<>();

    private OutputLines() {}

    static List<Event> of(List<Event> chunks) {
        var lines = new OutputLines();
        chunks.forEach(lines::add);
        return lines.events;
    }

    private void add(Event event) {
        if (event instanceof Event.Output output) {
            addOutput(output);
            return;
        }
        if (separates(event)) {
            unfinished
                    .entrySet()
                    .removeIf(line -> line.getKey().child().equals(event.child())
                            && line.getValue().last() != '\r');
        }
        events.add(event);
    }

    /** What follows may be the answer to it. */
    private static boolean separates(Event event) {
        return event instanceof Event.Input
                || event instanceof Event.MessageSent
                || event instanceof Event.SignalSent
                || event.isEnd();
    }

    private void addOutput(Event.Output output) {
        var bytes = output.bytes();
        var stream = new Stream(output.child(), output.descriptor());
        if (bytes.length() == 0 || !isReadable(bytes)) {
            unfinished.remove(stream);
            events.add(output);
            return;
        }
        long from = bytes.from();
        for (long end : ends(bytes)) {
            addLine(stream, output, new Excerpt(bytes.log(), from, end));
            from = end;
        }
    }

    private static boolean isReadable(Excerpt bytes) {
        try {
            byteAt(bytes, bytes.to() - 1);
            return true;
        } catch (IllegalStateException gone) {
            return false;
        }
    }

    private void addLine(Stream stream, Event.Output output, Excerpt line) {
        var begun = unfinished.remove(stream);
        int index = events.size();
        if (begun != null
                && events.get(begun.index()) instanceof Event.Output first
                && first.bytes().to() == line.from()
                && begun.goesOnWith(byteAt(line, line.from()))) {
            index = begun.index();
            var whole = new Excerpt(line.log(), first.bytes().from(), line.to());
            events.set(index, new Event.Output(first.stamp(), output.descriptor(), whole));
        } else {
            events.add(new Event.Output(output.stamp(), output.descriptor(), line));
        }
        byte last = byteAt(line, line.to() - 1);
        if (line.to() == output.bytes().to() && last != '\n') {
            unfinished.put(stream, new Begun(index, last));
        }
    }

    private static byte byteAt(Excerpt bytes, long offset) {
        return bytes.log().bytes(offset, offset + 1)[0];
    }

    /** Where the lines of a chunk end; of a large one, those between its ends are one. */
    private static List<Long> ends(Excerpt chunk) {
        var ends = new ArrayList<Long>();
        if (chunk.length() <= LARGE) {
            addEnds(chunk, ends);
        } else {
            addEnds(new Excerpt(chunk.log(), chunk.from(), chunk.from() + END), ends);
            long end = chunk.to() - END;
            var last = new ArrayList<Long>();
            addEnds(new Excerpt(chunk.log(), end, chunk.to()), last);
            ends.remove(ends.size() - 1);
            ends.addAll(last);
        }
        return ends;
    }

    private static void addEnds(Excerpt part, List<Long> ends) {
        var bytes = part.bytes();
        int from = 0;
        for (int end = Lines.endOf(bytes, 0); end > 0; end = Lines.endOf(bytes, end)) {
            ends.add(part.from() + end);
            from = end;
        }
        if (from < bytes.length) {
            ends.add(part.to());
        }
    }
}
