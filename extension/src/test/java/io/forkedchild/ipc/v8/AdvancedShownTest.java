package io.forkedchild.ipc.v8;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.js.Boxed;
import io.forkedchild.js.InvalidDate;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsRegExp;
import io.forkedchild.js.JsSet;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.Undefined;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How messages are shown, as JSON and as text, and which of them Node keeps to itself. */
class AdvancedShownTest {

    private static byte[] encode(@Nullable Object value) {
        return AdvancedMessages.encode(value);
    }

    private static Map<String, Object> ordered(String name, Object value, String otherName, Object otherValue) {
        var map = new LinkedHashMap<String, Object>();
        map.put(name, value);
        map.put(otherName, otherValue);
        return map;
    }

    static List<Arguments> commands() {
        return List.of(
                argumentSet("command", Map.of("cmd", "NODE_HANDLE"), true),
                argumentSet("in two bytes", Map.of("cmd", "NODE_日"), true),
                argumentSet("among others", ordered("a", List.of(1), "cmd", "NODE_X"), true),
                argumentSet("prefix alone", Map.of("cmd", "NODE_"), false),
                argumentSet("lower case", Map.of("cmd", "node_handle"), false),
                argumentSet("not at the beginning", Map.of("cmd", "xNODE_HANDLE"), false),
                argumentSet("deeper", Map.of("a", Map.of("cmd", "NODE_HANDLE")), false),
                argumentSet("other name", Map.of("command", "NODE_HANDLE"), false),
                argumentSet("Map", JsMap.of("cmd", "NODE_HANDLE"), false),
                argumentSet("boxed", Map.of("cmd", new Boxed("NODE_HANDLE")), false),
                argumentSet("text", "NODE_HANDLE", false),
                argumentSet("null", null, false));
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("commands")
    void internalIsAnObjectWithACommandOfNode(@Nullable Object value, boolean internal) {
        assertThat(AdvancedMessages.isInternal(encode(value))).isEqualTo(internal);
    }

    static List<Arguments> jsons() {
        return List.of(
                argumentSet("numbers", List.of(1, 1.5, 0x1p40, -0.0), "[1,1.5,1099511627776,0]"),
                argumentSet("no numbers", List.of(Double.NaN, Double.NEGATIVE_INFINITY), "[null,null]"),
                argumentSet("BigInt", BigInteger.TWO.pow(70), "1180591620717411303424"),
                argumentSet(
                        "undefined",
                        ordered("a", Undefined.UNDEFINED, "b", List.of(Undefined.UNDEFINED)),
                        "{\"b\":[null]}"),
                argumentSet("Date", Instant.EPOCH, "\"1970-01-01T00:00:00.000Z\""),
                argumentSet(
                        "late Date", Instant.ofEpochMilli(8_640_000_000_000_000L), "\"+275760-09-13T00:00:00.000Z\""),
                argumentSet(
                        "early Date", Instant.ofEpochMilli(-8_640_000_000_000_000L), "\"-271821-04-20T00:00:00.000Z\""),
                argumentSet("invalid Date", new InvalidDate(), "null"),
                argumentSet("bytes", new byte[] {1, 2}, "\"AQI=\""),
                argumentSet("Map and Set", List.of(JsMap.of(1, 2), JsSet.of(1)), "[{},{}]"),
                argumentSet("error and RegExp", List.of(JsError.named("Error"), new JsRegExp("x")), "[{},{}]"),
                argumentSet("boxed", List.of(new Boxed("a"), new Boxed(true)), "[\"a\",true]"),
                argumentSet("holes", new JsArray(3).set(1, 1).put("x", 2), "[null,1,null]"));
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("jsons")
    void jsonIsThatOfStringify(Object value, String json) {
        assertThat(AdvancedMessages.json(encode(value))).hasToString(json);
    }

    @Test
    void longestArrayIsNoJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdvancedMessages.json(encode(new JsArray(JsArray.MAX_LENGTH))))
                .withMessageContaining("more than 10000000 values");
    }

    static List<Arguments> texts() {
        return List.of(
                argumentSet("text", "it's\n\u0001", "'it\\'s\\n\\x01'"),
                argumentSet(
                        "numbers",
                        List.of(1, -0.0, 1.5, 0x1p70, Double.NaN),
                        "[ 1, -0, 1.5, 1.1805916207174113e+21, NaN ]"),
                argumentSet("empty", List.of(List.of(), Map.of(), JsMap.of()), "[ [], {}, Map(0) {} ]"),
                argumentSet("object", ordered("a b", 1, "c", BigInteger.TEN), "{ 'a b': 1, c: 10n }"),
                argumentSet("Map", JsMap.of(1, "a"), "Map(1) { 1 => 'a' }"),
                argumentSet("Set", JsSet.of(1, Undefined.UNDEFINED), "Set(2) { 1, undefined }"),
                argumentSet("array", new JsArray(3).set(1, null).put("x", 1), "Array(3) [ 1: null ] { x: 1 }"),
                argumentSet("error", JsError.of("TypeError", "no").initCause(1), "[TypeError: no { cause: 1 }]"),
                argumentSet("Date", Instant.EPOCH, "Date(1970-01-01T00:00:00.000Z)"),
                argumentSet("Buffer", "hi".getBytes(UTF_8), "<Buffer 68 69>"),
                argumentSet("array of ints", TypedArray.of(1, 2), "Int32Array(2) [1, 2]"),
                argumentSet("boxed", new Boxed("a"), "Object('a')"),
                argumentSet("RegExp", new JsRegExp("x", "g"), "/x/g"));
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("texts")
    void textIsThatOfAConsole(Object value, String text) {
        assertThat(AdvancedMessages.text(encode(value))).isEqualTo(text);
    }

    @Test
    void longTextIsShortened() {
        assertThat(AdvancedMessages.text(encode("x".repeat(1_000_000))))
                .hasSizeLessThan(3000)
                .endsWith("…");
        assertThat(AdvancedMessages.text(encode(new byte[1_000_000])))
                .hasSizeLessThan(300)
                .contains("…");
        assertThat(AdvancedMessages.text(encode(BigInteger.TWO.pow(10_000_000))))
                .isEqualTo("a BigInt of 10000001 bits");
    }
}
