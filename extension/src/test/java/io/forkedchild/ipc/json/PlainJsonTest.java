package io.forkedchild.ipc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What spares Jackson gives the same as Jackson. */
class PlainJsonTest {

    @ParameterizedTest
    @MethodSource("seeds")
    void plainValuesAreWrittenAndReadAsByJackson(int seed) {
        var value = new Values(seed).value(4);

        var message = PlainJson.encode(value).orElseThrow();

        assertThat(new String(message, UTF_8)).isEqualTo(new String(JsonMessages.encode(value), UTF_8));
        assertThat(PlainJson.value(message)).isEqualTo(JsonMessages.value(message));
    }

    static IntStream seeds() {
        return IntStream.range(0, 500);
    }

    static Stream<Object> others() {
        return Stream.of(
                Instant.EPOCH,
                new byte[] {1},
                BigInteger.TWO,
                Map.of(1, 2),
                List.of(List.of('c')),
                Double.NaN,
                new TreeMap<String, Object>(Map.of("x", Float.valueOf(1))) {
                    private static final long serialVersionUID = 1;
                });
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherValuesAreLeftToJackson(Object value) {
        assertThat(PlainJson.encode(value)).isEmpty();
    }

    @Test
    void circleIsLeftToJackson() {
        var list = new ArrayList<Object>();
        list.add(list);

        assertThat(PlainJson.encode(list)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " [ 1 , 2 ] ",
                "{}",
                "[]",
                "\"\\u00e9\\/\\b\\ud800\"",
                "{\"a\":1,\"b\":2,\"a\":3}",
                "-0",
                "-0.0",
                "1E400",
                "1e-7",
                "12.50",
                "2147483648",
                "-2147483648",
                "999999999999999999",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
                "\r\tnull\r"
            })
    void otherSpellingsAreReadAsByJackson(String json) {
        var message = json.getBytes(UTF_8);

        assertThat(PlainJson.value(message)).isEqualTo(JsonMessages.value(message));
    }

    @Test
    void bytesThatAreNoTextAreReadAsByJackson() {
        var message = new byte[] {'"', (byte) 0xff, (byte) 0xc3, '"'};

        assertThat(PlainJson.value(message)).isEqualTo(JsonMessages.value(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1",
                "[1,",
                "[1,]",
                "{\"a\"}",
                "{\"a\":}",
                "{a:1}",
                "01",
                "-",
                "1.",
                "1e",
                "+1",
                ".5",
                "nul",
                "truex",
                "1 2",
                "\"a",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\t\"",
                "NaN",
                "'a'",
                "[1}",
                "{\"a\":1]"
            })
    void whatIsNoJsonIsRefusedAsByJackson(String json) {
        var message = json.getBytes(UTF_8);

        assertThatThrownBy(() -> PlainJson.value(message)).isInstanceOf(IllegalArgumentException.class);
        assertThat(JsonMessages.defectOf(message)).isPresent();
    }

    @Test
    void deepMessageIsLeftToJackson() {
        var deep = ("[".repeat(1000) + "]".repeat(1000)).getBytes(UTF_8);

        assertThatThrownBy(() -> PlainJson.value(deep)).hasMessageContaining("too deep");
    }

    /** Random plain values. */
    private static final class Values {

        private static final double[] NUMBERS = {
            0.5, -0.0, 1e21, 1e20, 1e-7, 123456789.25, 9007199254740992.0, Double.MIN_VALUE, Double.MAX_VALUE, 2e-3
        };

        private final Random random;

        Values(long seed) {
            random = new Random(seed);
        }

        @Nullable
        Object value(int depth) {
            return switch (random.nextInt(depth == 0 ? 7 : 9)) {
                case 0 -> null;
                case 1 -> random.nextBoolean();
                case 2 -> random.nextInt();
                case 3 -> random.nextLong() >> random.nextInt(64);
                case 4 -> random.nextDouble() * Math.pow(10, random.nextInt(60) - 30);
                case 5 -> NUMBERS[random.nextInt(NUMBERS.length)];
                case 6 -> text();
                case 7 -> list(depth - 1);
                default -> map(depth - 1);
            };
        }

        private Object list(int depth) {
            var list = new ArrayList<@Nullable Object>();
            for (int i = random.nextInt(5); i > 0; i--) {
                list.add(value(depth));
            }
            return random.nextBoolean() ? list : Collections.unmodifiableList(list);
        }

        private Object map(int depth) {
            var map = new LinkedHashMap<String, @Nullable Object>();
            for (int i = random.nextInt(5); i > 0; i--) {
                map.put(
                        new String(text().getBytes(UTF_8), UTF_8),
                        value(depth)); // Jackson reads no half pair in a name
            }
            return map;
        }

        /** Of control characters, quotes, letters, halves and wholes of surrogate pairs. */
        private String text() {
            var text = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                switch (random.nextInt(5)) {
                    case 0 -> text.append((char) random.nextInt(128));
                    case 1 -> text.append("\"\\/\n\u2028é語".charAt(random.nextInt(7)));
                    case 2 -> text.append((char) (0xd800 + random.nextInt(0x800)));
                    case 3 -> text.appendCodePoint(0x1f600 + random.nextInt(50));
                    default -> text.append("plain");
                }
            }
            return text.toString();
        }
    }
}
