package io.forkedchild.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.recording.ByteLog;
import io.forkedchild.text.Columns;
import io.forkedchild.text.Layout;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import io.forkedchild.timeline.Stamp;
import io.forkedchild.timeline.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events of a test stand under a failure of one child. */
class EventWindowTest {

    private static final int ROOM = 12;

    private final Map<String, ByteLog> logs = new HashMap<>();
    private final List<Event> events = new ArrayList<>();

    @AfterEach
    void close() {
        logs.values().forEach(ByteLog::close);
    }

    private Stamp next(String child) {
        return new Stamp(events.size(), events.size() * 1_000_000L, child, 0, 0, 0);
    }

    private Excerpt bytes(String child, String text) {
        var bytes = text.getBytes(UTF_8);
        return logs.computeIfAbsent(child, first -> new ByteLog()).append(bytes, 0, bytes.length);
    }

    private void prints(String child, String text) {
        events.add(new Event.Output(next(child), 1, bytes(child, text)));
    }

    private void exits(String child, int code) {
        events.add(new Event.Exited(next(child), OptionalInt.of(code), Optional.empty(), false));
    }

    private void notes(String child, int from, int to) {
        for (int i = from; i <= to; i++) {
            events.add(new Event.Note(next(child), Integer.toString(i)));
        }
    }

    private List<String> window(int room) {
        var lines = new EventWindow(new Timeline(List.copyOf(events)), "worker", ROOM).lines(room);
        assertThat(lines)
                .hasSizeLessThanOrEqualTo(1 + room)
                .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(Layout.WIDTH));
        return lines.stream()
                .map(line -> line.replaceFirst("^ +[0-9.]+ ms +", "").strip().replaceAll(" {2,}", " "))
                .toList();
    }

    @Test
    void showsAllThatThereIsRoomFor() {
        notes("other", 1, 5);
        notes("worker", 1, 5);

        assertThat(window(ROOM)).hasSize(11).startsWith("timeline: of the test", "other note: 1", "other note: 2");
    }

    @Test
    void showsAllEventsOfTheChildAndTheNewestOnesOfOthers() {
        notes("worker", 1, 4);
        notes("other", 1, 40);

        assertThat(window(ROOM))
                .containsExactly(
                        "timeline: of the test, not all of its 44 events",
                        "worker note: 1",
                        "worker note: 2",
                        "worker note: 3",
                        "worker note: 4",
                        "… 33 earlier events of other children",
                        "other note: 34",
                        "other note: 35",
                        "other note: 36",
                        "other note: 37",
                        "other note: 38",
                        "other note: 39",
                        "other note: 40");
    }

    @Test
    void leavesAThirdToOthersIfTheChildHasMoreThanThereIsRoomFor() {
        notes("other", 1, 40);
        notes("worker", 1, 40);

        assertThat(window(ROOM))
                .containsExactly(
                        "timeline: of the test, not all of its 80 events",
                        "other note: 38",
                        "other note: 39",
                        "other note: 40",
                        "… 32 earlier events of worker",
                        "worker note: 33",
                        "worker note: 34",
                        "worker note: 35",
                        "worker note: 36",
                        "worker note: 37",
                        "worker note: 38",
                        "worker note: 39",
                        "worker note: 40");
    }

    @Test
    void givesTheWholeRoomToAChildThatIsAlone() {
        notes("worker", 1, 40);

        assertThat(window(ROOM))
                .hasSize(13)
                .startsWith("timeline: of the test, the last of 40 events", "worker note: 29");
    }

    @Test
    void marksNothingIfOnlyTheBeginningOfTheTestIsMissing() {
        notes("other", 1, 40);
        notes("worker", 1, 4);

        assertThat(window(ROOM))
                .hasSize(13)
                .startsWith("timeline: of the test, the last of 44 events", "other note: 33")
                .noneMatch(line -> line.startsWith("…"));
    }

    @Test
    void keepsTheOrderOfTime() {
        for (int i = 1; i <= 20; i++) {
            notes("worker", i, i);
            notes("other", i, i);
        }

        assertThat(window(ROOM))
                .containsExactly(
                        "timeline: of the test, not all of its 40 events",
                        "worker note: 13",
                        "worker note: 14",
                        "worker note: 15",
                        "worker note: 16",
                        "worker note: 17",
                        "worker note: 18",
                        "… 17 earlier events of other children",
                        "other note: 18",
                        "worker note: 19",
                        "other note: 19",
                        "worker note: 20",
                        "other note: 20");
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 7, 9, ROOM})
    void smallestWindowStillHasBoth(int room) {
        notes("worker", 1, 30);
        exits("worker", 3);
        notes("other", 1, 500);

        assertThat(window(room))
                .contains("worker exited with code 3", "other note: 500")
                .anyMatch(line -> line.matches("… [45]\\d\\d earlier events of other children"));
    }

    @Test
    void oneEventIsNoPlural() {
        notes("worker", 1, 2);
        notes("other", 1, 2);

        assertThat(window(3))
                .containsExactly(
                        "timeline: of the test, not all of its 4 events",
                        "worker note: 2",
                        "… 1 earlier event of other children",
                        "other note: 2");
    }

    @Test
    void runsOfOutputAreShortened() {
        prints("worker", "1\n2\n3\n4\n5\n");
        notes("other", 1, 30);
        prints("other", "a\nb\nc\nd\n");

        assertThat(window(ROOM))
                .startsWith(
                        "timeline: of the test, not all of its 32 events",
                        "worker out \"1\\n\"",
                        "… 3 more lines",
                        "worker out \"5\\n\"",
                        "… 25 earlier events of other children")
                .endsWith("other out \"a\\n\"", "… 2 more lines", "other out \"d\\n\"");
    }

    @Test
    void countOfLinesNeverStandsBehindALineOfAnother() {
        prints("other", "a\nb\nc\nd\n");
        notes("worker", 1, 30);

        assertThat(window(7)).contains("other out \"d\\n\"").doesNotContain("… 2 more lines");
    }

    @Test
    void internalMessagesAreNotCounted() {
        notes("worker", 1, 2);
        for (int i = 0; i < 50; i++) {
            var bytes = bytes("other", "{}");
            events.add(new Event.MessageReceived(next("other"), bytes, true, false, Optional.empty()));
        }

        assertThat(window(ROOM)).containsExactly("timeline: of the test", "worker note: 1", "worker note: 2");
    }

    @Test
    void emptyTimelineHasATitle() {
        assertThat(window(ROOM)).containsExactly("timeline: of the test");
    }

    /** A program that writes single characters has many events for a line. */
    @Test
    void linesAreShownAsAWholeThoughManyEventsMakeThem() {
        for (int i = 0; i < 2_000; i++) {
            prints("other", i % 20 == 19 ? "\n" : "x");
            prints("worker", i % 20 == 19 ? "\n" : "y");
        }
        exits("worker", 1);

        assertThat(window(ROOM))
                .contains("worker out \"" + "y".repeat(19) + "\\n\"", "other out \"" + "x".repeat(19) + "\\n\"")
                .endsWith("worker exited with code 1");
    }

    @Test
    void longNamesAreCut() {
        events.add(new Event.Note(next("w".repeat(300)), "1"));
        notes("other", 1, 3);
        for (int i = 0; i < 30; i++) {
            events.add(new Event.Note(next("w".repeat(300)), "1"));
        }

        assertThat(new EventWindow(new Timeline(events), "w".repeat(300), ROOM).lines(ROOM))
                .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(Layout.WIDTH));
    }
}
