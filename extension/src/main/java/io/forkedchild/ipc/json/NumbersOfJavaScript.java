package io.forkedchild.ipc.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Objects;

/** Writes, as {@code JSON.stringify} does, {@code null} for what is no finite number, and no fraction of a whole one. */
public final class NumbersOfJavaScript extends JsonGeneratorDelegate {

    private static final MathContext ONE_DIGIT = new MathContext(1);

    NumbersOfJavaScript(JsonGenerator target) {
        super(target, false);
    }

    @Override
    public void writeNumber(float value) throws IOException {
        writeNumber((double) value);
    }

    @Override
    public void writeNumber(double value) throws IOException {
        if (Double.isFinite(value)) {
            super.writeNumber(text(value));
        } else {
            writeNull();
        }
    }

    @Override
    public void writeArray(double[] array, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, array.length);
        writeStartArray(array, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        writeEndArray();
    }

    /** What {@code Number.prototype.toString} gives: an exponent only from 1e21 on, and below 1e-6. */
    public static String text(double value) {
        if (value == 0) {
            return "0";
        }
        var decimal = shortest(Math.abs(value));
        var digits = decimal.unscaledValue().toString();
        return (value < 0 ? "-" : "") + text(digits, digits.length() - decimal.scale());
    }

    /** The fewest digits that are read as the value, and of these the nearest; Java writes two where one would do. */
    private static BigDecimal shortest(double value) {
        var decimal = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
        if (decimal.precision() != 2) {
            return decimal;
        }
        var digit = new BigDecimal(value).round(ONE_DIGIT);
        return digit.doubleValue() == value ? digit.stripTrailingZeros() : decimal;
    }

    /** @param point how many of the digits are before the decimal point; negative where zeros follow it */
    private static String text(String digits, int point) {
        if (point > 21 || point <= -6) {
            var fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0) + fraction + (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
        }
        if (point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        return point >= digits.length()
                ? digits + "0".repeat(point - digits.length())
                : digits.substring(0, point) + "." + digits.substring(point);
    }
}
