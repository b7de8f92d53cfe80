package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Moment.Occurrence;
import io.forkedchild.assertions.Verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks for moments, each after the one before it: as early as it can be, and not tied with it. */
final class MomentsInOrder {

    private static final int SHOWN_BEFORE = 10;
    private static final int SHOWN_AFTER = 4;

    private final List<Moment> moments;
    private final List<Occurrence> found = new ArrayList<>();

    /** @throws IllegalArgumentException if there are fewer than two, or one is of another child or test */
    MomentsInOrder(List<ForkedChild> children, List<Moment> moments) {
        if (moments.size() < 2) {
            throw new IllegalArgumentException("moments: an order takes at least two, was " + moments);
        }
        children.forEach(child -> ExitOrder.requireCommonTimeline(children.get(0), child));
        for (var moment : moments) {
            if (!children.contains(moment.child())) {
                throw new IllegalArgumentException(
                        "moments: " + moment + " is of none of the children of this assertion");
            }
        }
        this.moments = List.copyOf(moments);
    }

    /** The child that has not done in time what was its turn; the first of all while nothing is missing. */
    ForkedChild culprit() {
        return moments.get(Math.min(found.size(), moments.size() - 1)).child();
    }

    Verdict look() {
        var over = moments.stream().map(Moment::isOver).toList(); // asked before the events, which then are all
        found.clear();
        for (int i = 0; i < moments.size(); i++) {
            var next =
                    moments.get(i).occurrences().stream().filter(this::isNext).findFirst();
            if (next.isEmpty()) {
                return over.get(i) ? Verdict.fails(this::reason) : Verdict.missing(this::reason);
            }
            found.add(next.get());
        }
        return Verdict.HOLDS;
    }

    private Optional<Occurrence> last() {
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
    }

    private boolean isNext(Occurrence occurrence) {
        return last().map(occurrence::isAfter).orElse(true);
    }

    private Reason reason() {
        var missing = moments.get(found.size());
        var after = found.isEmpty() ? "" : " after " + moments.get(found.size() - 1);
        var lines = new ArrayList<String>();
        lines.add("expected in this order:");
        int first = Math.max(0, found.size() - SHOWN_BEFORE);
        int end = Math.min(moments.size(), found.size() + SHOWN_AFTER);
        if (first > 0) {
            lines.add("  … " + first + " more, which came");
        }
        for (int i = first; i < end; i++) {
            lines.add("  " + (i + 1) + ". " + moments.get(i) + ": " + when(i));
        }
        if (end < moments.size()) {
            lines.add("  … and " + (moments.size() - end) + " more");
        }
        return new Reason(missing + " has not come" + after, why(missing), lines);
    }

    private String when(int index) {
        return index < found.size()
                ? "at " + time(found.get(index))
                : index == found.size() ? "missing" : "not looked for";
    }

    private String why(Moment missing) {
        var occurrences = missing.occurrences();
        if (occurrences.isEmpty()) {
            if (missing.isOver()) {
                ChildSentences.awaitExit(missing.child());
            }
            return ChildSentences.of(missing.child());
        }
        var latest = occurrences.get(occurrences.size() - 1);
        boolean isTied =
                last().filter(last -> latest.event().tiedWith(last.event())).isPresent();
        return "it came at " + time(latest)
                + (isTied ? ", but the event loop saw both at once, so that nobody knows which was first" : ", before");
    }

    private static String time(Occurrence occurrence) {
        return ExitedWithin.millis(occurrence.event().time());
    }
}
