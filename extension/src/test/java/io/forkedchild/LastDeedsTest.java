package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/** What a child does by itself at the very moment at which its test ends: it is the child's own doing, however late it is seen. */
@Timeout(60)
class LastDeedsTest {

    private static final Set<Thread.State> WAITS_OR_IS_OVER =
            Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING, Thread.State.TERMINATED);
    private static final Settings PATIENT = Settings.defaults().timeFactor(100);

    private final CountDownLatch released = new CountDownLatch(1);

    @RepeatedTest(50)
    void exitThatTheLoopHasNotSeenIsNotTheTests() throws Exception {
        try (var children = ForkedChildren.open(PATIENT)) {
            var child =
                    children.spawn("sh", "-c", "trap 'echo oops >&2; exit 3' HUP; echo up; while :; do read x; done");
            Waiting.printed(child, "up");
            keepLoop(child);
            tell(child);
            until(() -> stat(child).matches(".*\\) Z .*"));

            end(children, released::countDown);

            assertThat(child.inspection().overlooked())
                    .containsExactly("exited with code 3", "wrote 5 bytes to stderr: \"oops\"");
        }
    }

    @RepeatedTest(5)
    void childWhosePipesHaveEndedMayEndByItself() throws Exception {
        try (var children = ForkedChildren.open(PATIENT)) {
            var child =
                    children.spawn("sh", "-c", "trap 'exit 3' HUP; echo up; exec >&- 2>&-; while :; do read x; done");
            Waiting.until(
                    child, () -> child.stdout().hasEnded() && child.process().seemsToEnd());

            end(children, () -> tell(child));

            assertThat(child.inspection().overlooked()).containsExactly("exited with code 3");
        }
    }

    /** In a handler: what is posted meanwhile comes before the descriptors that have become ready meanwhile. */
    private void keepLoop(ForkedChild child) {
        var kept = new CountDownLatch(1);
        var loop = child.process().loop();
        loop.call(() -> loop.after(
                Duration.ZERO,
                () -> {
                    kept.countDown();
                    await(released);
                },
                failure -> {}));
        await(kept);
    }

    /** Sends SIGHUP by a shell, since the loop would record it, and a program "kill" is not on every machine. */
    private static void tell(ForkedChild child) {
        try {
            var told = new ProcessBuilder("sh", "-c", "kill -HUP " + child.pid()).start();
            if (told.waitFor() != 0) {
                throw new AssertionError("sh could not send SIGHUP to " + child);
            }
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    private static void end(ForkedChildren children, Runnable whileItEnds) throws InterruptedException {
        var ending = new Thread(children::close, "ending");
        ending.start();
        until(() -> WAITS_OR_IS_OVER.contains(ending.getState()));
        whileItEnds.run();
        ending.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody has counted it down");
            }
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        }
    }

    private static String stat(ForkedChild child) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(child.pid()), "stat"))
                    .strip();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError("it did not come to that");
            }
        }
    }
}
