package io.forkedchild.evidence;

import io.forkedchild.text.Layout;
import io.forkedchild.text.Marks;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Timeline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The newest events of a test as lines of a child's evidence. Two thirds of the room are for the child's own events, if it has so
 * many; events of other children fill the rest. All stand in order of time.
 */
final class EventWindow {

    /** A longer run of output lines is shown by its first and its last line only. */
    private static final int LONGEST_RUN = 3;

    private static final int SHARE_OF_OTHERS = 3;
    private static final String INDENT = " ".repeat(15);

    private final String child;
    private final NewestEvents own;
    private final NewestEvents others;
    private final List<Line> lines;
    private Optional<String> aboutTies = Optional.empty();

    /** @param leftOut whether it counts lines of output that are left out, behind the line before */
    private record Line(String text, Event event, boolean isOwn, boolean leftOut) {}

    /**
     * The lines that a window shows.
     *
     * @param gap index of the line before which events of one side are left out, while some of the other side are shown; negative
     *     if nothing is left out, or only what is earlier than all lines
     */
    private record Chosen(List<Line> lines, int gap, String mark) {}

    /** @param longest how many lines are asked for at most */
    EventWindow(Timeline timeline, String child, int longest) {
        this.child = child;
        this.own = newest(timeline, event -> event.child().equals(child), longest);
        this.others = newest(timeline, event -> !event.child().equals(child), longest);
        this.lines = lines(new Timeline(Stream.of(own, others)
                .flatMap(newest -> newest.events().stream())
                .sorted(Comparator.comparingLong(Event::sequence))
                .toList()));
    }

    private static NewestEvents newest(Timeline timeline, Predicate<Event> side, int mostLines) {
        return NewestEvents.of(timeline.events(), side.and(EventWindow::isForPeople), mostLines * LONGEST_RUN);
    }

    /** Whether an event is shown to people, and not one of Node's internal messages. */
    static boolean isForPeople(Event event) {
        return !(event instanceof Event.MessageReceived received && received.internal())
                && !(event instanceof Event.MessageSent sent && sent.internal());
    }

    // ---- what is shown

    /** A title and at most so many lines. */
    List<String> lines(int most) {
        var chosen = chosen(most);
        var shown = new ArrayList<String>();
        boolean hasTies = chosen.lines().stream().anyMatch(line -> line.text().startsWith(Marks.TIED));
        shown.add("  timeline: " + title(chosen)
                + aboutTies.filter(any -> hasTies).orElse(""));
        for (int i = 0; i < chosen.lines().size(); i++) {
            if (i == chosen.gap()) {
                shown.add(INDENT + chosen.mark());
            }
            shown.add(chosen.lines().get(i).text());
        }
        return shown.stream().map(Layout::cut).toList();
    }

    private String title(Chosen chosen) {
        int count = own.count() + others.count();
        if (chosen.gap() >= 0) {
            return "of the test, not all of its " + count + " events";
        }
        boolean isWhole = own.isWhole() && others.isWhole() && chosen.lines().size() == lines.size();
        return isWhole ? "of the test" : "of the test, the last of " + count + " events";
    }

    private Chosen chosen(int most) {
        var withoutMark = chosenOf(most);
        return withoutMark.gap() < 0 ? withoutMark : chosenOf(most - 1);
    }

    private Chosen chosenOf(int room) {
        int ofOthers = (int) lines.stream().filter(line -> !line.isOwn()).count();
        int guaranteed = room - Math.max(1, room / SHARE_OF_OTHERS);
        int ofChild = Math.min(lines.size() - ofOthers, Math.max(guaranteed, room - ofOthers));
        var chosen = newest(ofChild, Math.min(ofOthers, room - ofChild));
        int firstOwn = first(chosen, true);
        int firstOther = first(chosen, false);
        int later = Math.max(firstOwn, firstOther);
        if (firstOwn < 0 || firstOther < 0) {
            return new Chosen(chosen, -1, "");
        }
        boolean isOwn = later == firstOwn;
        var side = isOwn ? own : others;
        var firstOfSide = chosen.get(later).event();
        boolean isGap = side.lastBefore(firstOfSide) > chosen.get(0).event().sequence();
        return isGap
                ? new Chosen(chosen, later, mark(side.countBefore(firstOfSide), isOwn))
                : new Chosen(chosen, -1, "");
    }

    private String mark(int events, boolean isOwn) {
        return Marks.CUT + " " + events + " earlier " + (events == 1 ? "event" : "events") + " of "
                + (isOwn ? Printable.of(child) : "other children");
    }

    private static int first(List<Line> lines, boolean isOwn) {
        int index = 0;
        while (index < lines.size() && lines.get(index).isOwn() != isOwn) {
            index++;
        }
        return index < lines.size() ? index : -1;
    }

    /** So many of the last lines of each side, in their order. None begins with a count of lines behind one that is not shown. */
    private List<Line> newest(int ofChild, int ofOthers) {
        var newest = new ArrayList<Line>();
        int ownLeft = ofChild;
        int othersLeft = ofOthers;
        for (int i = lines.size() - 1; i >= 0 && (ownLeft > 0 || othersLeft > 0); i--) {
            var line = lines.get(i);
            int left = line.isOwn() ? ownLeft-- : othersLeft--;
            if (left > 1 || (left == 1 && !line.leftOut())) {
                newest.add(line);
            }
        }
        Collections.reverse(newest);
        return newest;
    }

    // ---- the lines that there are

    /** Renders nothing but what is shown: a chunk may have thousands of lines. */
    private List<Line> lines(Timeline newest) {
        var byLine = newest.byLine();
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

    /** The first and last line of each run stay, so the order beside other events is still shown. */
    private static void choose(List<Event> run, Set<Event> shown, Map<Event, Integer> leftOutBehind) {
        if (run.size() <= LONGEST_RUN) {
            shown.addAll(run);
            return;
        }
        shown.add(run.get(0));
        shown.add(run.get(run.size() - 1));
        leftOutBehind.put(run.get(0), run.size() - 2);
    }

    private List<Line> rendered(Timeline shown, Map<Event, Integer> leftOutBehind) {
        var events = shown.events();
        var texts = shown.toString().lines().toList();
        aboutTies = texts.stream()
                .skip(events.size())
                .findFirst()
                .map(String::stripLeading)
                .map(" "::concat);
        var rendered = new ArrayList<Line>();
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            boolean isOwn = event.child().equals(child);
            rendered.add(new Line(texts.get(i), event, isOwn, false));
            var leftOut = leftOutBehind.get(event);
            if (leftOut != null) {
                var text = INDENT + Marks.CUT + " " + leftOut + " more lines";
                rendered.add(new Line(text, event, isOwn, true));
            }
        }
        return rendered;
    }

    private static boolean isSameOutput(Event one, Event other) {
        return one instanceof Event.Output first
                && other instanceof Event.Output second
                && first.child().equals(second.child())
                && first.descriptor() == second.descriptor();
    }
}
