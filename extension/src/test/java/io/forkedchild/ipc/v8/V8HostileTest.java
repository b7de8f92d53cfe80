package io.forkedchild.ipc.v8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ipc.Cost;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsRegExp;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages made to cost what they do not weigh. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class V8HostileTest {

    /** Each announces some 300 million or 4 billion of what is not there. */
    static List<Arguments> lengths() {
        return List.of(
                argumentSet("text", "22 ffffffff0f 61"),
                argumentSet("text of 300 million bytes", "22 80a0868f01 61"),
                argumentSet("text of two bytes", "63 feffffff0f 6161"),
                argumentSet("text in UTF-8", "53 ffffffff0f 61"),
                argumentSet("BigInt", "5a ffffffff0f 01"),
                argumentSet("BigInt of 300 million bytes", "5a 80c08c9e02 01"),
                argumentSet("dense array", "41 ffffffff0f 30"),
                argumentSet("dense array of 300 million", "41 80a0868f01 30"),
                argumentSet("sparse array", "61 ffffffff0f 4900 30 40 01 ffffffff0f"),
                argumentSet("sparse array of an element at its end", "61 ffffffff0f 4efeffffff0f 30"),
                argumentSet("sparse array that is odd", "61 80a0868f01 220178 30 40 01 80a0868f01"),
                argumentSet("object", "6f 7b ffffffff0f"),
                argumentSet("Map", "3b 3a ffffffff0f"),
                argumentSet("Set", "27 2c ffffffff0f"),
                argumentSet("ArrayBuffer", "42 ffffffff0f 00"),
                argumentSet("ArrayBuffer of 300 million bytes", "42 80a0868f01 00"),
                argumentSet("resizable buffer", "7e 00 ffffffff0f"),
                argumentSet("resizable buffer of 300 million bytes", "7e 80a0868f01 ffffffff0f 00"),
                argumentSet("Buffer", "5c 00 0a ffffffff0f 00"),
                argumentSet("DataView of 300 million bytes", "5c 00 09 80a0868f01 00"),
                argumentSet("view of a buffer", "42 01 00 56 42 00 ffffffff0f 00"),
                argumentSet("count of objects", "3f ffffffff0f 30"),
                argumentSet("reference", "5e ffffffff0f"),
                argumentSet("RegExp", "52 22 ffffffff0f"),
                argumentSet("message of an error", "72 6d 22 ffffffff0f"));
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void lengthThatNoBytesBackTakesNoMemory(String payload) {
        var message = HexFormat.of().parseHex("ff0f" + payload.replace(" ", ""));
        look(message); // loads classes

        var cost = Cost.of(() -> look(message));

        assertThat(cost.bytes()).isLessThan(50_000);
    }

    private static void look(byte[] message) {
        AdvancedMessages.defectOf(message);
        AdvancedMessages.isInternal(message);
        AdvancedMessages.text(message);
    }

    // ---- much of the same

    static List<Arguments> repetitions() {
        return List.of(
                argumentSet("arrays that are empty", "4100240000", ""),
                argumentSet("objects in each other", "6f", ""),
                argumentSet("errors that are each other's cause", "7263", ""),
                argumentSet("padding", "00", ""),
                argumentSet("counts of objects", "3f00", ""),
                argumentSet("properties", "2201614902", "6f"),
                argumentSet("keys that are equal", "49024902", "3b"),
                argumentSet("keys that are objects", "6f7b00" + "4902", "3b"),
                argumentSet("sets in a set", "27", "27"),
                argumentSet("references to itself", "5e00", "27"),
                argumentSet("bytes that no value begins with", "21", ""),
                argumentSet("ends", "7b00", "6f"));
    }

    @ParameterizedTest
    @MethodSource("repetitions")
    void messageOfAMegabyteCostsWhatItWeighs(String repeated, String begin) {
        var message =
                repeated(HexFormat.of().parseHex("ff0f" + begin), HexFormat.of().parseHex(repeated), 1_000_000);

        var cost = Cost.of(() -> look(message));

        assertThat(cost.isFairFor(message.length)).as(cost.toString()).isTrue();
    }

    /** Doubles whose bits have halves that make the same hash code, all of them. */
    @ParameterizedTest
    @ValueSource(ints = {V8Tag.SET, V8Tag.MAP})
    @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void keysWithOneHashCodeCostWhatTheyWeigh(int tag) {
        int keys = 60_000;
        var message = ByteBuffer.allocate(10 * keys + 10).order(ByteOrder.LITTLE_ENDIAN);
        message.put(new byte[] {V8Tag.VERSION, 15, V8Tag.OBJECT, V8Tag.ONE_BYTE_STRING, 1, 'a', (byte) tag});
        for (int i = 0; i < keys; i++) {
            message.put(V8Tag.DOUBLE).putInt(i).putInt(i ^ 0x3ff5_5555);
            if (tag == V8Tag.MAP) {
                message.put(V8Tag.NULL);
            }
        }

        var cost = Cost.of(() -> look(Arrays.copyOf(message.array(), message.position())));

        assertThat(cost.nanoseconds()).isLessThan(5_000_000_000L);
    }

    private static byte[] repeated(byte[] begin, byte[] part, int length) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(begin);
        while (bytes.size() < length) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    // ---- what is told of them

    @Test
    void defectOfALongNameIsShort() {
        var name = AdvancedMessages.encode("\n".repeat(100_000));
        var property = Arrays.copyOfRange(name, 2, name.length);
        var message = new ByteArrayOutputStream();
        message.writeBytes(HexFormat.of().parseHex("ff0f6f"));
        for (int i = 0; i < 2; i++) {
            message.writeBytes(property);
            message.write(V8Tag.NULL);
        }

        var defect = AdvancedMessages.defectOf(message.toByteArray()).orElseThrow();

        assertThat(defect).contains("the property '\\n\\n").endsWith("…' twice").hasSizeLessThan(300);
        assertThat(AdvancedMessages.text(message.toByteArray())).hasSizeLessThan(600);
    }

    static List<Arguments> controls() {
        var controls = "a\u001b[31m\r\n\t\u0007\u009b\u2028z";
        return List.of(
                argumentSet("text", controls),
                argumentSet("name of a property", Map.of(controls, 1)),
                argumentSet("message of an error", JsError.of("Error", controls)),
                argumentSet("RegExp", new JsRegExp(controls)),
                argumentSet("name of an array's property", JsArray.of(1).put(controls, 1)));
    }

    @ParameterizedTest
    @MethodSource("controls")
    void noControlCharacterIsShown(@Nullable Object value) {
        var text = AdvancedMessages.text(AdvancedMessages.encode(value));

        assertThat(text).contains("a\\x1b[31m\\r\\n\\t\\x07\\x9b\\u2028z");
        assertThat(text.chars().filter(Character::isISOControl)).isEmpty();
    }
}
