package io.forkedchild.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.loop.Threads;
import io.forkedchild.timeline.Event;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecorderWaitTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Recorder recorder = new Recorder();

    @AfterEach
    void close() {
        recorder.close();
    }

    private void note(String text) {
        recorder.record("child", stamp -> new Event.Note(stamp, text));
    }

    @Test
    void growthThatWasBeforeTheWaitIsNotMissed() throws Exception {
        var mark = recorder.mark();
        note("one");

        long begin = System.nanoTime();
        mark.await(LONG);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG);
    }

    @Test
    void changeOfStateIsGrowthToo() throws Exception {
        var seen = recorder.timeline();
        recorder.changed();

        assertThat(recorder.awaitGrowth(seen, LONG).events()).isEmpty();
    }

    @Test
    void waitWithoutGrowthEndsInTime() throws Exception {
        note("one");
        var seen = recorder.timeline();

        long begin = System.nanoTime();
        var same = recorder.awaitGrowth(seen, Duration.ofMillis(20));

        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(20_000_000);
        assertThat(same.events()).isEqualTo(seen.events());
        assertThat(recorder.awaitGrowth(seen, Duration.ZERO).events()).hasSize(1);
        assertThat(recorder.awaitGrowth(seen, Duration.ofSeconds(-1)).events()).hasSize(1);
    }

    @Test
    void filteredViewIsAnsweredAtOnce() throws Exception {
        note("one");
        var filtered = recorder.timeline().of("nobody");

        assertThat(recorder.awaitGrowth(filtered, LONG).events()).hasSize(1);
    }

    /** Two threads that take turns: each waits for the other's note, for ever if one growth is missed. */
    @Test
    void noGrowthIsMissedInAPingPong() throws Exception {
        int rounds = 100_000;
        var turn = new AtomicInteger();
        Threads.together(2, me -> {
            for (int i = me; i < rounds; i += 2) {
                int mine = i;
                var seen = recorder.timeline();
                while (turn.get() != mine) {
                    var newer = recorder.awaitGrowth(seen, LONG);
                    assertThat(newer).isNotSameAs(seen);
                    seen = newer;
                }
                turn.incrementAndGet();
                recorder.changed();
            }
        });

        assertThat(turn).hasValue(rounds);
    }

    @Test
    void everyWaiterSeesEveryEventOfABusyWriter() throws Exception {
        int total = 50_000;
        Threads.together(
                () -> {
                    for (int i = 0; i < total; i++) {
                        note("n");
                    }
                },
                () -> awaitAll(total),
                () -> awaitAll(total),
                () -> assertThat(recorder.awaitCondition(
                                () -> recorder.timeline().events().size() == total, LONG))
                        .isTrue());
    }

    private void awaitAll(int total) throws InterruptedException {
        var seen = recorder.timeline();
        while (seen.events().size() < total) {
            var newer = recorder.awaitGrowth(seen, LONG);
            assertThat(newer).isNotSameAs(seen);
            assertThat(newer.events().size())
                    .isGreaterThanOrEqualTo(seen.events().size());
            seen = newer;
        }
    }

    @Test
    void conditionThatHoldsIsNotWaitedFor() {
        assertThat(recorder.awaitCondition(() -> true, Duration.ZERO)).isTrue();
        assertThat(recorder.awaitCondition(() -> true, Duration.ofSeconds(-1))).isTrue();
        assertThat(recorder.awaitCondition(() -> false, Duration.ZERO)).isFalse();
        assertThat(recorder.awaitCondition(() -> false, Duration.ofMillis(5))).isFalse();
    }

    @Test
    void conditionOfAStateThatNeverComesEndsInTimeThoughTheTimelineGrows() throws Exception {
        var ended = new AtomicInteger();
        Threads.together(
                () -> {
                    while (ended.get() == 0) {
                        recorder.changed();
                    }
                },
                () -> {
                    try {
                        assertThat(recorder.awaitCondition(() -> false, Duration.ofMillis(20)))
                                .isFalse();
                    } finally {
                        ended.set(1);
                    }
                });
    }

    @Test
    void waitAsLongAsItTakesIsPossible() throws Exception {
        var forever = ChronoUnit.FOREVER.getDuration();
        var seen = recorder.timeline();
        note("one");

        assertThat(recorder.awaitGrowth(seen, forever).events()).hasSize(1);
        assertThat(recorder.awaitCondition(() -> true, forever)).isTrue();
        assertThat(recorder.awaitCondition(
                        () -> true, Duration.ofNanos(Long.MAX_VALUE))) // its deadline is beyond the clock
                .isTrue();
        var looks = new AtomicInteger();
        assertThat(recorder.awaitCondition(
                        () -> {
                            recorder.changed();
                            return looks.incrementAndGet() == 3;
                        },
                        Duration.ofNanos(Long.MAX_VALUE)))
                .isTrue();
    }

    @Test
    void interruptEndsAWait() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> recorder.awaitGrowth(recorder.timeline(), LONG));

        Thread.currentThread().interrupt();
        assertThatIllegalStateException()
                .isThrownBy(() -> recorder.awaitCondition(() -> false, LONG))
                .withMessage("interrupted while waiting for a child");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void interruptDuringAWaitEndsIt() throws Exception {
        var waiter = Thread.currentThread();
        var looks = new AtomicInteger();

        assertThatIllegalStateException()
                .isThrownBy(() -> recorder.awaitCondition(
                        () -> {
                            if (looks.incrementAndGet() == 2) {
                                waiter.interrupt();
                            } else {
                                recorder.changed();
                            }
                            return false;
                        },
                        LONG));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(looks).hasValue(2);
    }

    /** JUnit runs tests in such pools: a blocker that it knows of makes it start more of them. */
    @Test
    void waiterInAForkJoinPoolStartsNoFurtherThread() throws Exception {
        var pool = new ForkJoinPool(1);
        try {
            var ran = new AtomicInteger();
            Callable<Integer> wait = () -> {
                pool.execute(ran::incrementAndGet);
                recorder.awaitCondition(() -> false, Duration.ofMillis(100));
                recorder.mark().await(Duration.ofMillis(100));
                return ran.get();
            };

            int ranMeanwhile = pool.submit(wait).get(30, TimeUnit.SECONDS);

            assertThat(ranMeanwhile).isZero();
            assertThat(pool.getPoolSize()).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
    }
}
