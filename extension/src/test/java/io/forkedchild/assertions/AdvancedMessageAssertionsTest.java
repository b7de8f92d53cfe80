package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.Boxed;
import io.forkedchild.js.InvalidDate;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsRegExp;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.Undefined;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.RequiresNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures of children that speak V8's format, whose values can differ in nothing but their kind. */
@Timeout(20)
@RequiresNode
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class AdvancedMessageAssertionsTest {

    private static final SpawnOptions ADVANCED = SpawnOptions.defaults()
            .stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc())
            .serialization(Serialization.ADVANCED);

    private final ForkedChildren children;

    AdvancedMessageAssertionsTest(ForkedChildren children) {
        this.children = children;
    }

    @ParameterizedTest
    @MethodSource
    void differenceOfKindIsTold(String sent, @Nullable Object expected, String line) {
        var child = sending(sent);

        assertThatFailureOf(() -> assertThat(child).sentMessage(expected))
                .startsWith("node has not sent the message: its channel is closed after 1 message, ")
                .contains("\n  expected: ", "\n  nearest:  ", " (message 1)\n    " + line + "\n");
    }

    static Stream<Arguments> differenceOfKindIsTold() {
        return Stream.of(
                row("BigInt, not number", "2", BigInteger.TWO, "$: expected 2n (BigInt), was 2 (number)"),
                row("number, not BigInt", "{ a: 1n }", Map.of("a", 1), "$.a: expected 1 (number), was 1n (BigInt)"),
                row(
                        "bytes, not list",
                        "[1, 2]",
                        new byte[] {1, 2},
                        "$: expected <Buffer 01 02> (Buffer), was [ 1, 2 ] (Array)"),
                row(
                        "list, not bytes",
                        "Buffer.from([1])",
                        List.of(1),
                        "$: expected [ 1 ] (Array), was <Buffer 01> (Buffer)"),
                row("set, not list", "[1]", Set.of(1), "$: expected Set(1) { 1 } (Set), was [ 1 ] (Array)"),
                row(
                        "list, not set, inside",
                        "{ a: new Set([1]) }",
                        Map.of("a", List.of(1)),
                        "$.a: expected [ 1 ] (Array), was Set(1) { 1 } (Set)"),
                row(
                        "map, not object",
                        "{ 1: 2 }",
                        JsMap.of("1", 2),
                        "$: expected Map(1) { '1' => 2 } (Map), was { '1': 2 } (Object)"),
                row(
                        "object, not map",
                        "new Map([['a', 1]])",
                        Map.of("a", 1),
                        "$: expected { a: 1 } (Object), was Map(1) { 'a' => 1 } (Map)"),
                row(
                        "text, not date",
                        "new Date(0)",
                        "1970-01-01T00:00:00.000Z",
                        "$: expected '1970-01-01T00:00:00.000Z' (string), was Date(1970-01-01T00:00:00.000Z) (Date)"),
                row(
                        "date, not text",
                        "'1970-01-01T00:00:00.000Z'",
                        Instant.EPOCH,
                        "$: expected Date(1970-01-01T00:00:00.000Z) (Date), was '1970-01-01T00:00:00.000Z' (string)"),
                row(
                        "text, not error",
                        "new TypeError('no')",
                        "no",
                        "$: expected 'no' (string), was [TypeError: no] (TypeError)"),
                row(
                        "error of another class",
                        "new TypeError('no')",
                        JsError.of("Error", "no"),
                        "$: expected [Error: no] (Error), was [TypeError: no] (TypeError)"),
                row(
                        "list, not typed array",
                        "new Int32Array([1, 2])",
                        List.of(1, 2),
                        "$: expected [ 1, 2 ] (Array), was Int32Array(2) [1, 2] (Int32Array)"),
                row(
                        "typed array of another class",
                        "new Int32Array([1])",
                        new short[] {1},
                        "$: expected Int16Array(1) [1] (Int16Array), was Int32Array(1) [1] (Int32Array)"),
                row("null, not undefined", "[undefined]", listOfNull(), "$[0]: expected null, was undefined"),
                row(
                        "undefined, not null",
                        "{ a: null }",
                        Map.of("a", Undefined.UNDEFINED),
                        "$.a: expected undefined, was null"),
                row("nothing, not undefined", "{ a: undefined }", Map.of(), "$.a: not expected, was undefined"),
                row("text, not number", "1", "1", "$: expected '1' (string), was 1 (number)"),
                row("truth, not text", "'true'", true, "$: expected true (boolean), was 'true' (string)"),
                row(
                        "number, not its object",
                        "Object(1)",
                        1,
                        "$: expected 1 (number), was Object(1) (object of a number)"),
                row("text, not regular expression", "/a/g", "/a/g", "$: expected '/a/g' (string), was /a/g (RegExp)"),
                row(
                        "bytes, not array buffer",
                        "new Uint8Array([1]).buffer",
                        new byte[] {1},
                        "$: expected <Buffer 01> (Buffer), was ArrayBuffer(1) <01> (ArrayBuffer)"));
    }

    private static List<@Nullable Object> listOfNull() {
        var list = new ArrayList<@Nullable Object>();
        list.add(null);
        return list;
    }

    @ParameterizedTest
    @MethodSource
    void differenceInsideOneKindIsTold(String sent, @Nullable Object expected, String line) {
        var child = sending(sent);

        assertThatFailureOf(() -> assertThat(child).sentMessage(expected)).contains(" (message 1)\n    " + line + "\n");
    }

    static Stream<Arguments> differenceInsideOneKindIsTold() {
        return Stream.of(
                row("property", "{ a: { b: 'x' } }", Map.of("a", Map.of("b", "y")), "$.a.b: expected 'y', was 'x'"),
                row("element", "[1n, 2]", List.of(BigInteger.ONE), "$[1]: not expected, was 2"),
                row("hole", "[1,,3]", List.of(1, 2, 3), "$[1]: expected 2, is missing"),
                row("holes at the end", "[1,,]", List.of(1), "$.length: expected 1, was 2"),
                row("holes at both ends", "[1,,,]", new JsArray(2).set(0, 1), "$.length: expected 2, was 3"),
                row("array's property", "Object.assign([1], { a: 1 })", List.of(1), "$.a: not expected, was 1"),
                row(
                        "map's value",
                        "new Map([[1, 'x'], ['1', 'y']])",
                        JsMap.of(1, "x", "1", "z"),
                        "$.get('1'): expected 'z', was 'y'"),
                row(
                        "map with an object as key",
                        "[new Map([[{ a: 1 }, 'x']])]",
                        List.of(JsMap.of(Map.of("a", 1), "y")),
                        "$[0]: expected Map(1) { { a: 1 } => 'y' }, was Map(1) { { a: 1 } => 'x' }"),
                row(
                        "kind of a set's value",
                        "{ a: new Set([1n]) }",
                        Map.of("a", Set.of(1)),
                        "$.a: expected Set(1) { 1 }, was Set(1) { 1n }"),
                row("error's text", "new Error('no')", JsError.of("Error", "on"), "$.message: expected 'on', was 'no'"),
                row(
                        "error's cause",
                        "new Error('no', { cause: 1 })",
                        JsError.of("Error", "no"),
                        "$.cause: not expected, was 1"),
                row("byte of many", "Buffer.alloc(1000)", lastIsOne(1000), "$[999]: expected 1, was 0"),
                row("number of bytes", "Buffer.alloc(2)", new byte[1], "$.length: expected 1, was 2"),
                row("Uint8Array", "new Uint8Array([1, 3])", new byte[] {1, 2}, "$[1]: expected 2, was 3"),
                row(
                        "element of a typed array",
                        "new Float64Array([1, 2.5])",
                        TypedArray.of(1.0, 2.25),
                        "$[1]: expected 2.25, was 2.5"),
                row(
                        "time",
                        "[new Date(1)]",
                        List.of(Instant.EPOCH),
                        "$[0]: expected Date(1970-01-01T00:00:00.000Z), was Date(1970-01-01T00:00:00.001Z)"),
                row(
                        "no time",
                        "[new Date(0)]",
                        List.of(new InvalidDate()),
                        "$[0]: expected Invalid Date, was Date(1970-01-01T00:00:00.000Z)"),
                row("flags", "[/a/g]", List.of(new JsRegExp("a", "i")), "$[0]: expected /a/i, was /a/g"),
                row("boxed", "[Object('a')]", List.of(new Boxed("b")), "$[0]: expected Object('b'), was Object('a')"),
                row(
                        "array buffer",
                        "[new Uint8Array([1]).buffer]",
                        List.of(ArrayBuffer.of((byte) 2)),
                        "$[0]: expected ArrayBuffer(1) <02>, was ArrayBuffer(1) <01>"));
    }

    private static byte[] lastIsOne(int length) {
        var bytes = new byte[length];
        bytes[length - 1] = 1;
        return bytes;
    }

    @Test
    void sameKindOnTopIsToldByTheValuesAlone() {
        var child = sending("2");

        assertThatFailureOf(() -> assertThat(child).sentMessage(3))
                .contains("\n  expected: 3\n  nearest:  2 (message 1)\n  sent to it: nothing\nnode: ");
    }

    @Test
    void valuesThatHoldThemselvesAreCompared() {
        var child = sending("(() => { const a = { n: 1 }; a.self = a; return a })()");
        var expected = new HashMap<String, Object>(Map.of("n", 2));
        expected.put("self", expected);

        assertThatFailureOf(() -> assertThat(child).sentMessage(expected)).contains("\n    $.n: expected 2, was 1\n");
    }

    @Test
    void sharedObjectsAreComparedOnce() {
        var child = sending("(() => { let a = [1]; for (let i = 0; i < 40; i++) a = [a, a]; return a })()");
        Object expected = List.of(2);
        for (int i = 0; i < 40; i++) {
            expected = List.of(expected, expected);
        }
        var wanted = expected;

        assertThatFailureOf(() -> assertThat(child).sentMessage(wanted)).contains(": expected 2, was 1\n");
    }

    @Test
    void messageDeeperThanWhatCanBeSentIsShown() {
        var child = sending("(() => { let a = 1; for (let i = 0; i < 1500; i++) a = [a]; return a })()");

        assertThatFailureOf(() -> assertThat(child).sentMessage(1)).contains("$: expected 1 (number), was … (Array)");
    }

    private ForkedChild sending(String value) {
        return children.with(ADVANCED).spawn("node", "-e", "process.send(" + value + ", () => process.disconnect())");
    }

    private static Arguments row(String name, String sent, @Nullable Object expected, String line) {
        return argumentSet(name, sent, expected, line);
    }
}
