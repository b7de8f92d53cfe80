package io.forkedchild.parity;

import static io.forkedchild.parity.AdvancedRow.both;
import static io.forkedchild.parity.AdvancedRow.fromJava;
import static io.forkedchild.parity.AdvancedRow.fromNode;
import static io.forkedchild.parity.AdvancedRow.shared;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsSet;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.TypedArray.Kind;
import io.forkedchild.js.Undefined;
import io.forkedchild.testing.NodeVersion;
import java.math.BigDecimal;
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
                        AdvancedScalars.texts(),
                        AdvancedScalars.numbers(),
                        AdvancedScalars.bigInts(),
                        AdvancedScalars.constantsAndDates(),
                        objects(),
                        arrays(),
                        mapsAndSets(),
                        AdvancedScalars.regExpsAndBoxes(),
                        errors(),
                        bytes(),
                        references(),
                        classesOfJava(),
                        copiesOfNode())
                .flatMap(List::stream)
                .filter(row -> NodeVersion.major() >= 20 || !SINCE_NODE_20.contains(row.javaScript()))
                .toList();
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

    static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
