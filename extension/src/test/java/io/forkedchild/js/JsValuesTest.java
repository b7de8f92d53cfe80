package io.forkedchild.js;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.js.TypedArray.Kind;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsValuesTest {

    static List<Arguments> elements() {
        byte[] ones = {-1, -1, -1, -1, -1, -1, -1, -1};
        return List.of(
                argumentSet("Int8Array", new TypedArray(Kind.INT8, ones), -1),
                argumentSet("Uint8Array", new TypedArray(Kind.UINT8, ones), 255),
                argumentSet("Uint8ClampedArray", new TypedArray(Kind.UINT8_CLAMPED, ones), 255),
                argumentSet("DataView", new TypedArray(Kind.DATA_VIEW, ones), 255),
                argumentSet("Int16Array", new TypedArray(Kind.INT16, ones), -1),
                argumentSet("Uint16Array", new TypedArray(Kind.UINT16, ones), 65535),
                argumentSet("Int32Array", TypedArray.of(-7), -7),
                argumentSet("Uint32Array", new TypedArray(Kind.UINT32, ones), 4294967295L),
                argumentSet("Float32Array", TypedArray.of(0.5f), 0.5),
                argumentSet("Float64Array", TypedArray.of(0.1), 0.1),
                argumentSet("BigInt64Array", TypedArray.of(-7L), BigInteger.valueOf(-7)),
                argumentSet(
                        "BigUint64Array",
                        new TypedArray(Kind.BIG_UINT64, ones),
                        new BigInteger("18446744073709551615")),
                argumentSet("Int16Array of shorts", TypedArray.of((short) -2), -2),
                argumentSet("half", half(0x3c00), 1.0),
                argumentSet("negative half", half(0xc000), -2.0),
                argumentSet("largest half", half(0x7bff), 65504.0),
                argumentSet("smallest half", half(0x0001), 0x1p-24),
                argumentSet("infinite half", half(0xfc00), Double.NEGATIVE_INFINITY),
                argumentSet("no half", half(0x7e00), Double.NaN));
    }

    private static TypedArray half(int bits) {
        return new TypedArray(Kind.FLOAT16, (byte) bits, (byte) (bits >> 8));
    }

    @ParameterizedTest(name = "{argumentSetName}")
    @MethodSource("elements")
    void elementOfATypedArrayIsANumber(TypedArray array, Number element) {
        assertThat(array.element(0)).isEqualTo(element);
    }

    @Test
    void typedArrayKeepsItsBytesToItself() {
        byte[] bytes = {1, 2};
        var array = new TypedArray(Kind.UINT8, bytes);
        bytes[0] = 9;
        array.bytes()[1] = 9;

        assertThat(array)
                .isEqualTo(new TypedArray(Kind.UINT8, (byte) 1, (byte) 2))
                .hasToString("Uint8Array(2) [1, 2]");
        assertThat(array).isNotEqualTo(new TypedArray(Kind.INT8, (byte) 1, (byte) 2));
        assertThat(TypedArray.of(new int[1000]).toString()).hasSizeLessThan(400).endsWith(", …]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TypedArray(Kind.INT16, new byte[3]))
                .withMessage("bytes must be a multiple of 2 for a Int16Array, but are 3");
        assertThatThrownBy(() -> array.element(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void viewShowsAPartOfItsBuffer() {
        var buffer = ArrayBuffer.of((byte) 1, (byte) 2, (byte) 3);

        assertThat(buffer.view(Kind.UINT8, 1, 2)).isEqualTo(new TypedArray(Kind.UINT8, (byte) 2, (byte) 3));
        assertThat(buffer)
                .isNotEqualTo(ArrayBuffer.resizable(3, buffer.bytes()))
                .hasToString("ArrayBuffer(3)");
        assertThatThrownBy(() -> buffer.view(Kind.UINT8, 2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> ArrayBuffer.resizable(1, buffer.bytes()));
    }

    @Test
    void errorIsEqualWhereverItWasMade() {
        var error = JsError.of("TypeError", "no").initStack("here").initCause(1);

        assertThat(error).isEqualTo(JsError.of("TypeError", "no").initCause(1)).hasToString("TypeError: no");
        assertThat(error).isNotEqualTo(JsError.of("TypeError", "no")).isNotEqualTo(JsError.of("Error", "no"));
        assertThat(JsError.named("Error").message()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> error.initCause(2));
        assertThatIllegalStateException().isThrownBy(() -> error.initStack("there"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsError.named("MyError"))
                .withMessageContaining("but is 'MyError'");
    }

    @Test
    void flagsOfARegExpHaveOneOrder() {
        assertThat(new JsRegExp("x", "yig")).isEqualTo(new JsRegExp("x", "giy")).hasToString("/x/giy");
        assertThat(new JsRegExp("x").flags()).isEmpty();
        for (var wrong : List.of("a", "gg", "uv")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new JsRegExp("x", wrong));
        }
    }

    @Test
    void boxedHoldsAPrimitive() {
        assertThat(new Boxed(1)).isEqualTo(new Boxed(1.0)).hasToString("Object(1.0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Boxed(List.of()))
                .withMessageContaining("java.util.ImmutableCollections");
    }

    @Test
    void singleValuesHaveTheirNames() {
        assertThat(Undefined.UNDEFINED).hasToString("undefined");
        assertThat(new InvalidDate()).isEqualTo(new InvalidDate()).hasToString("Invalid Date");
    }
}
