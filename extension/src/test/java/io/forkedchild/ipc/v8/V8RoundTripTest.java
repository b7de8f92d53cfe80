package io.forkedchild.ipc.v8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.forkedchild.ipc.RandomValues;
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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What holds for every value. Of values in values, jqwik would try nothing but edge cases: they have as many. */
class V8RoundTripTest {

    private static final int DEPTH = 4;

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void whatWasSentIsReceived(@ForAll("values") @Nullable Object value) {
        var message = AdvancedMessages.encode(value);

        assertThat(AdvancedMessages.hasValue(message, value)).isTrue();
        assertThat(AdvancedMessages.defectOf(message)).isEmpty();
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void whatWasReceivedIsSentWithTheSameBytes(@ForAll("values") @Nullable Object value) {
        var message = AdvancedMessages.encode(value);

        assertThat(AdvancedMessages.encode(AdvancedMessages.value(message))).isEqualTo(message);
    }

    @Property(tries = 1000)
    void everyTextIsItself(@ForAll String text) {
        assertThat(AdvancedMessages.value(AdvancedMessages.encode(text))).isEqualTo(text);
    }

    @Property(tries = 1000)
    void everyNumberIsItself(@ForAll double number) {
        var read = (Number) Objects.requireNonNull(AdvancedMessages.value(AdvancedMessages.encode(number)));

        assertThat(read.doubleValue()).isEqualTo(number);
    }

    @Property(tries = 1000)
    void everyLongIsItself(@ForAll long number) {
        var bigInt = BigInteger.valueOf(number);

        assertThat(AdvancedMessages.value(AdvancedMessages.encode(bigInt))).isEqualTo(bigInt);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void everyValueCanBeShown(@ForAll("values") @Nullable Object value) {
        var message = AdvancedMessages.encode(value);

        assertThat(AdvancedMessages.text(message)).isNotEmpty().hasSizeLessThan(5000);
        assertThatCode(() -> AdvancedMessages.json(message)).doesNotThrowAnyException();
    }

    /** No cycles, which {@link RandomValues} has. */
    @Provide
    Arbitrary<Object> values() {
        return values(DEPTH).map(value -> value);
    }

    private Arbitrary<Object> values(int depth) {
        return depth == 0
                ? primitives()
                : Arbitraries.oneOf(
                        primitives(),
                        objects(),
                        Arbitraries.lazy(() -> values(depth - 1))
                                .list()
                                .ofMaxSize(4)
                                .map(list -> list),
                        Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), values(depth - 1))
                                .ofMaxSize(4)
                                .map(map -> map),
                        Arbitraries.maps(Arbitraries.integers(), values(depth - 1))
                                .ofMaxSize(4)
                                .map(JsMap::copyOf),
                        values(depth - 1).list().ofMaxSize(4).map(JsSet::copyOf),
                        Combinators.combine(
                                        values(depth - 1), Arbitraries.strings().ofMaxLength(5))
                                .as((value, name) ->
                                        new JsArray(1000).set(7, value).put("p" + name, value)),
                        Combinators.combine(Arbitraries.of(JsError.NAMES), values(depth - 1))
                                .as((name, cause) -> JsError.of(name, "m").initCause(cause)));
    }

    private Arbitrary<Object> primitives() {
        return Arbitraries.oneOf(
                Arbitraries.of(true, false, Undefined.UNDEFINED),
                Arbitraries.integers(),
                Arbitraries.doubles(),
                Arbitraries.bigIntegers(),
                Arbitraries.strings(),
                Arbitraries.strings().withCharRange('\0', '\u00ff'));
    }

    private Arbitrary<Object> objects() {
        var bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(20);
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 8_640_000_000_000_000L).map(Instant::ofEpochMilli),
                bytes,
                bytes.map(ArrayBuffer::of),
                Combinators.combine(Arbitraries.of(Kind.class), bytes)
                        .as((kind, all) -> new TypedArray(kind, Arrays.copyOf(all, all.length / 8 * 8))),
                Arbitraries.strings().map(source -> new JsRegExp(source, "gi")),
                Arbitraries.strings().map(Boxed::new),
                Arbitraries.doubles().map(Boxed::new),
                Arbitraries.just(List.of()));
    }
}
