package io.forkedchild.ipc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.node.DoubleNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonEncodingTest {

    private record Point(int x, double y, @Nullable String label) {}

    @SuppressWarnings("ArrayRecordComponent") // they are what is tested
    private record Numbers(double a, float b, Double c, double[] d, float[] e, List<Double> f) {}

    private enum Colour {
        RED
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    static List<Arguments> asInNode() {
        return List.of(
                argumentSet("string", "s", "\"s\""),
                argumentSet("empty string", "", "\"\""),
                argumentSet("number", 1, "1"),
                argumentSet("negative", -17L, "-17"),
                argumentSet("fraction", 0.1, "0.1"),
                argumentSet("double without a fraction", 1.0, "1"),
                argumentSet("negative zero", -0.0, "0"),
                argumentSet("negative fraction", -0.5, "-0.5"),
                argumentSet("point inside", 123.456, "123.456"),
                argumentSet("zeros before the point", 1.5e20, "150000000000000000000"),
                argumentSet("last double without exponent", 999999999999999900000.0, "999999999999999900000"),
                argumentSet("first double with exponent", 1e21, "1e+21"),
                argumentSet("digits before an exponent", -1.25e21, "-1.25e+21"),
                argumentSet("zeros behind the point", 1.25e-5, "0.0000125"),
                argumentSet("last fraction without exponent", 1e-6, "0.000001"),
                argumentSet("first fraction with exponent", 9.9e-7, "9.9e-7"),
                argumentSet("largest double", Double.MAX_VALUE, "1.7976931348623157e+308"),
                argumentSet("smallest double", Double.MIN_VALUE, "5e-324"),
                argumentSet("digits that JDK 17 writes more of", 2.2e-322, "2.2e-322"),
                argumentSet("doubles of an array", new double[] {1, -0.0, 2.5}, "[1,0,2.5]"),
                argumentSet("floats of an array", new float[] {1, 2.5f}, "[1,2.5]"),
                argumentSet("largest safe integer", 9_007_199_254_740_991L, "9007199254740991"),
                argumentSet("boolean", true, "true"),
                argumentSet("null", null, "null"),
                argumentSet("NaN", Double.NaN, "null"),
                argumentSet("infinity", Double.POSITIVE_INFINITY, "null"),
                argumentSet("negative infinity of a float", Float.NEGATIVE_INFINITY, "null"),
                argumentSet("NaN of a tree", DoubleNode.valueOf(Double.NaN), "null"),
                argumentSet("NaN of an array", new double[] {0.5, Double.NaN}, "[0.5,null]"),
                argumentSet("infinity of a float array", new float[] {0.5f, Float.POSITIVE_INFINITY}, "[0.5,null]"),
                argumentSet("NaN of a list", List.of(Double.NaN), "[null]"),
                argumentSet("empty list", List.of(), "[]"),
                argumentSet("list", Arrays.asList(1, "a", null, List.of()), "[1,\"a\",null,[]]"),
                argumentSet("empty map", Map.of(), "{}"),
                argumentSet("nested map", Map.of("a", Map.of("b", List.of(Map.of()))), "{\"a\":{\"b\":[{}]}}"),
                argumentSet("map of a null", nulled("a"), "{\"a\":null}"),
                argumentSet("map with a number as key", Map.of(1, 2), "{\"1\":2}"),
                argumentSet("empty key", Map.of("", 1), "{\"\":1}"),
                argumentSet("record", new Point(1, 0.5, "p"), "{\"x\":1,\"y\":0.5,\"label\":\"p\"}"),
                argumentSet("record of a null", new Point(1, 0.5, null), "{\"x\":1,\"y\":0.5,\"label\":null}"),
                argumentSet("quote and backslash", "\"\\", "\"\\\"\\\\\""),
                argumentSet("slash", "</script>", "\"</script>\""),
                argumentSet("named control characters", "\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\""),
                argumentSet("other control characters", "\0\u001f", "\"\\u0000\\u001f\""),
                argumentSet("delete and C1", "\u007f\u0085", "\"\u007f\u0085\""),
                argumentSet("line separators", "\u2028\u2029", "\"\u2028\u2029\""),
                argumentSet("BMP", "é日", "\"é日\""),
                argumentSet("emoji", "😀", "\"😀\""),
                argumentSet("emoji as key", Map.of("😀", 1), "{\"😀\":1}"),
                argumentSet("lone high surrogate", "a\ud83d", "\"a\\ud83d\""),
                argumentSet("lone low surrogate", "\ude00b", "\"\\ude00b\""),
                argumentSet("swapped surrogates", "\ude00\ud83d", "\"\\ude00\\ud83d\""),
                argumentSet("lone surrogate as key", Map.of("\ud83d", 1), "{\"\\ud83d\":1}"));
    }

    private static Map<String, @Nullable Object> nulled(String key) {
        var map = new HashMap<String, @Nullable Object>();
        map.put(key, null);
        return map;
    }

    @ParameterizedTest
    @MethodSource("asInNode")
    void encodesAsNodeDoes(@Nullable Object value, String json) {
        assertThat(new String(JsonMessages.encode(value), UTF_8)).isEqualTo(json);
    }

    /** The value is the same, or there is none in JavaScript; the bytes are those that Java programs expect. */
    static List<Arguments> otherwiseThanInNode() {
        return List.of(
                argumentSet("float: Node has none", 0.1f, "0.10000000149011612"),
                argumentSet("long: Node rounds", Long.MAX_VALUE, "9223372036854775807"),
                argumentSet("BigInteger: Node refuses", BigInteger.TEN.pow(30), "1" + "0".repeat(30)),
                argumentSet("BigDecimal: Node has none", new BigDecimal("1.10"), "1.10"),
                argumentSet("char: Node has none", 'c', "\"c\""),
                argumentSet("enum: Node has none", Colour.RED, "\"RED\""));
    }

    @ParameterizedTest
    @MethodSource("otherwiseThanInNode")
    void encodesOtherwiseThanNode(Object value, String json) {
        assertThat(new String(JsonMessages.encode(value), UTF_8)).isEqualTo(json);
    }

    @Test
    void everyDoubleIsReadBackAsItWas() {
        var random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                var text = new String(JsonMessages.encode(value), UTF_8);

                assertThat(Double.parseDouble(text)).isEqualTo(value);
                assertThat(JsonMessages.defectOf(utf8(text))).isEmpty();
            }
        }
    }

    @Test
    void numbersThatAreNoneBecomeNullWhereverTheyStand() {
        var numbers = new Numbers(
                Double.NaN,
                Float.NaN,
                Double.NEGATIVE_INFINITY,
                new double[] {Double.NaN},
                new float[] {Float.POSITIVE_INFINITY},
                List.of(Double.NaN));

        assertThat(new String(JsonMessages.encode(numbers), UTF_8))
                .isEqualTo("{\"a\":null,\"b\":null,\"c\":null,\"d\":[null],\"e\":[null],\"f\":[null]}");
    }

    @Test
    void orderOfAMapIsKept() {
        var map = new LinkedHashMap<String, Integer>();
        List.of("z", "a", "m").forEach(key -> map.put(key, 1));

        assertThat(JsonMessages.encode(map)).asString(UTF_8).isEqualTo("{\"z\":1,\"a\":1,\"m\":1}");
    }

    @Test
    void encodedMessageIsOneLine() {
        var bytes = JsonMessages.encode(Map.of("a\nb", List.of("c\nd\r\n", Map.of("e", "\n"))));

        assertThat(bytes).doesNotContain('\n', '\r');
    }
}
