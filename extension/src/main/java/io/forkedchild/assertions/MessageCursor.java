package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.Message;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A place between two messages of a child, Node's internal ones left out. Each wait looks for a message behind it,
 * and moves it behind the message that it has found; a wait that fails leaves it where it is. A child may have any
 * number of cursors. One thread at a time may use it.
 */
public final class MessageCursor {

    private final ForkedChild child;
    private ForkedChildAssert waiting;
    private int place;

    private MessageCursor(ForkedChild child) {
        this.child = child;
        this.waiting = new ForkedChildAssert(child);
    }

    /**
     * A cursor before the first message; tests call {@code ForkedChildAwait.messagesOf(child)}.
     *
     * @throws IllegalStateException if the child was launched without a channel
     */
    public static MessageCursor of(ForkedChild child) {
        if (!child.hasChannel()) {
            throw new IllegalStateException(child.name()
                    + " has no channel: only fork, 'ipc' in options.stdio, or options.messages gives it one");
        }
        return new MessageCursor(child);
    }

    /**
     * How long the waits that follow last, instead of the child's patience. With zero they look once. Returns this cursor.
     *
     * @throws IllegalArgumentException if negative
     */
    public MessageCursor within(Duration atMost) {
        waiting = waiting.within(atMost);
        return this;
    }

    /** Waits for the next message behind the cursor, whatever it is; fails as {@link #awaitMessage(Object)}. */
    public Message awaitMessage() {
        return awaitMessage(MessagePredicate.ANY);
    }

    /**
     * Waits until a message behind the cursor matches, at most as long as the child's patience, and passes over those that do
     * not. Several waits for the same value find one message after the other.
     *
     * @param expected a value or a {@link MessageMatcher}, as {@link ForkedChildAssert#sentMessage} takes
     * @throws AssertionError if no such message comes in time; at once when the channel has ended without one
     * @throws IllegalArgumentException if the value can be no message; the text names the place inside the value
     * @throws IllegalStateException if the thread is interrupted, which it then still is
     */
    public Message awaitMessage(@Nullable Object expected) {
        var matcher =
                MessageMatcher.all(child, new @Nullable Object[] {expected}).get(0);
        var search = new NextMessage(child, matcher, place);
        waiting.judge(search::look);
        place = search.number();
        return child.messages().get(place - 1);
    }

    /** {@code worker's messages behind message 7}. */
    @Override
    public String toString() {
        return child.name() + "'s messages " + (place == 0 ? "from the first" : "behind message " + place);
    }
}
