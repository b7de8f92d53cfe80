package io.forkedchild.junit;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.forkedchild.ForkedChild;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.opentest4j.AssertionFailedError;

/** Tests that take too long show the children for which they may have waited. */
class OverdueTestTest {

    private static final String CAT = "children of this test when it failed:\ncat: cat\n";

    @Test
    void timeoutInTheThreadOfTheTest() {
        requireCat(Told.byTheFailureOf(InSameThread.class));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class InSameThread {

        @Test
        @Timeout(value = 300, unit = TimeUnit.MILLISECONDS, threadMode = ThreadMode.SAME_THREAD)
        void hangs(@Spawn("cat") ForkedChild cat) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @Test
    void timeoutInAThreadOfItsOwn() {
        var failure = NestedRun.of(InSeparateThread.class).failures().get(0);

        assertThat(failure).isInstanceOf(TimeoutException.class);
        requireCat(Told.by(failure));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class InSeparateThread {

        @Test
        @Timeout(value = 300, unit = TimeUnit.MILLISECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
        void hangs(@Spawn("cat") ForkedChild cat) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @Test
    void preemptiveTimeout() {
        var failure = NestedRun.of(Preemptive.class).failures().get(0);

        assertThat(failure).isInstanceOf(AssertionFailedError.class);
        requireCat(Told.by(failure));
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Preemptive {

        @Test
        void hangs(@Spawn("cat") ForkedChild cat) {
            assertTimeoutPreemptively(Duration.ofMillis(300), () -> new CountDownLatch(1).await());
        }
    }

    @Test
    void timeoutOfBeforeAll() {
        assertThat(Told.byTheFailureOf(InBeforeAll.class))
                .startsWith("children of the class when it failed:\ncat: cat\n")
                .contains("\n  state:    running, pid ");
    }

    @ExtendWith(ForkedChildExtension.class)
    static class InBeforeAll {

        @BeforeAll
        @Timeout(value = 300, unit = TimeUnit.MILLISECONDS)
        static void hangs(@Spawn("cat") ForkedChild cat) throws InterruptedException {
            new CountDownLatch(1).await();
        }

        @Test
        void test() {}
    }

    @Test
    void awaitedChildComesFirst() {
        assertThat(Told.byTheFailureOf(Waits.class))
                .startsWith("children of this test when it failed:\nsort: sort\n")
                .contains("\ncat: cat\n");
    }

    @Patience("1 m")
    @ExtendWith(ForkedChildExtension.class)
    static class Waits {

        @Test
        @Timeout(value = 1, threadMode = ThreadMode.SEPARATE_THREAD)
        void waits(@Spawn("cat") ForkedChild cat, @Spawn("sort") ForkedChild sort) {
            assertThat(sort).exitedWith(0);
        }
    }

    @Test
    void childOfWhichTheInterruptedWaitTellsIsLeftOut() {
        var failure = NestedRun.of(WaitsInSameThread.class).failures().get(0);

        requireCat(Told.by(failure));
        assertThat(Told.by(failure)).doesNotContain("sort: ");
        assertThat(failure.getSuppressed())
                .anySatisfy(wait -> assertThat(wait).hasMessageStartingWith("interrupted while waiting for sort\n"));
    }

    @Patience("1 m")
    @ExtendWith(ForkedChildExtension.class)
    static class WaitsInSameThread {

        @Test
        @Timeout(value = 300, unit = TimeUnit.MILLISECONDS)
        void waits(@Spawn("cat") ForkedChild cat, @Spawn("sort") ForkedChild sort) {
            assertThat(sort).exitedWith(0);
        }
    }

    private static void requireCat(String told) {
        assertThat(told).startsWith(CAT).contains("\n  state:    running, pid ").doesNotContain("SIGTERM");
    }
}
