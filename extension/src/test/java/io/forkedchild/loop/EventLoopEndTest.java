package io.forkedchild.loop;

import static io.forkedchild.loop.EventLoopTest.UNEXPECTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forkedchild.posix.Epoll;
import io.forkedchild.posix.EventFd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopEndTest {

    private static final String ENDED = "the event loop has ended";

    @AfterEach
    void close() {
        SharedLoop.close();
    }

    @Test
    void closeRunsWhatWasPostedBefore() {
        var ran = new AtomicInteger();
        var loop = new EventLoop();
        var gate = new CountDownLatch(1);
        loop.post(() -> pass(gate), UNEXPECTED);
        for (int i = 0; i < 1000; i++) {
            loop.post(ran::incrementAndGet, UNEXPECTED);
        }

        gate.countDown();
        loop.close();

        assertThat(ran).hasValue(1000);
    }

    private static void pass(CountDownLatch gate) {
        try {
            assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupt) {
            throw new IllegalStateException(interrupt);
        }
    }

    @Test
    void closeEndsTheThreadAndASecondOneDoesNothing() {
        var loop = new EventLoop();
        var thread = loop.call(Thread::currentThread);

        loop.close();
        loop.close();

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void closeIsNotCutByAnInterruptWhichIsKept() {
        var loop = new EventLoop();
        var thread = loop.call(Thread::currentThread);

        Thread.currentThread().interrupt();
        loop.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void closeFromTheLoopItselfDoesNotWaitForItself() throws Exception {
        var loop = new EventLoop();
        var thread = loop.call(Thread::currentThread);

        loop.post(loop::close, UNEXPECTED);

        thread.join(20_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void timersThatAreLeftDoNotHoldUpTheEnd() {
        var loop = new EventLoop();
        var thread = loop.call(Thread::currentThread);
        loop.call(() -> loop.after(Duration.ofHours(1), () -> {}, UNEXPECTED));

        loop.close();

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void taskOfAnEndedLoopIsRefused() {
        var loop = new EventLoop();
        loop.close();

        assertThatIllegalStateException()
                .isThrownBy(() -> loop.post(() -> {}, UNEXPECTED))
                .withMessageStartingWith(ENDED);
        assertThatIllegalStateException().isThrownBy(() -> loop.call(() -> 1)).withMessageStartingWith(ENDED);
    }

    /** Whatever the moment: a task runs, or its owner is told. Waiting for an answer that never comes is neither. */
    @Test
    void callWhileTheLoopEndsIsAnsweredOrRefused() throws Exception {
        for (int round = 0; round < 500; round++) {
            var loop = new EventLoop();
            int delay = round % 100;
            Threads.together(
                    loop::close,
                    () -> {
                        spin(delay);
                        callUntilRefused(loop);
                    },
                    () -> callUntilRefused(loop));
        }
    }

    private static void spin(int times) {
        for (int i = 0; i < times * 50; i++) {
            Thread.onSpinWait();
        }
    }

    private static void callUntilRefused(EventLoop loop) {
        boolean refused = false;
        while (!refused) {
            try {
                assertThat(loop.call(() -> 1)).isEqualTo(1);
            } catch (IllegalStateException end) {
                assertThat(end).hasMessageStartingWith(ENDED);
                refused = true;
            }
        }
    }

    @Test
    void postWhileTheLoopEndsRunsOrIsRefusedOrTold() throws Exception {
        for (int round = 0; round < 100; round++) {
            var loop = new EventLoop();
            var accepted = new AtomicInteger();
            var settled = new AtomicInteger();
            Threads.together(loop::close, () -> {
                while (posts(loop, settled)) {
                    accepted.incrementAndGet();
                }
            });
            loop.close();
            assertThat(settled).hasValue(accepted.get());
        }
    }

    private static boolean posts(EventLoop loop, AtomicInteger settled) {
        try {
            loop.post(settled::incrementAndGet, failure -> settled.incrementAndGet());
            return true;
        } catch (IllegalStateException refused) {
            return false;
        }
    }

    @Test
    void descriptorsAndThreadsOfTwoHundredLoopsAreGivenBack() {
        new EventLoop().close(); // what is loaded once stays
        long epolls = Descriptors.open("anon_inode:[eventpoll]");
        long alarms = Descriptors.open("anon_inode:[eventfd]");
        int threads = Threads.named("forkedchild-loop").size();

        for (int i = 0; i < 200; i++) {
            try (var loop = new EventLoop()) {
                loop.call(() -> true);
            }
        }

        assertThat(Descriptors.open("anon_inode:[eventpoll]")).isEqualTo(epolls);
        assertThat(Descriptors.open("anon_inode:[eventfd]")).isEqualTo(alarms);
        assertThat(Threads.named("forkedchild-loop")).hasSize(threads);
    }

    /** A loop whose turns fail again and again must not let everybody wait for an answer. */
    @Test
    void loopThatCannotGoOnRefusesCallsAndTellsTheCause() throws Exception {
        try (var bell = new EventFd()) {
            var loop = new EventLoop();
            var thread = loop.call(Thread::currentThread);
            var fatal = new OutOfMemoryError("test");
            loop.call(() -> loop.watch(bell.fd(), Epoll.IN, new Fatal(fatal)));

            bell.signal();
            thread.join(20_000);

            assertThatThrownBy(() -> loop.call(() -> 1))
                    .hasMessage("the event loop could not go on, and has ended: java.lang.OutOfMemoryError: test")
                    .hasCause(fatal);
        }
    }

    private record Fatal(Error error) implements Handler {

        @Override
        public boolean afterOthers() {
            throw error;
        }

        @Override
        public void ready(int events) {}

        @Override
        public void failed(Throwable failure) {}
    }

    // ---- the shared loop

    @Test
    void sharedLoopIsTheSameUntilItIsClosed() {
        var first = SharedLoop.get();

        assertThat(SharedLoop.get()).isSameAs(first);
        SharedLoop.close();
        SharedLoop.close();
        var second = SharedLoop.get();

        assertThat(second).isNotSameAs(first);
        assertThat(second.call(() -> 2)).isEqualTo(2);
        assertThatIllegalStateException().isThrownBy(() -> first.call(() -> 1));
    }

    @Test
    void sharedLoopThatEndedIsReplaced() {
        var first = SharedLoop.get();
        first.close();

        assertThat(SharedLoop.get().call(() -> 2)).isEqualTo(2);
    }

    @Test
    void manyThreadsGetOneSharedLoop() throws Exception {
        for (int round = 0; round < 200; round++) {
            var loops = new LinkedBlockingQueue<EventLoop>();
            Threads.together(4, thread -> loops.add(SharedLoop.get()));
            assertThat(new ArrayList<>(loops)).containsOnly(SharedLoop.get());
            SharedLoop.close();
        }
    }

    @Test
    void sharedLoopServesWhileOthersEndIt() throws Exception {
        Supplier<Integer> task = () -> 1;
        Threads.together(
                () -> {
                    for (int i = 0; i < 1000; i++) {
                        SharedLoop.close();
                    }
                },
                () -> {
                    for (int i = 0; i < 1000; i++) {
                        try {
                            assertThat(SharedLoop.get().call(task)).isEqualTo(1);
                        } catch (IllegalStateException ended) {
                            assertThat(ended).hasMessageStartingWith(ENDED);
                        }
                    }
                });
    }
}
