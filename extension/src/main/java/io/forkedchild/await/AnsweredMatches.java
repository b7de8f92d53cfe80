package io.forkedchild.await;

import io.forkedchild.ForkedChild;
import io.forkedchild.Output;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Event;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;

/**
 * Where a search begins: behind the match that the last wait for the same pattern has returned, if the test has written to
 * the child since, and so has answered it. Otherwise that wait finds the same match once more.
 */
final class AnsweredMatches {

    /** The matches by output and pattern; what is known of an output goes with it. */
    private static final Map<Output, Map<String, Found>> LAST = Collections.synchronizedMap(new WeakHashMap<>());

    private static final int SHOWN_COLUMNS = 100;
    private static final Answered NOTHING = new Answered(-1, "");

    private final ForkedChild child;
    private final Map<String, Found> last;
    private final String regex;
    private final Answered answered;

    /**
     * What the test has answered.
     *
     * @param end of the match in the text, -1 if there is none
     */
    private record Answered(int end, String match) {}

    /**
     * A match that a wait has returned.
     *
     * @param before what was answered when that wait began
     * @param inputs how often the test had written to the child when that wait returned
     */
    private record Found(Answered before, Answered match, long inputs) {}

    private AnsweredMatches(ForkedChild child, Map<String, Found> last, String regex) {
        this.child = child;
        this.last = last;
        this.regex = regex;
        var found = last.get(regex);
        this.answered = found == null ? NOTHING : inputs() > found.inputs() ? found.match() : found.before();
    }

    static AnsweredMatches of(ForkedChild child, Output output, String regex) {
        return new AnsweredMatches(child, LAST.computeIfAbsent(output, any -> new ConcurrentHashMap<>()), regex);
    }

    /** Behind what was answered, where the next match has to end; -1 if nothing was answered. */
    int end() {
        return answered.end();
    }

    /** Keeps what a wait returns. */
    void found(MatchResult match) {
        last.put(regex, new Found(answered, new Answered(match.end(), shortened(match.group())), inputs()));
    }

    private static String shortened(String match) {
        return Layout.cut(match, SHOWN_COLUMNS);
    }

    private long inputs() {
        return child.timeline().every(Event.Input.class).count();
    }

    /** The lines of a failure that tell what was left out; empty if nothing was. */
    String note() {
        if (answered.equals(NOTHING)) {
            return "";
        }
        var line = "  looked behind the last match, which the test has answered: " + Printable.of(answered.match());
        return String.join("\n", Layout.detail(line)) + "\n";
    }
}
