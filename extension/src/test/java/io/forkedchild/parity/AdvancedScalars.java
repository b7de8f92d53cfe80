package io.forkedchild.parity;

import static io.forkedchild.parity.AdvancedRow.both;
import static io.forkedchild.parity.AdvancedRow.fromJava;

import io.forkedchild.js.Boxed;
import io.forkedchild.js.InvalidDate;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsRegExp;
import io.forkedchild.js.Undefined;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The values without parts of the serialization {@code advanced}: each in JavaScript and in Java. */
@SuppressWarnings("JavaUtilDate") // it can be sent
final class AdvancedScalars {

    private AdvancedScalars() {}

    static List<AdvancedRow> texts() {
        return List.of(
                both("''", ""),
                both("'hi'", "hi"),
                both("'\\0\\x7f\\x80\\xff'", "\0\u007f\u0080\u00ff"),
                both("'é'", "é"),
                both("'日本'", "日本"),
                both("'é日'", "é日"),
                both("'😀'", "😀"),
                both("'\\ud83d'", "\ud83d"),
                both("'a\\ude00'", "a\ude00"),
                both("'\\ude00\\ud83d'", "\ude00\ud83d"),
                both("'x'.repeat(127)", "x".repeat(127)),
                both("'x'.repeat(128)", "x".repeat(128)),
                both("'日'.repeat(63)", "日".repeat(63)),
                both("'日'.repeat(64)", "日".repeat(64)), // its length takes two bytes, so the text needs padding
                both("'日'.repeat(70000)", "日".repeat(70_000)),
                both("['日', 'a', '日', 'ab', '日']", List.of("日", "a", "日", "ab", "日")),
                both("{ab: '日'}", Map.of("ab", "日")),
                both("{a: '\\ud83d'}", Map.of("a", "\ud83d")),
                both("{日: 'a', 本本: '日'}", AdvancedTable.ordered("日", "a", "本本", "日")));
    }

    static List<AdvancedRow> numbers() {
        return List.of(
                both("0", 0),
                both("1", 1),
                both("-1", -1),
                both("63", 63),
                both("64", 64),
                both("-64", -64),
                both("-65", -65),
                both("2 ** 31 - 1", Integer.MAX_VALUE),
                both("-(2 ** 31)", Integer.MIN_VALUE),
                both("2 ** 31", 0x1p31),
                both("-(2 ** 31) - 1", -0x1p31 - 1),
                both("2 ** 32", 0x1p32),
                both("Number.MAX_SAFE_INTEGER", 0x1p53 - 1),
                both("Number.MIN_SAFE_INTEGER", 1 - 0x1p53),
                both("1.5", 1.5),
                both("-0", -0.0),
                both("NaN", Double.NaN),
                both("Infinity", Double.POSITIVE_INFINITY),
                both("-Infinity", Double.NEGATIVE_INFINITY),
                both("Number.MAX_VALUE", Double.MAX_VALUE),
                both("Number.MIN_VALUE", Double.MIN_VALUE));
    }

    static List<AdvancedRow> bigInts() {
        var huge = BigInteger.valueOf(3).pow(5000);
        return List.of(
                fromJava("10n", BigInteger.TEN),
                fromJava("0n", BigInteger.ZERO),
                both("{b: 10n}", Map.of("b", BigInteger.TEN)),
                both("[-5n, 0n, -0n]", List.of(BigInteger.valueOf(-5), BigInteger.ZERO, BigInteger.ZERO)),
                both("[2n ** 63n - 1n, -(2n ** 63n)]", List.of(big(Long.MAX_VALUE), big(Long.MIN_VALUE))),
                both("[2n ** 64n - 1n, 2n ** 64n]", List.of(power(64).subtract(BigInteger.ONE), power(64))),
                both("[-(2n ** 64n), 1n - 2n ** 64n]", List.of(power(64).negate(), BigInteger.ONE.subtract(power(64)))),
                both("[3n ** 5000n, -(3n ** 5000n)]", List.of(huge, huge.negate())),
                both("new Map([[1n, 1], [1, 1n]])", JsMap.of(BigInteger.ONE, 1, 1, BigInteger.ONE)));
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    private static BigInteger power(int exponent) {
        return BigInteger.TWO.pow(exponent);
    }

    static List<AdvancedRow> constantsAndDates() {
        return List.of(
                both("true", true),
                both("false", false),
                both("null", null),
                fromJava("undefined", Undefined.UNDEFINED),
                both("[undefined, null]", Arrays.asList(Undefined.UNDEFINED, null)),
                both("{u: undefined}", Map.of("u", Undefined.UNDEFINED)),
                both("new Date(0)", Instant.EPOCH),
                both("new Date(-1)", Instant.ofEpochMilli(-1)),
                both("new Date('2026-02-28T23:59:59.999Z')", Instant.parse("2026-02-28T23:59:59.999Z")),
                both("new Date(8.64e15)", Instant.ofEpochMilli(8_640_000_000_000_000L)),
                both("new Date(-8.64e15)", Instant.ofEpochMilli(-8_640_000_000_000_000L)),
                both("new Date(NaN)", new InvalidDate()));
    }

    static List<AdvancedRow> regExpsAndBoxes() {
        return List.of(
                both("/x/", new JsRegExp("x")),
                both("/x/gi", new JsRegExp("x", "gi")),
                both("/x/dgimsuy", new JsRegExp("x", "dgimsuy")),
                both("/[x--y]/v", new JsRegExp("[x--y]", "v")),
                both("new RegExp('')", new JsRegExp("(?:)")),
                both("/a\\/\\n\\\\日/", new JsRegExp("a\\/\\n\\\\日")),
                both("new Number(1)", new Boxed(1)),
                both("new Number(-0)", new Boxed(-0.0)),
                both("new Number(NaN)", new Boxed(Double.NaN)),
                both("new String('s')", new Boxed("s")),
                both("new String('日')", new Boxed("日")),
                both("new Boolean(true)", new Boxed(true)),
                both("new Boolean(false)", new Boxed(false)),
                both("Object(1n)", new Boxed(BigInteger.ONE)),
                both("Object(-(2n ** 70n))", new Boxed(power(70).negate())));
    }
}
