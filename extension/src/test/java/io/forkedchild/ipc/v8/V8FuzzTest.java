package io.forkedchild.ipc.v8;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ipc.Cost;
import io.forkedchild.ipc.RandomValues;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever the bytes, they are a value or a defect, at a price that their length bounds. Each string of bytes has a seed of
 * its own, which a failure names.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class V8FuzzTest {

    private static final String TAGS = "oooAAaa;;''{$@:,,\"\"cSINUZD^^RrmsETc.\\\\B~VnyxzTF0_-?\0";
    private static final int LONGEST_TEXT = 3000;
    private static final long LARGEST_GROWTH = 32 << 20;

    private static final List<byte[]> MESSAGES = messages();

    private static List<byte[]> messages() {
        var values = new RandomValues(1969);
        return Stream.generate(() -> AdvancedMessages.encode(values.next()))
                .limit(2000)
                .toList();
    }

    // ---- bytes

    private enum Bytes {
        MUTATED {
            @Override
            byte[] next(Random random) {
                var message = message(random);
                var mutated = random.nextInt(8) == 0 ? Arrays.copyOf(message, random.nextInt(message.length)) : message;
                for (int left = random.nextInt(4); left > 0 && mutated.length > 2; left--) {
                    int at = 2 + random.nextInt(mutated.length - 2);
                    mutated[at] = random.nextBoolean()
                            ? tag(random)
                            : (byte) (random.nextBoolean() ? random.nextInt() : mutated[at] ^ 1 << random.nextInt(8));
                }
                return mutated;
            }
        },

        /** The end of one message behind the beginning of another. */
        SPLICED {
            @Override
            byte[] next(Random random) {
                var head = message(random);
                var tail = message(random);
                int cut = random.nextInt(head.length);
                int from = random.nextInt(tail.length);
                var spliced = Arrays.copyOf(head, cut + tail.length - from);
                System.arraycopy(tail, from, spliced, cut, tail.length - from);
                return spliced;
            }
        },

        TAGS {
            @Override
            byte[] next(Random random) {
                var bytes = new byte[2 + random.nextInt(30)];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = random.nextInt(3) == 0 ? (byte) random.nextInt(4) : tag(random);
                }
                return begun(random, bytes);
            }
        },

        RANDOM {
            @Override
            byte[] next(Random random) {
                var bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                return bytes.length < 2 || random.nextInt(8) == 0 ? bytes : begun(random, bytes);
            }
        };

        abstract byte[] next(Random random);

        private static byte[] message(Random random) {
            return MESSAGES.get(random.nextInt(MESSAGES.size())).clone();
        }

        private static byte tag(Random random) {
            return (byte) V8FuzzTest.TAGS.charAt(random.nextInt(V8FuzzTest.TAGS.length()));
        }

        private static byte[] begun(Random random, byte[] bytes) {
            bytes[0] = V8Tag.VERSION;
            bytes[1] = (byte) (13 + random.nextInt(4));
            return bytes;
        }
    }

    // ---- looks at them

    /** Together 200,000; a million with {@code -Dforkedchild.fuzz=5}. */
    @ParameterizedTest(name = "{1} {0}")
    @CsvSource({"MUTATED, 40000", "SPLICED, 40000", "TAGS, 60000", "RANDOM, 60000"})
    void bytesAreAValueOrADefectAtABoundedPrice(Bytes bytes, int strings) {
        long before = usedHeap();

        int all = strings * Integer.getInteger("forkedchild.fuzz", 1);
        long readable = IntStream.range(0, all)
                .parallel()
                .filter(seed -> isValue(seed, bytes.next(new Random(seed))))
                .count();

        assertThat(readable).as("those that are values").isBetween(all / 1000L, all * 9L / 10);
        assertThat(usedHeap() - before).as("what is kept").isLessThan(LARGEST_GROWTH);
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static boolean isValue(int seed, byte[] bytes) {
        try {
            var looks = new Looks(bytes);
            if (!Cost.of(looks::look).isFairFor(bytes.length)) {
                var again = Cost.of(looks::look); // for the first time, classes are loaded
                assertThat(again.isFairFor(bytes.length)).as(again.toString()).isTrue();
            }
            return looks.judge(seed);
        } catch (RuntimeException | Error failure) {
            throw new AssertionError("seed " + seed + ": " + HexFormat.of().formatHex(bytes), failure);
        }
    }

    /** Everything that is done with a message when it comes, and when somebody looks. */
    private static final class Looks {
        private final byte[] bytes;
        private Optional<String> defect = Optional.empty();
        private String text = "";
        private boolean internal;
        private boolean decoded;

        Looks(byte[] bytes) {
            this.bytes = bytes;
        }

        void look() {
            defect = AdvancedMessages.defectOf(bytes);
            internal = AdvancedMessages.isInternal(bytes);
            text = AdvancedMessages.text(bytes);
            try {
                AdvancedMessages.decode(bytes, Object.class);
                decoded = true;
            } catch (IllegalArgumentException refusal) {
                decoded = false;
            }
        }

        boolean judge(int seed) {
            if (decoded == defect.isPresent() || (internal && !decoded)) {
                throw new AssertionError("read: " + decoded + ", internal: " + internal + ", " + defect);
            }
            if (text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
                throw new AssertionError("it is shown as " + text);
            }
            if (decoded && seed % 16 == 0) {
                judgeValue();
            }
            return decoded;
        }

        private void judgeValue() {
            AdvancedMessages.hasValue(bytes, 1);
            try {
                AdvancedMessages.json(bytes);
            } catch (IllegalArgumentException refusal) {
                assertThat(refusal.getMessage()).containsAnyOf("message holds itself", "message has more than");
            }
        }
    }
}
