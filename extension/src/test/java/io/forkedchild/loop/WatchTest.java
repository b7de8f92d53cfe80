package io.forkedchild.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forkedchild.posix.Epoll;
import io.forkedchild.posix.EventFd;
import io.forkedchild.posix.Fd;
import io.forkedchild.posix.FdPair;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTest {

    private static final long BOUND_SECONDS = 20;

    private final EventLoop loop = new EventLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void handlerThatThrowsIsToldAndWatchedNoMoreWhileOthersGoOn() throws Exception {
        try (var bad = new EventFd();
                var good = new EventFd()) {
            var failure = new IllegalStateException("handler");
            var told = new LinkedBlockingQueue<Throwable>();
            var rung = new LinkedBlockingQueue<Integer>();
            loop.call(() -> loop.watch(bad.fd(), Epoll.IN, throwing(failure, told::add)));
            loop.call(() -> loop.watch(good.fd(), Epoll.IN, new Told(rung::add, EventLoopTest.UNEXPECTED)));

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
                watches.add(loop.watch(
                        one.fd(), Epoll.IN, new Told(events -> cancelAll.accept("one"), EventLoopTest.UNEXPECTED)));
                watches.add(loop.watch(
                        two.fd(), Epoll.IN, new Told(events -> cancelAll.accept("two"), EventLoopTest.UNEXPECTED)));
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
                        EventLoopTest.UNEXPECTED)));
    }

    @Test
    void descriptorThatCannotBeWatchedIsRefusedAndTheLoopGoesOn() {
        try (var file = Fd.open("/etc/passwd", Fd.O_RDONLY, 0)) {
            assertThatThrownBy(() -> loop.call(
                            () -> loop.watch(file, Epoll.IN, new Told(events -> {}, EventLoopTest.UNEXPECTED))))
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
                    watch.add(loop.watch(
                            pipe.first(), Epoll.IN, new Told(events -> rung.countDown(), EventLoopTest.UNEXPECTED)));
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
