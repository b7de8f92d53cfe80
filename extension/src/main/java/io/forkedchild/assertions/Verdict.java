package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a look at a child tells an assertion.
 *
 * @param holds whether the assertion holds, if nothing more happens
 * @param isFinal whether nothing that may still happen can change that
 * @param reason why it does not hold
 */
record Verdict(boolean holds, boolean isFinal, Supplier<Reason> reason) {

    private static final int MOST_LINES = 45;
    private static final int LEAST_EVIDENCE = 16;
    private static final int MOST_CHARACTERS = 200;

    static final Verdict HOLDS = new Verdict(true, true, () -> new Reason("", ""));
    static final Verdict HOLDS_SO_FAR = new Verdict(true, false, HOLDS.reason());

    /**
     * Why an assertion does not hold.
     *
     * @param what the sentence that came out true: {@code worker has not exited with code 0}
     * @param why how it came to that: {@code it is running}
     * @param details further lines
     * @param comparison what was expected, and what there is, for those who show differences
     * @param end the end that was expected, for hints
     */
    record Reason(
            String what,
            String why,
            List<String> details,
            Optional<Comparison> comparison,
            Optional<Predicate<ExitStatus>> end) {

        Reason(String what, String why, List<String> details) {
            this(what, why, details, Optional.empty(), Optional.empty());
        }

        Reason(String what, String why) {
            this(what, why, List.of());
        }

        Reason comparing(String expected, String actual) {
            return new Reason(what, why, details, Optional.of(new Comparison(expected, actual)), end);
        }

        Reason ofEnd(Predicate<ExitStatus> expected) {
            return new Reason(what, why, details, comparison, Optional.of(expected));
        }
    }

    /** Two texts. */
    record Comparison(String expected, String actual) {}

    /** It does not hold, but what is missing may still come. */
    static Verdict missing(Supplier<Reason> reason) {
        return new Verdict(false, false, reason);
    }

    /** It does not hold, and cannot any more. */
    static Verdict fails(Supplier<Reason> reason) {
        return new Verdict(false, true, reason);
    }

    /**
     * What failed, in a sentence; details; what is known of the child.
     *
     * @param late what came after the wait
     */
    static String failureText(Reason reason, String limit, Optional<String> late, ForkedChild child) {
        var lines = new ArrayList<>(Layout.sentence(cut(reason.what()) + limit + ": " + cut(reason.why())));
        addDetails(Stream.concat(reason.details().stream(), late.stream()).toList(), lines);
        int left = MOST_LINES - lines.size();
        lines.add(reason.end()
                .map(end -> child.inspection().evidence(left, end))
                .orElseGet(() -> child.inspection().evidence(left)));
        return child.inspection().withoutSecrets(String.join("\n", lines));
    }

    /** Each in several lines if it is wide, as long as enough room is left for the evidence. */
    static void addDetails(List<String> details, List<String> lines) {
        int mostLines = MOST_LINES - LEAST_EVIDENCE - lines.size() - details.size();
        int added = 0;
        for (var detail : details) {
            var wrapped = Layout.detail("  " + cut(detail));
            added += wrapped.size() - 1;
            lines.addAll(added <= mostLines ? wrapped : List.of(Layout.cut("  " + cut(detail))));
        }
    }

    /** How long it was waited for, if that could have changed anything. */
    String limit(Duration waited) {
        return isFinal ? "" : waited.isZero() ? " by now" : " within " + waited.toMillis() + " ms";
    }

    /** As part of a failure: printable, and not too long. */
    static String cut(String text) {
        var part = Printable.of(text.substring(0, Math.min(text.length(), MOST_CHARACTERS + 1)));
        return Layout.beginning(part, MOST_CHARACTERS);
    }
}
