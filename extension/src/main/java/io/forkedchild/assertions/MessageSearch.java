package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import java.util.ArrayList;
import java.util.List;

/** Looks for what is expected among the messages of a child, in this order; compares every message once. */
final class MessageSearch {

    private final ForkedChild child;
    private final List<MessageMatcher> expected;
    private int found;
    private int compared;

    MessageSearch(ForkedChild child, List<MessageMatcher> expected) {
        this.child = child;
        this.expected = expected;
    }

    Verdict look() {
        if (!child.hasChannel()) {
            return ChildSentences.hasChannel(child);
        }
        var mailbox = MessagesSoFar.of(child);
        var messages = mailbox.messages();
        for (; compared < messages.size() && found < expected.size(); compared++) {
            if (expected.get(found).matches(messages.get(compared))) {
                found++;
            }
        }
        return found == expected.size() ? Verdict.HOLDS : mailbox.missing(() -> reason(mailbox));
    }

    private Reason reason(MessagesSoFar mailbox) {
        var which = expected.size() == 1 ? "the message" : "message " + (found + 1) + " of " + expected.size();
        var reason = new Reason(child.name() + " has not sent " + which, mailbox.whyMissing(), details(mailbox));
        return expected.size() == 1
                ? reason.comparing(expected.get(0).text(), NearestMessage.text(expected.get(0), mailbox.messages()))
                : reason.comparing(MessagesSoFar.texts(expected), mailbox.texts());
    }

    private List<String> details(MessagesSoFar mailbox) {
        var missing = expected.get(found);
        var lines = new ArrayList<String>();
        lines.add("expected: " + missing.text());
        int early = earlier(missing, mailbox);
        if (early >= 0) {
            lines.add("it came as message " + (early + 1) + ", too early for this order");
        } else {
            lines.addAll(NearestMessage.lines(missing, mailbox.messages()));
        }
        lines.add(mailbox.received());
        return lines;
    }

    private static int earlier(MessageMatcher missing, MessagesSoFar mailbox) {
        for (int i = 0; i < mailbox.messages().size(); i++) {
            if (missing.matches(mailbox.messages().get(i))) {
                return i;
            }
        }
        return -1;
    }
}
