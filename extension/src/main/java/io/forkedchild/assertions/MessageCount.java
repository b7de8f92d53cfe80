package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import io.forkedchild.text.Marks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Counts the messages that match, until none can come any more. Compares every message once. */
final class MessageCount {

    private static final int SHOWN = 10;

    private final ForkedChild child;
    private final int wanted;
    private final MessageMatcher matcher;
    private final List<Integer> matching = new ArrayList<>();
    private int compared;

    MessageCount(ForkedChild child, int wanted, MessageMatcher matcher) {
        this.child = child;
        this.wanted = wanted;
        this.matcher = matcher;
    }

    Verdict look() {
        if (!child.hasChannel() || ChildSentences.hasNeverStarted(child)) {
            return ChildSentences.hasChannel(child);
        }
        var mailbox = MessagesSoFar.of(child);
        for (; compared < mailbox.messages().size() && matching.size() <= wanted; compared++) {
            var message = mailbox.messages().get(compared);
            if (matcher.matches(message)) {
                matching.add(compared);
            } else if (!matcher.mismatch(message).isDecided()) {
                return Verdict.fails(() -> undecided(mailbox));
            }
        }
        if (matching.size() > wanted) {
            return Verdict.fails(() -> tooMany(mailbox));
        }
        return matching.size() == wanted ? mailbox.holdsSoFar() : mailbox.missing(() -> tooFew(mailbox));
    }

    /** Where every message counts, whether it matches must be known. */
    private Reason undecided(MessagesSoFar mailbox) {
        var why = String.join(
                "; ", matcher.mismatch(mailbox.messages().get(compared)).lines());
        return new Reason(
                child.name() + " has sent a message that cannot be judged",
                why,
                List.of("message:  " + mailbox.shown(compared), "judged:   " + matcher.text()));
    }

    private Reason tooMany(MessagesSoFar mailbox) {
        int last = matching.get(wanted);
        if (wanted > 0) {
            var surplus = List.of("one too many: " + mailbox.shown(last));
            return new Reason(what(), WhyNoMessage.state(child), details(mailbox, surplus))
                    .comparing(expectedCount(), count());
        }
        return countsAll()
                ? new Reason(
                        child.name() + " has sent a message",
                        mailbox.messages().get(last).text())
                : new Reason(
                        child.name() + " has sent a message that it must not send",
                        mailbox.shown(last),
                        List.of("not expected: " + matcher.text()));
    }

    private Reason tooFew(MessagesSoFar mailbox) {
        var nearest = countsAll() || !matching.isEmpty()
                ? List.<String>of()
                : NearestMessage.lines(matcher, mailbox.messages());
        return new Reason(what(), mailbox.whyMissing(), details(mailbox, nearest)).comparing(expectedCount(), count());
    }

    private String what() {
        return child.name() + " has not sent exactly " + MessagesSoFar.count(wanted, "message")
                + (countsAll() ? "" : " of a kind");
    }

    private List<String> details(MessagesSoFar mailbox, List<String> more) {
        var lines = new ArrayList<String>();
        if (!countsAll()) {
            lines.add("expected: " + expectedCount());
            lines.add("came:     " + count() + numbers());
        }
        lines.addAll(more);
        lines.add(mailbox.received());
        return lines;
    }

    private String expectedCount() {
        return wanted + " " + Marks.TIMES + " " + matcher.text();
    }

    private String count() {
        return matching.size() + " " + Marks.TIMES + " " + matcher.text();
    }

    private String numbers() {
        var numbers = matching.stream()
                .limit(SHOWN)
                .map(index -> String.valueOf(index + 1))
                .collect(Collectors.joining(", "));
        return matching.isEmpty() ? "" : ", message " + numbers + (matching.size() > SHOWN ? ", …" : "");
    }

    private boolean countsAll() {
        return matcher == MessagePredicate.ANY;
    }
}
