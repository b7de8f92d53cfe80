package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.assertions.AllChildren.Look;
import io.forkedchild.process.Signal;
import io.forkedchild.text.CallersStack;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.description.Description;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about several children at once: each holds for all of them. All share one patience, that of the first child. A
 * failure comes as soon as one child cannot do any more what is expected; it names everyone who has not done it, and shows the
 * evidence of the first. For everything else, there are assertions about one child, in a loop.
 */
public class ForkedChildrenAssert extends AbstractAssert<ForkedChildrenAssert, List<ForkedChild>> {

    private @Nullable Duration patience;

    /**
     * AssertJ calls this to make proxies for soft assertions; tests call
     * {@link ForkedChildAssertions#assertThatAll(List)}.
     */
    public ForkedChildrenAssert(List<ForkedChild> actual) {
        super(List.copyOf(Objects.requireNonNull(actual, "children")), ForkedChildrenAssert.class);
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
        patience = WaitingLook.time(atMost);
        return myself;
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
        return killedBy(signal.number());
    }

    /** See {@link ForkedChildAssert#killedBy(int)}. */
    public ForkedChildrenAssert killedBy(int signal) {
        return exit(ExpectedEnd.death(signal));
    }

    /** See {@link ForkedChildAssert#terminatedBy}. */
    public ForkedChildrenAssert terminatedBy(Signal signal) {
        return exit(ExpectedEnd.termination(signal));
    }

    /** See {@link ForkedChildAssert#closedWith}. */
    public ForkedChildrenAssert closedWith(int code) {
        return close(ExpectedEnd.exit(code));
    }

    /** See {@link ForkedChildAssert#closedBy(Signal)}. */
    public ForkedChildrenAssert closedBy(Signal signal) {
        return closedBy(signal.number());
    }

    /** See {@link ForkedChildAssert#closedBy(int)}. */
    public ForkedChildrenAssert closedBy(int signal) {
        return close(ExpectedEnd.death(signal));
    }

    /** See {@link ForkedChildAssert#isDisconnected}. */
    public ForkedChildrenAssert isDisconnected() {
        return all(ChildSentences::disconnected);
    }

    /** See {@link ForkedChildAssert#leftNothingBehind}. */
    public ForkedChildrenAssert leftNothingBehind() {
        return all(ChildSentences::leftNothing);
    }

    /**
     * They exited one after the other, as they stand here: {@link ForkedChildAssert#exitedBefore} holds for each and the next.
     * The last one may still run.
     *
     * @throws IllegalArgumentException if they belong to different tests
     */
    public ForkedChildrenAssert exitedInOrder() {
        actual.forEach(ChildSentences::askForEnd);
        return agree(() -> IntStream.range(1, actual.size())
                .mapToObj(next ->
                        new Look(actual.get(next - 1), ExitOrderLook.ofExits(actual.get(next - 1), actual.get(next))))
                .toList());
    }

    /**
     * This happened, each after the one before it, whatever else did: {@code didInOrder(lineOf(server, "listening"),
     * messageOf(client, "connected"), exitOf(client))}. What the event loop saw at once has no known order, and fails.
     *
     * @throws IllegalArgumentException if there are fewer than two, if one is of another child, or if the children belong to
     *     different tests, so that they have no common timeline
     */
    public ForkedChildrenAssert didInOrder(Moment... moments) {
        var order = new MomentsInOrder(actual, List.of(moments));
        for (var moment : moments) {
            moment.ask();
        }
        return judge(order::look, order::culprit);
    }

    private ForkedChildrenAssert exit(ExpectedEnd end) {
        actual.forEach(ChildSentences::askForEnd);
        return all(end::lookForExit);
    }

    private ForkedChildrenAssert close(ExpectedEnd end) {
        actual.forEach(ChildSentences::askForEnd);
        return all(end::lookForClose);
    }

    private ForkedChildrenAssert all(Function<ForkedChild, Verdict> look) {
        return agree(() ->
                actual.stream().map(child -> new Look(child, look.apply(child))).toList());
    }

    @Override
    public ForkedChildrenAssert describedAs(Description description) {
        return super.describedAs(new PrintableDescription(description));
    }

    private ForkedChildrenAssert agree(Supplier<List<Look>> look) {
        var agreement = new AllChildren(look);
        return judge(agreement::look, agreement::culprit);
    }

    private ForkedChildrenAssert judge(Supplier<Verdict> look, Supplier<ForkedChild> culprit) {
        isNotNull();
        var first = actual.get(0);
        var atMost = patience == null
                ? first.inspection().patience()
                : first.inspection().stretched(patience);
        var failure = first.inspection().withoutExamining(() -> new WaitingLook(first, culprit, atMost, look).pass());
        if (failure.isPresent()) {
            throw CallersStack.of(failure("%s", failure.get().text()), ForkedChildrenAssert.class);
        }
        return myself;
    }
}
