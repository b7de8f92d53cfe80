package io.forkedchild.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forkedchild.recording.ByteLog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private final ByteLog log = new ByteLog();

    @AfterEach
    void close() {
        log.close();
    }

    private Excerpt bytes(String text) {
        var bytes = text.getBytes(UTF_8);
        return log.append(bytes, 0, bytes.length);
    }

    private static Stamp at(long sequence, long wakeUp, long source) {
        return at(sequence, "worker", wakeUp, source);
    }

    private static Stamp at(long sequence, String child, long wakeUp, long source) {
        return new Stamp(sequence, sequence * 1_234_567, child, wakeUp, source, wakeUp);
    }

    private static Timeline timeline(Event... events) {
        return new Timeline(List.of(events));
    }

    // ---- the lines

    private static Stamp stamp() {
        return new Stamp(0, 1_234_567, "worker", 0, 0, 0);
    }

    private static String what(Event event) {
        assertThat(event.toString()).startsWith("     1.235 ms  ");
        return event.toString().substring(15).replaceFirst(" {2,}", " | ");
    }

    @Test
    void spawnedIsShown() {
        assertThat(new Event.Spawned(stamp(), 4711, List.of("node", "a b.js"), "/tmp"))
                .hasToString("     1.235 ms  worker                 spawned node 'a b.js' (pid 4711)");
        assertThat(what(new Event.SpawnFailed(stamp(), "ENOENT", "spawn nod ENOENT")))
                .isEqualTo("worker | never started: spawn nod ENOENT");
    }

    @Test
    void streamsAreShownAsLanes() {
        assertThat(what(new Event.Output(stamp(), 1, bytes("hello\n")))).isEqualTo("worker out | \"hello\\n\"");
        assertThat(what(new Event.Output(stamp(), 2, bytes("a\\b\r\n")))).isEqualTo("worker err | \"a\\\\b\\r\\n\"");
        assertThat(what(new Event.Output(stamp(), 4, bytes("é→😀")))).isEqualTo("worker 4 | \"é→😀\"");
        assertThat(what(new Event.Input(stamp(), 0, bytes("1\n")))).isEqualTo("test → worker in | \"1\\n\"");
        assertThat(what(new Event.Input(stamp(), 5, bytes("")))).isEqualTo("test → worker 5 | \"\"");
    }

    @Test
    void messagesAreShownAsLanes() {
        assertThat(what(new Event.MessageReceived(stamp(), bytes("{\"a\":1}"), false, false, Optional.empty())))
                .isEqualTo("worker → test | {\"a\":1}");
        assertThat(what(new Event.MessageReceived(
                        stamp(), bytes("{\"cmd\":\"NODE_X\"}\r"), true, false, Optional.empty())))
                .isEqualTo("worker → test | (internal) {\"cmd\":\"NODE_X\"}");
        assertThat(what(new Event.MessageSent(stamp(), bytes("1"), false, false, Optional.empty())))
                .isEqualTo("test → worker | 1");
    }

    @Test
    void endsAreShown() {
        assertThat(what(new Event.SignalSent(stamp(), 15, "SIGTERM", true))).isEqualTo("test → worker | SIGTERM");
        assertThat(what(new Event.SignalSent(stamp(), 2, "SIGINT", true, Optional.of("the limit timeout: 9 ms"))))
                .isEqualTo("test → worker | SIGINT by the limit timeout: 9 ms");
        assertThat(what(new Event.SignalSent(stamp(), 9, "SIGKILL", false)))
                .isEqualTo("test → worker | SIGKILL (there was no process any more)");
        assertThat(what(new Event.Exited(stamp(), OptionalInt.of(143), Optional.empty(), false)))
                .isEqualTo("worker | exited with code 143");
        assertThat(what(new Event.Exited(stamp(), OptionalInt.empty(), Optional.of("SIGSEGV"), true)))
                .isEqualTo("worker | exited by SIGSEGV (core dumped)");
        assertThat(what(new Event.Closed(stamp(), OptionalInt.of(0), Optional.empty())))
                .isEqualTo("worker | closed with code 0");
        assertThat(what(new Event.Closed(stamp(), OptionalInt.empty(), Optional.empty())))
                .isEqualTo("worker | closed without having started");
        assertThat(what(new Event.Disconnected(stamp(), true))).isEqualTo("worker | disconnected by the test");
        assertThat(what(new Event.Disconnected(stamp(), false))).isEqualTo("worker | disconnected by the child");
    }

    @Test
    void remarksAreShown() {
        assertThat(what(new Event.ErrorRaised(stamp(), "EPIPE", "write to stdin")))
                .isEqualTo("worker | error EPIPE: write to stdin");
        assertThat(what(new Event.Note(stamp(), "half time"))).isEqualTo("worker | note: half time");
    }

    @Test
    void longOutputIsCutAndItsLengthIsTold() {
        assertThat(what(new Event.Output(stamp(), 1, bytes("x".repeat(200)))))
                .isEqualTo("worker out | \"" + "x".repeat(200) + "\"");
        assertThat(what(new Event.Output(stamp(), 1, bytes("x".repeat(201)))))
                .isEqualTo("worker out | \"" + "x".repeat(200) + "… (201 bytes)\"");
    }

    @Test
    void longOutputIsNotCutInsideACharacter() {
        for (int before = 0; before < 4; before++) {
            var line = new Event.Output(stamp(), 1, bytes("x".repeat(before) + "😀".repeat(100))).toString();

            assertThat(line).doesNotContain("\ufffd").endsWith("😀… (" + (400 + before) + " bytes)\"");
        }
    }

    @Test
    void lineOfAnEventIsOneLineWithoutControlCharacters() {
        var line = new Event.Output(stamp(), 1, bytes("\033[31mred\033[0m\t\0\"quoted\"\u0085\u2028end")).toString();

        assertThat(line.codePoints().filter(Character::isISOControl)).isEmpty();
        assertThat(line).doesNotContain("\u2028").contains("red", "quoted", "end");
    }

    /** Somebody may look at a timeline whose test is over, in a report for instance. */
    @Test
    void eventsCanBeShownAfterTheirBytesAreGone() {
        bytes("x".repeat(ByteLog.HEAP_SHARE_BYTES));
        var output = new Event.Output(stamp(), 1, bytes("in the file"));
        assertThat(what(output)).isEqualTo("worker out | \"in the file\"");

        log.close();

        assertThat(output.toString()).contains("worker out").contains("11 bytes");
    }

    // ---- ties

    private static Event.Note note(long sequence, long wakeUp, long source) {
        return new Event.Note(at(sequence, wakeUp, source), "n" + sequence);
    }

    private static Event.Note seen(long wakeUp, long source, long emptyAt) {
        return new Event.Note(new Stamp(wakeUp, wakeUp, "worker", wakeUp, source, emptyAt), "s" + source);
    }

    @Test
    void laterEventIsTiedUnlessItsSourceWasEmptyAfterTheEarlierOneWasRead() {
        var first = seen(5, 1, 3);

        assertThat(first.tiedWith(seen(6, 2, 0))).as("never seen empty").isTrue();
        assertThat(first.tiedWith(seen(6, 2, 5)))
                .as("empty before the first was read")
                .isTrue();
        assertThat(first.tiedWith(seen(7, 2, 6))).as("empty afterwards").isFalse();
        assertThat(seen(7, 2, 6).tiedWith(first)).isFalse();
        assertThat(seen(7, 2, 4).tiedWith(first)).isTrue();
    }

    @Test
    void allEventsThatALaterOneIsTiedWithAreMarked() {
        var timeline = timeline(seen(5, 1, 4), seen(6, 1, 5), seen(7, 1, 6), seen(8, 2, 5), seen(10, 1, 9));

        assertThat(timeline.toString().lines().map(line -> line.charAt(0))).containsExactly('≈', '≈', '≈', '≈', ' ');
    }

    @Test
    void eventsOfDifferentSourcesInOneWakeUpAreTied() {
        assertThat(note(0, 5, 1).tiedWith(note(1, 5, 2))).isTrue();
        assertThat(note(0, 5, 2).tiedWith(note(1, 5, 1))).isTrue();
    }

    @Test
    void eventsOfOneSourceOrOfDifferentWakeUpsOrOfTheTestAreNotTied() {
        assertThat(note(0, 5, 1).tiedWith(note(1, 5, 1))).isFalse();
        assertThat(note(0, 5, 1).tiedWith(note(1, 6, 2))).isFalse();
        assertThat(note(0, 0, 1).tiedWith(note(1, 0, 2))).isFalse();
        assertThat(note(0, 0, 0).tiedWith(note(1, 0, 0))).isFalse();
    }

    @Test
    void exitComesAfterWhatItsOwnChildWroteButIsTiedWithOthers() {
        var output = new Event.Output(at(0, "a", 5, 1), 1, bytes("x"));
        var ownExit = new Event.Exited(at(1, "a", 5, 2), OptionalInt.of(0), Optional.empty(), false);
        var otherExit = new Event.Exited(at(2, "b", 5, 3), OptionalInt.of(0), Optional.empty(), false);

        assertThat(output.tiedWith(ownExit)).isFalse();
        assertThat(ownExit.tiedWith(output)).isFalse();
        assertThat(output.tiedWith(otherExit)).isTrue();
        assertThat(ownExit.tiedWith(otherExit)).isTrue();
    }

    @Test
    void tiesAreMarked() {
        assertThat(marks(note(0, 4, 1), note(1, 5, 1), note(2, 5, 2), note(3, 6, 1)))
                .isEqualTo(" ≈≈ ");
        assertThat(marks(note(0, 5, 1), note(1, 6, 2), note(2, 7, 1))).isEqualTo("   ");
        assertThat(marks()).isEmpty();
    }

    /** Three messages and then output of one wake-up: the output may have come before the first of them. */
    @Test
    void everyEventOfATieIsMarkedNotOnlyNeighbours() {
        assertThat(marks(note(0, 5, 1), note(1, 5, 1), note(2, 5, 1), note(3, 5, 2)))
                .isEqualTo("≈≈≈≈");
    }

    @Test
    void tieIsMarkedThoughTheTestDidSomethingBetween() {
        assertThat(marks(note(0, 5, 1), note(1, 0, 0), note(2, 5, 2))).isEqualTo("≈ ≈");
    }

    @Test
    void tiesOfStdoutAndStderrTellHowToGetTheOrder() {
        var out = new Event.Output(at(0, "a", 5, 1), 1, bytes("x"));
        var err = new Event.Output(at(1, "a", 5, 2), 2, bytes("y"));
        var other = new Event.Output(at(2, "b", 5, 3), 2, bytes("z"));

        assertThat(timeline(out, err, out, err).toString().lines().skip(4))
                .containsExactly("  (≈: order unknown, as of two pipes; redirectErrorToOutput() keeps it)");
        assertThat(timeline(out, other).toString().lines()).hasSize(2);
        assertThat(timeline(out, note(3, 5, 4)).toString().lines()).hasSize(2);
    }

    private static String marks(Event... events) {
        var marks = new StringBuilder();
        timeline(events).toString().lines().forEach(line -> marks.append(line.charAt(0)));
        return marks.toString();
    }

    @Test
    void timelineIsShownALineAnEvent() {
        assertThat(timeline(note(1, 0, 0), note(2, 3, 1), note(3, 3, 2))).hasToString("""
                             1.235 ms  worker                 note: n1
                        ≈      2.469 ms  worker                 note: n2
                        ≈      3.704 ms  worker                 note: n3""".replaceFirst("^", "  "));
        assertThat(timeline()).hasToString("");
    }

    // ---- filters

    @Test
    void filtersGiveTimelines() {
        var one = new Event.Note(at(0, "a", 0, 0), "one");
        var two = new Event.ErrorRaised(at(1, "b", 0, 0), "EPIPE", "two");
        var three = new Event.Note(at(2, "b", 0, 0), "three");
        var timeline = timeline(one, two, three);

        assertThat(timeline.of("b").events()).containsExactly(two, three);
        assertThat(timeline.of("c").events()).isEmpty();
        assertThat(timeline.every(Event.Note.class)).containsExactly(one, three);
        assertThat(timeline.first(Event.Note.class)).contains(one);
        assertThat(timeline.first(Event.Exited.class)).isEmpty();
        assertThat(timeline.filter(event -> event.sequence() > 0).events()).containsExactly(two, three);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> timeline.of("b").events().clear());
    }

    @Test
    void excerptTellsWhereItIsAndReplacesWhatIsNoText() {
        var excerpt = log.append(new byte[] {'a', (byte) 0xff, 'b'}, 0, 3);

        assertThat(excerpt).hasToString("3 bytes at 0");
        assertThat(excerpt.text()).isEqualTo("a\ufffdb");
        assertThat(excerpt.length()).isEqualTo(3);
        assertThat(excerpt.bytes()).hasSize(3);
    }

    @Test
    void commandOfASpawnIsCopied() {
        var command = new ArrayList<>(List.of("ls"));
        var spawned = new Event.Spawned(stamp(), 1, command, "/");

        command.add("-l");

        assertThat(spawned.command()).containsExactly("ls");
    }

    // ---- named views

    private Timeline ofTwoChildren() {
        var nothing = Optional.<String>empty();
        return timeline(
                new Event.Spawned(at(0, "worker", 0, 0), 4711, List.of("worker"), "/shop"),
                new Event.SpawnFailed(at(1, "missing", 0, 0), "ENOENT", "spawn missing ENOENT"),
                new Event.Closed(at(2, "missing", 0, 0), OptionalInt.empty(), nothing),
                new Event.Output(at(3, "worker", 0, 0), 1, bytes("up\n")),
                new Event.Input(at(4, "worker", 0, 0), 0, bytes("in\n")),
                new Event.MessageSent(at(5, "worker", 0, 0), bytes("1"), false, false, nothing),
                new Event.MessageSent(at(6, "worker", 0, 0), bytes("{}"), true, false, nothing),
                new Event.MessageReceived(at(7, "worker", 0, 0), bytes("2"), false, false, nothing),
                new Event.MessageReceived(at(8, "worker", 0, 0), bytes("{}"), true, false, nothing),
                new Event.SignalSent(at(9, "worker", 0, 0), 15, "SIGTERM", true),
                new Event.Output(at(10, "worker", 0, 0), 2, bytes("bye\n")),
                new Event.Disconnected(at(11, "worker", 0, 0), false),
                new Event.Exited(at(12, "worker", 0, 0), OptionalInt.of(0), nothing, false),
                new Event.Closed(at(13, "worker", 0, 0), OptionalInt.of(0), nothing),
                new Event.ErrorRaised(at(14, "worker", 0, 0), "EPIPE", "write"),
                new Event.Note(at(15, "worker", 0, 0), "half time"));
    }

    private static List<Long> numbers(Timeline timeline) {
        return timeline.events().stream().map(Event::sequence).toList();
    }

    @Test
    void viewsHaveTheEventsOfTheirName() {
        var all = ofTwoChildren();

        assertThat(numbers(all.outputs())).containsExactly(3L, 10L);
        assertThat(numbers(all.messages())).containsExactly(5L, 7L);
        assertThat(numbers(all.ends())).containsExactly(1L, 2L, 12L, 13L);
        assertThat(numbers(all.of("missing"))).containsExactly(1L, 2L);
        assertThat(numbers(all.of("worker").ends())).containsExactly(12L, 13L);
        assertThat(numbers(all.of("nobody"))).isEmpty();
    }

    @Test
    void debugPrintsTheLinesAndGoesOn() {
        var printed = new ByteArrayOutputStream();
        var out = new PrintStream(printed, true, UTF_8);

        var messages = ofTwoChildren().messages().debug(out);
        messages.of("nobody").debug(out);

        assertThat(numbers(messages)).containsExactly(5L, 7L);
        assertThat(printed.toString(UTF_8).lines())
                .satisfiesExactly(
                        sent -> assertThat(sent).endsWith("ms  test → worker          1"),
                        received -> assertThat(received).endsWith("ms  worker → test          2"),
                        none -> assertThat(none).isEqualTo("  (no events)"));
    }
}
