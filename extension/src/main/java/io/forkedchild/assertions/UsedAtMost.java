package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import io.forkedchild.process.Usage;
import java.time.Duration;

/** What a child has used of the machine, against a limit. */
final class UsedAtMost {

    private UsedAtMost() {}

    static Verdict cpu(ForkedChild child, Duration atMost) {
        boolean ended = child.exitStatus().isPresent(); // asked first: then the usage is the final one
        var used = child.usage().map(Usage::cpu).orElse(Duration.ZERO);
        return verdict(
                child, ended, used.compareTo(atMost) > 0, atMost.toMillis() + " ms of CPU", used.toMillis() + " ms");
    }

    private static Verdict verdict(ForkedChild child, boolean ended, boolean isMore, String limit, String used) {
        if (ChildSentences.hasNeverStarted(child)) {
            return Verdict.fails(() -> new Reason(what(child, limit), ChildSentences.of(child)));
        }
        if (isMore) {
            return Verdict.fails(() -> new Reason(what(child, limit), "it has used " + used));
        }
        return ended
                ? Verdict.HOLDS
                : Verdict.missing(() -> new Reason(what(child, limit), "it has not ended, and has used " + used));
    }

    private static String what(ForkedChild child, String limit) {
        return child.name() + " has not used at most " + limit;
    }
}
