package io.forkedchild.await;

import io.forkedchild.ForkedChild;
import io.forkedchild.timeline.TimelineMark;
import java.time.Duration;
import org.awaitility.core.ConditionEvaluationListener;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.EvaluatedCondition;
import org.awaitility.core.IgnoredException;
import org.awaitility.core.StartEvaluationEvent;
import org.awaitility.core.TimeoutEvent;
import org.awaitility.pollinterval.PollInterval;
import org.jspecify.annotations.Nullable;

/**
 * Makes Awaitility look when the timeline has grown since before the last look, gives up when a child that has closed,
 * and of which no process is left, does not fulfil the condition, and adds the evidence to a failure. As an interval it pauses by itself and asks
 * Awaitility for no pause at all: Awaitility's own ends neither with an event nor with an interrupt. One thread at a
 * time may use it.
 */
final class TimelineWatch implements PollInterval, ConditionEvaluationListener<Object> {

    private final ForkedChild child;
    private final Duration longestPause;
    private TimelineMark mark;
    private boolean closedAtMark;
    private boolean isFamilyKnown;
    private boolean goneAtMark;
    private boolean inVain;
    private Duration pause;
    private @Nullable String lostHope;
    private @Nullable Throwable lastIgnored;

    /** @param longestPause after which to look although the timeline has not grown */
    TimelineWatch(ForkedChild child, Duration longestPause) {
        this.child = child;
        this.longestPause = longestPause;
        this.pause = longestPause;
        this.mark = child.inspection().mark();
    }

    @Override
    public void beforeEvaluation(StartEvaluationEvent<Object> start) {
        lostHope = null;
        lastIgnored = null;
        inVain = false;
        isFamilyKnown = false;
        markNow();
    }

    /** A look at the processes that it has started takes some milliseconds: only a condition that did not hold needs it. */
    private void markNow() {
        mark = child.inspection().mark();
        closedAtMark = child.isClosed();
        isFamilyKnown = closedAtMark && inVain;
        goneAtMark = isFamilyKnown && child.descendants().isEmpty();
    }

    @Override
    public void conditionEvaluated(EvaluatedCondition<Object> look) {
        looked(look.isSatisfied(), look.getRemainingTimeInMS(), look.getDescription());
    }

    @Override
    public void exceptionIgnored(IgnoredException ignored) {
        lastIgnored = ignored.getThrowable();
        looked(false, ignored.getRemainingTimeInMS(), String.valueOf(lastIgnored));
    }

    private void looked(boolean satisfied, long remainingMillis, String description) {
        pause = Duration.ofMillis(Math.min(longestPause.toMillis(), Math.max(0, remainingMillis)));
        inVain = !satisfied;
        lostHope = goneAtMark && inVain ? description : null;
    }

    @Override
    public Duration next(int looks, Duration previous) {
        if (lostHope == null) {
            if (!closedAtMark || isFamilyKnown) {
                pause();
            }
            markNow();
        }
        return Duration.ZERO;
    }

    private void pause() {
        try {
            mark.await(pause);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while waiting for " + child.name() + "\n" + evidence(), interrupt);
        }
    }

    /** Fails if before the last look it had closed and all that it had started had ended, and that look was in vain. */
    void requireHope() {
        if (lostHope != null) {
            throw new AssertionError(
                    child.name() + " has closed without what was awaited: " + lostHope + "\n" + evidence());
        }
    }

    private String evidence() {
        return child.inspection().evidence(OutputSearch.EVIDENCE_LINES);
    }

    @Override
    public void onTimeout(TimeoutEvent timeout) {
        throw new ConditionTimeoutException(timeout.getDescription() + "\n" + evidence(), lastIgnored);
    }
}
