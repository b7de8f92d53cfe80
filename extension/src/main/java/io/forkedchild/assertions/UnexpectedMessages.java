package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import java.util.ArrayList;
import java.util.List;

/** The messages that nobody expects, until none can come any more. Compares every message once. */
final class UnexpectedMessages {

    private static final int SHOWN = 8;

    private final ForkedChild child;
    private final List<MessageMatcher> expected;
    private final Assignment assignment;

    UnexpectedMessages(ForkedChild child, List<MessageMatcher> expected) {
        this.child = child;
        this.expected = expected;
        this.assignment = new Assignment(expected);
    }

    Verdict look() {
        if (!child.hasChannel() || ChildSentences.hasNeverStarted(child)) {
            return ChildSentences.hasChannel(child);
        }
        var mailbox = MessagesSoFar.of(child);
        assignment.add(mailbox.messages());
        return assignment.leftOver().isEmpty() ? mailbox.holdsSoFar() : Verdict.fails(() -> reason(mailbox));
    }

    private Reason reason(MessagesSoFar mailbox) {
        int first = assignment.leftOver().get(0);
        return new Reason(child.name() + " has sent something else", mailbox.shown(first), details(mailbox, first))
                .comparing(MessagesSoFar.texts(expected), mailbox.texts());
    }

    private List<String> details(MessagesSoFar mailbox, int first) {
        var lines = new ArrayList<>(MessagesSoFar.firstOf(
                SHOWN, expected.stream().map(each -> "expected: " + each.text()).toList()));
        if (expected.stream().anyMatch(each -> each.matches(mailbox.messages().get(first)))) {
            lines.add("it is expected, but not as often as it came");
        }
        int others = assignment.leftOver().size() - 1;
        if (others > 0) {
            lines.add("and " + MessagesSoFar.count(others, "message") + " more that nobody expects");
        }
        return lines;
    }
}
