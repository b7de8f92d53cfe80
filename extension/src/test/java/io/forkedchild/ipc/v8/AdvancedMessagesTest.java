package io.forkedchild.ipc.v8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forkedchild.js.Boxed;
import io.forkedchild.js.InvalidDate;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsRegExp;
import io.forkedchild.js.JsSet;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.Undefined;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvancedMessagesTest {

    private enum Colour {
        RED,
        @JsonProperty("verde")
        GREEN
    }

    private record Named(
            @JsonProperty("the name") String name, @Nullable Object value) {}

    @SuppressWarnings("ArrayRecordComponent") // it is what is tested
    private record Job(
            Instant when,
            BigInteger id,
            byte[] data,
            Set<String> tags,
            Map<Integer, Named> byNumber,
            Colour colour,
            long size,
            double share) {}

    private record Count(int count) {}

    private static byte[] encode(@Nullable Object value) {
        return AdvancedMessages.encode(value);
    }

    /** Java's classes and those of JavaScript that they are sent as. */
    @SuppressWarnings("JavaUtilDate")
    static List<Arguments> sameMessages() {
        return List.of(
                argumentSet("byte", (byte) -1, -1),
                argumentSet("short", (short) 7, 7),
                argumentSet("long", 7L, 7),
                argumentSet("safe long", (1L << 53) - 1, 0x1p53 - 1),
                argumentSet("float", 0.1f, (double) 0.1f),
                argumentSet("double without a fraction", 2.0, 2),
                argumentSet("BigDecimal", new BigDecimal("1.10"), 1.1),
                argumentSet("char", 'c', "c"),
                argumentSet("CharSequence", CharBuffer.wrap("text"), "text"),
                argumentSet("enum", Colour.RED, "RED"),
                argumentSet("annotated enum", Colour.GREEN, "verde"),
                argumentSet("chars", new char[] {'a', 'b'}, "ab"),
                argumentSet("booleans", new boolean[] {true, false}, List.of(true, false)),
                argumentSet("objects", new Object[] {1, "a"}, List.of(1, "a")),
                argumentSet("ints", new int[] {1}, TypedArray.of(1)),
                argumentSet("Date", new Date(5), Instant.ofEpochMilli(5)),
                argumentSet("nanoseconds", Instant.ofEpochSecond(0, 1_999_999), Instant.ofEpochMilli(1)),
                argumentSet("set", Collections.singleton(1), JsSet.of(1)),
                argumentSet("map with other keys", Collections.singletonMap(1, 2), JsMap.of(1, 2)),
                argumentSet("-0 as key", JsMap.copyOf(Collections.singletonMap(-0.0, 2)), JsMap.of(0, 2)),
                argumentSet("-0 in a set of Java", Collections.singleton(-0.0), JsSet.of(0)),
                argumentSet("record", new Count(1), Map.of("count", 1)),
                argumentSet("annotated record", new Named("a", 1), ordered("the name", "a", "value", 1)),
                argumentSet("record in a list", List.of(new Count(1)), List.of(Map.of("count", 1))),
                argumentSet(
                        "record of a map",
                        new Named("a", JsMap.of(1, new Count(2))),
                        ordered("the name", "a", "value", JsMap.of(1, Map.of("count", 2)))));
    }

    private static Map<String, Object> ordered(String name, Object value, String otherName, Object otherValue) {
        var map = new LinkedHashMap<String, Object>();
        map.put(name, value);
        map.put(otherName, otherValue);
        return map;
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("sameMessages")
    void classOfJavaIsSentAsWhatItIsInJavaScript(Object value, Object same) {
        assertThat(HexFormat.of().formatHex(encode(value)))
                .isEqualTo(HexFormat.of().formatHex(encode(same)));
    }

    static List<Arguments> unsendable() {
        return List.of(
                argumentSet(
                        "thread",
                        Map.of("job", Map.of("items", List.of(1, 2, 3, new Thread()))),
                        "$.job.items[3] is a java.lang.Thread"),
                argumentSet(
                        "lambda",
                        List.of((Runnable) () -> {}),
                        "$[0] is a io.forkedchild.ipc.v8.AdvancedMessagesTest$$Lambda"),
                argumentSet(
                        "stream", Map.of("a b", Stream.of(1)), "$[\"a b\"] is a java.util.stream.ReferencePipeline"),
                argumentSet("in a record", new Named("a", new Thread()), "$.value is a java.lang.Thread"),
                argumentSet(
                        "class that Jackson refuses",
                        new Named("a", new Object()),
                        "$.value is a java.lang.Object: No serializer found for class java.lang.Object"),
                argumentSet("Optional", Optional.of(1), "$ is a java.util.Optional: send what it contains, or null"),
                argumentSet("null key", Collections.singletonMap(null, 1), "null key, which no object has"),
                argumentSet("key of a Map", JsMap.of(new Thread(), 1), "$.key[0] is a java.lang.Thread"),
                argumentSet("value of a Map", JsMap.of(1, new Thread()), "$.value[0] is a java.lang.Thread"),
                argumentSet("cause", JsError.named("Error").initCause(new Thread()), "$.cause is a java.lang.Thread"),
                argumentSet("long", List.of(1L << 53), "$[0] is the long 9007199254740992, beyond the safe integers"),
                argumentSet("least long", Long.MIN_VALUE, "$ is the long -9223372036854775808"),
                argumentSet(
                        "BigDecimal",
                        new BigDecimal("0.12345678901234567890"),
                        "$ is the BigDecimal 0.12345678901234567890"),
                argumentSet("time", Instant.MAX, "which no Date is"),
                argumentSet("later time", Instant.ofEpochMilli(8_640_000_000_000_001L), "which no Date is"),
                argumentSet("Pattern", Pattern.compile("a"), "send an io.forkedchild.js.JsRegExp"));
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("unsendable")
    void whatCannotBeSentIsRefusedWithItsPlace(Object value, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> encode(value))
                .withMessageStartingWith("message cannot be sent: $")
                .withMessageContaining(why)
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(700));
    }

    /** Whatever room the thread has on its stack. */
    @ParameterizedTest
    @ValueSource(longs = {200 << 10, 64 << 20})
    void tooManyObjectsInEachOtherAreRefused(long stackBytes) throws InterruptedException {
        Object deep = List.of(1);
        for (int i = 0; i < 100_000; i++) {
            deep = List.of(deep);
        }
        var tooDeep = deep;
        var refusal = new AtomicReference<@Nullable Throwable>();

        var thread = new Thread(null, () -> encode(tooDeep), "deep", stackBytes);
        thread.setUncaughtExceptionHandler((dead, thrown) -> refusal.set(thrown));
        thread.start();
        thread.join();

        var elements = "[0]".repeat(20);
        assertThat(refusal.get())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "message cannot be sent: $" + elements + "…" + elements + " is more than 1000 objects deep");
    }

    @Test
    void cyclesAreSent() {
        var map = new HashMap<String, @Nullable Object>();
        map.put("self", map);

        var received = (Map<?, ?>) AdvancedMessages.decode(encode(map), Map.class);

        assertThat(received.get("self")).isSameAs(received);
        assertThat(AdvancedMessages.hasValue(encode(map), map)).isTrue();
        assertThat(AdvancedMessages.text(encode(map))).isEqualTo("{ self: [Circular] }");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdvancedMessages.json(encode(map)))
                .withMessageContaining("$.self");
        assertThatIllegalArgumentException().isThrownBy(() -> AdvancedMessages.decode(encode(map), Count.class));
    }

    @Test
    void recordIsReceivedAsItWasSent() {
        var job = new Job(
                Instant.ofEpochMilli(5),
                BigInteger.TWO.pow(70),
                new byte[] {1, 2},
                Set.of("a", "b"),
                Map.of(1, new Named("n", new JsRegExp("x"))),
                Colour.GREEN,
                7,
                2.0);

        var received = AdvancedMessages.decode(encode(job), Job.class);

        assertThat(received).usingRecursiveComparison().isEqualTo(job);
    }

    @Test
    void valuesAreReceivedAsTheirOwnClass() {
        assertThat(AdvancedMessages.decode(encode(Instant.EPOCH), Instant.class))
                .isEqualTo(Instant.EPOCH);
        assertThat(AdvancedMessages.decode(encode(BigInteger.TEN), BigInteger.class))
                .isEqualTo(BigInteger.TEN);
        assertThat(AdvancedMessages.decode(encode(new byte[] {1}), byte[].class))
                .containsExactly(1);
        assertThat(AdvancedMessages.decode(encode(new TypedArray(TypedArray.Kind.UINT8, (byte) 1)), byte[].class))
                .containsExactly(1);
        assertThat((Object) AdvancedMessages.decode(encode(Set.of(1)), Set.class))
                .isEqualTo(Set.of(1));
        assertThat((Object) AdvancedMessages.decode(encode(List.of(1)), List.class))
                .isEqualTo(List.of(1));
        assertThat(AdvancedMessages.decode(encode(new InvalidDate()), InvalidDate.class))
                .isEqualTo(new InvalidDate());
        assertThat(AdvancedMessages.decode(encode(2.0), int.class)).isEqualTo(2);
        assertThat(AdvancedMessages.decode(encode(2), Double.class)).isEqualTo(2.0);
        assertThat(AdvancedMessages.decode(encode(1L << 40), Long.class)).isEqualTo(1L << 40);
        assertThat(AdvancedMessages.decode(encode(Map.of("a", 1)), JsonNode.class)
                        .get("a")
                        .asInt())
                .isEqualTo(1);
        assertThat(AdvancedMessages.decode(encode(Map.of("a", 1)), ObjectNode.class))
                .hasSize(1);
    }

    @Test
    void otherTypesAreRefusedAsStrictlyAsInJson() {
        for (var other : Arrays.asList("12", 1.5, true, BigInteger.TWO.pow(40), new byte[1], List.of(1), Set.of())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AdvancedMessages.decode(encode(other), Integer.class))
                    .withMessageStartingWith("message is no Integer: ");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> AdvancedMessages.decode(encode(1), String.class));
        assertThatIllegalArgumentException().isThrownBy(() -> AdvancedMessages.decode(encode(1), Instant.class));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdvancedMessages.decode(encode(Map.of("count", "x")), Count.class))
                .withMessageContaining("at $.count");
    }

    static List<Arguments> different() {
        return List.of(
                argumentSet("number and BigInt", 1, BigInteger.ONE),
                argumentSet("number and text", 1, "1"),
                argumentSet("null and undefined", null, Undefined.UNDEFINED),
                argumentSet("object and Map", Map.of("a", 1), JsMap.of("a", 1)),
                argumentSet("list and set", List.of(1), Set.of(1)),
                argumentSet("element", List.of(1, 2), List.of(1, 3)),
                argumentSet("length", List.of(1, 2), List.of(1)),
                argumentSet("property", Map.of("a", 1), Map.of("a", 2)),
                argumentSet("missing property", Map.of("a", 1), Map.of()),
                argumentSet("name of a property", Map.of("a", 1), Map.of("b", 1)),
                argumentSet("entry", JsMap.of(List.of(1), 1), JsMap.of(List.of(1), 2)),
                argumentSet("key", JsMap.of(List.of(1), 1), JsMap.of(List.of(2), 1)),
                argumentSet("value of a set", JsSet.of(List.of(1)), JsSet.of(List.of(2))),
                argumentSet("bytes", new byte[] {1}, new byte[] {2}),
                argumentSet("kind of array", TypedArray.of(1), TypedArray.of(1f)),
                argumentSet("hole and undefined", new JsArray(1), List.of(Undefined.UNDEFINED)),
                argumentSet("boxed and not", new Boxed(1.0), 1),
                argumentSet("message of an error", JsError.of("Error", "a"), JsError.of("Error", "b")),
                argumentSet(
                        "cause",
                        JsError.named("Error").initCause(1),
                        JsError.named("Error").initCause(2)));
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("different")
    void differentValuesAreNotTheSame(@Nullable Object one, @Nullable Object other) {
        assertThat(AdvancedMessages.hasValue(encode(one), other)).isFalse();
        assertThat(AdvancedMessages.hasValue(encode(other), one)).isFalse();
    }

    static List<Arguments> same() {
        return List.of(
                argumentSet("numbers of several classes", 1, 1.0f),
                argumentSet("zeros", 0, -0.0),
                argumentSet("NaN", Double.NaN, Float.NaN),
                argumentSet("order of properties", ordered("a", 1, "b", 2), ordered("b", 2, "a", 1)),
                argumentSet("order of entries", JsMap.of(1, 2, List.of(), 4), JsMap.of(List.of(), 4, 1, 2)),
                argumentSet("order of a set", JsSet.of(1, List.of(2), List.of(3)), JsSet.of(List.of(3), List.of(2), 1)),
                argumentSet("bytes", new byte[] {1}, new TypedArray(TypedArray.Kind.UINT8, (byte) 1)),
                argumentSet("record and object", new Count(1), Map.of("count", 1L)),
                argumentSet("stack", JsError.of("Error", "a").initStack("x"), JsError.of("Error", "a")));
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("same")
    void sameValuesAreTheSameHoweverTheyAreWritten(@Nullable Object one, @Nullable Object other) {
        assertThat(AdvancedMessages.hasValue(encode(one), other)).isTrue();
        assertThat(AdvancedMessages.hasValue(encode(other), one)).isTrue();
    }

    @Test
    void cyclesAreComparedWithLongerOnes() {
        var one = new ArrayList<@Nullable Object>();
        one.add(one);
        var two = new ArrayList<@Nullable Object>();
        two.add(List.of(two));
        var other = new ArrayList<@Nullable Object>(List.of(1));
        other.add(0, other);

        assertThat(AdvancedMessages.hasValue(encode(one), two)).isTrue();
        assertThat(AdvancedMessages.hasValue(encode(one), other)).isFalse();
    }

    @Test
    void manyReferencesToTheSameAreNoBomb() {
        Object bomb = new ArrayList<>(List.of("x"));
        for (int i = 0; i < 100; i++) {
            bomb = new ArrayList<>(List.of(bomb, bomb));
        }
        var message = encode(bomb);

        assertThat(AdvancedMessages.hasValue(message, bomb)).isTrue();
        assertThat(AdvancedMessages.text(message)).hasSizeLessThan(5000);
        assertThatIllegalArgumentException().isThrownBy(() -> AdvancedMessages.json(message));
        assertThatIllegalArgumentException().isThrownBy(() -> AdvancedMessages.decode(message, Count.class));
    }
}
