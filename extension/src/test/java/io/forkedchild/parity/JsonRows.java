package io.forkedchild.parity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.testing.NodeVersion;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of the table of JSON: values as Node and Java write them, and bytes as both read them. */
@SuppressWarnings("JavaUtilDate") // Node has it too
final class JsonRows {

    private JsonRows() {}

    private static final String MALFORMED = "ERR_IPC_MALFORMED_MESSAGE";
    private static final String UNFINISHED = "ERR_IPC_UNFINISHED_MESSAGE";

    /** @param java the same value in Java; empty if there is none */
    record Kind(String name, String javaScript, String json, Optional<Object> java) {}

    /**
     * @param chunks one write each, as Latin-1
     * @param node what a Node child makes of them
     * @param ours what the test gets of a child that writes them
     */
    record Bytes(String name, List<String> chunks, List<String> node, List<String> ours) {}

    private record Point(int x, int y) {}

    static List<Kind> kinds() {
        return List.of(
                kind("text", "'s'", "\"s\"", "s"),
                kind("empty text", "''", "\"\"", ""),
                kind(
                        "slash, DEL and separators",
                        "'/\\x7f\\x85\\u2028\\u2029'",
                        "\"/\u007f\u0085\u2028\u2029\"",
                        "/\u007f\u0085\u2028\u2029"),
                kind(
                        "quote, backslash, controls",
                        "'\"\\\\\\b\\t\\n\\f\\r\\0\\x1f'",
                        "\"\\\"\\\\\\b\\t\\n\\f\\r\\u0000\\u001f\"",
                        "\"\\\b\t\n\f\r\0\u001f"),
                kind("characters of 2, 3 and 4 bytes", "'é→😀'", "\"é→😀\"", "é→😀"),
                kind("half of a surrogate pair", "'\\ud83d'", "\"\\ud83d\"", "\ud83d"),
                kind("other half of a surrogate pair", "'\\ude00'", "\"\\ude00\"", "\ude00"),
                kind("integer", "1", "1", 1),
                kind("largest safe integer", "Number.MAX_SAFE_INTEGER", "9007199254740991", 9_007_199_254_740_991L),
                kind("fraction", "-1.5", "-1.5", -1.5),
                kind("minus zero", "-0", "0", -0.0),
                kind("first number with an exponent", "1e21", "1e+21", 1e21),
                kind("small number", "1e-7", "1e-7", 1e-7),
                kind("largest number", "Number.MAX_VALUE", "1.7976931348623157e+308", Double.MAX_VALUE),
                kind("smallest number", "Number.MIN_VALUE", "5e-324", Double.MIN_VALUE),
                kind("not a number", "NaN", "null", Double.NaN),
                kind("infinity", "Infinity", "null", Double.POSITIVE_INFINITY),
                kind("minus infinity", "-Infinity", "null", Float.NEGATIVE_INFINITY),
                kind("true", "true", "true", true),
                kind("false", "false", "false", false),
                only("null", "null", "null"),
                kind("array", "[1, 'a', null, []]", "[1,\"a\",null,[]]", Arrays.asList(1, "a", null, List.of())),
                kind("array of a null", "[null]", "[null]", Arrays.asList((Object) null)),
                only("array with a hole", "[1, , 3]", "[1,null,3]"),
                only("array of what is no JSON", "[undefined, () => 1, Symbol('s')]", "[null,null,null]"),
                kind("array of numbers that are none", "[NaN, -0, 1]", "[null,0,1]", new double[] {Double.NaN, -0.0, 1
                }),
                kind("object", "{a: {b: []}}", "{\"a\":{\"b\":[]}}", Map.of("a", Map.of("b", List.of()))),
                kind("empty object", "{}", "{}", Map.of()),
                kind(
                        "instance of a class",
                        "new (class Point { x = 1; y = 2; })()",
                        "{\"x\":1,\"y\":2}",
                        new Point(1, 2)),
                kind("names to escape", "{'': 1, '\"\\n': 2, 'é': 3}", "{\"\":1,\"\\\"\\n\":2,\"é\":3}", names()),
                only("names that are integers", "{b: 1, 2: 1, 1: 1}", "{\"1\":1,\"2\":1,\"b\":1}"),
                only("members that are no JSON", "{u: undefined, f() {}, s: Symbol('s'), a: 1}", "{\"a\":1}"),
                only("member with a symbol as name", "{[Symbol('s')]: 1}", "{}"),
                only("inherited member", "Object.create({a: 1})", "{}"),
                only("member that is not enumerable", "Object.defineProperty({}, 'a', {value: 1})", "{}"),
                only("getter", "{get a() { return 1; }}", "{\"a\":1}"),
                only("own __proto__", "JSON.parse('{\"__proto__\":1}')", "{\"__proto__\":1}"),
                only("value with toJSON", "{toJSON: () => [1]}", "[1]"),
                kind("Date", "new Date(0)", "\"1970-01-01T00:00:00.000Z\"", Instant.EPOCH),
                kind("Date before 1970", "new Date(-1)", "\"1969-12-31T23:59:59.999Z\"", new Date(-1)),
                kind(
                        "Date of the year 10000",
                        "new Date(253402300800000)",
                        "\"+010000-01-01T00:00:00.000Z\"",
                        new Date(253_402_300_800_000L)),
                kind(
                        "Date before the year 0",
                        "new Date(-62167219200001)",
                        "\"-000001-12-31T23:59:59.999Z\"",
                        Instant.ofEpochMilli(-62_167_219_200_001L)),
                kind(
                        "last Date",
                        "new Date(8.64e15)",
                        "\"+275760-09-13T00:00:00.000Z\"",
                        Instant.ofEpochMilli(8_640_000_000_000_000L)),
                kind(
                        "first Date",
                        "new Date(-8.64e15)",
                        "\"-271821-04-20T00:00:00.000Z\"",
                        Instant.ofEpochMilli(-8_640_000_000_000_000L)),
                only("Date that is none", "new Date(NaN)", "null"),
                kind("Buffer", "Buffer.from('hi')", "{\"type\":\"Buffer\",\"data\":[104,105]}", "hi".getBytes(UTF_8)),
                kind(
                        "Buffer with the highest bit",
                        "Buffer.from([255, 128, 0])",
                        "{\"type\":\"Buffer\",\"data\":[255,128,0]}",
                        new byte[] {-1, -128, 0}),
                kind("empty Buffer", "Buffer.alloc(0)", "{\"type\":\"Buffer\",\"data\":[]}", new byte[0]),
                only("typed array", "new Uint8Array([1, 2])", "{\"0\":1,\"1\":2}"),
                only("array buffer", "new ArrayBuffer(2)", "{}"),
                only("Map", "new Map([[1, 2]])", "{}"),
                only("Set", "new Set([1])", "{}"),
                only("regular expression", "/x/gi", "{}"),
                only("error", "new Error('boom')", "{}"),
                only("Promise", "Promise.resolve(1)", "{}"),
                only("URL", "new URL('http://localhost/a')", "\"http://localhost/a\""),
                only("boxed number", "new Number(1)", "1"),
                only("boxed text", "new String('a')", "\"a\""),
                only("boxed true", "new Boolean(true)", "true"),
                only("proxy", "new Proxy({a: 1}, {})", "{\"a\":1}"),
                only("BigInt", "1n", "\"thrown: ERR_INVALID_ARG_TYPE\""),
                only("BigInt inside", "{a: 1n}", "\"thrown: TypeError\""),
                only("cycle", "(() => { const a = {}; a.a = a; return a; })()", "\"thrown: TypeError\""),
                only("undefined", "undefined", "\"thrown: ERR_MISSING_ARGS\""),
                only("function", "() => 1", "\"thrown: ERR_INVALID_ARG_TYPE\""),
                only("symbol", "Symbol('s')", "\"thrown: ERR_INVALID_ARG_TYPE\""));
    }

    private static Map<String, Integer> names() {
        var names = new LinkedHashMap<String, Integer>();
        names.put("", 1);
        names.put("\"\n", 2);
        names.put("é", 3);
        return names;
    }

    private static Kind kind(String name, String javaScript, String json, Object java) {
        return new Kind(name, javaScript, json, Optional.of(java));
    }

    private static Kind only(String name, String javaScript, String json) {
        return new Kind(name, javaScript, json, Optional.empty());
    }

    static List<Bytes> bytes() {
        return List.of(
                same("object", "{\"x\":1}\n", "{\"x\":1}"),
                same("carriage return", "{\"crlf\":1}\r\n", "{\"crlf\":1}"),
                same("blanks", "  {\"ws\" : 1}\t \n", "{\"ws\":1}"),
                same("scalars", "1\n null\n true\n \"s\"\n", "1", "null", "true", "\"s\""),
                same("bytes that are no UTF-8", "\"\u00ff\u00fe\u00c3\"\n", "\"\ufffd\ufffd\ufffd\""),
                same("escaped half of a pair", "\"\\ud83d\"\n", "\"\\ud83d\""),
                same("name twice", "{\"a\":1,\"a\":2}\n", "{\"a\":2}"),
                same("own __proto__", "{\"__proto__\":{\"a\":1}}\n", "{\"__proto__\":{\"a\":1}}"),
                same("3000 arrays", "[".repeat(3000) + "]".repeat(3000) + "\n", "[".repeat(3000) + "]".repeat(3000)),
                same("minus zero", "[-0]\n", "[0]"),
                same("number without room", "1e-400\n", "0"),
                same("split in a character", List.of("\"\u00c3", "\u00a9\"", "\n"), "\"é\""),
                same(
                        "split everywhere",
                        List.of("{", "\"", "\u00f0", "\u009f\u0098", "\u0080", "\"", ":", "1", "}", "\n"),
                        "{\"😀\":1}"),
                same("several in one write", "1\n2\n3\n", "1", "2", "3"),
                other(
                        "large integer",
                        "12345678901234567890\n",
                        List.of("12345678901234567000"),
                        List.of("12345678901234567890")),
                other("infinite number", "[1e400]\n", List.of("[null]"), List.of("[null]")),
                malformed("empty line", "\n"),
                malformed("no JSON", "{bad json}\n"),
                malformed("undefined", "undefined\n"),
                malformed("byte order mark", "\u00ef\u00bb\u00bf{\"a\":1}\n"),
                malformed("NUL", "\0\0\0\0\0\n"),
                other(
                        "rest of the write behind a bad line",
                        "1\nbad\n2\n",
                        NodeVersion.major() < 26 ? List.of("1", "SyntaxError") : List.of("SyntaxError", "1"),
                        List.of("1", MALFORMED, "2")),
                new Bytes(
                        "writes behind a bad line",
                        List.of("{\"bad", "x}\n", "{\"ok\":1}\n"),
                        List.of("SyntaxError"),
                        List.of(MALFORMED, "{\"ok\":1}")),
                other(
                        "unfinished line",
                        "{\"a\":1}\n{\"b\":2}",
                        List.of("{\"a\":1}"),
                        List.of("{\"a\":1}", UNFINISHED)),
                other("internal message", "{\"cmd\":\"NODE_X\"}\n1\n", List.of("1"), List.of("1")),
                same("nearly an internal message", "{\"cmd\":\"NODE_\"}\n", "{\"cmd\":\"NODE_\"}"));
    }

    private static Bytes same(String name, String bytes, String... messages) {
        return same(name, List.of(bytes), messages);
    }

    private static Bytes same(String name, List<String> chunks, String... messages) {
        return new Bytes(name, chunks, List.of(messages), List.of(messages));
    }

    private static Bytes malformed(String name, String bytes) {
        return other(name, bytes, List.of("SyntaxError"), List.of(MALFORMED));
    }

    private static Bytes other(String name, String bytes, List<String> node, List<String> ours) {
        return new Bytes(name, List.of(bytes), node, ours);
    }
}
