package io.forkedchild.evidence;

import io.forkedchild.text.Marks;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the timeline of a whole test tells about a child: what the others are doing, and what happened last. */
final class EvidenceOfTimeline {

    /** A longer run of output lines is shown by its first and its last line only. */
    private static final int LONGEST_RUN = 3;

    private static final int MOST_EVENTS = 1000;
    private static final int MOST_BYTES = 1 << 20;

    private final String child;
    private final List<Event> itsRareOnes = new ArrayList<>();
    private final OtherChildren others = new OtherChildren();
    private final List<String> lines;
    private final boolean isWhole;
    private int count;
    private int messagesToIt;

    /**
     * Goes through the timeline once, however long it is.
     *
     * @param child name of the child
     * @param longestWindow how many lines are asked for at most
     */
    EvidenceOfTimeline(Timeline timeline, String child, int longestWindow) {
        this.child = child;
        timeline.events().forEach(this::look);
        var newest = newest(timeline, longestWindow * LONGEST_RUN);
        this.isWhole = newest.events().size() == count;
        this.lines = lines(newest);
    }

    private void look(Event event) {
        boolean isForPeople = isForPeople(event);
        count += isForPeople ? 1 : 0;
        if (!event.child().equals(child)) {
            others.look(event);
        } else if (event instanceof Event.MessageSent) {
            messagesToIt += isForPeople ? 1 : 0;
        } else if (!isFrequent(event)) {
            itsRareOnes.add(event);
        }
    }

    private static boolean isForPeople(Event event) {
        return !(event instanceof Event.MessageReceived received && received.internal())
                && !(event instanceof Event.MessageSent sent && sent.internal());
    }

    private static boolean isFrequent(Event event) {
        return event instanceof Event.Output || event instanceof Event.Input || event instanceof Event.MessageReceived;
    }

    /** Enough events for so many lines, of those that are for people. */
    private static Timeline newest(Timeline timeline, int mostLines) {
        var events = timeline.events();
        int first = events.size();
        long bytes = 0;
        for (int lines = 0; first > 0 && lines < mostLines; first--) {
            var event = events.get(first - 1);
            bytes += event instanceof Event.Output output ? output.bytes().length() : 0;
            if (events.size() - first >= mostLines && (bytes > MOST_BYTES || events.size() - first > MOST_EVENTS)) {
                break;
            }
            lines += isForPeople(event) && endsALine(event) ? 1 : 0;
        }
        return timeline.last(events.size() - first).filter(EvidenceOfTimeline::isForPeople);
    }

    /** A program that writes each character by itself has many events for a line. */
    private static boolean endsALine(Event event) {
        if (!(event instanceof Event.Output output) || output.bytes().length() == 0) {
            return true;
        }
        try {
            var bytes = output.bytes();
            return bytes.log().bytes(bytes.to() - 1, bytes.to())[0] == '\n';
        } catch (IllegalStateException gone) {
            return true;
        }
    }

    /** How many messages the test has sent to it. */
    int messagesToIt() {
        return messagesToIt;
    }

    /** The events of one kind that the child has; output, input and messages are left out. */
    <E extends Event> Stream<E> every(Class<E> kind) {
        return itsRareOnes.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** What the other children are doing; empty if there are none. */
    Optional<String> others() {
        return others.text();
    }

    /** How much a window of so many lines shows. */
    String title(int most) {
        return isWhole && lines.size() <= most ? "of the test" : "of the test, the last of " + count + " events";
    }

    /** The last events, at most so many lines of them. */
    List<String> window(int most) {
        return lines.subList(Math.max(0, lines.size() - most), lines.size());
    }

    /** Renders nothing but what is shown: a chunk may have thousands of lines. */
    private static List<String> lines(Timeline window) {
        var byLine = window.byLine();
        var events = byLine.events();
        Set<Event> shown = Collections.newSetFromMap(new IdentityHashMap<>());
        var leftOutBehind = new IdentityHashMap<Event, Integer>();
        int start = 0;
        for (int i = 1; i <= events.size(); i++) {
            if (i == events.size() || !isSameOutput(events.get(start), events.get(i))) {
                choose(events.subList(start, i), shown, leftOutBehind);
                start = i;
            }
        }
        return rendered(byLine.filter(shown::contains), leftOutBehind);
    }

    private static void choose(List<Event> run, Set<Event> shown, Map<Event, Integer> leftOutBehind) {
        if (run.size() <= LONGEST_RUN) {
            shown.addAll(run);
            return;
        }
        shown.add(run.get(0));
        shown.add(run.get(run.size() - 1));
        leftOutBehind.put(run.get(0), run.size() - 2);
    }

    /** The first and last line of each run stay, so the order beside other events is still shown. */
    private static List<String> rendered(Timeline shown, Map<Event, Integer> leftOutBehind) {
        if (shown.events().isEmpty()) {
            return List.of();
        }
        var texts = shown.toString().lines().toList();
        var lines = new ArrayList<String>();
        for (int i = 0; i < texts.size(); i++) {
            lines.add(texts.get(i));
            var leftOut = leftOutBehind.get(shown.events().get(i));
            if (leftOut != null) {
                lines.add("  " + " ".repeat(13) + Marks.CUT + " " + leftOut + " more lines");
            }
        }
        return lines;
    }

    private static boolean isSameOutput(Event one, Event other) {
        return one instanceof Event.Output first
                && other instanceof Event.Output second
                && first.child().equals(second.child())
                && first.descriptor() == second.descriptor();
    }
}
