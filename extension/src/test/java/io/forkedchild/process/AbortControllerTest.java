package io.forkedchild.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AbortControllerTest {

    private final AbortController controller = new AbortController();
    private final List<String> heard = new ArrayList<>();

    @Test
    void signalIsNotAbortedBeforeAbort() {
        assertThat(controller.signal().aborted()).isFalse();
        assertThat(controller.signal().reason()).isEmpty();
    }

    @Test
    void firstReasonStays() {
        controller.abort("enough");
        controller.abort("more than enough");

        assertThat(controller.signal().aborted()).isTrue();
        assertThat(controller.signal().reason()).contains("enough");
    }

    @Test
    void abortWithoutReasonHasNone() {
        controller.abort();

        assertThat(controller.signal().aborted()).isTrue();
        assertThat(controller.signal().reason()).isEmpty();
    }

    @Test
    void listenersRunOnceInTheirOrder() {
        controller.signal().onAbort(() -> heard.add("first"));
        controller.signal().onAbort(() -> heard.add("second"));

        controller.abort();
        controller.abort();

        assertThat(heard).containsExactly("first", "second");
    }

    @Test
    void listenerOfAnAbortedSignalRunsAtOnce() {
        controller.abort();

        controller.signal().onAbort(() -> heard.add("late"));

        assertThat(heard).containsExactly("late");
    }

    @Test
    void listenerThatWasTakenAwayStaysSilent() {
        Runnable takeAway = controller.signal().onAbort(() -> heard.add("gone"));
        controller.signal().onAbort(() -> heard.add("still here"));

        takeAway.run();
        controller.abort();

        assertThat(heard).containsExactly("still here");
    }

    @Test
    void listenerSeesTheReason() {
        AbortSignal signal = controller.signal();
        signal.onAbort(() -> heard.add(signal.reason().orElse("none")));

        controller.abort("enough");

        assertThat(heard).containsExactly("enough");
    }

    @Test
    void listenersThatMeetTheAbortRunExactlyOnce() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> registerMany(start, runs)));
        }
        threads.add(new Thread(() -> {
            await(start);
            controller.abort();
        }));

        threads.forEach(Thread::start);
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(runs).hasValue(4 * 1000);
    }

    private void registerMany(CountDownLatch start, AtomicInteger runs) {
        await(start);
        for (int i = 0; i < 1000; i++) {
            controller.signal().onAbort(runs::incrementAndGet);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
