package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What a look at a child tells an assertion.
 *
 * @param holds whether the assertion holds, if nothing more happens
 * @param isFinal whether nothing that may still happen can change that
 * @param reason why it does not hold
 */
record Verdict(boolean holds, boolean isFinal, Supplier<Reason> reason) {

    private static final int LINE_CHARACTERS = 200;

    static final Verdict HOLDS = new Verdict(true, true, () -> new Reason("", ""));
    static final Verdict HOLDS_SO_FAR = new Verdict(true, false, HOLDS.reason());

    /**
     * Why an assertion does not hold.
     *
     * @param what the sentence that came out true: {@code worker has not exited with code 0}
     * @param why how it came to that: {@code it is running}
     * @param details further lines
     */
    record Reason(String what, String why, List<String> details) {

        Reason(String what, String why) {
            this(what, why, List.of());
        }
    }

    /** It does not hold, but what is missing may still come. */
    static Verdict missing(Supplier<Reason> reason) {
        return new Verdict(false, false, reason);
    }

    /** It does not hold, and cannot any more. */
    static Verdict fails(Supplier<Reason> reason) {
        return new Verdict(false, true, reason);
    }

    /** What failed, in a sentence; details; what is known of the child. */
    String failureText(ForkedChild child, Duration waited) {
        var text = reason.get();
        var limit = isFinal ? "" : waited.isZero() ? " by now" : " within " + waited.toMillis() + " ms";
        var details = text.details().stream().map(line -> "\n  " + cut(line)).collect(Collectors.joining());
        return cut(text.what()) + limit + ": " + cut(text.why()) + details + "\n" + child.evidence();
    }

    private static String cut(String text) {
        var line = text.replace("\r", "\\r").replace("\n", "\\n");
        return line.length() <= LINE_CHARACTERS ? line : line.substring(0, LINE_CHARACTERS) + "…";
    }
}
