package io.forkedchild.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forkedchild.posix.Epoll;
import io.forkedchild.posix.EventFd;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
