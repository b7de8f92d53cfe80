package io.forkedchild.evidence;

import io.forkedchild.text.Lines;
import io.forkedchild.timeline.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * The newest of some events of a timeline, as many as a window of lines may need.
 *
 * @param events the newest ones, in their order
 * @param count how many there are in the timeline
 * @param lastBefore sequence number of the event before the newest ones; negative if there is none
 */
record NewestEvents(List<Event> events, int count, long lastBefore) {

    private static final int MOST_EVENTS = 1000;
    private static final int MOST_BYTES = 1 << 20;

    /** The newest events of one kind, enough for so many lines. */
    static NewestEvents of(List<Event> all, Predicate<Event> kind, int mostLines) {
        var newest = new ArrayList<Event>();
        int lines = 0;
        int count = 0;
        long bytes = 0;
        long lastBefore = -1;
        for (int i = all.size() - 1; i >= 0; i--) {
            var event = all.get(i);
            if (!kind.test(event)) {
                continue;
            }
            count++;
            bytes += event instanceof Event.Output output ? output.bytes().length() : 0;
            boolean isTooMuch = newest.size() >= mostLines && (bytes > MOST_BYTES || newest.size() >= MOST_EVENTS);
            if (lastBefore >= 0 || lines >= mostLines || isTooMuch) {
                lastBefore = Math.max(lastBefore, event.sequence());
            } else {
                newest.add(event);
                lines += endsALine(event) ? 1 : 0;
            }
        }
        Collections.reverse(newest);
        return new NewestEvents(newest, count, lastBefore);
    }

    /** A program that writes each character by itself has many events for a line. */
    private static boolean endsALine(Event event) {
        if (!(event instanceof Event.Output output) || output.bytes().length() == 0) {
            return true;
        }
        try {
            var bytes = output.bytes();
            return Lines.isEnd(bytes.log().bytes(bytes.to() - 1, bytes.to())[0]);
        } catch (IllegalStateException gone) {
            return true;
        }
    }

    boolean isWhole() {
        return events.size() == count;
    }

    /** How many there are before an event. */
    int countBefore(Event event) {
        return count - events.size() + before(event).size();
    }

    /** The sequence number of the last one before an event; negative if there is none. */
    long lastBefore(Event event) {
        var before = before(event);
        return before.isEmpty() ? lastBefore : before.get(before.size() - 1).sequence();
    }

    private List<Event> before(Event event) {
        return events.stream().filter(one -> one.sequence() < event.sequence()).toList();
    }
}
