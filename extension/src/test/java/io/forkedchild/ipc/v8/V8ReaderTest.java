package io.forkedchild.ipc.v8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.InvalidDate;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.TypedArray.Kind;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Node 20 does not write, but others do: older and newer versions, V8 without Node; and what nobody may write. */
class V8ReaderTest {

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static @Nullable Object read(String hex) {
        return AdvancedMessages.value(bytes(hex));
    }

    static List<Arguments> readable() {
        return List.of(
                argumentSet("version 13", "ff0d 4902", 1),
                argumentSet("version 16", "ff10 4902", 1),
                argumentSet("bytes after the value", "ff0f 4902 ffff", 1),
                argumentSet("padding", "ff0f 000000 4902", 1),
                argumentSet("count of objects", "ff0f 3f05 3f00 4902", 1),
                argumentSet("unsigned int", "ff0f 5505", 5),
                argumentSet("large unsigned int", "ff0f 55ffffffff0f", 4294967295.0),
                argumentSet("integer written as double", "ff0f 4e0000000000000040", 2.0),
                argumentSet("UTF-8", "ff0f 5303e697a5", "日"),
                argumentSet("two bytes unaligned", "ff0f 6f 220161 6302e565 7b01", Map.of("a", "日")),
                argumentSet("BigInt of odd length", "ff0f 5a02ff", BigInteger.valueOf(255)),
                argumentSet("negative BigInt 0", "ff0f 5a110000000000000000", BigInteger.ZERO),
                argumentSet("fraction of a millisecond", "ff0f 44 000000000000f83f", Instant.ofEpochMilli(1)),
                argumentSet("invalid Date", "ff0f 44 000000000000f87f", new InvalidDate()),
                argumentSet("Date too late", "ff0f 44 000000000000f07f", new InvalidDate()),
                argumentSet("key that is a double", "ff0f 6f 4e000000000000f83f 4902 7b01", Map.of("1.5", 1)),
                argumentSet("sparse array without holes", "ff0f 6102 4900 4902 4902 4904 40 0202", List.of(1, 2)),
                argumentSet(
                        "hole in a dense array",
                        "ff0f 4103 4902 2d 30 24 0003",
                        new JsArray(3).set(0, 1).set(2, null)),
                argumentSet("longest array", "ff0f 61ffffffff0f 40 00ffffffff0f", new JsArray(JsArray.MAX_LENGTH)),
                argumentSet("key twice in a Map", "ff0f 3b 4902 4902 4902 4904 3a 04", JsMap.of(1, 2)),
                argumentSet("host object", "ff0f 5c01 6f 220161 4902 7b01", Map.of("a", 1)),
                argumentSet("half an element", "ff0f 5c0003 03 010203", new TypedArray(Kind.INT16, (byte) 1, (byte) 2)),
                argumentSet("half floats", "ff10 5c000d 02 003c", new TypedArray(Kind.FLOAT16, (byte) 0, (byte) 0x3c)),
                argumentSet("view by V8", "ff0f 4203010203 5642010200", new TypedArray(Kind.UINT8, (byte) 2, (byte) 3)),
                argumentSet("view before version 14", "ff0d 4102 4203010203 56420102 4902 240002", twoOf(1)),
                argumentSet("broken version 13", "ff0d 4102 4203010203 5642010200 4902 240002", twoOf(1)),
                argumentSet("view of a resizable buffer", "ff0f 7e0308010203 5642010202", view()),
                argumentSet("buffer without a view", "ff10 41 01 420101 24 0001", List.of(ArrayBuffer.of((byte) 1))),
                argumentSet("error of newer V8s", "ff0f 72 54 6d220161 73220173 634902 2e", error()),
                argumentSet("error of Node 20", "ff0f 72 54 6d220161 634902 73220173 2e", error()));
    }

    private static List<Object> twoOf(int second) {
        return List.of(view(), second);
    }

    private static TypedArray view() {
        return new TypedArray(Kind.UINT8, (byte) 2, (byte) 3);
    }

    private static JsError error() {
        return JsError.of("TypeError", "a").initStack("s").initCause(1);
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("readable")
    void readsWhatOthersWrite(String hex, Object value) {
        assertThat(read(hex)).isEqualTo(value);
        assertThat(AdvancedMessages.defectOf(bytes(hex))).isEmpty();
    }

    static List<Arguments> unreadable() {
        return List.of(
                argumentSet("nothing", "", "byte 0: an empty message"),
                argumentSet("JSON", "7b7d", "byte 0: a version (0xff) should be here, not '{'"),
                argumentSet("old", "ff0c4902", "byte 1: version 12"),
                argumentSet("new", "ff114902", "byte 1: version 17"),
                argumentSet("no value", "ff0f", "byte 2: end of the message"),
                argumentSet("padding alone", "ff0f0000", "byte 4: end of the message"),
                argumentSet("unknown tag", "ff0f21", "byte 2: no value begins with '!'"),
                argumentSet("SharedArrayBuffer", "ff0f7500", "byte 2: no value begins with 'u'"),
                argumentSet("short int", "ff0f4980", "1 byte announced, 0 there"),
                argumentSet("short string", "ff0f220561", "byte 4: 5 bytes announced, 1 there"),
                argumentSet("long string", "ff0f22ffffffff0f", "4294967295 bytes announced"),
                argumentSet("half a character", "ff0f6303616161", "half a character"),
                argumentSet("short double", "ff0f4e00", "8 bytes announced"),
                argumentSet("short BigInt", "ff0f5a1001", "8 bytes announced"),
                argumentSet("long array", "ff0f41ffffffff0f", "4294967295 elements announced"),
                argumentSet("unended array", "ff0f41014902", "end of the message"),
                argumentSet("other length at the end", "ff0f4101490224" + "0002", "2 elements announced, 1 there"),
                argumentSet("other count of properties", "ff0f6f22016149027b02", "2 properties announced, 1 there"),
                argumentSet("odd count of a Map", "ff0f3b490249043a01", "1 keys and values announced, 2 there"),
                argumentSet("other count of a Set", "ff0f2749022c02", "2 values announced, 1 there"),
                argumentSet("property twice", "ff0f6f220161490222016149027b02", "the property 'a' twice"),
                argumentSet("index twice", "ff0f 6105 4902 4902 4902 4902 40 0205", "cannot have the property '1'"),
                argumentSet("index beyond", "ff0f 6101 4902 4902 40 0101", "cannot have the property '1'"),
                argumentSet("length as property", "ff0f 4100 22066c656e677468 4902 24 0100", "the property 'length'"),
                argumentSet("key that is true", "ff0f6f5449027b01", "neither a string nor a number"),
                argumentSet("key that is a BigInt", "ff0f6f5a0049027b01", "neither a string nor a number"),
                argumentSet("reference to nothing", "ff0f5e00", "byte 2: a reference to object 0 of 0"),
                argumentSet("reference ahead", "ff0f41015e01240001", "a reference to object 1 of 1"),
                argumentSet("host object in itself", "ff0f5c016f2201615e007b01", "object 0, which is not complete"),
                argumentSet("host object that is 1", "ff0f5c014902", "no object"),
                argumentSet("host object of another kind", "ff0f5c02", "byte 3: a host object is 0 or 1, not 2"),
                argumentSet("unknown typed array", "ff0f5c000e00", "no typed array has the index 14"),
                argumentSet("flags of no RegExp", "ff0f5222017840", "flags 64"),
                argumentSet("flags u and v", "ff0f522201789002", "flags 272"),
                argumentSet("RegExp without a text", "ff0f52490200", "byte 3: a string should be here"),
                argumentSet("part of no error", "ff0f724d2e", "an error has no part 'M'"),
                argumentSet("second cause", "ff0f726349026349022e", "second cause"),
                argumentSet("view beyond the buffer", "ff0f4201015642010100", "a view of 1 byte from 1 on, of 1"),
                argumentSet("view between elements", "ff0f4204010203045677010200", "from 1 on"),
                argumentSet("view of no kind", "ff0f42010156210001" + "00", "no view"),
                argumentSet("flags of a view", "ff0f4201015642000102", "flags 2 of a view"),
                argumentSet("buffer beyond its maximum", "ff0f7e02010000", "a buffer of 2 bytes, at most 1"));
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("unreadable")
    void tellsWhatIsWrongAndWhere(String hex, String why) {
        var bytes = bytes(hex);

        assertThat(AdvancedMessages.defectOf(bytes))
                .hasValueSatisfying(
                        defect -> assertThat(defect).startsWith("byte ").contains(why));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdvancedMessages.value(bytes))
                .withMessageStartingWith("message is no value in V8's format: byte ");
        assertThat(AdvancedMessages.isInternal(bytes)).isFalse();
        assertThat(AdvancedMessages.text(bytes)).startsWith("<").contains(why).endsWith(">");
    }

    @Test
    void oddArrayIsTheSameWhereItRefersToItself() {
        var array = (JsArray) Objects.requireNonNull(read("ff0f 4101 5e00 220178 5e00 24 0101"));

        assertThat(array.elements().get(0L)).isSameAs(array);
        assertThat(array.properties().get("x")).isSameAs(array);
    }

    @Test
    void errorCanBeInsideItsCause() {
        var error = (JsError) Objects.requireNonNull(read("ff0f 72 6d220178 63 5e00 73220173 2e"));

        assertThat(error.cause()).isSameAs(error);
        assertThat(error.stack()).hasValue("s");
    }

    @Test
    void millionArraysInEachOtherAreRefused() {
        var bytes = new byte[2_000_002];
        bytes[0] = (byte) 0xff;
        bytes[1] = 15;
        for (int i = 2; i < bytes.length; i += 2) {
            bytes[i] = 'A';
            bytes[i + 1] = 1;
        }

        assertThat(AdvancedMessages.defectOf(bytes)).hasValue("byte 8002: more than 4000 objects in each other");
    }

    @Test
    void arrayAsDeepAsNodeWritesIsRead() {
        var begin = "4101".repeat(3300);
        var end = "240001".repeat(3300);
        var bytes = bytes("ff0f" + begin + "4902" + end);

        assertThat(AdvancedMessages.defectOf(bytes)).isEmpty();
        assertThat(AdvancedMessages.text(bytes))
                .startsWith("[ [ [ [")
                .contains("[ … ]")
                .endsWith("] ] ]");
        assertThat(AdvancedMessages.hasValue(bytes, List.of())).isFalse();
    }
}
