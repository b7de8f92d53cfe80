package io.forkedchild.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.loop.Descriptors;
import io.forkedchild.loop.Sighting;
import io.forkedchild.loop.Threads;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecorderTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Recorder recorder = new Recorder();

    @AfterEach
    void close() {
        recorder.close();
    }

    private void note(String text) {
        recorder.record("child", stamp -> new Event.Note(stamp, text));
    }

    // ---- recording

    @Test
    void eventsAreNumberedAndTimedInTheirOrder() {
        for (int i = 0; i < 1000; i++) {
            note("note " + i);
        }

        var events = recorder.timeline().events();
        for (int i = 0; i < 1000; i++) {
            assertThat(events.get(i).sequence()).isEqualTo(i);
            assertThat(((Event.Note) events.get(i)).text()).isEqualTo("note " + i);
            assertThat(events.get(i).time())
                    .isGreaterThanOrEqualTo(events.get(Math.max(0, i - 1)).time());
        }
        assertThat(events.get(0).stamp().wakeUp()).isZero();
    }

    @Test
    void timelineDoesNotChange() {
        note("one");
        var timeline = recorder.timeline();
        note("two");

        assertThat(timeline.events()).hasSize(1);
        assertThat(recorder.timeline().events()).hasSize(2);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> timeline.events().clear());
    }

    /** Whatever comes between, the bytes of the output events of a stream are those of the stream, once each. */
    @Test
    void outputOfBusyStreamsIsNeitherLostNorDoubled() {
        for (int seed = 0; seed < 20; seed++) {
            var random = new Random(seed);
            try (var one = new Recorder()) {
                var streams = new ArrayList<Stream>();
                for (int i = 0; i < 3; i++) {
                    streams.add(new Stream(one, "child" + i / 2, i + 1));
                }
                for (int turn = 0; turn < 6000; turn++) {
                    if (random.nextInt(50) == 0) {
                        one.record("child0", stamp -> new Event.Note(stamp, "between"));
                    }
                    streams.get(random.nextInt(10) == 0 ? random.nextInt(3) : turn / 2000)
                            .write(random, turn);
                }
                streams.forEach(stream -> stream.check(one.timeline()));
            }
        }
    }

    private static final class Stream {

        private final Recorder recorder;
        private final String child;
        private final int descriptor;
        private final ByteLog log;
        private final StringBuilder written = new StringBuilder();
        private long turns;

        Stream(Recorder recorder, String child, int descriptor) {
            this.recorder = recorder;
            this.child = child;
            this.descriptor = descriptor;
            this.log = recorder.newByteLog();
        }

        void write(Random random, long wakeUp) {
            var text = Integer.toString(random.nextInt(1_000_000));
            written.append(text);
            var excerpt = log.append(text.getBytes(UTF_8), 0, text.length());
            recorder.recordOutput(child, new Sighting(wakeUp, descriptor, wakeUp), descriptor, excerpt, turns++);
        }

        void check(Timeline timeline) {
            var read = new StringBuilder();
            timeline.every(Event.Output.class)
                    .filter(output -> output.descriptor() == descriptor)
                    .forEach(output -> {
                        assertThat(output.child()).isEqualTo(child);
                        assertThat(output.bytes().from()).isEqualTo(read.length());
                        read.append(output.bytes().text());
                    });
            assertThat(read).hasToString(written.toString());
        }
    }

    @Test
    void busyStreamAloneTakesBoundedSpace() {
        var stream = new Stream(recorder, "child", 1);
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            stream.write(random, i);
        }

        assertThat(recorder.timeline().events()).hasSize(Recorder.SEPARATE_CHUNKS);
        stream.check(recorder.timeline());
    }

    @Test
    void viewBeforeACoalescedChunkKeepsItsLastEvent() {
        var stream = new Stream(recorder, "child", 1);
        var random = new Random(1);
        for (int i = 0; i < Recorder.SEPARATE_CHUNKS + 1; i++) {
            stream.write(random, i);
        }
        var before = recorder.timeline();
        var last = before.events().get(before.events().size() - 1);

        stream.write(random, 5000);

        assertThat(before.events().get(before.events().size() - 1)).isSameAs(last);
        assertThat(recorder.timeline().events()).hasSameSizeAs(before.events());
    }

    /** Also a chunk that shares an event became ready at some wake-up, with others of which the order is unknown. */
    @Test
    void coalescedChunkIsTiedWithOthersOfItsWakeUp() {
        var out = new Stream(recorder, "child", 1);
        var err = new Stream(recorder, "child", 2);
        var random = new Random(1);
        for (int i = 0; i < Recorder.SEPARATE_CHUNKS + 5; i++) {
            out.write(random, i + 1);
        }
        int wakeUp = Recorder.SEPARATE_CHUNKS + 5; // the last one of stdout
        err.write(random, wakeUp);

        var events = recorder.timeline().events();
        assertThat(events.get(events.size() - 1).tiedWith(events.get(events.size() - 2)))
                .isTrue();
    }

    @Test
    void closeGivesAllFilesBack() {
        var files =
                Path.of(System.getProperty("java.io.tmpdir"), "forkedchild-").toString();
        long before = Descriptors.open(files);
        var big = new byte[ByteLog.HEAP_SHARE_BYTES + 1];
        for (int i = 0; i < 20; i++) {
            recorder.newByteLog().append(big, 0, big.length);
        }
        assertThat(Descriptors.open(files)).isEqualTo(before + 20);

        recorder.close();
        recorder.close();

        assertThat(Descriptors.open(files)).isEqualTo(before);
    }

    // ---- waiting

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
