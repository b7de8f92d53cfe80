package io.forkedchild.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forkedchild.loop.Descriptors;
import io.forkedchild.loop.Sighting;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecorderTest {

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
}
