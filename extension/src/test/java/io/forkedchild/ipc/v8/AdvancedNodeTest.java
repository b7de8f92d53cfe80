package io.forkedchild.ipc.v8;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ipc.RandomValues;
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
import io.forkedchild.testing.RequiresNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The codec against the real one. */
@RequiresNode
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AdvancedNodeTest {

    private static final int SEED = 20;
    private static final int MESSAGES = 5000;

    @Test
    void whatJavaWritesNodeReadsAndWritesAgain() {
        var values = RandomValues.readBy(NodeVersion.major(), SEED);
        var sent = new ArrayList<byte[]>();
        for (int i = 0; i < MESSAGES; i++) {
            sent.add(AdvancedMessages.encode(values.next()));
        }

        var echoed = AdvancedFixture.run("echo.js", AdvancedFixture.framed(sent));

        assertThat(echoed).hasSameSizeAs(sent);
        int sameBytes = 0;
        for (int i = 0; i < MESSAGES; i++) {
            var text = AdvancedMessages.text(sent.get(i));
            assertThat(AdvancedMessages.text(echoed.get(i))).as("message %d", i).isEqualTo(text);
            assertThat(AdvancedMessages.hasValue(echoed.get(i), AdvancedMessages.value(sent.get(i))))
                    .as("message %d: %s", i, text)
                    .isTrue();
            sameBytes += shown(echoed.get(i)).equals(shown(sent.get(i))) ? 1 : 0;
        }
        // V8 writes an integer as a double where earlier objects of the same shape had doubles.
        assertThat(sameBytes).isGreaterThan(MESSAGES - MESSAGES / 100);
    }

    @Test
    void whatNodeWritesJavaReadsAndWritesAgain() {
        var messages = AdvancedFixture.run("generate.js", new byte[0], "" + SEED, "" + MESSAGES);

        assertThat(messages).hasSize(MESSAGES);
        for (int i = 0; i < MESSAGES; i++) {
            var message = messages.get(i);
            var again = AdvancedMessages.encode(AdvancedMessages.value(message));

            assertThat(shown(again))
                    .as("message %d: %s", i, AdvancedMessages.text(message))
                    .isEqualTo(shown(message));
        }
    }

    private static String shown(byte[] message) {
        return message.length > 0 && message[0] == V8Tag.VERSION
                ? HexFormat.of().formatHex(message)
                : new String(message, UTF_8);
    }

    static List<Arguments> kinds() {
        var itself = new ArrayList<@Nullable Object>();
        itself.add(itself);
        var shared = List.of(1);
        var time = Instant.ofEpochMilli(1);
        return List.of(
                row("null", null),
                row("undefined", Undefined.UNDEFINED),
                row("true", true),
                row("false", false),
                row("''", ""),
                row("'text'", "text"),
                row("'\\u0000\\xff'", "\0\u00ff"),
                row("'é日'", "é日"),
                row("'\\ud83d'", "\ud83d"),
                row("'日'.repeat(100)", "日".repeat(100)),
                row("'x'.repeat(200)", "x".repeat(200)),
                row("0", 0),
                row("-0", -0.0),
                row("2 ** 31 - 1", Integer.MAX_VALUE),
                row("2 ** 31", 1L << 31),
                row("-(2 ** 31)", Integer.MIN_VALUE),
                row("-(2 ** 31) - 1", Integer.MIN_VALUE - 1L),
                row("Number.MAX_SAFE_INTEGER", (1L << 53) - 1),
                row("0.1", 0.1),
                row("NaN", Double.NaN),
                row("-Infinity", Double.NEGATIVE_INFINITY),
                row("0n", BigInteger.ZERO),
                row("-1n", BigInteger.ONE.negate()),
                row("2n ** 63n", BigInteger.TWO.pow(63)),
                row("2n ** 64n", BigInteger.TWO.pow(64)),
                row("-(2n ** 64n)", BigInteger.TWO.pow(64).negate()),
                row("new Date(0)", Instant.EPOCH),
                row("new Date(-1)", Instant.ofEpochMilli(-1)),
                row("new Date(8.64e15)", Instant.ofEpochMilli(8_640_000_000_000_000L)),
                row("new Date(NaN)", new InvalidDate()),
                row("/x/", new JsRegExp("x")),
                row("/日/dgimsuy", new JsRegExp("日", "dgimsuy")),
                row("[]", List.of()),
                row("[1, 'a', null]", Arrays.asList(1, "a", null)),
                row("[1, 2.5]", List.of(1, 2.5)),
                row("[1, 2.5, 'a']", List.of(1, 2.5, "a")),
                row("[1, , 3]", new JsArray(3).set(0, 1).set(2, 3)),
                row("Object.assign([1], {x: 2})", JsArray.of(1).put("x", 2)),
                row("Object.assign([,], {x: 2})", new JsArray(1).put("x", 2)),
                row("new Array(2 ** 32 - 1)", new JsArray(JsArray.MAX_LENGTH)),
                row("{}", Map.of()),
                row("{a: {b: 1}}", Map.of("a", Map.of("b", 1))),
                row("{1: 2, '-1': 3}", ordered("1", 2, "-1", 3)),
                row("{b: 1, 1: 2, 0: 3, '01': 4}", ordered("b", 1, "1", 2, "0", 3, "01", 4)),
                row("{4294967294: 1, 4294967295: 2}", ordered("4294967294", 1, "4294967295", 2)),
                row("{日: '日'}", Map.of("日", "日")),
                row("new Map([[1, 2], ['a', {}]])", JsMap.of(1, 2, "a", Map.of())),
                row("new Set([1, 'a', [2]])", JsSet.of(1, "a", List.of(2))),
                row("Buffer.from('hi')", "hi".getBytes(UTF_8)),
                row("new Int8Array([-1])", new TypedArray(Kind.INT8, (byte) -1)),
                row("new Uint8Array([1])", new TypedArray(Kind.UINT8, (byte) 1)),
                row("new Uint8ClampedArray([1])", new TypedArray(Kind.UINT8_CLAMPED, (byte) 1)),
                row("new Int16Array([-2])", new short[] {-2}),
                row("new Uint16Array([65535])", new TypedArray(Kind.UINT16, (byte) -1, (byte) -1)),
                row("new Int32Array([1, -1])", new int[] {1, -1}),
                row("new Uint32Array([1])", new TypedArray(Kind.UINT32, new byte[] {1, 0, 0, 0})),
                row("new Float32Array([0.5])", new float[] {0.5f}),
                row("new Float64Array([0.1])", new double[] {0.1}),
                row("new BigInt64Array([-1n])", new long[] {-1}),
                row("new BigUint64Array([1n])", new TypedArray(Kind.BIG_UINT64, new byte[] {1, 0, 0, 0, 0, 0, 0, 0})),
                row("new DataView(new ArrayBuffer(2))", new TypedArray(Kind.DATA_VIEW, new byte[2])),
                row("new ArrayBuffer(2)", ArrayBuffer.of(new byte[2])),
                row("new Number(-0)", new Boxed(-0.0)),
                row("new String('日')", new Boxed("日")),
                row("new Boolean(true)", new Boxed(true)),
                row("new Boolean(false)", new Boxed(false)),
                row("Object(10n)", new Boxed(BigInteger.TEN)),
                row(
                        "Object.assign(new TypeError('m', {cause: {a: 1}}), {stack: 1})",
                        JsError.of("TypeError", "m").initCause(Map.of("a", 1))),
                row("Object.assign(new Error(), {stack: 1})", JsError.named("Error")),
                row(
                        "Object.assign(new (class Mine extends RangeError {})('m'), {name: 'Mine', stack: 1})",
                        JsError.of("Error", "m")),
                row("((a) => (a[0] = a))([])", itself),
                row("((a) => [a, a])([1])", List.of(shared, shared)),
                row("[new Date(0), new Date(0)]", List.of(Instant.EPOCH, Instant.EPOCH)),
                row("((d) => [d, d])(new Date(1))", List.of(time, time)));
    }

    private static Arguments row(String expression, @Nullable Object value) {
        return argumentSet(expression, expression, value);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** What Node writes of every expression of the table; one process for all. */
    private static final class Written {
        static final Map<String, byte[]> BY_EXPRESSION = byExpression();

        private static Map<String, byte[]> byExpression() {
            var expressions = kinds().stream().map(row -> (String) row.get()[0]).toList();
            var stdin = expressions.stream().collect(Collectors.joining("\n")).getBytes(UTF_8);
            var written = AdvancedFixture.run("evaluate.js", stdin);
            var byExpression = new LinkedHashMap<String, byte[]>();
            for (int i = 0; i < expressions.size(); i++) {
                byExpression.put(expressions.get(i), written.get(i));
            }
            return byExpression;
        }
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("kinds")
    void everyKindOfValueIsThatOfNode(String expression, @Nullable Object value) {
        var written = Objects.requireNonNull(Written.BY_EXPRESSION.get(expression));

        assertThat(shown(AdvancedMessages.encode(value))).isEqualTo(shown(written));
        assertThat(AdvancedMessages.hasValue(written, value)).isTrue();
        assertThat(shown(AdvancedMessages.encode(AdvancedMessages.value(written))))
                .isEqualTo(shown(written));
    }

    // ---- what Node has since version 20

    static List<Arguments> kindsSinceNode20() {
        return List.of(
                argumentSet("flag v", "/x/v", new JsRegExp("x", "v"), "SyntaxError: Invalid regular expression flags"),
                argumentSet(
                        "resizable buffer",
                        "new ArrayBuffer(2, {maxByteLength: 8})",
                        ArrayBuffer.resizable(8, new byte[2]),
                        "ff0f42020000"));
    }

    /** Node 18 ignores the length that a buffer may have. */
    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("kindsSinceNode20")
    void kindSinceNode20IsThatOfNode(String expression, Object value, String ofNode18) {
        var written = AdvancedFixture.run("evaluate.js", expression.getBytes(UTF_8));

        var ours = shown(AdvancedMessages.encode(value));
        assertThat(written)
                .extracting(AdvancedNodeTest::shown)
                .containsExactly(NodeVersion.major() < 20 ? ofNode18 : ours);
    }

    /** From Node 22 on the stack comes first, and no other order is read; before, Node reads both. */
    @Test
    void stackAndCauseOfAnErrorAreReadByEveryNode() {
        var expression = "Object.assign(new TypeError('m', {cause: 1}), {stack: 's'})";
        var error = JsError.of("TypeError", "m").initStack("s").initCause(1);

        var ours = shown(AdvancedMessages.encode(error));
        var written = AdvancedFixture.run("evaluate.js", expression.getBytes(UTF_8));
        var echoed = AdvancedFixture.run("echo.js", AdvancedFixture.framed(List.of(AdvancedMessages.encode(error))));

        var theirs = NodeVersion.major() < 22 ? "ff0f72546d22016d634902732201732e" : ours;
        assertThat(ours).isEqualTo("ff0f72546d22016d732201736349022e");
        assertThat(written).extracting(AdvancedNodeTest::shown).containsExactly(theirs);
        assertThat(echoed).extracting(AdvancedNodeTest::shown).containsExactly(theirs);
        assertThat(AdvancedMessages.hasValue(written.get(0), error)).isTrue();
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("kindsSinceNode20")
    void kindSinceNode20CannotBeReadByNode18(String expression, Object value, String ofNode18) {
        var ours = AdvancedMessages.encode(value);

        var echoed = shown(AdvancedFixture.run("echo.js", AdvancedFixture.framed(List.of(ours)))
                .get(0));

        if (NodeVersion.major() < 20) {
            assertThat(echoed).startsWith("Error: Unable to deserialize cloned data.");
        } else {
            assertThat(echoed).isEqualTo(shown(ours));
        }
    }
}
