package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the same holds for each of several children; the first child for which it cannot hold any more decides. */
final class AllChildren {

    private static final int SHOWN = 10;

    private final Supplier<List<Look>> look;
    private List<Look> last = List.of();

    /** What came out for one of them. */
    record Look(ForkedChild child, Verdict verdict) {}

    AllChildren(Supplier<List<Look>> look) {
        this.look = look;
    }

    Verdict look() {
        last = look.get();
        if (last.stream().allMatch(one -> one.verdict().holds())) {
            return new Verdict(true, last.stream().allMatch(one -> one.verdict().isFinal()), this::reason);
        }
        return others().stream().anyMatch(one -> one.verdict().isFinal())
                ? Verdict.fails(this::reason)
                : Verdict.missing(this::reason);
    }

    /** The first that did otherwise, or, if nobody did, the first of all. */
    ForkedChild culprit() {
        return others().stream().findFirst().orElse(last.get(0)).child();
    }

    /** Those that can still do it come last: they are not why it failed. */
    private List<Look> others() {
        return last.stream()
                .filter(one -> !one.verdict().holds())
                .sorted(Comparator.comparing(one -> !one.verdict().isFinal()))
                .toList();
    }

    private Reason reason() {
        var others = others();
        var decided = others.stream().filter(one -> one.verdict().isFinal()).toList();
        var guilty = decided.isEmpty() ? others : decided;
        var waiting = others.subList(guilty.size(), others.size());
        return new Reason(
                guilty.size() + " of " + last.size() + " did otherwise",
                names(guilty) + (waiting.isEmpty() ? "" : " (not decided: " + names(waiting) + ")"),
                MessagesSoFar.firstOf(
                        SHOWN,
                        Stream.concat(
                                        guilty.stream().map(AllChildren::line),
                                        waiting.stream().map(AllChildren::undecided))
                                .toList()));
    }

    private static String names(List<Look> looks) {
        return looks.stream().map(look -> look.child().name()).collect(Collectors.joining(", "));
    }

    /** Why not, would be what is known now, which is more than when it was looked at. */
    private static String undecided(Look other) {
        return other.verdict().reason().get().what() + " so far";
    }

    private static String line(Look other) {
        var reason = other.verdict().reason().get();
        return reason.what() + ": " + reason.why();
    }
}
