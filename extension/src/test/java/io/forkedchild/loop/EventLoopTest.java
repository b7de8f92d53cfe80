package io.forkedchild.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forkedchild.posix.Epoll;
import io.forkedchild.posix.EventFd;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.FdPair;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLoopTest {

    static final Consumer<Throwable> UNEXPECTED = failure -> {
        throw new AssertionError("unexpected", failure);
    };

    private static final long BOUND_SECONDS = 20;

    private final EventLoop loop = new EventLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    // ---- tasks

    @Test
    void tasksOfEachThreadRunInTheOrderInWhichItPostedThem() throws Exception {
        int threads = 4;
        int each = 25_000;
        var ran = new ArrayList<List<Integer>>();
        IntStream.range(0, threads).forEach(thread -> ran.add(new ArrayList<>()));

        Threads.together(threads, thread -> {
            for (int i = 0; i < each; i++) {
                int number = i;
                loop.post(() -> ran.get(thread).add(number), UNEXPECTED);
            }
        });

        var seen = loop.call(() -> List.copyOf(ran));
        var inOrder = IntStream.range(0, each).boxed().toList();
        assertThat(seen).hasSize(threads).allSatisfy(one -> assertThat(one).isEqualTo(inOrder));
    }

    @Test
    void callReturnsWhatTheTaskReturns() {
        assertThat(loop.call(() -> "value")).isEqualTo("value");
        assertThat(loop.<@Nullable String>call(() -> null)).isNull();
    }

    @Test
    void callRunsOnTheThreadOfTheLoop() {
        assertThat(loop.call(Thread::currentThread)).satisfies(thread -> {
            assertThat(thread.getName()).isEqualTo("forkedchild-loop");
            assertThat(thread.isDaemon()).isTrue();
        });
        assertThat(loop.call(loop::inLoop)).isTrue();
        assertThat(loop.inLoop()).isFalse();
    }

    @Test
    void callThrowsTheVeryExceptionOfTheTask() {
        var exception = new IllegalArgumentException("no");
        var error = new StackOverflowError();

        assertThatThrownBy(() -> loop.call(() -> {
                    throw exception;
                }))
                .isSameAs(exception);
        assertThatThrownBy(() -> loop.call(() -> {
                    throw error;
                }))
                .isSameAs(error);
        assertThat(loop.call(() -> 1)).isEqualTo(1);
    }

    @Test
    void callWrapsAnExceptionThatNobodyDeclared() {
        var sneaky = new IOException("sneaky");

        assertThatThrownBy(() -> loop.call(() -> EventLoopTest.<RuntimeException, Integer>sneak(sneaky)))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(sneaky);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable, T> T sneak(Throwable any) throws X {
        throw (X) any;
    }

    @Test
    void callFromTheLoopRunsAtOnce() {
        var order = loop.call(() -> {
            var steps = new ArrayList<String>();
            loop.post(() -> steps.add("posted"), UNEXPECTED);
            steps.add(loop.call(() -> "called"));
            return steps;
        });

        assertThat(loop.call(() -> List.copyOf(order))).containsExactly("called", "posted");
    }

    @Test
    void interruptBeforeACallDoesNotCutItAndIsKept() {
        Thread.currentThread().interrupt();

        int answer = loop.call(() -> 7);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer).isEqualTo(7);
    }

    @Test
    void interruptWhileACallWaitsDoesNotCutItAndIsKept() {
        var caller = Thread.currentThread();

        int answer = loop.call(() -> {
            caller.interrupt();
            return 7;
        });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer).isEqualTo(7);
    }

    @Test
    void interruptDuringACallThatFailsIsKept() {
        var caller = Thread.currentThread();

        assertThatThrownBy(() -> loop.call(() -> {
                    caller.interrupt();
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void taskThatFailsIsToldAndTheNextOneRuns() throws Exception {
        var told = new LinkedBlockingQueue<Throwable>();
        var failure = new IllegalStateException("task");

        loop.post(
                () -> {
                    throw failure;
                },
                told::add);

        assertThat(told.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isSameAs(failure);
        assertThat(loop.call(() -> 1)).isEqualTo(1);
    }

    @Test
    void noCallIsForgottenWhenManyThreadsWakeTheLoop() throws Exception {
        Threads.together(4, thread -> {
            for (int i = 0; i < 50_000; i++) {
                int number = i;
                assertThat(loop.call(() -> number)).isEqualTo(number);
            }
        });
    }

    @Test
    void noCallIsForgottenWhileDescriptorsWakeTheLoop() throws Exception {
        try (var bell = new EventFd()) {
            loop.call(() -> loop.watch(bell.fd(), Epoll.IN, new Ringing(bell)));

            Threads.together(
                    () -> {
                        for (int i = 0; i < 100_000; i++) {
                            bell.signal();
                        }
                    },
                    () -> {
                        for (int i = 0; i < 50_000; i++) {
                            loop.call(() -> true);
                        }
                    });
            loop.close();
        }
    }

    /** A loop that was woken at the wrong moment must not turn for ever with nothing to do. */
    @Test
    void loopRestsAfterManyThreadsHaveWokenIt() throws Exception {
        try (var bell = new EventFd()) {
            loop.call(() -> loop.watch(bell.fd(), Epoll.IN, new Ringing(bell)));
            for (int round = 0; round < 200; round++) {
                Threads.together(
                        () -> {
                            for (int i = 0; i < 20; i++) {
                                loop.call(() -> true);
                            }
                        },
                        () -> {
                            for (int i = 0; i < 200; i++) {
                                bell.signal();
                            }
                        });
                assertThat(turnsIn(Duration.ofMillis(3)))
                        .as("turns in round %s", round)
                        .isLessThan(50);
            }
            loop.close();
        }
    }

    private long turnsIn(Duration time) throws InterruptedException {
        var turns = new ArrayBlockingQueue<Long>(1);
        loop.post(
                () -> {
                    long before = loop.wakeUp();
                    loop.after(time, () -> turns.add(loop.wakeUp() - before), UNEXPECTED);
                },
                UNEXPECTED);
        var counted = turns.poll(BOUND_SECONDS, TimeUnit.SECONDS);
        assertThat(counted).isNotNull();
        return counted;
    }

    private record Ringing(EventFd bell) implements Handler {

        @Override
        public void ready(int events) {
            bell.drain();
        }

        @Override
        public void failed(Throwable failure) {
            UNEXPECTED.accept(failure);
        }
    }

    @Test
    void descriptorsGetTheirTurnWhileTasksPostTasks() throws Exception {
        try (var bell = new EventFd()) {
            var rung = new CountDownLatch(1);
            loop.call(() -> loop.watch(bell.fd(), Epoll.IN, new Told(events -> rung.countDown(), UNEXPECTED)));

            loop.post(
                    () -> {
                        bell.signal();
                        repeatUntil(rung);
                    },
                    UNEXPECTED);

            assertThat(rung.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
            loop.close();
        }
    }

    private void repeatUntil(CountDownLatch rung) {
        if (rung.getCount() > 0) {
            loop.post(() -> repeatUntil(rung), UNEXPECTED);
        }
    }

    // ---- handlers

    private record Told(Consumer<Integer> onReady, Consumer<? super Throwable> onFailure) implements Handler {

        @Override
        public void ready(int events) {
            onReady.accept(events);
        }

        @Override
        public void failed(Throwable failure) {
            onFailure.accept(failure);
        }
    }

    @Test
    void handlerThatThrowsIsToldAndWatchedNoMoreWhileOthersGoOn() throws Exception {
        try (var bad = new EventFd();
                var good = new EventFd()) {
            var failure = new IllegalStateException("handler");
            var told = new LinkedBlockingQueue<Throwable>();
            var rung = new LinkedBlockingQueue<Integer>();
            loop.call(() -> loop.watch(bad.fd(), Epoll.IN, throwing(failure, told::add)));
            loop.call(() -> loop.watch(good.fd(), Epoll.IN, new Told(rung::add, UNEXPECTED)));

            bad.signal();
            assertThat(told.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isSameAs(failure);
            good.signal();

            assertThat(rung.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo(Epoll.IN);
            assertThat(told).isEmpty(); // though the descriptor is still readable
            loop.close();
        }
    }

    private static Handler throwing(RuntimeException failure, Consumer<? super Throwable> told) {
        return new Told(
                events -> {
                    throw failure;
                },
                told);
    }

    /** Also when it throws what it was told: that must not be suppressed by itself. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failedThatThrowsDoesNotEndTheLoop(boolean same) throws Exception {
        var failure = new IllegalStateException("handler");
        RuntimeException another = same ? failure : new IllegalArgumentException("failed");
        var uncaught = new LinkedBlockingQueue<Throwable>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        try (var bad = new EventFd()) {
            loop.call(() -> loop.watch(bad.fd(), Epoll.IN, throwing(failure, told -> {
                throw another;
            })));

            bad.signal();

            assertThat(uncaught.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isSameAs(another);
            assertThat(loop.call(() -> 1)).isEqualTo(1);
            loop.close();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void uncaughtExceptionHandlerThatThrowsDoesNotEndTheLoop() {
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            throw new IllegalStateException("thrown by the last one who is told");
        });
        try {
            loop.post(
                    () -> {
                        throw new IllegalStateException("task");
                    },
                    failure -> {
                        throw new IllegalArgumentException("failed");
                    });

            assertThat(loop.call(() -> 1)).isEqualTo(1);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void handlerThatClosesItsDescriptorAndThrowsIsToldNevertheless() throws Exception {
        var bell = new EventFd();
        var failure = new IllegalStateException("handler");
        var told = new LinkedBlockingQueue<Throwable>();
        loop.call(() -> loop.watch(
                bell.fd(),
                Epoll.IN,
                new Told(
                        events -> {
                            bell.close();
                            throw failure;
                        },
                        told::add)));

        bell.signal();

        assertThat(told.poll(BOUND_SECONDS, TimeUnit.SECONDS)).isSameAs(failure);
    }

    @Test
    void handlerMayCancelAnotherOfTheSameWakeUp() throws Exception {
        try (var one = new EventFd();
                var two = new EventFd()) {
            var ready = new ArrayList<String>();
            var watches = new ArrayList<Watch>();
            Consumer<String> cancelAll = name -> {
                ready.add(name);
                watches.forEach(Watch::cancel);
            };
            loop.call(() -> {
                watches.add(loop.watch(one.fd(), Epoll.IN, new Told(events -> cancelAll.accept("one"), UNEXPECTED)));
                watches.add(loop.watch(two.fd(), Epoll.IN, new Told(events -> cancelAll.accept("two"), UNEXPECTED)));
                one.signal();
                two.signal();
                return true;
            });

            awaitTurns(3);

            assertThat(loop.call(() -> List.copyOf(ready))).hasSize(1);
            loop.close();
        }
    }

    private void awaitTurns(int count) {
        for (int i = 0; i < count; i++) {
            loop.call(() -> true);
        }
    }

    @Test
    void handlersThatComeAfterOthersDoSoHoweverTheyWereAdded() throws Exception {
        var order = new LinkedBlockingQueue<String>();
        var bells = new ArrayList<EventFd>();
        loop.call(() -> {
            for (int i = 0; i < 100; i++) {
                var bell = new EventFd();
                bells.add(bell);
                bell.signal();
                loop.watch(bell.fd(), Epoll.IN, new Once(loop, order, i % 2 == 0));
            }
            return true;
        });

        var seen = take(order, 100);
        loop.close();
        bells.forEach(EventFd::close);

        assertThat(seen.subList(0, 50)).containsOnly("first");
        assertThat(seen.subList(50, 100)).containsOnly("after others");
    }

    private static List<String> take(BlockingQueue<String> queue, int count) throws InterruptedException {
        var taken = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            taken.add(queue.poll(BOUND_SECONDS, TimeUnit.SECONDS));
        }
        return taken;
    }

    /** Tells its turn once; its descriptor stays readable. */
    private static final class Once implements Handler {

        private final BlockingQueue<String> order;
        private final boolean afterOthers;
        private boolean told;

        Once(EventLoop loop, BlockingQueue<String> order, boolean afterOthers) {
            assertThat(loop.inLoop()).isTrue();
            this.order = order;
            this.afterOthers = afterOthers;
        }

        @Override
        public boolean afterOthers() {
            return afterOthers;
        }

        @Override
        public void ready(int events) {
            if (!told) {
                told = true;
                order.add(afterOthers ? "after others" : "first");
            }
        }

        @Override
        public void failed(Throwable failure) {
            UNEXPECTED.accept(failure);
        }
    }

    @Test
    void thousandWatchesAtOnceAreAllServed() throws Exception {
        var bells = new ArrayList<EventFd>();
        var rung = new CountDownLatch(1000);
        loop.call(() -> {
            for (int i = 0; i < 1000; i++) {
                bells.add(new EventFd());
                watchOnce(bells.get(i), rung);
            }
            return true;
        });

        bells.forEach(EventFd::signal);

        assertThat(rung.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
        loop.close();
        bells.forEach(EventFd::close);
    }

    private void watchOnce(EventFd bell, CountDownLatch rung) {
        var watch = new ArrayList<Watch>();
        watch.add(loop.watch(
                bell.fd(),
                Epoll.IN,
                new Told(
                        events -> {
                            rung.countDown();
                            watch.get(0).cancel();
                        },
                        UNEXPECTED)));
    }

    @Test
    void descriptorThatCannotBeWatchedIsRefusedAndTheLoopGoesOn() {
        try (var file = Fd.open("/etc/passwd", Fd.O_RDONLY, 0)) {
            assertThatThrownBy(() -> loop.call(() -> loop.watch(file, Epoll.IN, new Told(events -> {}, UNEXPECTED))))
                    .hasMessageContaining("EPERM");

            assertThat(loop.call(() -> 1)).isEqualTo(1);
        }
    }

    @Test
    void numberOfAClosedDescriptorMayBeWatchedAgain() throws Exception {
        for (int i = 0; i < 300; i++) {
            var rung = new CountDownLatch(1);
            try (var pipe = FdPair.pipe()) {
                var watch = new ArrayList<Watch>();
                loop.call(() -> {
                    watch.add(loop.watch(pipe.first(), Epoll.IN, new Told(events -> rung.countDown(), UNEXPECTED)));
                    pipe.second().close();
                    return true;
                });
                assertThat(rung.await(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
                loop.call(() -> {
                    watch.get(0).cancel();
                    watch.get(0).cancel();
                    return true;
                });
            }
        }
    }
}
