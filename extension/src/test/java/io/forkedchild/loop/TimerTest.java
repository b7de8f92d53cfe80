package io.forkedchild.loop;

import static io.forkedchild.loop.EventLoopTest.UNEXPECTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimerTest {

    private static final long BOUND_SECONDS = 20;

    private final EventLoop loop = new EventLoop();
    private final LinkedBlockingQueue<Object> rung = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        loop.close();
    }

    /** The time between which bounds a timer was set for. */
    private record Due(long earliest, long latest) {}

    @Test
    void timersRunInTheOrderOfTheirTimesWhateverTheOrderOfTheirMaking() throws Exception {
        var delays = new Random(1).ints(500, 0, 20_000_000).toArray();

        for (int delay : delays) {
            loop.call(() -> {
                long before = System.nanoTime() + delay;
                var due = new ArrayList<Due>();
                var timer = loop.after(Duration.ofNanos(delay), () -> rung.add(due.get(0)), UNEXPECTED);
                due.add(new Due(before, System.nanoTime() + delay));
                return timer;
            });
        }

        var order = take(delays.length).stream().map(Due.class::cast).toList();
        for (int i = 1; i < order.size(); i++) {
            assertThat(order.get(i - 1).earliest())
                    .isLessThanOrEqualTo(order.get(i).latest());
        }
    }

    @Test
    void timerOfNoTimeRunsBeforeALaterOne() throws Exception {
        loop.call(() -> {
            after(Duration.ofMillis(20), 2);
            after(Duration.ZERO, 1);
            return true;
        });

        assertThat(take(2)).containsExactly(1, 2);
    }

    @Test
    void timerDoesNotRunBeforeItsTime() throws Exception {
        for (int i = 0; i < 50; i++) {
            long begin = System.nanoTime();
            loop.call(() -> after(Duration.ofMillis(3), 1));

            take(1);

            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(3_000_000);
        }
    }

    @Test
    void cancelledTimersDoNotRun() throws Exception {
        loop.call(() -> {
            var first = after(Duration.ofMillis(1), "first");
            after(Duration.ofMillis(2), "second");
            var third = after(Duration.ofMillis(3), "third");
            after(Duration.ofMillis(4), "fourth");
            first.cancel();
            third.cancel();
            return true;
        });

        assertThat(take(2)).isEqualTo(List.of("second", "fourth"));
        assertThat(rung).isEmpty();
    }

    @Test
    void timerMayBeCancelledByOneThatRunsBeforeIt() throws Exception {
        loop.call(() -> {
            var victim = new ArrayList<Timer>();
            loop.after(Duration.ZERO, () -> victim.get(0).cancel(), UNEXPECTED);
            victim.add(after(Duration.ofNanos(1), "victim"));
            after(Duration.ofMillis(1), "last");
            return true;
        });

        assertThat(take(1)).isEqualTo(List.of("last"));
    }

    @Test
    void timerThatFailsIsToldAndTheNextOneRuns() throws Exception {
        var failure = new IllegalStateException("timer");
        loop.call(() -> {
            loop.after(
                    Duration.ZERO,
                    () -> {
                        throw failure;
                    },
                    rung::add);
            return after(Duration.ofMillis(1), "next");
        });

        assertThat(take(2)).isEqualTo(List.of(failure, "next"));
    }

    @Test
    void timerThatSetsItselfAgainLeavesTheLoopToOthers() throws Exception {
        var stop = new CountDownLatch(1);
        loop.call(() -> {
            again(stop);
            return true;
        });

        Threads.together(() -> loop.call(() -> 1));
        stop.countDown();
    }

    private void again(CountDownLatch stop) {
        if (stop.getCount() > 0) {
            loop.after(Duration.ZERO, () -> again(stop), UNEXPECTED);
        }
    }

    /** Options allow a timeout as long as a long has nanoseconds. */
    @Test
    void longestTimerDoesNotHoldUpShortOnes() throws Exception {
        loop.call(() -> {
            after(Duration.ZERO, "overdue");
            long overdue = System.nanoTime();
            while (System.nanoTime() - overdue < 1_000) {
                Thread.onSpinWait();
            }
            after(Duration.ofNanos(Long.MAX_VALUE), "in 292 years");
            after(Duration.ofMillis(1), "soon");
            return true;
        });

        assertThat(take(2)).isEqualTo(List.of("overdue", "soon"));
    }

    /** The loop lives as long as the run: what would wait for hours must not hold what ended at once. */
    @Test
    void cancelledTimerLetsItsTaskGo() throws Exception {
        var released = new ReferenceQueue<Object>();
        var memory = new Object();
        var reference = new PhantomReference<>(memory, released);
        var timer = hourLater(memory);

        timer.cancel();
        memory = null;

        assertThat(collected(released)).isSameAs(reference);
        assertThat(timer.isCancelled()).isTrue();
    }

    private Timer hourLater(Object memory) {
        return loop.call(() -> after(Duration.ofHours(1), memory));
    }

    private static @Nullable Object collected(ReferenceQueue<Object> released) throws InterruptedException {
        Object collected = null;
        for (int i = 0; i < 50 && collected == null; i++) {
            System.gc();
            collected = released.remove(20);
        }
        return collected;
    }

    private Timer after(Duration delay, Object what) {
        return loop.after(delay, () -> rung.add(what), UNEXPECTED);
    }

    private List<Object> take(int count) throws InterruptedException {
        var taken = new ArrayList<Object>();
        for (int i = 0; i < count; i++) {
            taken.add(rung.poll(BOUND_SECONDS, TimeUnit.SECONDS));
        }
        return taken;
    }
}
