package io.forkedchild.ipc.json;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMessagesTest {

    private record Point(int x, double y, @Nullable String label) {}

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] bytes(int... values) {
        var bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    // ---- what Node would not parse

    /** For a hash of {@code 33 * hash + character}, as Jackson's, and one of 31, as Java's. */
    private static String namesWithEqualHashes() {
        return IntStream.range(0, 1 << 10)
                .mapToObj(i -> name(i, "AB", "B!") + "," + name(i, "Aa", "BB"))
                .collect(joining(",", "{", "}"));
    }

    private static String name(int bits, String zero, String one) {
        return IntStream.range(0, 10)
                .mapToObj(bit -> (bits >> bit & 1) == 0 ? zero : one)
                .collect(joining("", "\"", "\":1"));
    }

    static List<Arguments> good() {
        return List.of(
                argumentSet("object", utf8("{\"x\":1}")),
                argumentSet("carriage return", utf8("{\"crlf\":1}\r")),
                argumentSet("blanks", utf8(" \t {\"ws\" : 1}  ")),
                argumentSet("number", utf8("1")),
                argumentSet("exponent", utf8("-1.5e+10")),
                argumentSet("null", utf8(" null")),
                argumentSet("false", utf8("false")),
                argumentSet("string", utf8("\"s\"")),
                argumentSet("line separator", utf8("\"\u2028\u007f\"")),
                argumentSet("malformed UTF-8", bytes('"', 0xff, 0xfe, 0xc3, '"')),
                argumentSet("malformed UTF-8 in a name", bytes('{', '"', 0xff, '"', ':', '1', '}')),
                argumentSet("surrogates in UTF-8", bytes('"', 0xed, 0xa0, 0xbd, '"')),
                argumentSet("overlong UTF-8", bytes('"', 0xc0, 0x80, '"')),
                argumentSet("lone surrogate", utf8("\"\\ud83d\"")),
                argumentSet("duplicate name", utf8("{\"a\":1,\"a\":2,\"__proto__\":{}}")),
                argumentSet("names with equal hashes", utf8(namesWithEqualHashes())),
                argumentSet("large integer", utf8("12345678901234567890")),
                argumentSet("infinite number", utf8("1e400")),
                argumentSet("number of 100,000 digits", utf8("1".repeat(100_000))),
                argumentSet("fraction of 100,000 digits", utf8("0." + "1".repeat(100_000))),
                argumentSet("3000 arrays", utf8("[".repeat(3000) + "]".repeat(3000))),
                argumentSet("100,000 objects", utf8("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000))),
                argumentSet("name of 1 MB", utf8("{\"" + "n".repeat(1_000_000) + "\":1}")),
                argumentSet("string of 30 MB", utf8("\"" + "x".repeat(30_000_000) + "\"")),
                argumentSet("100,000 names", utf8(manyNames())));
    }

    private static String manyNames() {
        var object = new StringBuilder("{\"n\":0");
        for (int i = 0; i < 100_000; i++) {
            object.append(",\"name").append(i).append("\":").append(i);
        }
        return object.append('}').toString();
    }

    /** Node reads it; Jackson does not. */
    @Test
    void nameWithHalfASurrogatePairIsADefect() {
        assertThat(JsonMessages.defectOf(utf8("{\"\\ud83d\":1}")))
                .hasValueSatisfying(why -> assertThat(why).contains("surrogate"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void messageThatNodeParsesHasNoDefectAndAValue(byte[] line) {
        assertThat(JsonMessages.defectOf(line)).isEmpty();
        assertThat(JsonMessages.decode(line).isMissingNode()).isFalse();
        assertThat(JsonMessages.isInternal(line)).isFalse();
    }

    static List<Arguments> bad() {
        return List.of(
                argumentSet("empty line", utf8(""), "empty line"),
                argumentSet("blanks", utf8(" \t\r"), "empty line"),
                argumentSet("undefined", utf8("undefined"), "undefined"),
                argumentSet("byte order mark", bytes(0xef, 0xbb, 0xbf, '1'), "byte order mark"),
                argumentSet("UTF-16", "{\"a\":1}".getBytes(UTF_16LE), "code 0"),
                argumentSet("UTF-16 with a mark", bytes(0xff, 0xfe, '1', 0), ""),
                argumentSet("bare word", utf8("{bad json}"), "'b'"),
                argumentSet("two values", utf8("1 2"), "more than one value"),
                argumentSet("two objects", utf8("{}{}"), "more than one value"),
                argumentSet("two strings", utf8("\"a\"\"b\""), "more than one value"),
                argumentSet("closed twice", utf8("{\"a\":1}}"), "'}'"),
                argumentSet("cut object", utf8("{\"a\":1"), "end-of-input"),
                argumentSet("cut array", utf8("[1,[2"), "end-of-input"),
                argumentSet("cut string", utf8("\"abc"), "end-of-input"),
                argumentSet("cut escape", utf8("\"\\"), "end-of-input"),
                argumentSet("comma at the end of an array", utf8("[1,]"), "']'"),
                argumentSet("comma at the end of an object", utf8("{\"a\":1,}"), "'}'"),
                argumentSet("comma too many", utf8("[1,,2]"), "','"),
                argumentSet("comma behind", utf8("1,"), "','"),
                argumentSet("leading zero", utf8("01"), "zero"),
                argumentSet("plus", utf8("+1"), "'+'"),
                argumentSet("no digit before the point", utf8(".5"), "'.'"),
                argumentSet("no digit behind the point", utf8("1."), "point"),
                argumentSet("letter behind a number", utf8("1x"), "'x'"),
                argumentSet("minus alone", utf8("-"), ""),
                argumentSet("NaN", utf8("NaN"), "NaN"),
                argumentSet("negative infinity", utf8("-Infinity"), ""),
                argumentSet("two words", utf8("truefalse"), "truefalse"),
                argumentSet("cut word", utf8("tru"), "tru"),
                argumentSet("single quotes", utf8("'a'"), "'"),
                argumentSet("comment", utf8("// c"), "'/'"),
                argumentSet("tab in a string", utf8("\"\t\""), "code 9"),
                argumentSet("NUL behind", utf8("{}\0"), "code 0"),
                argumentSet("form feed", utf8("\f1"), "code 12"),
                argumentSet("no-break space", utf8("\u00a01"), "160"),
                argumentSet("unknown escape", utf8("\"\\x\""), "'x'"),
                argumentSet("escape that is no number", utf8("\"\\u00zz\""), ""),
                argumentSet("array closed as object", utf8("[1}"), "'}'"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void messageThatNodeDoesNotParseHasADefectInOneLine(byte[] line, String mentioned) {
        assertThat(JsonMessages.defectOf(line))
                .hasValueSatisfying(
                        defect -> assertThat(defect).contains(mentioned).doesNotContain("\n"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonMessages.decode(line))
                .withMessageStartingWith("message is not JSON: ");
    }

    // ---- internal messages

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cmd\":\"NODE_HANDLE_ACK\"}",
                "{\"cmd\":\"NODE_X\"}",
                "{\"cmd\":\"NODE__\"}",
                "  \t{ \"cmd\" : \"NODE_HANDLE\" , \"msg\":{} } \r",
                "{\"a\":[{\"cmd\":1}],\"cmd\":\"NODE_HANDLE\"}",
                "{\"cmd\":\"\\u004eODE_X\"}",
                "{\"\\u0063md\":\"NODE_X\"}",
                "{\"\\u0063md\":\"\\u004e\\u004f\\u0044\\u0045\\u005fX\"}",
                "{\"cmd\":\"other\",\"cmd\":\"NODE_X\"}",
                "{\"cmd\":{\"cmd\":1},\"cmd\":\"NODE_X\"}",
                "{\"cmd\":\"NODE_\\ud83d\"}",
                "{\"cmd\":\"NODE_\\n\"}"
            })
    void messageOfNodeIsInternal(String line) {
        assertThat(JsonMessages.isInternal(utf8(line))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cmd\":\"NODE_\"}",
                "{\"cmd\":\"NODE\"}",
                "{\"cmd\":\"node_handle\"}",
                "{\"cmd\":\" NODE_HANDLE\"}",
                "{\"Cmd\":\"NODE_HANDLE\"}",
                "{\"cmd\":[\"NODE_HANDLE\"]}",
                "{\"cmd\":{\"NODE_HANDLE\":1}}",
                "{\"cmd\":null,\"a\":\"NODE_HANDLE\"}",
                "{\"cmd\":1,\"NODE_HANDLE\":1}",
                "{\"cmd\":\"NODE_X\",\"cmd\":\"other\"}",
                "{\"cmd\":\"NODE_X\",\"cmd\":{\"a\":1}}",
                "{\"cmd\":\"NODE_X\",\"cmd\":null}",
                "{\"msg\":{\"cmd\":\"NODE_HANDLE\"}}",
                "{\"__proto__\":{\"cmd\":\"NODE_HANDLE\"}}",
                "[{\"cmd\":\"NODE_HANDLE\"}]",
                "[\"cmd\",\"NODE_HANDLE\"]",
                "\"NODE_HANDLE\"",
                "\"cmd:NODE_HANDLE\"",
                "null",
                "{}",
                "{\"cmd\":\"\\\\NODE_HANDLE\"}",
                "{\"a\":\"\\u004eODE_HANDLE\"}"
            })
    void messageOfTheChildIsNotInternal(String line) {
        assertThat(JsonMessages.isInternal(utf8(line))).isFalse();
    }

    // ---- comparison

    static List<Arguments> same() {
        return List.of(
                argumentSet("1 and 1.0", "1", 1.0),
                argumentSet("1.0 and 1", "1.0", 1),
                argumentSet("1e0 and 1", "1e0", 1L),
                argumentSet("1E2 and 100", "1E2", (short) 100),
                argumentSet("negative zero", "-0", 0),
                argumentSet("zero and negative zero", "0", -0.0),
                argumentSet("nested", "{\"a\":[1,{\"b\":2.0}]}", Map.of("a", List.of(1.0, Map.of("b", 2)))),
                argumentSet("order of names", "{\"a\":1,\"b\":2}", new TreeMap<>(Map.of("b", 2, "a", 1.0))),
                argumentSet("duplicate name", "{\"a\":1,\"a\":2}", Map.of("a", 2)),
                argumentSet("large integer", "12345678901234567890", new BigInteger("12345678901234567890")),
                argumentSet(
                        "large integer as decimal", "12345678901234567890", new BigDecimal("1234567890123456789E1")),
                argumentSet("long", "9223372036854775807", Long.MAX_VALUE),
                argumentSet("fraction", "0.1", 0.1),
                argumentSet("fraction as decimal", "0.10", new BigDecimal("0.1")),
                argumentSet("number of 5000 digits", "1" + "0".repeat(5000), BigInteger.TEN.pow(5000)),
                argumentSet("escaped spelling", "\"\\u0061\"", "a"),
                argumentSet("emoji", "\"\\ud83d\\ude00\"", "😀"),
                argumentSet("lone surrogate", "\"\\ud83d\"", "\ud83d"),
                argumentSet("record", "{\"label\":null,\"y\":2,\"x\":1.0}", new Point(1, 2, null)),
                argumentSet("infinite number", "1e400", BigInteger.TEN.pow(400)),
                argumentSet("null", "null", null));
    }

    @ParameterizedTest
    @MethodSource("same")
    void sameValueIsFoundHoweverItIsWritten(String line, @Nullable Object expected) {
        assertThat(JsonMessages.hasValue(utf8(line), expected)).isTrue();
    }

    static List<Arguments> different() {
        return List.of(
                argumentSet("1 and 2", "1", 2),
                argumentSet("number and string", "1", "1"),
                argumentSet("string and number", "\"1\"", 1),
                argumentSet("zero and false", "0", false),
                argumentSet("null and nothing", "null", Map.of()),
                argumentSet("list and map", "[]", Map.of()),
                argumentSet("shorter list", "[1]", List.of(1, 2)),
                argumentSet("order of a list", "[1,2]", List.of(2, 1)),
                argumentSet("name too many", "{\"a\":1,\"b\":null}", Map.of("a", 1)),
                argumentSet("name too few", "{\"a\":1}", new Point(1, 1, null)),
                argumentSet("nested", "{\"a\":[1,{\"b\":2}]}", Map.of("a", List.of(1, Map.of("b", 3)))),
                argumentSet("neighbouring longs", "9007199254740993", 9_007_199_254_740_992L),
                argumentSet("infinite number", "1e400", 1),
                argumentSet("huge exponent", "1e1000000000", 1),
                argumentSet("infinite number and string", "1e400", "Infinity"),
                argumentSet("two infinities", "1e400", BigInteger.TEN.pow(400).negate()),
                argumentSet("nearly equal", "0.1", 0.1f));
    }

    @ParameterizedTest
    @MethodSource("different")
    void differentValueIsNotTakenForTheSame(String line, Object expected) {
        assertThat(JsonMessages.hasValue(utf8(line), expected)).isFalse();
    }

    @Test
    void deepValuesAreCompared() {
        Object expected = 1.0;
        for (int i = 0; i < 900; i++) {
            expected = List.of(expected);
        }

        assertThat(JsonMessages.hasValue(utf8("[".repeat(900) + "1" + "]".repeat(900)), expected))
                .isTrue();
        assertThat(JsonMessages.hasValue(utf8("[".repeat(900) + "2" + "]".repeat(900)), expected))
                .isFalse();
        assertThat(JsonMessages.hasValue(utf8("[".repeat(3000) + "]".repeat(3000)), expected))
                .isFalse();
    }

    // ---- as a Java type

    @Test
    void valueIsGivenAsTheTypeThatItHas() {
        assertThat(JsonMessages.decode(utf8("12"), Integer.class)).isEqualTo(12);
        assertThat(JsonMessages.decode(utf8("12"), double.class)).isEqualTo(12.0);
        assertThat(JsonMessages.decode(utf8("\"12\""), String.class)).isEqualTo("12");
        assertThat(JsonMessages.decode(utf8("{\"x\":1,\"y\":2,\"label\":\"p\"}"), Point.class))
                .isEqualTo(new Point(1, 2, "p"));
        assertThat(JsonMessages.decode(bytes('"', 0xff, '"'), String.class)).isEqualTo("\ufffd");
    }

    static List<Arguments> ofAnotherType() {
        return List.of(
                argumentSet("string as number", "\"12\"", Integer.class),
                argumentSet("fraction as integer", "1.9", Integer.class),
                argumentSet("large number as int", "3000000000", Integer.class),
                argumentSet("number as string", "12", String.class),
                argumentSet("boolean as string", "true", String.class),
                argumentSet("number as boolean", "1", Boolean.class),
                argumentSet("empty string as number", "\"\"", Integer.class),
                argumentSet("empty string as record", "\"\"", Point.class),
                argumentSet("array as record", "[1]", Point.class),
                argumentSet("name that the record has not", "{\"z\":1}", Point.class),
                argumentSet("object as list", "{}", List.class),
                argumentSet("two values", "1 2", Integer.class),
                argumentSet("nothing", "", Integer.class));
    }

    @ParameterizedTest
    @MethodSource("ofAnotherType")
    void valueOfAnotherTypeIsRefused(String line, Class<?> type) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonMessages.decode(utf8(line), type))
                .withMessageStartingWith("message is no " + type.getSimpleName() + ": ");
    }
}
