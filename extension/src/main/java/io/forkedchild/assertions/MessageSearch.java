package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.Message;
import io.forkedchild.assertions.Verdict.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for values among the messages of a child, in their order; compares every message once. */
final class MessageSearch {

    private final ForkedChild child;
    private final List<ExpectedMessage> values;
    private int found;
    private int compared;

    private MessageSearch(ForkedChild child, List<ExpectedMessage> values) {
        this.child = child;
        this.values = values;
    }

    /** @throws IllegalArgumentException if one of the values can be no message; without a channel, none is looked at */
    static MessageSearch of(ForkedChild child, List<? extends @Nullable Object> values) {
        var expected = new ArrayList<ExpectedMessage>();
        if (child.hasChannel()) {
            for (int i = 0; i < values.size(); i++) {
                var which = values.size() == 1 ? "expected message" : "expected message " + (i + 1);
                expected.add(ExpectedMessage.of(child, which, values.get(i)));
            }
        }
        return new MessageSearch(child, expected);
    }

    Verdict look() {
        if (!child.hasChannel()) {
            return States.hasChannel(child);
        }
        boolean ended = child.hasSentAllMessages(); // asked before the messages, which then are all
        var messages = child.messages();
        for (; compared < messages.size() && found < values.size(); compared++) {
            if (values.get(found).is(messages.get(compared))) {
                found++;
            }
        }
        if (found == values.size()) {
            return Verdict.HOLDS;
        }
        return ended ? Verdict.fails(() -> lastReason(messages)) : Verdict.missing(() -> reason(messages));
    }

    private Reason lastReason(List<Message> messages) {
        States.awaitExit(child);
        return reason(messages);
    }

    private Reason reason(List<Message> messages) {
        var which = values.size() == 1 ? "the message" : "message " + (found + 1) + " of " + values.size();
        return new Reason(child.name() + " has not sent " + which, WhyNoMessage.of(child), details(messages));
    }

    private List<String> details(List<Message> messages) {
        var missing = values.get(found);
        var lines = new ArrayList<String>();
        lines.add("expected: " + missing.text());
        for (int i = 0; i < messages.size(); i++) {
            if (missing.is(messages.get(i))) {
                lines.add("it came as message " + (i + 1) + ", too early for this order");
                return lines;
            }
        }
        lines.addAll(NearestMessage.lines(missing, messages));
        return lines;
    }
}
