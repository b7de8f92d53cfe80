package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Whether the same holds for each of several children; the first one of whom it cannot hold any more decides. */
final class Agreement {

    private static final int SHOWN = 10;

    private final Supplier<List<Look>> look;
    private List<Look> last = List.of();

    /** What came out for one of them. */
    record Look(ForkedChild child, Verdict verdict) {}

    Agreement(Supplier<List<Look>> look) {
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

    private List<Look> others() {
        return last.stream().filter(one -> !one.verdict().holds()).toList();
    }

    private Reason reason() {
        var others = others();
        var names = new ArrayList<String>();
        var details = new ArrayList<String>();
        for (var other : others) {
            var reason = other.verdict().reason().get();
            names.add(other.child().name());
            details.add(reason.what() + ": " + reason.why());
        }
        return new Reason(
                others.size() + " of " + last.size() + " did otherwise",
                String.join(", ", names),
                Mailbox.firstOf(SHOWN, details));
    }
}
