package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which messages the assertions of one chain expect, each as often as it is expected. */
final class ExpectedMessages {

    private final List<MessageMatcher> met = new ArrayList<>();

    /**
     * What one assertion expects.
     *
     * @param matchers the messages that no later assertion counts as something else
     * @param look whether they have come
     */
    record Expectation(List<MessageMatcher> matchers, Supplier<Verdict> look) {}

    static Expectation inOrder(ForkedChild child, @Nullable Object... expected) {
        var matchers = MessageMatcher.all(child, expected);
        return new Expectation(matchers, new MessageSearch(child, matchers)::look);
    }

    static Expectation inAnyOrder(ForkedChild child, @Nullable Object... expected) {
        var matchers = MessageMatcher.all(child, expected);
        return new Expectation(matchers, new AnyOrderSearch(child, matchers)::look);
    }

    /** Whatever they are. */
    static Expectation any(ForkedChild child, int count) {
        return exactly(child, count, MessagePredicate.ANY);
    }

    static Expectation exactly(ForkedChild child, int count, @Nullable Object expected) {
        if (count < 0) {
            throw new IllegalArgumentException("count: must not be negative, was " + count);
        }
        var matcher =
                MessageMatcher.all(child, new @Nullable Object[] {expected}).get(0);
        return new Expectation(Collections.nCopies(count, matcher), new MessageCount(child, count, matcher)::look);
    }

    /** @throws IllegalStateException if none has been expected */
    Supplier<Verdict> nothingElse(ForkedChild child) {
        if (met.isEmpty()) {
            throw new IllegalStateException(
                    "sentNothingElse: no message has been expected before it in this chain; see sentNoMessage");
        }
        return new UnexpectedMessages(child, met)::look;
    }

    void add(Expectation expectation) {
        met.addAll(expectation.matchers());
    }
}
