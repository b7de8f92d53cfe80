package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.text.CallersStack;
import io.forkedchild.text.Check;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.description.Description;
import org.jspecify.annotations.Nullable;

/**
 * How the assertions about a child wait and fail: they look whenever the timeline has grown, for as long as the patience lasts,
 * and a failure carries the evidence of the child.
 */
abstract class WaitingAssert extends AbstractAssert<ForkedChildAssert, ForkedChild> {

    private @Nullable Duration patience;
    private boolean looksOnce;

    /** Takes the failures of what {@link ForkedChildAssert#stdout} and the like navigate to; null when failures are thrown. */
    @Nullable
    SoftAssertionsProvider collector;

    WaitingAssert(ForkedChild actual) {
        super(actual, ForkedChildAssert.class);
    }

    /** Verifies that there is a child; each assertion does so first. */
    @Override
    public ForkedChildAssert isNotNull() {
        if (actual == null) {
            throw CallersStack.of(failure(Check.NO_CHILD), WaitingAssert.class, ForkedChildAssert.class);
        }
        return myself;
    }

    @Override
    public ForkedChildAssert describedAs(Description description) {
        return super.describedAs(new PrintableDescription(description));
    }

    final void waitAtMost(Duration atMost) {
        patience = atMost;
        looksOnce = false;
    }

    /** Looks once, without waiting, and does not ask whether streams and the channel have ended. */
    final ForkedChildAssert presently() {
        patience = Duration.ZERO;
        looksOnce = true;
        return myself;
    }

    final boolean looksOnce() {
        return looksOnce;
    }

    /** The time that the test has set, or another. */
    final Duration patience(Duration otherwise) {
        return patience == null ? otherwise : actual.inspection().stretched(patience);
    }

    /**
     * It has ended, and it and the descendants that it has waited for have used no more processor time than this, in user mode and in the
     * kernel together. Fails before the end as soon as more was used.
     */
    public final ForkedChildAssert usedAtMost(Duration cpuTime) {
        return judgeEnd(() -> UsedAtMost.cpu(actual, cpuTime));
    }

    final ForkedChildAssert judgeEnd(Supplier<Verdict> look) {
        isNotNull();
        ChildSentences.askForEnd(actual);
        return judge(look);
    }

    final ForkedChildAssert judge(Supplier<Verdict> look) {
        isNotNull();
        return judge(patience(actual.inspection().patience()), look);
    }

    final ForkedChildAssert judge(Duration atMost, Supplier<Verdict> look) {
        var failure = actual.inspection().withoutExamining(() -> new WaitingLook(actual, atMost, look).pass());
        if (failure.isPresent()) {
            var error = Told.withCause(error(failure.get()), actual);
            throw CallersStack.of(error, WaitingAssert.class, ForkedChildAssert.class);
        }
        return myself;
    }

    private AssertionError error(WaitingLook.Failure failure) {
        var text = collector == null ? failure.text() : "\n" + failure.text();
        return failure.reason()
                .comparison()
                .map(both -> failureWithActualExpected(
                        actual.inspection().withoutSecrets(both.actual()),
                        actual.inspection().withoutSecrets(both.expected()),
                        "%s",
                        text))
                .orElseGet(() -> failure("%s", text));
    }

    /** Soft assertions go on with what there is; only so can a proxy of what is navigated to be handed out. */
    final void navigate(Supplier<Verdict> look) {
        try {
            judge(look);
        } catch (AssertionError failure) {
            if (collector == null) {
                throw failure;
            }
            collector.collectAssertionError(failure);
        }
    }

    final OutputAssert text(CompleteOutput output) {
        isNotNull();
        if (!looksOnce() && !actual.inspection().withoutExamining(output::isDecided)) {
            var growing = new GrowingOutput(
                    actual, output, patience(actual.inspection().patience()), true);
            return onward().output(growing, origin(growing.soFar().name(), List.of()));
        }
        navigate(looksOnce() ? output::lookForStreams : output::lookForEnd);
        var written = output.written();
        return onward().output(written, origin(written.name(), written.defects()));
    }

    final NextAssert onward() {
        return new NextAssert(info, collector);
    }

    final Origin origin(String what, List<String> notes) {
        return new Origin(info.description(), what, notes, actual, collector != null);
    }
}
