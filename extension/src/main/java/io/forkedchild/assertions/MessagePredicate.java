package io.forkedchild.assertions;

import io.forkedchild.Message;
import java.util.function.Predicate;

/** What a predicate says of a message. */
final class MessagePredicate extends MessageMatcher {

    static final MessageMatcher ANY = new MessagePredicate("any message", message -> true);

    private final String description;
    private final Predicate<? super Message> predicate;

    MessagePredicate(String description, Predicate<? super Message> predicate) {
        this.description = description;
        this.predicate = predicate;
    }

    @Override
    boolean matches(Message message) {
        try {
            return predicate.test(message);
        } catch (RuntimeException | AssertionError undecided) {
            return false;
        }
    }

    @Override
    Mismatch mismatch(Message message) {
        try {
            return predicate.test(message) ? Mismatch.NONE : Mismatch.whole();
        } catch (RuntimeException | AssertionError failure) {
            return Mismatch.undecided("the predicate", failure);
        }
    }

    @Override
    String text() {
        return description;
    }
}
