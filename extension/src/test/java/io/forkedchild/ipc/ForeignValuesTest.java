package io.forkedchild.ipc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.annotation.JsonValue;
import io.forkedchild.ipc.v8.AdvancedMessages;
import io.forkedchild.js.ArrayBuffer;
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
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that one of the two serializations, or both, have no form for: it is said in the same words. */
class ForeignValuesTest {

    private record Holder(@Nullable Object value, int after) {}

    private record Count(Optional<Integer> count) {}

    private record Day(LocalDate day) {}

    private static class Half extends Number {

        private static final long serialVersionUID = 1;

        @Override
        public int intValue() {
            return 0;
        }

        @Override
        public long longValue() {
            return 0;
        }

        @Override
        public float floatValue() {
            return 0.5f;
        }

        @Override
        public double doubleValue() {
            return 0.5;
        }

        @Override
        public String toString() {
            return "a half}";
        }
    }

    private static final class HalfOfJson extends Half {

        private static final long serialVersionUID = 1;

        @JsonValue
        @Override
        public double doubleValue() {
            return 0.5;
        }
    }

    // ---- numbers

    static final List<Number> foreignNumbers = List.of(new Half(), new DoubleAdder(), new LongAdder());

    @ParameterizedTest
    @FieldSource("foreignNumbers")
    void numberOfAForeignClassIsRefused(Number number) {
        for (var codec : Codec.values()) {
            for (var message : List.of(Map.of("a", List.of(number)), Map.of("a", new Number[] {number}))) {
                assertThat(textOf(codec, message))
                        .startsWith("message cannot be sent")
                        .contains(": $.a[0] is ")
                        .endsWith(number.getClass().getName()
                                + ": a Number of an unknown class; send a double or a BigDecimal");
            }
            assertThat(textOf(codec, new Holder(number, 1))).contains(": $.value is ", "unknown class");
            assertThat(textOf(codec, number)).contains(": $ is ", "unknown class");
        }
    }

    static List<Arguments> numbers() {
        return List.of(
                argumentSet("AtomicInteger", new AtomicInteger(7), 7),
                argumentSet("AtomicLong", new AtomicLong(7), 7),
                argumentSet("BigDecimal", new BigDecimal("0.5"), 0.5),
                argumentSet("annotated", new HalfOfJson(), 0.5),
                argumentSet("byte", (byte) 3, 3),
                argumentSet("float", 0.5f, 0.5));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void numberOfAKnownClassIsSent(Number number, Number value) {
        for (var codec : Codec.values()) {
            assertThat(codec.value(codec.encode(number))).isEqualTo(value);
            assertThat(codec.json(codec.encode(new Holder(number, 1)))
                            .get("value")
                            .doubleValue())
                    .isEqualTo(value.doubleValue());
        }
    }

    // ---- values of JavaScript in JSON

    static List<Arguments> written() {
        var map = new LinkedHashMap<String, @Nullable Object>();
        map.put("a", Undefined.UNDEFINED);
        map.put("b", null);
        map.put("c", List.of());
        return List.of(
                argumentSet("undefined in a list", Arrays.asList(1, Undefined.UNDEFINED, null), "[1,null,null]"),
                argumentSet("undefined in an array", new Object[] {Undefined.UNDEFINED}, "[null]"),
                argumentSet("undefined in an array of its own class", Undefined.values(), "[null]"),
                argumentSet("undefined in a map", map, "{\"b\":null,\"c\":[]}"),
                argumentSet("undefined in a map in a list", List.of(map), "[{\"b\":null,\"c\":[]}]"),
                argumentSet("undefined in a record", new Holder(Undefined.UNDEFINED, 1), "{\"after\":1}"),
                argumentSet("null in a record", new Holder(null, 1), "{\"value\":null,\"after\":1}"),
                argumentSet("empty map in a record", new Holder(Map.of(), 0), "{\"value\":{},\"after\":0}"),
                argumentSet("map of only undefined", Map.of("a", Undefined.UNDEFINED), "{}"),
                argumentSet("invalid Date", List.of(new InvalidDate()), "[null]"),
                argumentSet("invalid Date alone", new InvalidDate(), "null"),
                argumentSet("number in an object", new Boxed(2.0), "2"),
                argumentSet("text in an object", Map.of("a", new Boxed("x")), "{\"a\":\"x\"}"),
                argumentSet("truth in an object", new Boxed(true), "true"),
                argumentSet("NaN in an object", new Boxed(Double.NaN), "null"),
                argumentSet("BigInt in an object", new Boxed(BigInteger.TEN), "10"),
                argumentSet("array", JsArray.of(1, Undefined.UNDEFINED, "x"), "[1,null,\"x\"]"),
                argumentSet("array with holes", new JsArray(3).set(1, Map.of("a", 1)), "[null,{\"a\":1},null]"),
                argumentSet("array with properties", JsArray.of(1).put("index", 0), "[1]"));
    }

    @ParameterizedTest
    @MethodSource("written")
    void valueOfJavaScriptIsWhatStringifyMakesOfIt(Object value, String json) {
        assertThat(textOf(Codec.JSON, value)).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("written")
    void jsonOfAnAdvancedMessageIsTheSame(Object value, String json) {
        var tree = AdvancedMessages.json(AdvancedMessages.encode(value));

        assertThat(tree).hasToString(json);
    }

    static List<Object> withoutJson() {
        return List.of(
                JsMap.of("a", 1),
                JsSet.of(1),
                JsError.of("Error", "no"),
                new JsRegExp("a", "g"),
                TypedArray.of(1),
                ArrayBuffer.of((byte) 1));
    }

    @ParameterizedTest
    @MethodSource("withoutJson")
    void valueThatStringifyWouldSpoilIsRefused(Object value) {
        var refusal = " is " + value.getClass().getName() + ": JSON has no such value; use Serialization.ADVANCED";

        assertThat(textOf(Codec.JSON, value)).isEqualTo("message cannot be sent as JSON: $" + refusal);
        assertThat(textOf(Codec.JSON, List.of(1, new Holder(value, 1))))
                .isEqualTo("message cannot be sent as JSON: $[1].value" + refusal);
        assertThat(textOf(Codec.JSON, JsArray.of(1, Map.of("a", value))))
                .isEqualTo("message cannot be sent as JSON: $[1].a" + refusal);
    }

    @ParameterizedTest
    @EnumSource(Undefined.class)
    void undefinedAloneIsNoMessageOfJson(Undefined undefined) {
        assertThat(textOf(Codec.JSON, undefined))
                .isEqualTo("message cannot be sent as JSON: $ is io.forkedchild.js.Undefined: "
                        + "JSON has no such value; use Serialization.ADVANCED");
    }

    @ParameterizedTest
    @EnumSource(Codec.class)
    void arrayThatHoldsItselfIsRefused(Codec codec) {
        var array = new JsArray(2);
        array.set(1, array);

        assertThat(textOf(codec, array)).matches(codec == Codec.JSON ? ".*\\$\\[1] is .*contains itself" : "(?s).*");
    }

    @ParameterizedTest
    @EnumSource(value = Codec.class, names = "JSON")
    void arrayOfBillionsOfHolesIsRefused(Codec codec) {
        assertThat(textOf(codec, List.of(new JsArray(JsArray.MAX_LENGTH))))
                .startsWith("message cannot be sent as JSON: $[0] is io.forkedchild.js.JsArray: 4294967295 elements");
    }

    // ---- what Jackson refuses

    static List<Arguments> refused() {
        return List.of(
                argumentSet("Optional", Optional.of(1), "java.util.Optional: send what it contains, or null"),
                argumentSet("date", LocalDate.EPOCH, "java.time.LocalDate: send an Instant, or its text"),
                argumentSet("object", new Object(), "java.lang.Object: No serializer found for class"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusalGivesNoAdviceAboutJackson(Object value, String text) {
        for (var codec : Codec.values()) {
            assertThat(textOf(codec, List.of(new Holder(value, 1))))
                    .contains("[0].value is ", text)
                    .doesNotContain("Module", "Feature", "disable");
            assertThat(textOf(codec, value)).contains(": $ is ", text).doesNotContain("Module", "Feature", "disable");
        }
    }

    static List<Arguments> unreadable() {
        return List.of(
                argumentSet("Optional", Map.of("count", 1), Count.class, "java.util.Optional; take what it contains"),
                argumentSet("date", Map.of("day", "1970-01-01"), Day.class, "java.time.LocalDate; take an Instant"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void typeThatCannotBeReadGivesNoAdviceAboutJackson(Object value, Class<?> type, String text) {
        for (var codec : Codec.values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> codec.as(type, codec.encode(value)))
                    .withMessageStartingWith("message is no " + type.getSimpleName() + ": no value is a ")
                    .withMessageContaining(text)
                    .withMessageMatching("(?s)(?!.*(Module|Feature|disable)).*");
        }
    }

    private static String textOf(Codec codec, Object value) {
        try {
            return new String(codec.encode(value), UTF_8);
        } catch (IllegalArgumentException refusal) {
            return String.valueOf(refusal.getMessage());
        }
    }
}
