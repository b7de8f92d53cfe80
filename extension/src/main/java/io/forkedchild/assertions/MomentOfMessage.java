package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.timeline.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of a child; compares every one once. */
final class MomentOfMessage extends Moment {

    private final MessageMatcher expected;
    private final List<Occurrence> found = new ArrayList<>();
    private int compared;

    private MomentOfMessage(ForkedChild child, MessageMatcher expected) {
        super(child, "the message " + expected.text() + " of " + child.name());
        this.expected = expected;
    }

    static Moment of(ForkedChild child, @Nullable Object expected) {
        if (!child.hasChannel()) {
            throw new IllegalStateException(child.name() + " has no channel");
        }
        return new MomentOfMessage(
                child,
                MessageMatcher.all(child, new @Nullable Object[] {expected}).get(0));
    }

    /** The messages stand in the order of their events. */
    @Override
    List<Occurrence> occurrences() {
        var messages = child().messages();
        var events = child().timeline()
                .every(Event.MessageReceived.class)
                .filter(event -> !event.internal())
                .toList();
        for (; compared < messages.size(); compared++) {
            if (expected.matches(messages.get(compared))) {
                found.add(Occurrence.of(events.get(compared)));
            }
        }
        return found;
    }

    @Override
    boolean isOver() {
        return child().inspection().hasSentAllMessages();
    }
}
