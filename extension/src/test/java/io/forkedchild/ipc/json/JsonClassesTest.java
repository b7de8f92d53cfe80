package io.forkedchild.ipc.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes of Java that Node has too, and the classes that a message without a type is given in. */
@SuppressWarnings("JavaUtilDate") // is what is tested
class JsonClassesTest {

    @SuppressWarnings("ArrayRecordComponent") // is what is tested
    private record File(
            String name,
            byte @Nullable [] content,
            @Nullable Instant changed) {}

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    private static String json(@Nullable Object value) {
        return new String(JsonMessages.encode(value), UTF_8);
    }

    // ---- moments

    static List<Arguments> moments() {
        return List.of(
                argumentSet("1970", 0L, "1970-01-01T00:00:00.000Z"),
                argumentSet("before 1970", -1L, "1969-12-31T23:59:59.999Z"),
                argumentSet("end of 9999", 253_402_300_799_999L, "9999-12-31T23:59:59.999Z"),
                argumentSet("10000", 253_402_300_800_000L, "+010000-01-01T00:00:00.000Z"),
                argumentSet("year 0", -62_167_219_200_000L, "0000-01-01T00:00:00.000Z"),
                argumentSet("before year 0", -62_167_219_200_001L, "-000001-12-31T23:59:59.999Z"),
                argumentSet("last of JavaScript", 8_640_000_000_000_000L, "+275760-09-13T00:00:00.000Z"),
                argumentSet("first of JavaScript", -8_640_000_000_000_000L, "-271821-04-20T00:00:00.000Z"));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void momentIsTheTextOfADateAndIsReadBack(long millis, String text) {
        var quoted = "\"" + text + "\"";

        assertThat(json(Instant.ofEpochMilli(millis))).isEqualTo(quoted);
        assertThat(json(new Date(millis))).isEqualTo(quoted);
        assertThat(json(new java.sql.Timestamp(millis))).isEqualTo(quoted);
        assertThat(JsonMessages.decode(utf8(quoted), Instant.class)).isEqualTo(Instant.ofEpochMilli(millis));
        assertThat(JsonMessages.decode(utf8(quoted), Date.class)).isEqualTo(new Date(millis));
    }

    @Test
    void finerDigitsThanMillisecondsAreCutOff() {
        assertThat(json(Instant.ofEpochSecond(0, 1_999_999))).isEqualTo("\"1970-01-01T00:00:00.001Z\"");
        assertThat(json(Instant.ofEpochSecond(-1, 999_999))).isEqualTo("\"1969-12-31T23:59:59.000Z\"");
    }

    @Test
    void instantIsReadWithAllItsDigits() {
        assertThat(JsonMessages.decode(utf8("\"2020-02-29T12:00:00.123456789Z\""), Instant.class))
                .isEqualTo(Instant.parse("2020-02-29T12:00:00.123456789Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "\"\"", "\"yesterday\"", "\"2020-02-30T00:00:00.000Z\"", "{}", "[]", "true"})
    void whatIsNoTextOfADateIsNoInstant(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonMessages.decode(utf8(json), Instant.class))
                .withMessageStartingWith("message is no Instant: ");
    }

    @Test
    void longYearThatIsNoneIsNoDate() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonMessages.decode(utf8("\"+010000-99-01T00:00:00.000Z\""), Date.class))
                .withMessageStartingWith("message is no Date: ");
    }

    // ---- bytes

    static List<Arguments> bytes() {
        return List.of(
                argumentSet("none", new byte[0], "{\"type\":\"Buffer\",\"data\":[]}"),
                argumentSet("two", new byte[] {104, 105}, "{\"type\":\"Buffer\",\"data\":[104,105]}"),
                argumentSet(
                        "with the highest bit",
                        new byte[] {-1, -128, 127, 0},
                        "{\"type\":\"Buffer\",\"data\":[255,128,127,0]}"));
    }

    @ParameterizedTest
    @MethodSource("bytes")
    void bytesAreABufferAndAreReadBack(byte[] bytes, String json) {
        assertThat(json(bytes)).isEqualTo(json);
        assertThat(JsonMessages.decode(utf8(json), byte[].class)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"aGk=\"",
                "[104,105]",
                "{\"data\":[104,105],\"type\":\"Buffer\"}",
                " { \"type\" : \"Buffer\" , \"data\" : [ 104 , 105 ] } "
            })
    void bytesAreReadHoweverTheyAreWritten(String json) {
        assertThat(JsonMessages.decode(utf8(json), byte[].class)).isEqualTo(utf8("hi"));
        assertThat(JsonMessages.decode(utf8("{\"name\":\"n\",\"content\":" + json + "}"), File.class)
                        .content())
                .isEqualTo(utf8("hi"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"Buffer\"}",
                "{\"data\":[1]}",
                "{\"type\":\"Blob\",\"data\":[1]}",
                "{\"type\":1,\"data\":[1]}",
                "{\"type\":{\"type\":\"Buffer\"},\"data\":[1]}",
                "{\"type\":\"Buffer\",\"data\":\"aGk=\"}",
                "{\"type\":\"Buffer\",\"data\":[1],\"size\":1}",
                "{\"type\":\"Buffer\",\"data\":[256]}",
                "{\"type\":\"Buffer\",\"data\":[1.5]}",
                "{\"type\":\"Buffer\",\"data\":[\"a\"]}",
                "\"?\"",
                "1"
            })
    void whatIsNoBufferIsNoBytes(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonMessages.decode(utf8(json), byte[].class))
                .withMessageStartingWith("message is no byte[]: ");
    }

    @Test
    void recordOfBytesAndAMomentIsReadBack() {
        var file = new File("a", utf8("hi"), Instant.EPOCH);
        var json =
                "{\"name\":\"a\",\"content\":{\"type\":\"Buffer\",\"data\":[104,105]},\"changed\":\"1970-01-01T00:00:00.000Z\"}";

        assertThat(json(file)).isEqualTo(json);
        assertThat(JsonMessages.decode(utf8(json), File.class))
                .usingRecursiveComparison()
                .isEqualTo(file);
        assertThat(JsonMessages.decode(utf8("{\"name\":\"a\",\"content\":null,\"changed\":null}"), File.class))
                .isEqualTo(new File("a", null, null));
    }

    @Test
    void messageHasTheValueOfBytesAndMoments() {
        assertThat(JsonMessages.hasValue(utf8("{\"data\":[255],\"type\":\"Buffer\"}"), new byte[] {-1}))
                .isTrue();
        assertThat(JsonMessages.hasValue(utf8("\"1970-01-01T00:00:00.000Z\""), Instant.EPOCH))
                .isTrue();
    }

    // ---- values without a type

    static List<Arguments> values() {
        return List.of(
                argumentSet("text", "\"a\\ud83d\"", "a\ud83d"),
                argumentSet("int", "2147483647", Integer.MAX_VALUE),
                argumentSet("long", "2147483648", 2_147_483_648L),
                argumentSet("large integer", "9223372036854775808", new BigInteger("9223372036854775808")),
                argumentSet("fraction", "1.0", 1.0),
                argumentSet("exponent", "1e2", 100.0),
                argumentSet("infinite", "-1e400", Double.NEGATIVE_INFINITY),
                argumentSet("true", "true", true),
                argumentSet("null", "null", null),
                argumentSet("list", "[1,null,[]]", Arrays.asList(1, null, List.of())),
                argumentSet("object", "{\"a\":{\"b\":[]},\"__proto__\":1,\"a\":2}", Map.of("a", 2, "__proto__", 1)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valueIsOfJavasOwnClasses(String json, @Nullable Object value) {
        assertThat(JsonMessages.value(utf8(json))).isEqualTo(value);
    }

    @Test
    void namesKeepTheirOrder() {
        assertThat(JsonMessages.value(utf8("{\"z\":1,\"a\":2,\"m\":3}")))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsExactly(Map.entry("z", 1), Map.entry("a", 2), Map.entry("m", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "1 2", "\ufeff1", "undefined"})
    void whatIsNoJsonHasNoValue(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonMessages.value(utf8(text)))
                .withMessageStartingWith("message is not JSON: ");
    }

    // ---- depth

    private record Node(@Nullable Node next) {}

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"next\":"})
    void aMillionOpenBracketsAreADefectAndNothingElse(String open) {
        var line = utf8(open.repeat(1_000_000));

        assertThat(JsonMessages.defectOf(line))
                .hasValueSatisfying(defect -> assertThat(defect).hasSizeLessThan(500));
        assertThat(JsonMessages.isInternal(line)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> JsonMessages.value(line));
        assertThatIllegalArgumentException().isThrownBy(() -> JsonMessages.decode(line));
        assertThatIllegalArgumentException().isThrownBy(() -> JsonMessages.decode(line, Node.class));
        assertThatIllegalArgumentException().isThrownBy(() -> JsonMessages.hasValue(line, 1));
    }

    @Test
    void recordsThatAreTooDeepForTheStackAreRefused() {
        var line = utf8("{\"next\":".repeat(100_000) + "null" + "}".repeat(100_000));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonMessages.decode(line, Node.class))
                .withMessageStartingWith("message is no Node: ")
                .satisfies(failure -> assertThat(failure.getMessage()).hasSizeLessThan(700));
    }

    @Test
    void deepMessageHasAValue() {
        var line = utf8("[".repeat(100_000) + "]".repeat(100_000));

        assertThat(JsonMessages.defectOf(line)).isEmpty();
        assertThat(JsonMessages.value(line)).isInstanceOf(List.class);
        assertThat(JsonMessages.hasValue(line, List.of())).isFalse();
    }

    @Test
    void numberWhoseExponentNoDecimalHasIsAMessageToo() {
        var line = utf8("1e99999999999");

        assertThat(JsonMessages.defectOf(line)).isEmpty();
        assertThat(JsonMessages.value(line)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(JsonMessages.hasValue(line, 1)).isFalse();
    }
}
