package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.Verdict.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** All messages of a child as values of a type; reads every message once. */
final class TypedMessages<T> {

    private final ForkedChild child;
    private final Class<T> type;
    private final List<T> values = new ArrayList<>();

    TypedMessages(ForkedChild child, Class<T> type) {
        this.child = child;
        this.type = type;
    }

    /** @param presentOnly whether those that are there are enough */
    Verdict look(boolean presentOnly) {
        var state = presentOnly ? ChildSentences.hasChannel(child) : ChildSentences.endedMessages(child);
        if (!child.hasChannel() || ChildSentences.hasNeverStarted(child)) {
            return state;
        }
        var mailbox = MessagesSoFar.of(child);
        try {
            for (int i = values.size(); i < mailbox.messages().size(); i++) {
                values.add(mailbox.messages().get(i).as(type));
            }
            return state;
        } catch (IllegalArgumentException refusal) {
            return Verdict.fails(() -> reason(mailbox, String.valueOf(refusal.getMessage())));
        }
    }

    private Reason reason(MessagesSoFar mailbox, String refusal) {
        return new Reason(
                child.name() + " has sent a message that is no " + type.getSimpleName(),
                refusal,
                List.of("message:  " + mailbox.shown(values.size())));
    }

    List<T> values() {
        return Collections.unmodifiableList(values);
    }
}
