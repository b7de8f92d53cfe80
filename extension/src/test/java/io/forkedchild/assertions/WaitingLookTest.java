package io.forkedchild.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.assertions.Verdict.Reason;
import io.forkedchild.junit.ForkedChildExtension;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes after the wait. */
@ExtendWith(ForkedChildExtension.class)
class WaitingLookTest {

    private static final Duration WAIT = Duration.ofSeconds(1);

    private final ForkedChildren children;

    private final AtomicBoolean gaveUp = new AtomicBoolean();

    WaitingLookTest(ForkedChildren children) {
        this.children = children;
    }

    /** Why it does not hold is asked only when the wait is over. */
    private Verdict missing() {
        return Verdict.missing(() -> {
            gaveUp.set(true);
            return new Reason("cat has not answered", "it is running");
        });
    }

    @Test
    void whatComesAfterTheWaitIsToldWithItsDelay() {
        ForkedChild cat = children.spawn("cat");

        var failure = new WaitingLook(cat, WAIT, () -> gaveUp.get() ? Verdict.HOLDS : missing()).pass();

        assertThat(failure.orElseThrow().text())
                .startsWith("cat has not answered within 1000 ms: it is running\n")
                .containsPattern("\n  too late: it came (less than 1|\\d+) ms after the wait was over;"
                        + " within\\(…\\) and @Patience allow more\ncat: cat\n");
    }

    @Test
    void whatNeverComesIsNotCalledLate() {
        ForkedChild cat = children.spawn("cat");

        var failure = new WaitingLook(cat, Duration.ofMillis(50), this::missing).pass();

        assertThat(failure.orElseThrow().text()).doesNotContain("too late");
    }

    @Test
    void whatWasDecidedIsNotLookedAtAgain() {
        ForkedChild cat = children.spawn("cat");

        var failure = new WaitingLook(
                        cat,
                        WAIT,
                        () -> gaveUp.getAndSet(true)
                                ? Verdict.HOLDS
                                : Verdict.fails(() -> new Reason("cat has failed", "it cannot")))
                .pass();

        assertThat(failure.orElseThrow().text())
                .startsWith("cat has failed: it cannot\n")
                .doesNotContain("too late");
    }
}
