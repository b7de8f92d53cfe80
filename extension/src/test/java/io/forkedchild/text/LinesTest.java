package io.forkedchild.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinesTest {

    private static final int PIECE = 64 << 10;
    private static final String TEXT = "{\"a\":1}\n\n\r\nüß→😀 end\r\n\n\"x\"\nunfinished é";
    private static final List<String> LINES = List.of("{\"a\":1}", "", "\r", "üß→😀 end\r", "", "\"x\"");

    private final Lines frames = new Lines();
    private final List<byte[]> lines = new ArrayList<>();

    private void accept(byte[] bytes, int from, int to) {
        frames.accept(Arrays.copyOfRange(bytes, from, to), to - from, lines::add);
    }

    private List<String> texts() {
        return lines.stream().map(line -> new String(line, UTF_8)).toList();
    }

    @Test
    void everySplitInThreeGivesTheSameLines() {
        var bytes = TEXT.getBytes(UTF_8);
        for (int one = 0; one <= bytes.length; one++) {
            for (int two = one; two <= bytes.length; two++) {
                var split = new LinesTest();
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

        assertThat(lines).hasSize(expected.size());
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).isEqualTo(expected.get(i));
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
        frames.accept("one\ntwo\n".getBytes(UTF_8), 5, lines::add);

        assertThat(texts()).containsExactly("one");
        assertThat(frames.unfinishedBytes()).isEqualTo(1);
    }

    @Test
    void arrayMayBeUsedAgainAfterwards() {
        var array = "ab\ncd".getBytes(UTF_8);
        frames.accept(array, array.length, lines::add);
        Arrays.fill(array, (byte) 'x');

        frames.accept("\n".getBytes(UTF_8), 1, lines::add);

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
        var long1 = new Lines();
        var lengths = new ArrayList<Integer>();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < length / PIECE; i++) {
            long1.accept(piece, PIECE, line -> lengths.add(line.length));
        }
        long1.accept(end, 1, line -> lengths.add(line.length));
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(lengths).containsExactly(length);
        return after - before;
    }

    @Test
    void memoryOfALongLineIsGivenBackBehindIt() {
        var many = new ArrayList<Lines>();
        var line = new byte[4 << 20];
        long before = usedMemory();

        for (int i = 0; i < 100; i++) {
            var one = new Lines();
            one.accept(line, line.length, lines::add);
            one.accept(new byte[] {'\n'}, 1, lines::add);
            lines.clear();
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
}
