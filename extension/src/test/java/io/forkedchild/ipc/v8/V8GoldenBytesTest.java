package io.forkedchild.ipc.v8;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.Boxed;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsRegExp;
import io.forkedchild.js.JsSet;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.TypedArray.Kind;
import io.forkedchild.js.Undefined;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes as Node 20 writes them, both ways; no Node is needed. */
class V8GoldenBytesTest {

    static List<Arguments> values() {
        var integerKeys = new LinkedHashMap<String, Integer>();
        integerKeys.put("-1", 3);
        integerKeys.put("1", 2);
        return List.of(
                row("string", "hi", "22026869"),
                row("empty string", "", "2200"),
                row("Latin-1", "é", "2201e9"),
                row("two bytes", "日本", "6304e5652c67"),
                row("surrogates", "😀", "63043dd800de"),
                row("padding", Map.of("ab", "日"), "6f22026162006302e5657b01"),
                row("1", 1, "4902"),
                row("-1", -1, "4901"),
                row("largest int", Integer.MAX_VALUE, "49feffffff0f"),
                row("smallest int", Integer.MIN_VALUE, "49ffffffff0f"),
                row("fraction", 1.5, "4e000000000000f83f"),
                row("NaN", Double.NaN, "4e000000000000f87f"),
                row("infinity", Double.POSITIVE_INFINITY, "4e000000000000f07f"),
                row("2^32", 0x1p32, "4e000000000000f041"),
                row("-0", -0.0, "4e0000000000000080"),
                row("true", true, "54"),
                row("false", false, "46"),
                row("null", null, "30"),
                row("undefined", Undefined.UNDEFINED, "5f"),
                row("empty object", Map.of(), "6f7b00"),
                row("object", Map.of("a", 1), "6f22016149027b01"),
                row("integer keys", integerKeys, "6f4902490422022d3149067b02"),
                row("array", Arrays.asList(1, "a", null), "410349022201613024" + "0003"),
                row("array of doubles", List.of(1.0, 2.5), "41024e000000000000f03f4e0000000000000440240002"),
                row("holes", new JsArray(3).set(0, 1).set(2, 3), "61034900490249044906400203"),
                row("properties", JsArray.of(1).put("x", 1), "410149022201784902240101"),
                row("BigInt", BigInteger.TEN, "5a100a00000000000000"),
                row("negative BigInt", BigInteger.valueOf(-5), "5a110500000000000000"),
                row("BigInt 0", BigInteger.ZERO, "5a00"),
                row("BigInt 2^64", BigInteger.TWO.pow(64), "5a2000000000000000000100000000000000"),
                row("Date", Instant.EPOCH, "440000000000000000"),
                row("Map", JsMap.of(1, 2), "3b490249043a02"),
                row("Set", JsSet.of(1), "2749022c01"),
                row("RegExp", new JsRegExp("x", "gi"), "5222017803"),
                row("RegExp with all flags", new JsRegExp("a", "dgimsuy"), "52220161bf01"),
                row("TypeError", JsError.of("TypeError", "boom").initStack("st"), "72546d2204626f6f6d73220273742e"),
                row("cause", JsError.named("Error").initCause(1), "726349022e"),
                row("Uint8Array", new TypedArray(Kind.UINT8, new byte[] {1, 2, 3}), "5c000103010203"),
                row("Buffer", "hi".getBytes(UTF_8), "5c000a026869"),
                row("BigUint64Array", new TypedArray(Kind.BIG_UINT64, new byte[8]), "5c000c080000000000000000"),
                row("DataView", new TypedArray(Kind.DATA_VIEW, (byte) 7), "5c00090107"),
                row("ArrayBuffer", ArrayBuffer.of(new byte[2]), "42020000"),
                row("resizable ArrayBuffer", ArrayBuffer.resizable(8, new byte[2]), "7e02080000"),
                row("boxed number", new Boxed(1.0), "6e000000000000f03f"),
                row("boxed string", new Boxed("a"), "73220161"),
                row("boxed true", new Boxed(true), "79"),
                row("boxed false", new Boxed(false), "78"),
                row("boxed BigInt", new Boxed(BigInteger.ONE), "7a100100000000000000"));
    }

    private static Arguments row(String name, @Nullable Object value, String hex) {
        return argumentSet(name, value, "ff0f" + hex);
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("values")
    void valueHasTheBytesOfNode(@Nullable Object value, String hex) {
        assertThat(HexFormat.of().formatHex(AdvancedMessages.encode(value))).isEqualTo(hex);
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("values")
    void bytesHaveTheValue(@Nullable Object value, String hex) {
        var read = AdvancedMessages.value(HexFormat.of().parseHex(hex));

        assertThat(read).isEqualTo(value);
    }

    @Test
    void objectsAreReferredToByTheirOrder() {
        var outer = new ArrayList<Object>();
        var inner = new ArrayList<Object>(List.of("text", "text"));
        outer.addAll(List.of(inner, outer, inner));

        var bytes = AdvancedMessages.encode(outer);

        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo("ff0f4103" + "4102220474657874220474657874240002" + "5e00" + "5e01" + "240003");
    }

    @Test
    void referencesBecomeTheSameObject() {
        var read = (List<?>)
                Objects.requireNonNull(AdvancedMessages.value(HexFormat.of().parseHex("ff0f41035e006f7b005e01240003")));

        assertThat(read.get(0)).isSameAs(read);
        assertThat(read.get(1)).isSameAs(read.get(2)).isEqualTo(Map.of());
    }

    @Test
    void emptyConstantsOfJavaAreNotShared() {
        assertThat(HexFormat.of().formatHex(AdvancedMessages.encode(List.of(List.of(), List.of()))))
                .isEqualTo("ff0f41024100240000" + "4100240000" + "240002");
    }
}
