package io.forkedchild.ipc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LengthFramesTest {

    private static final String HI = "\0\0\0\6\u00ff\u000f\"\2hi";
    private static final String ONE = "\0\0\0\4\u00ff\u000fI\2";

    private final LengthFrames frames = new LengthFrames();
    private final Told told = new Told();

    private void accept(String latin1) {
        var bytes = Told.bytes(latin1);
        frames.accept(bytes, bytes.length, told);
    }

    private List<String> texts() {
        return told.messages().stream()
                .map(message -> new String(message, ISO_8859_1))
                .toList();
    }

    @Test
    void framedMessageIsBehindItsLength() {
        assertThat(LengthFrames.framed(new byte[] {(byte) 0xff, 15, '0'})).containsExactly(0, 0, 0, 3, 0xff, 15, '0');
        assertThat(LengthFrames.framed(new byte[70_000])).hasSize(70_004).startsWith(0, 1, 0x11, 0x70);
    }

    @Test
    void everySplitInThreeGivesTheSameMessages() {
        var bytes = Told.bytes(HI + "\0\0\0\0" + ONE + "\0\0\0\3abc" + "\0\0\0\1x" + HI + "\0\0\0\6\u00ff");
        for (int one = 0; one <= bytes.length; one++) {
            for (int two = one; two <= bytes.length; two++) {
                var frames = new LengthFrames();

                var told = Told.of(frames, bytes, one, two);

                assertThat(told.calls())
                        .as("split at %s and %s", one, two)
                        .containsExactly(
                                "4 message",
                                "10 a frame without a value",
                                "18 message",
                                "22 a frame whose value does not begin with FF",
                                "29 a frame whose value does not begin with FF",
                                "38 message");
                assertThat(frames.unfinishedBytes()).isEqualTo(5);
                assertThat(frames.unfinishedHead()).containsExactly(0, 0, 0, 6, 0xff);
            }
        }
    }

    @Test
    void byteByByteGivesTheSameMessages() {
        for (char one : (HI + ONE + HI).toCharArray()) {
            accept(String.valueOf(one));
        }

        assertThat(texts()).containsExactly("\u00ff\u000f\"\2hi", "\u00ff\u000fI\2", "\u00ff\u000f\"\2hi");
        assertThat(told.calls()).containsExactly("4 message", "14 message", "22 message");
        assertThat(frames.unfinishedBytes()).isZero();
        assertThat(frames.unfinishedHead()).isEmpty();
    }

    @Test
    void randomMessagesInRandomPiecesAreWhole() {
        var random = new Random(7);
        var expected = new ArrayList<byte[]>();
        var stream = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            var message = new byte[1 + random.nextInt(i % 10 == 0 ? 200_000 : 300)];
            random.nextBytes(message);
            message[0] = LengthFrames.VALUE;
            expected.add(message);
            stream.writeBytes(LengthFrames.framed(message));
        }
        var bytes = stream.toByteArray();

        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + random.nextInt(64 << 10));
            frames.accept(Arrays.copyOfRange(bytes, from, to), to - from, told);
            from = to;
        }

        assertThat(told.messages()).usingElementComparator(Arrays::compare).isEqualTo(expected);
    }

    @Test
    void onlyTheCountedBytesOfTheArrayAreTaken() {
        frames.accept(Told.bytes(ONE + ONE), 10, told);

        assertThat(texts()).hasSize(1);
        assertThat(frames.unfinishedBytes()).isEqualTo(2);
    }

    @Test
    void arrayMayBeUsedAgainAfterwards() {
        var array = Told.bytes(HI.substring(0, 9));
        frames.accept(array, array.length, told);
        Arrays.fill(array, (byte) 'x');

        accept("i");

        assertThat(texts()).containsExactly("\u00ff\u000f\"\2hi");
    }

    // ---- lengths that are lies

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff\u00ff\u00ff\u00ff", "\u0080\0\0\0", "\u007f\u00ff\u00ff\u00f8"})
    void lengthBeyondAllArraysIsUnreadableAtOnceAndIsSkipped(String length) {
        accept(length);
        accept("\u00ff\u000f" + HI);

        assertThat(told.calls()).hasSize(1).first().asString().endsWith("bytes, more than can be taken");
        assertThat(told.heads().get(0)).isEqualTo(Told.bytes(length));
        assertThat(frames.unfinishedBytes()).isZero();
    }

    @Test
    void lengthWithTheHighestBitHasNoSign() {
        accept("\u00ff\u00ff\u00ff\u00ff");

        assertThat(told.calls()).containsExactly("0 a frame of 4294967295 bytes, more than can be taken");
    }

    @Test
    void messageBehindASkippedFrameOfFourGigabytesArrives() {
        accept("\u00ff\u00ff\u00ff\u00ff");
        var piece = new byte[1 << 20];
        for (long left = 0xffff_ffffL; left > 0; left -= piece.length) {
            frames.accept(piece, (int) Math.min(left, piece.length), told);
        }

        accept(HI);

        assertThat(texts()).containsExactly("\u00ff\u000f\"\2hi");
        assertThat(told.calls()).last().isEqualTo("4294967303 message");
    }

    /** A hundred of them would not fit into the heap. */
    @Test
    void announcedLengthTakesNoMemory() {
        var many = new ArrayList<LengthFrames>();

        for (int i = 0; i < 100; i++) {
            var one = new LengthFrames();
            Told.of(one, Told.bytes("\u007f\0\0\0\u00ff\u000f"));
            many.add(one);
        }

        assertThat(many).allMatch(one -> one.unfinishedBytes() == 6);
    }

    @Test
    void memoryOfALongMessageIsGivenBackBehindIt() {
        var many = new ArrayList<LengthFrames>();
        var message = new byte[4 << 20];
        message[0] = LengthFrames.VALUE;
        var framed = LengthFrames.framed(message);
        long before = usedMemory();

        for (int i = 0; i < 100; i++) {
            var one = new LengthFrames();
            assertThat(Told.of(one, framed, 1 << 20, 2 << 20).messages()).hasSize(1);
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

    // ---- bytes that are no frames

    @Test
    void headOfWhatIsSkippedIsItsBeginning() {
        accept("\0\0\1\0" + "x".repeat(256) + HI);
        accept("\0\0\0\2xy" + HI);

        assertThat(told.heads())
                .extracting(head -> new String(head, ISO_8859_1))
                .containsExactly("\0\0\1\0" + "x".repeat(196), "\0\0\0\2xy");
        assertThat(texts()).hasSize(2);
    }

    static List<Arguments> jsonTexts() {
        return List.of(
                argumentSet("object", "{\"x\":1}\n"),
                argumentSet("array", "[1,2]\n"),
                argumentSet("text", "\"hi there\"\n"),
                argumentSet("text that is not ASCII", "\"é→\"\n"),
                argumentSet("number", "-12.5\n"),
                argumentSet("numbers", "1\n2\n3\n"),
                argumentSet("word", "true\n"),
                argumentSet("blanks", " \t\r\n1\n"));
    }

    @ParameterizedTest
    @MethodSource("jsonTexts")
    void jsonIsAMismatchFromTheFifthByteOn(String json) {
        var bytes = json.getBytes(UTF_8);

        frames.accept(bytes, 4, told);
        assertThat(told.calls()).isEmpty();
        assertThat(frames.unfinishedBytes()).isEqualTo(4);
        frames.accept(Arrays.copyOfRange(bytes, 4, bytes.length), bytes.length - 4, told);

        assertThat(told.calls()).containsExactly("0 mismatch");
        assertThat(told.heads().get(0)).isEqualTo(bytes);
    }

    @Test
    void mismatchIsSaidOnceAndNothingIsKeptAfterIt() {
        accept(HI + "{\"x\":1}\n{\"x\":2}\n");
        accept("{\"x\":3}\n" + HI + "\0\0\0\0");

        assertThat(told.calls()).containsExactly("4 message", "10 mismatch");
        assertThat(frames.unfinishedBytes()).isZero();
        assertThat(frames.unfinishedHead()).isEmpty();
    }

    /** 576,941,857 bytes: the length alone is the beginning of a JSON text. */
    @Test
    void longFrameWhoseLengthLooksLikeTextIsAFrame() {
        accept("\"cba\u00ff\u000f");

        assertThat(told.calls()).isEmpty();
        assertThat(frames.unfinishedBytes()).isEqualTo(6);
    }
}
