package io.forkedchild.await;

import static io.forkedchild.await.ForkedChildAwait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.fail;
import static org.hamcrest.Matchers.containsString;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The patience is far beyond the timeout of each test: who waits for it fails. */
@Timeout(10)
@Patience("60 m")
@ExtendWith(ForkedChildExtension.class)
class ForkedChildAwaitTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final ForkedChildren children;

    ForkedChildAwaitTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void growthOfTheTimelineEndsAPause() {
        var echo = children.spawn("cat");
        var watch = new TimelineWatch(echo, LONG);
        echo.stdin().write("hello\n");

        ForkedChildAwait.conditions(watch, LONG).until(() -> echo.stdout().text(), containsString("hello"));

        assertThat(echo.stdout().text()).isEqualTo("hello\n");
    }

    @Test
    void noPauseIsLongerThanTheTimeThatIsLeft() {
        var watch = new TimelineWatch(children.spawn("cat"), LONG);

        assertThatExceptionOfType(ConditionTimeoutException.class)
                .isThrownBy(() -> ForkedChildAwait.conditions(watch, SHORT).until(() -> false));
    }

    @Test
    void whatNoTimelineTellsIsSeen() {
        var looks = new AtomicInteger();

        await(children.spawn("cat")).until(() -> looks.incrementAndGet() == 5);

        assertThat(looks).hasValue(5);
    }

    @Test
    void conditionsRunInTheCallingThread() {
        var thread = Thread.currentThread();

        await(children.spawn("cat")).until(() -> Thread.currentThread() == thread);
    }

    @Test
    void failureShowsTheEvidence() {
        var child = children.spawn("cat");

        assertThatExceptionOfType(ConditionTimeoutException.class)
                .isThrownBy(() -> await(child).atMost(SHORT).until(() -> false))
                .withMessageContainingAll("was not fulfilled within 50 milliseconds", "cat: cat", "running, pid");
    }

    @Test
    void failureOfAnAssertionIsTheCause() {
        var child = children.spawn("cat");

        assertThatExceptionOfType(ConditionTimeoutException.class)
                .isThrownBy(() -> await(child).atMost(SHORT).untilAsserted(() -> fail("too early")))
                .withMessageContainingAll("too early", "running, pid")
                .withCauseInstanceOf(AssertionError.class);
    }

    @Test
    void closedChildFailsAtOnce() {
        var child = children.spawn("sh", "-c", "echo why >&2; exit 3");

        assertThatExceptionOfType(TerminalFailureException.class)
                .isThrownBy(() -> await(child).until(() -> false))
                .withMessageContainingAll("sh has closed without what was awaited", "exited with code 3", "| why");
    }

    @Test
    void conditionMayBeFulfilledByWhatAClosedLauncherHasStarted(@TempDir Path directory) {
        var pidFile = directory.resolve("server.pid");
        var launcher =
                children.spawn("sh", "-c", "(sleep 0.5; echo $$ > " + pidFile + ") < /dev/null > /dev/null 2>&1 &");
        await(launcher).until(launcher::isClosed);

        await(launcher).until(() -> Files.exists(pidFile));

        assertThat(pidFile).exists();
    }

    @Test
    void conditionFailsWhenAlsoWhatItHasStartedHasEnded() {
        var launcher = children.spawn("sh", "-c", "sleep 0.3 < /dev/null > /dev/null 2>&1 &");

        assertThatExceptionOfType(TerminalFailureException.class)
                .isThrownBy(() -> await(launcher).until(() -> false))
                .withMessageContaining("sh has closed without what was awaited");
        assertThat(launcher.descendants()).isEmpty();
    }

    @Test
    void closedChildFailsAnAssertionAtOnce() {
        var child = children.spawn("true");

        assertThatExceptionOfType(TerminalFailureException.class)
                .isThrownBy(() -> await(child).untilAsserted(() -> fail("never")))
                .withMessageContaining("never");
    }

    @Test
    void closedChildFailsAtOnceWhenExceptionsAreIgnored() {
        var child = children.spawn("true");

        assertThatExceptionOfType(TerminalFailureException.class)
                .isThrownBy(() -> await(child).ignoreExceptions().until(() -> {
                    throw new IllegalStateException("not there");
                }))
                .withMessageContaining("not there");
    }

    @RepeatedTest(20)
    void whatHoldsAtTheCloseIsSeen() {
        var child = children.spawn("echo", "done");

        await(child).until(() -> child.isClosed() && child.stdout().text().equals("done\n"));
    }

    @Test
    void whatHoldsMayHaveToHoldBeyondTheClose() {
        var child = children.spawn("true");
        await(child).until(child::isClosed);

        await(child).during(SHORT).until(child::isClosed);
    }

    @Test
    void conditionsCanBeUsedTwice() {
        var child = children.spawn("cat");
        var conditions = await(child);
        child.stdin().write("a\n");
        conditions.until(() -> child.stdout().text(), containsString("a"));
        child.stdin().write("b\n");

        conditions.until(() -> child.stdout().text(), containsString("b"));
        child.stdin().end();
        conditions.until(child::isClosed);

        assertThatExceptionOfType(TerminalFailureException.class).isThrownBy(() -> conditions.until(() -> false));
        conditions.until(child::isClosed);
    }

    @Test
    void conditionsAllowNoPatience() {
        try (var impatient = ForkedChildren.open(Settings.defaults().patience(Duration.ZERO))) {
            var child = impatient.spawn("cat");

            await(child).until(() -> child.exitStatus().isEmpty());

            assertThatExceptionOfType(ConditionTimeoutException.class)
                    .isThrownBy(() -> await(child).until(child::isClosed));
        }
    }

    @Test
    void zeroTimeLooksOnce() {
        var child = children.spawn("cat");
        var looks = new AtomicInteger();

        assertThat(child.inspection().holdsWithin(Duration.ZERO, () -> looks.incrementAndGet() == 2))
                .isFalse();
        assertThat(looks).hasValue(1);
        assertThat(child.inspection().holdsWithin(Duration.ZERO, () -> looks.incrementAndGet() == 2))
                .isTrue();
        assertThat(looks).hasValue(2);
    }

    @Test
    void shortestTimeIsEnoughForWhatHolds() {
        var child = children.spawn("cat");

        assertThat(child.inspection().holdsWithin(Duration.ofNanos(1), () -> true))
                .isTrue();
    }

    @Test
    void waitEndsInTimeAndNotBefore() {
        var child = children.spawn("cat");
        long begin = System.nanoTime();

        assertThat(child.inspection().holdsWithin(SHORT, () -> false)).isFalse();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(SHORT);
    }

    @Test
    void interruptEndsAWait() {
        var child = children.spawn("cat");
        var waiting = Thread.currentThread();
        var looks = new AtomicInteger();

        assertThatIllegalStateException()
                .isThrownBy(() -> child.inspection().holdsWithin(LONG, () -> {
                    if (looks.incrementAndGet() == 1) {
                        new Thread(waiting::interrupt).start();
                    }
                    return false;
                }))
                .withMessageContainingAll("interrupted while waiting for cat", "running, pid");

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void interruptedThreadDoesNotWait() {
        var child = children.spawn("cat");
        Thread.currentThread().interrupt();

        assertThatIllegalStateException().isThrownBy(() -> await(child).until(child::isClosed));

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void interruptedThreadSeesWhatHolds() {
        ForkedChild child = children.spawn("cat");
        Thread.currentThread().interrupt();

        boolean holds = child.inspection().holdsWithin(LONG, () -> true);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(holds).isTrue();
    }
}
