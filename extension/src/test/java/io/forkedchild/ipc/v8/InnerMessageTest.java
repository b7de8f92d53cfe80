package io.forkedchild.ipc.v8;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ipc.Codec;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsSet;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.Undefined;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The message that one of Node's own brings along with a handle. */
class InnerMessageTest {

    private static final String BEGIN = "{\"cmd\":\"NODE_HANDLE\",\"type\":\"net.Server\",\"msg\":";

    private static Map<String, @Nullable Object> withHandle(@Nullable Object inner) {
        var message = new LinkedHashMap<String, @Nullable Object>();
        message.put("cmd", "NODE_HANDLE");
        message.put("type", "net.Socket");
        message.put("msg", inner);
        message.put("key", "1:2");
        return message;
    }

    static List<Arguments> values() {
        var list = new ArrayList<Object>(List.of(1, "äöü", "日本"));
        return List.of(
                argumentSet("text", "text \" \\ 日本 😀"),
                argumentSet("empty text", ""),
                argumentSet("text longer than a buffer", "日".repeat(100_000)),
                argumentSet("number", 1.5),
                argumentSet("negative number", -12),
                argumentSet("truth", true),
                argumentSet("empty object", Map.of()),
                argumentSet("list", List.of(1, List.of(2), Map.of("msg", "no", "a", "}"))),
                argumentSet("object twice", Map.of("a", list, "b", list, "c", List.of(list, "日"))),
                argumentSet("message with a handle", withHandle(Map.of("日", 1))));
    }

    @ParameterizedTest
    @MethodSource("values")
    void innerMessageOfJsonIsWhatWasSent(Object value) {
        assertInner(Codec.JSON, value);
    }

    static List<Arguments> valuesOfV8() {
        var list = new ArrayList<Object>(List.of(1, "日本"));
        list.add(list);
        var map = new JsMap();
        map.put(map, list);
        return List.of(
                argumentSet("undefined", Undefined.UNDEFINED),
                argumentSet("BigInt", BigInteger.TEN.pow(40)),
                argumentSet("Date", Instant.EPOCH.plusMillis(5)),
                argumentSet("array that is no list", new JsArray(5).set(2, "日").put("x", list)),
                argumentSet("array that holds itself", list),
                argumentSet("Map that holds itself", map),
                argumentSet("Set", JsSet.of("日", List.of(1), 2)),
                argumentSet("error", JsError.of("TypeError", "日").initCause(List.of(1))),
                argumentSet("bytes", List.of(new byte[3], TypedArray.of(1.5), List.of("日"))));
    }

    @ParameterizedTest
    @MethodSource({"values", "valuesOfV8"})
    void innerMessageOfV8sFormatIsWhatWasSent(Object value) {
        assertInner(Codec.ADVANCED, value);
    }

    private static void assertInner(Codec codec, Object value) {
        var message = codec.encode(withHandle(value));

        var inner = codec.inner(message).orElseThrow();

        assertThat(codec.defectOf(inner)).isEmpty();
        assertThat(codec.hasValue(inner, value)).isTrue();
        assertThat(codec.text(inner)).isEqualTo(codec.text(codec.encode(value)));
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void nullIsAMessageToo(Codec codec) {
        var inner = codec.inner(codec.encode(withHandle(null))).orElseThrow();

        assertThat(codec.value(inner)).isNull();
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void messageWithoutInnerOneHasNone(Codec codec) {
        assertThat(codec.inner(codec.encode(Map.of("cmd", "NODE_HANDLE")))).isEmpty();
        assertThat(codec.inner(codec.encode(Map.of("a", Map.of("msg", 1))))).isEmpty();
        assertThat(codec.inner(codec.encode(List.of("msg", 1)))).isEmpty();
        assertThat(codec.inner(codec.encode("msg"))).isEmpty();
        assertThat(codec.inner(new byte[0])).isEmpty();
        assertThat(codec.inner(new byte[] {1})).isEmpty();
    }

    @Test
    void mapOfV8sFormatHasNoInnerMessage() {
        assertThat(Codec.ADVANCED.inner(AdvancedMessages.encode(JsMap.of("msg", 1))))
                .isEmpty();
    }

    // ---- JSON as it was written

    static List<Arguments> lines() {
        return List.of(
                argumentSet("blanks", BEGIN + "\t {\"a\" : 1 } , \"b\" : 2}", "{\"a\" : 1 }"),
                argumentSet("number beyond Java", BEGIN + "1e99999999999}", "1e99999999999"),
                argumentSet("number beyond Java inside", BEGIN + "[-1E+99999999999 ]}", "[-1E+99999999999 ]"),
                argumentSet("number with zeros", BEGIN + "1.50 }", "1.50"),
                argumentSet("long beyond JavaScript", BEGIN + "9007199254740993}", "9007199254740993"),
                argumentSet("null", BEGIN + " null}", "null"),
                argumentSet("escapes", BEGIN + "\"\\u0061\\n\"}", "\"\\u0061\\n\""),
                argumentSet("escaped name", "{\"m\\u0073g\":1}", "1"),
                argumentSet("last of a name", "{\"msg\":1,\"x\":[2],\"msg\":\"日\",\"y\":3}", "\"日\""),
                argumentSet("behind what is no ASCII", "{\"日\":\"😀\",\"msg\":\"ä\"}", "\"ä\""),
                argumentSet("member of a member", "{\"a\":{\"msg\":1},\"msg\":2}", "2"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void innerMessageOfJsonIsCutOut(String line, String inner) {
        assertThat(Codec.JSON.inner(line.getBytes(UTF_8)).orElseThrow())
                .asString(UTF_8)
                .isEqualTo(inner);
    }

    @Test
    void bytesThatAreNoTextAreReplacedAsNodeDoes() {
        var line = "{\"a\":\"\u00ff\",\"msg\":\"\u00ff\u00fe\"}".getBytes(ISO_8859_1);

        assertThat(Codec.JSON.inner(line).orElseThrow()).asString(UTF_8).isEqualTo("\"\ufffd\ufffd\"");
    }

    // ---- depth

    @Test
    void innerMessageOfJsonMayBeAsDeepAsItLikes() {
        var deep = "[".repeat(900_000) + "]".repeat(900_000);

        assertThat(Codec.JSON.inner((BEGIN + deep + "}").getBytes(UTF_8)).orElseThrow())
                .asString(UTF_8)
                .isEqualTo(deep);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void innerMessageOfV8sFormatMayBeAsDeepAsAnyThatIsRead(String begin, String end) throws InterruptedException {
        var depth = V8Reader.MAX_DEPTH - 1;
        var message = bytes("ff0f6f 2203636d64 220b" + hex("NODE_HANDLE") + "22036d7367" + begin.repeat(depth) + "30"
                + end.repeat(depth) + "7b02");
        assertThat(Codec.ADVANCED.defectOf(message)).isEmpty();
        assertThat(Codec.ADVANCED.isInternal(message)).isTrue();
        var inner = new ArrayList<byte[]>();

        var smallStack = new Thread(null, () -> Codec.ADVANCED.inner(message).ifPresent(inner::add), "small", 65536);
        smallStack.start();
        smallStack.join();

        assertThat(inner).hasSize(1);
        assertThat(Codec.ADVANCED.defectOf(inner.get(0))).isEmpty();
        assertThat(inner.get(0)).hasSizeBetween(message.length - 31, message.length - 25);
    }

    static List<Arguments> parts() {
        return List.of(
                argumentSet("arrays", "4101", "240001"),
                argumentSet("objects", "6f220161", "7b01"),
                argumentSet("sets", "27", "2c01"),
                argumentSet("errors", "7263", "2e"));
    }

    // ---- references

    @Test
    void referenceToWhatIsOutsideMakesNoInnerMessage() {
        var whole = withHandle(null);
        whole.put("msg", List.of(whole));
        var shared = new ArrayList<Object>(List.of(1));
        var before = new LinkedHashMap<String, @Nullable Object>();
        before.put("a", shared);
        before.put("msg", shared);
        var behind = new LinkedHashMap<String, @Nullable Object>();
        behind.put("msg", shared);
        behind.put("z", shared);

        assertThat(Codec.ADVANCED.inner(AdvancedMessages.encode(whole))).isEmpty();
        assertThat(Codec.ADVANCED.inner(AdvancedMessages.encode(before))).isEmpty();
        assertThat(Codec.ADVANCED.inner(AdvancedMessages.encode(behind)).map(AdvancedMessages::value))
                .contains(shared);
    }

    @Test
    void objectsBeforeAreNotCounted() {
        var shared = new ArrayList<Object>(List.of("日"));
        var message = new LinkedHashMap<String, @Nullable Object>();
        message.put("a", Arrays.asList(List.of(1), Map.of(), new ArrayList<>()));
        message.put(
                "b", IntStream.range(0, 200).mapToObj(i -> new ArrayList<>()).toList());
        message.put("msg", List.of(List.of(), shared, shared));

        var inner = Codec.ADVANCED.inner(AdvancedMessages.encode(message)).orElseThrow();

        var value = (List<?>) AdvancedMessages.decode(inner, List.class);
        assertThat(value).isEqualTo(List.of(List.of(), shared, shared));
        assertThat(value.get(1)).isSameAs(value.get(2));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(ISO_8859_1));
    }

    // ---- whatever comes

    @Test
    void bytesThatAreChangedNeverFail() {
        var message = AdvancedMessages.encode(withHandle(Map.of("a", List.of(1, "日"), "b", new byte[3])));
        for (int i = 0; i < message.length; i++) {
            for (int bits : new int[] {1, 0x3e, 0x7f, 0x80, 0xff}) {
                var changed = message.clone();
                changed[i] ^= (byte) bits;

                var inner = Codec.ADVANCED.inner(changed);

                assertThat(inner.flatMap(Codec.ADVANCED::defectOf)).isEmpty();
            }
        }
    }

    @Test
    void versionIsKept() {
        var message = new ByteArrayOutputStream();
        message.writeBytes(bytes("ff8e006f22036d7367"));
        message.writeBytes(bytes("4902 7b01"));

        assertThat(Codec.ADVANCED.inner(message.toByteArray()).orElseThrow()).isEqualTo(bytes("ff8e00 4902"));
    }
}
