package io.forkedchild.parity;

import static io.forkedchild.parity.AdvancedRow.both;
import static io.forkedchild.parity.AdvancedRow.fromJava;
import static io.forkedchild.parity.AdvancedRow.fromNode;
import static io.forkedchild.parity.AdvancedRow.shared;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.Boxed;
import io.forkedchild.js.InvalidDate;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsRegExp;
import io.forkedchild.js.JsSet;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.TypedArray.Kind;
import io.forkedchild.js.Undefined;
import io.forkedchild.testing.NodeVersion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values of the serialization {@code advanced}: each in JavaScript and in Java. */
@SuppressWarnings("JavaUtilDate") // it can be sent
final class AdvancedTable {

    /** What Node 18 has no words for; {@code AdvancedNodeTest} shows what becomes of it there. */
    private static final Set<String> SINCE_NODE_20 = Set.of("/[x--y]/v", "new ArrayBuffer(2, {maxByteLength: 8})");

    private AdvancedTable() {}

    /** Those that the Node in the PATH knows. */
    static List<AdvancedRow> rows() {
        return Stream.of(
                        texts(),
                        numbers(),
                        bigInts(),
                        constantsAndDates(),
                        objects(),
                        arrays(),
                        mapsAndSets(),
                        regExpsAndBoxes(),
                        errors(),
                        bytes(),
                        references(),
                        classesOfJava(),
                        copiesOfNode())
                .flatMap(List::stream)
                .filter(row -> NodeVersion.major() >= 20 || !SINCE_NODE_20.contains(row.javaScript()))
                .toList();
    }

    // ---- values without parts

    private static List<AdvancedRow> texts() {
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
                both("{日: 'a', 本本: '日'}", ordered("日", "a", "本本", "日")));
    }

    private static List<AdvancedRow> numbers() {
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

    private static List<AdvancedRow> bigInts() {
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

    private static List<AdvancedRow> constantsAndDates() {
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

    private static List<AdvancedRow> regExpsAndBoxes() {
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

    // ---- values of parts

    private static List<AdvancedRow> objects() {
        return List.of(
                both("{}", Map.of()),
                both("{a: 1}", Map.of("a", 1)),
                both("{a: {b: {}}}", Map.of("a", Map.of("b", Map.of()))),
                both("{1: 2, '-1': 3}", ordered("1", 2, "-1", 3), "Object.keys(m).join() === '1,-1'"),
                both("{0: 'a', 7: 'b', x: 1, '01': 2}", ordered("0", "a", "7", "b", "x", 1, "01", 2)),
                both("{z: 1, a: 2}", ordered("z", 1, "a", 2), "Object.keys(m).join() === 'z,a'"),
                both("{4294967294: 1, 4294967295: 2}", ordered("4294967294", 1, "4294967295", 2)),
                both("{'': 1, 'a b': 2, '\\n': 3}", ordered("", 1, "a b", 2, "\n", 3)),
                both("{a: 1, toString: 2}", ordered("a", 1, "toString", 2)),
                both("JSON.parse('{\"__proto__\":1}')", Map.of("__proto__", 1), "Object.hasOwn(m, '__proto__')"),
                both("{cmd: 'NODE_'}", Map.of("cmd", "NODE_")));
    }

    private static List<AdvancedRow> arrays() {
        return List.of(
                both("[]", List.of()),
                both("[1, 'a', null]", Arrays.asList(1, "a", null)),
                both("[1, 2]", List.of(1, 2)),
                both("[1, 2.5]", List.of(1.0, 2.5)),
                both("[[], [[]], {}]", List.of(List.of(), List.of(List.of()), Map.of())),
                both("[1, , 3]", new JsArray(3).set(0, 1).set(2, 3), "!(1 in m)"),
                both("[, undefined]", new JsArray(2).set(1, Undefined.UNDEFINED), "!(0 in m) && 1 in m"),
                both("new Array(5)", new JsArray(5), "m.length === 5 && Object.keys(m).length === 0"),
                both("new Array(2 ** 32 - 1)", new JsArray(JsArray.MAX_LENGTH)),
                both("((a) => { a[2 ** 31] = 1; return a; })([])", new JsArray((1L << 31) + 1).set(1L << 31, 1)),
                both("Object.assign([1], {x: 2})", JsArray.of(1).put("x", 2), "m.x === 2"),
                both("Object.assign([, 1], {x: 2})", new JsArray(2).set(1, 1).put("x", 2)));
    }

    private static List<AdvancedRow> mapsAndSets() {
        var undefined = Undefined.UNDEFINED;
        return List.of(
                both("new Map()", new JsMap()),
                both("new Map([[1, 2]])", JsMap.of(1, 2)),
                both("new Map([['b', 1], ['a', 2]])", JsMap.of("b", 1, "a", 2), "[...m.keys()].join() === 'b,a'"),
                both(
                        "new Map([[NaN, 'a'], [undefined, 2], [null, 3]])",
                        JsMap.of(Double.NaN, "a", undefined, 2, null, 3)),
                both("new Map([[-0, true]])", JsMap.of(0, true)),
                both("new Map([[{a: 1}, new Map([[[], 1]])]])", JsMap.of(Map.of("a", 1), JsMap.of(List.of(), 1))),
                both("new Map([['日', '本']])", JsMap.of("日", "本")),
                both("new Set()", new JsSet()),
                both("new Set([1])", JsSet.of(1)),
                both("new Set(['b', 'a', 1, NaN])", JsSet.of("b", "a", 1, Double.NaN), "[...m].join() === 'b,a,1,NaN'"),
                both("new Set([undefined, null, -0])", JsSet.of(undefined, null, 0)),
                both("new Set([[1], new Set([2])])", JsSet.of(List.of(1), JsSet.of(2))));
    }

    private static List<AdvancedRow> errors() {
        var rows = new ArrayList<AdvancedRow>();
        for (var name : JsError.NAMES) {
            var error = JsError.of(name, "boom").initStack("at 日");
            rows.add(both("Object.assign(new " + name + "('boom'), {stack: 'at 日'})", error, "m.stack === 'at 日'"));
        }
        rows.add(error("new Error()", "", JsError.named("Error")));
        rows.add(error("new Error('')", "", JsError.of("Error", "")));
        rows.add(error(
                "new Error('m', {cause: {a: 1}})", "", JsError.of("Error", "m").initCause(Map.of("a", 1))));
        rows.add(error(
                "new Error('m', {cause: null})", "", JsError.of("Error", "m").initCause(null)));
        rows.add(error(
                "new Error('m', {cause: undefined})",
                "",
                JsError.of("Error", "m").initCause(Undefined.UNDEFINED)));
        rows.add(error(
                "new RangeError('a', {cause: Object.assign(new TypeError('b'), {stack: 'b'})})",
                "",
                JsError.of("RangeError", "a")
                        .initCause(JsError.of("TypeError", "b").initStack("b"))));
        rows.add(fromNode(
                "Object.assign(new (class Mine extends RangeError {})('m'), {name: 'Mine', code: 1, stack: 's'})",
                JsError.of("Error", "m").initStack("s"),
                "Object.assign(new Error('m'), {stack: 's'})"));
        rows.add(fromNode(
                "Object.assign(new AggregateError([1], 'm'), {stack: 's'})",
                JsError.of("Error", "m").initStack("s"),
                "Object.assign(new Error('m'), {stack: 's'})"));
        return rows;
    }

    private static AdvancedRow error(String expression, String stack, JsError error) {
        return both("Object.assign(" + expression + ", {stack: '" + stack + "'})", error.initStack(stack));
    }

    // ---- bytes

    private static List<AdvancedRow> bytes() {
        var le = "new Uint8Array([1, 2, 3, 4, 5, 6, 7, 0xff]).buffer";
        byte[] eight = {1, 2, 3, 4, 5, 6, 7, -1};
        var rows = new ArrayList<AdvancedRow>();
        for (var kind : Kind.values()) {
            if (kind != Kind.FLOAT16) { // Node 20 does not know it
                rows.add(both("new " + kind.className() + "(" + le + ")", new TypedArray(kind, eight)));
                rows.add(both("new " + kind.className() + "(new ArrayBuffer(0))", new TypedArray(kind)));
                // its bytes are not aligned in the frame
                rows.add(both(
                        "['a', new " + kind.className() + "(" + le + ")]", List.of("a", new TypedArray(kind, eight))));
            }
        }
        rows.addAll(List.of(
                both("Buffer.from('hi')", "hi".getBytes(UTF_8)),
                both("Buffer.alloc(0)", new byte[0]),
                both("Buffer.alloc(300, 255)", bytes(300, (byte) -1)),
                shared("{b: Buffer.from([0, 128])}", Map.of("b", new byte[] {0, -128}), "m.b instanceof Buffer"),
                both("new Uint8Array([9, 1, 2, 9]).subarray(1, 3)", new TypedArray(Kind.UINT8, (byte) 1, (byte) 2)),
                both("new DataView(" + le + ", 2, 2)", new TypedArray(Kind.DATA_VIEW, (byte) 3, (byte) 4)),
                both("new Float32Array([0.5, -0, NaN])", TypedArray.of(0.5f, -0f, Float.NaN)),
                both("new Float64Array([0.1, -Infinity])", TypedArray.of(0.1, Double.NEGATIVE_INFINITY)),
                both("new BigInt64Array([-(2n ** 63n)])", TypedArray.of(Long.MIN_VALUE)),
                both("new ArrayBuffer(0)", ArrayBuffer.of()),
                both("new ArrayBuffer(2)", ArrayBuffer.of(new byte[2])),
                both(le, ArrayBuffer.of(eight)),
                both(
                        "new ArrayBuffer(2, {maxByteLength: 8})",
                        ArrayBuffer.resizable(8, new byte[2]),
                        "m.resizable && m.maxByteLength === 8")));
        return rows;
    }

    private static byte[] bytes(int length, byte value) {
        var bytes = new byte[length];
        Arrays.fill(bytes, value);
        return bytes;
    }

    // ---- references

    private static List<AdvancedRow> references() {
        var list = new ArrayList<@Nullable Object>();
        list.add(list);
        var object = new LinkedHashMap<String, @Nullable Object>();
        object.put("self", object);
        var map = new JsMap();
        map.put("value", map);
        map.put(map, 1);
        var set = new JsSet();
        set.add(set);
        var sparse = new JsArray(3);
        sparse.set(2, sparse).put("x", sparse);
        var one = new LinkedHashMap<String, @Nullable Object>();
        one.put("two", List.of(1, one));
        var time = Instant.ofEpochMilli(5);
        byte[] buffer = {1};
        return List.of(
                shared("((a) => (a[0] = a))([])", list, "m[0] === m"),
                shared("((o) => (o.self = o))({})", object, "m.self === m"),
                shared(
                        "((k) => k.set('value', k).set(k, 1))(new Map())",
                        map,
                        "m.get('value') === m && m.get(m) === 1"),
                shared("((s) => s.add(s))(new Set())", set, "m.has(m)"),
                shared("((a) => { a[2] = a.x = a; return a; })([])", sparse, "m[2] === m && m.x === m"),
                shared("((o) => (o.two = [1, o], o))({})", one, "m.two[1] === m"),
                shared("((d) => [d, {d}])(new Date(5))", List.of(time, Map.of("d", time)), "m[0] === m[1].d"),
                shared("((b) => [b, b])(Buffer.from([1]))", List.of(buffer, buffer), "m[0] === m[1]"),
                shared("[[1], [1]]", List.of(new ArrayList<>(List.of(1)), List.of(1)), "m[0] !== m[1]"));
    }

    // ---- what only one side has

    private record Point(int x, double y) {}

    private static List<AdvancedRow> classesOfJava() {
        return List.of(
                fromJava("7", 7L),
                fromJava("0.5", 0.5f),
                fromJava("1.1", new BigDecimal("1.10")),
                fromJava("'BOTH'", AdvancedRow.From.BOTH),
                fromJava("'ab'", new char[] {'a', 'b'}),
                fromJava("[true]", new boolean[] {true}),
                fromJava("['a', 1]", new Object[] {"a", 1}),
                fromJava("new Int16Array([-1])", new short[] {-1}),
                fromJava("new Int32Array([-1])", new int[] {-1}),
                fromJava("new BigInt64Array([-1n])", new long[] {-1}),
                fromJava("new Float32Array([0.1])", new float[] {0.1f}),
                fromJava("new Float64Array([0.1])", new double[] {0.1}),
                fromJava("new Date(5)", new Date(5)),
                fromJava("new Set(['b', 'a'])", new LinkedHashSet<>(List.of("b", "a"))),
                fromJava("new Map([[1, 'a']])", Map.of(1, "a")),
                fromJava("{x: 1, y: 2.5}", new Point(1, 2.5)));
    }

    private static List<AdvancedRow> copiesOfNode() {
        return List.of(
                fromNode("new (class Point { x = 1; y() {} })()", Map.of("x", 1), "{x: 1}"),
                fromNode("Object.create({a: 1})", Map.of(), "{}"),
                fromNode("Object.assign(Object.create(null), {a: 1})", Map.of("a", 1), "{a: 1}"),
                fromNode("{get a() { return 1; }}", Map.of("a", 1), "{a: 1}"),
                fromNode("{[Symbol('s')]: 1}", Map.of(), "{}"),
                fromNode("Object.defineProperty({}, 'a', {value: 1})", Map.of(), "{}"),
                fromNode("Object.assign(process.stdout._handle, {a: [1]})", Map.of("a", List.of(1)), "{a: [1]}"),
                fromNode("Object.freeze([1])", List.of(1), "[1]"),
                fromNode("new (class Mine extends Map {})([[1, 2]])", JsMap.of(1, 2), "new Map([[1, 2]])"),
                fromNode("[1, , 3].map((x) => x)", new JsArray(3).set(0, 1).set(2, 3), "[1, , 3]"),
                fromNode("((...a) => a)(1, undefined)", List.of(1, Undefined.UNDEFINED), "[1, undefined]"));
    }

    // ---- objects in the order of their names

    private static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
