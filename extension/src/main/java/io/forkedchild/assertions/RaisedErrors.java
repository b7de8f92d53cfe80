package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import io.forkedchild.timeline.Event;
import java.util.List;
import java.util.stream.Collectors;

/** The errors that a child has raised. */
final class RaisedErrors {

    private static final int SHOWN = 5;

    private RaisedErrors() {}

    /** Whether there is one with this code. */
    static Verdict one(ForkedChild child, String code) {
        boolean isLast = child.isClosed(); // asked before the errors, which then are all
        if (!child.inspection().errors(code).isEmpty()) {
            return Verdict.HOLDS;
        }
        return isLast ? Verdict.fails(() -> otherwise(child, code)) : Verdict.missing(() -> otherwise(child, code));
    }

    /** Whether there is none. */
    static Verdict none(ForkedChild child) {
        boolean isLast = child.isClosed(); // asked before the errors, which then are all
        var errors = child.inspection().errors();
        if (errors.isEmpty()) {
            return isLast ? Verdict.HOLDS : Verdict.HOLDS_SO_FAR;
        }
        return Verdict.fails(() -> {
            var what = errors.size() == 1 ? "an error" : MessagesSoFar.count(errors.size(), "error");
            return new Reason(
                    child.name() + " has raised " + what, text(errors.get(0)), lines(errors.subList(1, errors.size())));
        });
    }

    private static Reason otherwise(ForkedChild child, String code) {
        var errors = all(child);
        var codes = errors.stream().map(RaisedErrors::code).distinct().collect(Collectors.joining(", "));
        var raised = codes.isEmpty() ? "no error" : codes;
        return new Reason(
                        child.name() + " has not raised the error " + code,
                        "it has raised " + raised + "; " + ChildSentences.of(child),
                        lines(errors))
                .comparing(code, raised);
    }

    /** Looks aside: the question is for one code. */
    private static List<Event> all(ForkedChild child) {
        return child.timeline().filter(RaisedErrors::isError).events();
    }

    private static boolean isError(Event event) {
        return event instanceof Event.ErrorRaised || event instanceof Event.SpawnFailed;
    }

    private static List<String> lines(List<Event> errors) {
        return MessagesSoFar.firstOf(
                SHOWN, errors.stream().map(error -> "raised:   " + text(error)).toList());
    }

    private static String code(Event event) {
        return event instanceof Event.SpawnFailed failed ? failed.errno() : ((Event.ErrorRaised) event).code();
    }

    private static String text(Event event) {
        return event instanceof Event.SpawnFailed failed
                ? failed.text()
                : ((Event.ErrorRaised) event).code() + ": " + ((Event.ErrorRaised) event).text();
    }
}
