package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import java.util.ArrayList;
import java.util.List;

/** Looks for the first message behind a place that is as expected; compares every message once. */
final class NextMessage {

    private final ForkedChild child;
    private final MessageMatcher expected;
    private final int place;
    private int compared;
    private boolean found;

    /** @param place the number of the message behind which it looks; 0 for all messages */
    NextMessage(ForkedChild child, MessageMatcher expected, int place) {
        this.child = child;
        this.expected = expected;
        this.place = place;
        this.compared = place;
    }

    Verdict look() {
        var mailbox = MessagesSoFar.of(child);
        while (!found && compared < mailbox.messages().size()) {
            found = expected.matches(mailbox.messages().get(compared));
            compared++;
        }
        return found ? Verdict.HOLDS : mailbox.missing(() -> reason(mailbox));
    }

    /** The number of the message that was found, from 1. */
    int number() {
        return compared;
    }

    private Reason reason(MessagesSoFar mailbox) {
        var what = isAny() ? (place == 0 ? "a message" : "another message") : "the message";
        return new Reason(child.name() + " has not sent " + what, WhyNoMessage.of(child, place), details(mailbox))
                .comparing(expected.text(), NearestMessage.text(expected, mailbox.behind(place)));
    }

    private List<String> details(MessagesSoFar mailbox) {
        var lines = new ArrayList<String>();
        if (!isAny()) {
            lines.add("expected: " + expected.text());
        }
        if (place > 0) {
            int more = mailbox.messages().size() - place;
            lines.add("looked behind message " + place + ", which was the last match, at "
                    + (more == 0 ? "no message" : MessagesSoFar.count(more, "message")));
        }
        lines.addAll(NearestMessage.lines(expected, mailbox.behind(place), place));
        if (!isAny()) {
            mailbox.lastMatch(expected, place)
                    .ifPresent(number -> lines.add("it came as message " + number + ", before the cursor"));
        }
        lines.add(mailbox.received());
        return lines;
    }

    private boolean isAny() {
        return expected == MessagePredicate.ANY;
    }
}
