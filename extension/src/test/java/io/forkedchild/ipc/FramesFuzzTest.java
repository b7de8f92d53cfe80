package io.forkedchild.ipc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ipc.json.JsonMessages;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random streams in random pieces. Each has a seed of its own, which a failure names. */
@Timeout(60)
class FramesFuzzTest {

    /** As many times as usual. */
    private static final int TIMES = Integer.getInteger("forkedchild.fuzz", 1);

    private static final int STREAMS = 200_000 * TIMES;

    /** Parsing costs much more than cutting. */
    private static final int PARSED_STREAMS = 100_000 * TIMES;

    private static final List<byte[]> TOKENS = List.of(
            Told.bytes("\n"),
            Told.bytes("\0"),
            Told.bytes("\u00ff\u000f"),
            Told.bytes("\0\0\0\n\u00ff\u000f"),
            Told.bytes("\0\0\0\3\u00ff\u000f0"),
            Told.bytes("\0\0\0\2ab"),
            Told.bytes("\0\0\0\0"),
            Told.bytes("{\"cmd\":\"NODE_X\"}"),
            Told.bytes("{\"a\":"),
            Told.bytes("[1e5,-0.1]"),
            Told.bytes("}"),
            Told.bytes("\"\\ud83d"),
            Told.bytes("\u00f0\u009f\u0098\u0080"),
            Told.bytes("true"),
            Told.bytes("1e999999999"));

    private static byte[] stream(Random random) {
        var stream = new ByteArrayOutputStream();
        for (int i = random.nextInt(8); i > 0; i--) {
            if (random.nextInt(3) == 0) {
                stream.write(random.nextInt(256));
            } else {
                stream.writeBytes(TOKENS.get(random.nextInt(TOKENS.size())));
            }
        }
        return stream.toByteArray();
    }

    private static int[] cuts(Random random, int length) {
        return random.ints(random.nextInt(5), 0, length + 1).sorted().toArray();
    }

    // ---- what is told does not depend on the pieces, and no more is kept than is unfinished

    @Test
    void linesAreTheSameInAllPieces() {
        for (int seed = 0; seed < STREAMS; seed++) {
            int longest = seed % 2 == 0 ? 8 : Unfinished.LONGEST;
            check(seed, () -> new LineFrames(longest), "line");
        }
    }

    @Test
    void framesAreTheSameInAllPieces() {
        for (int seed = 0; seed < STREAMS; seed++) {
            check(seed, LengthFrames::new, "payload");
        }
    }

    private static void check(int seed, Supplier<Frames> kind, String kept) {
        var random = new Random(seed);
        var stream = stream(random);
        var whole = kind.get();
        var pieces = kind.get();
        try {
            boolean same = Told.of(whole, stream).isSameAs(Told.of(pieces, stream, cuts(random, stream.length)));
            if (!same
                    || whole.unfinishedBytes() != pieces.unfinishedBytes()
                    || !Arrays.equals(whole.unfinishedHead(), pieces.unfinishedHead())
                    || capacity(pieces, kept) > 2 * pieces.unfinishedBytes()) {
                throw new AssertionError("told otherwise, or kept too much");
            }
        } catch (RuntimeException | ReflectiveOperationException | AssertionError failure) {
            throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(stream), failure);
        }
    }

    private static int capacity(Frames frames, String kept) throws ReflectiveOperationException {
        var unfinished = frames.getClass().getDeclaredField(kept);
        unfinished.setAccessible(true);
        var bytes = Unfinished.class.getDeclaredField("bytes");
        bytes.setAccessible(true);
        return ((byte[]) bytes.get(unfinished.get(frames))).length;
    }

    // ---- whatever a line is, it is a message or refused

    @Test
    void everyLineIsAMessageOrIsRefused() {
        for (int seed = 0; seed < PARSED_STREAMS; seed++) {
            var random = new Random(seed);
            var stream = stream(random);
            try {
                var told = Told.of(new LineFrames(), stream, cuts(random, stream.length));
                told.messages().forEach(FramesFuzzTest::judge);
            } catch (RuntimeException | Error failure) {
                throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(stream), failure);
            }
        }
    }

    private static void judge(byte[] line) {
        assertThat(JsonMessages.text(line)).isNotNull();
        if (JsonMessages.defectOf(line).isPresent()) {
            assertRefused(line);
        } else {
            var value = JsonMessages.value(line);
            assertThat(JsonMessages.isInternal(line))
                    .isEqualTo(value instanceof Map<?, ?> map
                            && map.get("cmd") instanceof String command
                            && command.matches("(?s)NODE_.+"));
            JsonMessages.hasValue(line, 1);
        }
    }

    private static void assertRefused(byte[] line) {
        try {
            throw new AssertionError("it has a defect, and the value " + JsonMessages.value(line));
        } catch (IllegalArgumentException refusal) {
            JsonMessages.isInternal(line);
        }
    }

    // ---- what is framed is what is cut

    @Test
    void framedMessagesOfJsonAreCutAgain() {
        for (int seed = 0; seed < 20_000; seed++) {
            var random = new Random(seed);
            var messages = new ArrayList<byte[]>();
            for (int i = random.nextInt(6); i > 0; i--) {
                messages.add(JsonMessages.encode(value(random, 3)));
            }
            assertCutAgain(seed, Codec.JSON, messages, random);
        }
    }

    @Test
    void framedMessagesOfAdvancedAreCutAgain() {
        for (int seed = 0; seed < 100_000; seed++) {
            var random = new Random(seed);
            var messages = new ArrayList<byte[]>();
            for (int i = random.nextInt(6); i > 0; i--) {
                var message = new byte[1 + random.nextInt(seed % 100 == 0 ? 70_000 : 20)];
                random.nextBytes(message);
                message[0] = LengthFrames.VALUE;
                messages.add(message);
            }
            assertCutAgain(seed, Codec.ADVANCED, messages, random);
        }
    }

    private static void assertCutAgain(int seed, Codec codec, List<byte[]> messages, Random random) {
        var stream = new ByteArrayOutputStream();
        messages.forEach(message -> stream.writeBytes(codec.framed(message)));
        var bytes = stream.toByteArray();

        var told = Told.of(codec.newFrames(), bytes, cuts(random, bytes.length));

        if (!Arrays.deepEquals(told.messages().toArray(), messages.toArray())
                || !told.heads().isEmpty()) {
            throw new AssertionError("seed " + seed + ": " + told.calls());
        }
    }

    private static @Nullable Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong();
            case 3 -> Double.longBitsToDouble(random.nextLong());
            case 4 -> text(random);
            case 5 -> {
                var list = new ArrayList<@Nullable Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            default -> {
                var map = new HashMap<String, @Nullable Object>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(text(random), value(random, depth - 1));
                }
                yield map;
            }
        };
    }

    private static String text(Random random) {
        var bytes = new byte[random.nextInt(10)];
        random.nextBytes(bytes);
        return new String(bytes, random.nextBoolean() ? UTF_8 : java.nio.charset.StandardCharsets.UTF_16LE);
    }
}
