package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.Signal;
import io.forkedchild.assertions.Verdict.Reason;
import io.forkedchild.await.ForkedChildAwait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about several children at once: each holds for all of them. All share one patience, that of the first child. A
 * failure comes as soon as one child cannot do any more what is expected; it names everyone who has not done it, and shows the
 * evidence of the first. For everything else, there are assertions about one child, in a loop.
 */
public final class ForkedChildrenAssert extends AbstractAssert<ForkedChildrenAssert, List<ForkedChild>> {

    private static final int SHOWN = 10;

    private @Nullable Duration patience;

    ForkedChildrenAssert(List<ForkedChild> actual) {
        super(List.copyOf(actual), ForkedChildrenAssert.class);
        if (actual.isEmpty()) {
            throw new IllegalArgumentException("children: must not be empty");
        }
    }

    /**
     * How long the assertions that follow wait for all children together.
     *
     * @throws IllegalArgumentException if negative
     */
    @CheckReturnValue
    public ForkedChildrenAssert within(Duration atMost) {
        if (atMost.isNegative()) {
            throw new IllegalArgumentException("within: must not be negative, was " + atMost);
        }
        patience = atMost;
        return this;
    }

    /** See {@link ForkedChildAssert#exitedWith}. */
    public ForkedChildrenAssert exitedWith(int code) {
        return exit(ExpectedEnd.exit(code));
    }

    /** See {@link ForkedChildAssert#exitedNormally}. */
    public ForkedChildrenAssert exitedNormally() {
        return exit(ExpectedEnd.anyExit());
    }

    /** See {@link ForkedChildAssert#killedBy(Signal)}. */
    public ForkedChildrenAssert killedBy(Signal signal) {
        return exit(ExpectedEnd.death(signal.number()));
    }

    /** See {@link ForkedChildAssert#terminatedBy}. */
    public ForkedChildrenAssert terminatedBy(Signal signal) {
        return exit(ExpectedEnd.termination(signal));
    }

    /** See {@link ForkedChildAssert#closedWith}. */
    public ForkedChildrenAssert closedWith(int code) {
        return close(ExpectedEnd.exit(code));
    }

    /** See {@link ForkedChildAssert#closedBy}. */
    public ForkedChildrenAssert closedBy(Signal signal) {
        return close(ExpectedEnd.death(signal.number()));
    }

    /** See {@link ForkedChildAssert#isDisconnected}. */
    public ForkedChildrenAssert isDisconnected() {
        return all(States::disconnected);
    }

    /** See {@link ForkedChildAssert#leftNothingBehind}. */
    public ForkedChildrenAssert leftNothingBehind() {
        return all(States::leftNothing);
    }

    /**
     * They exited one after the other, as they stand here: {@link ForkedChildAssert#exitedBefore} holds for each and the next.
     * The last one may still run.
     *
     * @throws IllegalArgumentException if they belong to different tests
     */
    public ForkedChildrenAssert exitedInOrder() {
        actual.forEach(States::askForEnd);
        return judge(() -> IntStream.range(1, actual.size())
                .mapToObj(next -> new Look(actual.get(next - 1), Order.ofExits(actual.get(next - 1), actual.get(next))))
                .toList());
    }

    private ForkedChildrenAssert exit(ExpectedEnd end) {
        actual.forEach(States::askForEnd);
        return all(end::lookForExit);
    }

    private ForkedChildrenAssert close(ExpectedEnd end) {
        actual.forEach(States::askForEnd);
        return all(end::lookForClose);
    }

    private ForkedChildrenAssert all(Function<ForkedChild, Verdict> look) {
        return judge(() ->
                actual.stream().map(child -> new Look(child, look.apply(child))).toList());
    }

    // ---- judging

    /** What came out for one of them. */
    private record Look(ForkedChild child, Verdict verdict) {}

    private ForkedChildrenAssert judge(Supplier<List<Look>> look) {
        var first = actual.get(0);
        var atMost = patience == null ? first.patience() : first.stretched(patience);
        var last = new ArrayList<Look>();
        first.aside(() -> ForkedChildAwait.holdsWithin(first, atMost, () -> {
            last.clear();
            last.addAll(look.get());
            return isDecided(last);
        }));
        var others = last.stream().filter(one -> !one.verdict().holds()).toList();
        if (!others.isEmpty()) {
            throw failure("%s", first.aside(() -> text(last, others, atMost)));
        }
        return this;
    }

    private static boolean isDecided(List<Look> looks) {
        return looks.stream().allMatch(one -> one.verdict().isFinal())
                || looks.stream()
                        .anyMatch(
                                one -> one.verdict().isFinal() && !one.verdict().holds());
    }

    private String text(List<Look> all, List<Look> others, Duration atMost) {
        var details = new ArrayList<String>();
        for (var other : others) {
            var reason = other.verdict().reason().get();
            details.add(reason.what() + other.verdict().limit(atMost) + ": " + reason.why());
        }
        var what = others.size() + " of " + all.size() + " did otherwise";
        var who =
                String.join(", ", others.stream().map(one -> one.child().name()).toList());
        return Verdict.failureText(
                new Reason(what, who, Mailbox.firstOf(SHOWN, details)),
                "",
                Optional.empty(),
                others.get(0).child());
    }
}
