package io.forkedchild;

import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the timeline of a whole test tells about a child: what the others are doing, and what happened last. */
final class EvidenceOfTimeline {

    private static final int MOST_OTHERS = 4;

    /** Of more chunks of output in a row, only the first and the last tell when. */
    private static final int LONGEST_RUN = 3;

    private final Timeline timeline;
    private final String child;

    /** @param child about whom it is */
    EvidenceOfTimeline(Timeline timeline, String child) {
        this.timeline = timeline.filter(EvidenceOfTimeline::isForPeople);
        this.child = child;
    }

    private static boolean isForPeople(Event event) {
        return !(event instanceof Event.MessageReceived received && received.internal())
                && !(event instanceof Event.MessageSent sent && sent.internal());
    }

    /** The states of the other children; empty if there are none. */
    Optional<String> others() {
        var states = new LinkedHashMap<String, String>();
        timeline.events().stream().filter(event -> !event.child().equals(child)).forEach(event -> note(event, states));
        if (states.isEmpty()) {
            return Optional.empty();
        }
        var shown = states.entrySet().stream()
                .limit(MOST_OTHERS)
                .map(state -> state.getKey() + " " + state.getValue())
                .collect(Collectors.joining("; "));
        return Optional.of(
                states.size() <= MOST_OTHERS ? shown : shown + "; and " + (states.size() - MOST_OTHERS) + " more");
    }

    private static void note(Event event, Map<String, String> states) {
        if (event instanceof Event.Spawned) {
            states.put(event.child(), "is running");
        } else if (event instanceof Event.SpawnFailed failed) {
            states.put(event.child(), "never started (" + failed.errno() + ")");
        } else if (event instanceof Event.Exited exited) {
            states.put(
                    event.child(),
                    exited.code().isPresent()
                            ? "exited with code " + exited.code().getAsInt()
                            : "was killed by " + exited.signal().orElse("a signal"));
        }
    }

    /** How much the window shows. */
    String title(int count) {
        int all = timeline.events().size();
        return all <= count ? "of the test" : "of the test, the last of " + all + " events";
    }

    /** The last events, at most so many lines of them. */
    List<String> window(int count) {
        var lines = lines(timeline.last(count * LONGEST_RUN));
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }

    private static List<String> lines(Timeline window) {
        var texts = window.events().isEmpty()
                ? List.<String>of()
                : window.toString().lines().toList();
        var lines = new ArrayList<String>();
        int start = 0;
        for (int i = 1; i <= texts.size(); i++) {
            if (i == texts.size()
                    || !isSameOutput(window.events().get(start), window.events().get(i))) {
                addRun(texts.subList(start, i), lines);
                start = i;
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

    private static void addRun(List<String> run, List<String> lines) {
        if (run.size() <= LONGEST_RUN) {
            lines.addAll(run);
            return;
        }
        lines.add(run.get(0));
        lines.add("  " + " ".repeat(13) + "… " + (run.size() - 2) + " more");
        lines.add(run.get(run.size() - 1));
    }
}
