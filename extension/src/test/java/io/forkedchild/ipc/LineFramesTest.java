package io.forkedchild.ipc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LineFramesTest {

    private static final int PIECE = 64 << 10;
    private static final String TEXT = "{\"a\":1}\n\n\r\nüß→😀 end\r\n\n\"x\"\nunfinished é";
    private static final List<String> LINES = List.of("{\"a\":1}", "", "\r", "üß→😀 end\r", "", "\"x\"");

    private final LineFrames frames = new LineFrames();
    private final Told told = new Told();

    private void accept(byte[] bytes, int from, int to) {
        frames.accept(Arrays.copyOfRange(bytes, from, to), to - from, told);
    }

    private List<String> texts() {
        return told.messages().stream().map(line -> new String(line, UTF_8)).toList();
    }

    @Test
    void everySplitInThreeGivesTheSameLines() {
        var bytes = TEXT.getBytes(UTF_8);
        for (int one = 0; one <= bytes.length; one++) {
            for (int two = one; two <= bytes.length; two++) {
                var split = new LineFramesTest();
                split.accept(bytes, 0, one);
                split.accept(bytes, one, two);
                split.accept(bytes, two, bytes.length);

                assertThat(split.texts()).as("split at %s and %s", one, two).isEqualTo(LINES);
                assertThat(split.frames.unfinishedBytes()).isEqualTo("unfinished é".getBytes(UTF_8).length);
            }
        }
    }

    @Test
    void byteByByteGivesTheSameLines() {
        var bytes = TEXT.getBytes(UTF_8);

        for (int i = 0; i < bytes.length; i++) {
            accept(bytes, i, i + 1);
        }

        assertThat(texts()).isEqualTo(LINES);
    }

    @Test
    void randomLinesInRandomPiecesAreWhole() {
        var random = new Random(7);
        var expected = new ArrayList<byte[]>();
        var stream = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            var line = randomLine(random, random.nextInt(i % 10 == 0 ? 200_000 : 300));
            expected.add(line);
            stream.writeBytes(line);
            stream.write('\n');
        }
        var bytes = stream.toByteArray();

        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + random.nextInt(PIECE));
            accept(bytes, from, to);
            from = to;
        }

        assertThat(told.messages()).hasSize(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(told.messages().get(i)).isEqualTo(expected.get(i));
        }
        assertThat(frames.unfinishedBytes()).isZero();
    }

    private static byte[] randomLine(Random random, int length) {
        var line = new byte[length];
        random.nextBytes(line);
        for (int i = 0; i < length; i++) {
            line[i] = line[i] == '\n' ? 0 : line[i];
        }
        return line;
    }

    @Test
    void onlyTheCountedBytesOfTheArrayAreTaken() {
        frames.accept("one\ntwo\n".getBytes(UTF_8), 5, told);

        assertThat(texts()).containsExactly("one");
        assertThat(frames.unfinishedBytes()).isEqualTo(1);
    }

    @Test
    void arrayMayBeUsedAgainAfterwards() {
        var array = "ab\ncd".getBytes(UTF_8);
        frames.accept(array, array.length, told);
        Arrays.fill(array, (byte) 'x');

        frames.accept("\n".getBytes(UTF_8), 1, told);

        assertThat(texts()).containsExactly("ab", "cd");
    }

    @Test
    void noBytesChangeNothing() {
        accept("a".getBytes(UTF_8), 0, 1);
        accept(new byte[0], 0, 0);
        accept("b\n".getBytes(UTF_8), 0, 2);

        assertThat(texts()).containsExactly("ab");
    }

    /** Cost is counted in bytes that are allocated: a line of twice the length may cost twice as much, not four times. */
    @Test
    void costOfALongLineGrowsWithItsLength() {
        allocatedFor(10 << 20); // loads what is loaded once

        long ten = allocatedFor(10 << 20);
        long eighty = allocatedFor(80 << 20);

        assertThat(ten).isLessThan(6L * (10 << 20));
        assertThat(eighty).isLessThan(6L * (80 << 20));
    }

    private static long allocatedFor(int length) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var piece = new byte[PIECE];
        var end = new byte[] {'\n'};
        Arrays.fill(piece, (byte) 'x');
        var line = new LineFrames();
        var told = new Told();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < length / PIECE; i++) {
            line.accept(piece, PIECE, told);
        }
        line.accept(end, 1, told);
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(told.messages()).extracting(message -> message.length).containsExactly(length);
        return after - before;
    }

    /** Its text form is not looked at by the test of memory. */
    @Test
    void memoryOfALongLineIsGivenBackBehindIt() {
        var many = new ArrayList<LineFrames>();
        var line = new byte[4 << 20];
        long before = usedMemory();

        for (int i = 0; i < 100; i++) {
            var one = new LineFrames();
            one.accept(line, line.length, told);
            one.accept(new byte[] {'\n'}, 1, told);
            told.messages().clear();
            many.add(one);
        }

        assertThat(usedMemory() - before).isLessThan(100L << 20);
        assertThat(many).allMatch(one -> one.unfinishedBytes() == 0);
    }

    private static long usedMemory() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void framedMessageIsALine() {
        assertThat(LineFrames.framed("é".getBytes(UTF_8))).isEqualTo("é\n".getBytes(UTF_8));
    }

    @Test
    void offsetsAreThoseOfTheStream() {
        accept("ab\n\nc".getBytes(UTF_8), 0, 5);
        accept("d\nefghijk".getBytes(UTF_8), 0, 9);
        accept("\n\n".getBytes(UTF_8), 0, 2);

        assertThat(told.calls()).containsExactly("0 message", "3 message", "4 message", "7 message", "15 message");
    }

    @Test
    void unfinishedHeadIsTheBeginningOfTheLine() {
        var bytes = ("1\n" + "x".repeat(300)).getBytes(UTF_8);

        accept(bytes, 0, 5);
        assertThat(frames.unfinishedHead()).asString(UTF_8).isEqualTo("xxx");
        accept(bytes, 5, bytes.length);
        assertThat(frames.unfinishedHead()).asString(UTF_8).isEqualTo("x".repeat(200));
        accept(new byte[] {'\n'}, 0, 1);
        assertThat(frames.unfinishedHead()).isEmpty();
    }

    // ---- lines that no array holds

    @Test
    void lineBeyondTheLimitIsUnreadableAndTheOthersArrive() {
        var bytes = "12345678\n123456789\n12345678901234567890\nx\n".getBytes(UTF_8);
        for (int one = 0; one <= bytes.length; one++) {
            for (int two = one; two <= bytes.length; two++) {
                var short8 = new LineFrames(8);

                var all = Told.of(short8, bytes, one, two);

                assertThat(all.calls())
                        .as("split at %s and %s", one, two)
                        .containsExactly(
                                "0 message",
                                "9 a line is longer than 8 bytes",
                                "19 a line is longer than 8 bytes",
                                "40 message");
                assertThat(short8.unfinishedBytes()).isZero();
            }
        }
    }

    @Test
    void lineBeyondTheLimitIsToldAtOnceWithItsHeadAndNotKept() {
        var short8 = new LineFrames(8);

        var all = Told.of(short8, "12345678".getBytes(UTF_8));
        assertThat(short8.unfinishedBytes()).isEqualTo(8);
        short8.accept(new byte[] {'9', '0'}, 2, all);
        short8.accept(new byte[] {'1', '2'}, 2, all);

        assertThat(all.calls()).containsExactly("0 a line is longer than 8 bytes");
        assertThat(all.heads().get(0)).asString(UTF_8).isEqualTo("1234567890");
        assertThat(short8.unfinishedBytes()).isZero();
    }

    // ---- frames of the other serialization

    static List<Arguments> advanced() {
        return List.of(
                argumentSet("text", "\0\0\0\6\u00ff\u000f\"\2hi"),
                argumentSet("ten bytes, a newline as length", "\0\0\0\n\u00ff\u000f\"\6hihihi"),
                argumentSet("newline in each byte of the length but the first", "\0\n\n\n\u00ff\u000f0"),
                argumentSet("long frame", "\1\n\0\0\u00ff\u000f0"),
                argumentSet("length that looks like text", "aaaa\u00ff\u000f0"),
                argumentSet("version 13", "\0\0\0\3\u00ff\r0"),
                argumentSet("version of a later V8", "\0\0\0\3\u00ff\u001f0"));
    }

    @ParameterizedTest
    @MethodSource("advanced")
    void frameOfAdvancedIsAMismatchHoweverItIsSplit(String frame) {
        var bytes = Told.bytes(frame + "\n{}\n");
        for (int one = 0; one <= bytes.length; one++) {
            for (int two = one; two <= bytes.length; two++) {
                var split = new LineFrames();

                var all = Told.of(split, bytes, one, two);

                assertThat(all.calls()).as("split at %s and %s", one, two).containsExactly("0 mismatch");
                assertThat(all.heads().get(0)).startsWith(Told.bytes(frame.substring(0, 6)));
                assertThat(split.unfinishedBytes()).isZero();
                assertThat(split.unfinishedHead()).isEmpty();
            }
        }
    }

    @Test
    void mismatchIsSaidWithTheSixthByte() {
        var frame = Told.bytes("\0\0\0\n\u00ff\u000f");

        accept(frame, 0, 5);
        assertThat(told.calls()).isEmpty();
        assertThat(frames.unfinishedBytes()).isEqualTo(5);
        assertThat(frames.unfinishedHead()).isEqualTo(Arrays.copyOf(frame, 5));
        accept(frame, 5, 6);

        assertThat(told.calls()).containsExactly("0 mismatch");
    }

    static List<Arguments> lines() {
        return List.of(
                argumentSet("NUL and newline", "\0\n1\n22\n", List.of("0 message", "2 message", "4 message")),
                argumentSet("NULs", "\0\0\0\0\0\0\n1\n", List.of("0 message", "7 message")),
                argumentSet(
                        "lines of a NUL",
                        "\0\n\0\n\0\n\0\n123\n",
                        List.of("0 message", "2 message", "4 message", "6 message", "8 message")),
                argumentSet("FF without a version", "\0\0\0\n\u00ff\f\n", List.of("0 message", "4 message")),
                argumentSet(
                        "FF behind short lines",
                        "1\n2\n\u00ff\u000f\n",
                        List.of("0 message", "2 message", "4 message")),
                argumentSet(
                        "FF behind empty lines",
                        "\n\n\n\n\u00ff\u000f\n",
                        List.of("0 message", "1 message", "2 message", "3 message", "4 message")),
                argumentSet("FF inside a line", "123\u00ff\u000f\n", List.of("0 message")));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void bytesThatAreNoFrameStayLines(String text, List<String> calls) {
        var bytes = Told.bytes(text);
        for (int one = 0; one <= bytes.length; one++) {
            for (int two = one; two <= bytes.length; two++) {
                assertThat(Told.of(new LineFrames(), bytes, one, two).calls())
                        .as("split at %s and %s", one, two)
                        .isEqualTo(calls);
            }
        }
    }
}
