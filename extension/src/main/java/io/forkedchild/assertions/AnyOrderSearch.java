package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import java.util.ArrayList;
import java.util.List;

/** Looks for a message for each expectation, in whatever order; compares every message once. */
final class AnyOrderSearch {

    private static final int SHOWN = 3;

    private final ForkedChild child;
    private final List<MessageMatcher> expected;
    private final Assignment assignment;

    AnyOrderSearch(ForkedChild child, List<MessageMatcher> expected) {
        this.child = child;
        this.expected = expected;
        this.assignment = new Assignment(expected);
    }

    Verdict look() {
        if (!child.hasChannel()) {
            return ChildSentences.hasChannel(child);
        }
        var mailbox = MessagesSoFar.of(child);
        assignment.add(mailbox.messages());
        return assignment.isComplete() ? Verdict.HOLDS : mailbox.missing(() -> reason(mailbox));
    }

    private Reason reason(MessagesSoFar mailbox) {
        var missing = assignment.missing();
        var what = child.name() + " has not sent "
                + (expected.size() == 1 ? "the message" : missing.size() + " of " + expected.size() + " messages");
        return new Reason(what, mailbox.whyMissing(), details(missing, mailbox))
                .comparing(MessagesSoFar.texts(expected), mailbox.texts());
    }

    private List<String> details(List<MessageMatcher> missing, MessagesSoFar mailbox) {
        var leftOver = assignment.leftOver();
        var lines = new ArrayList<>(MessagesSoFar.firstOf(
                SHOWN, missing.stream().map(each -> "expected: " + each.text()).toList()));
        if (missing.size() == 1) {
            lines.addAll(whyMissing(missing.get(0), mailbox));
        }
        int shown = missing.size() == 1 ? 1 : SHOWN;
        lines.addAll(MessagesSoFar.firstOf(
                shown,
                leftOver.stream()
                        .map(index -> "left over: " + mailbox.shown(index))
                        .toList()));
        lines.add(mailbox.received());
        return lines;
    }

    private static List<String> whyMissing(MessageMatcher missing, MessagesSoFar mailbox) {
        for (int i = 0; i < mailbox.messages().size(); i++) {
            if (missing.matches(mailbox.messages().get(i))) {
                return List.of("message " + (i + 1) + " fits, but another one that is expected needs it");
            }
        }
        return NearestMessage.lines(missing, mailbox.messages());
    }
}
