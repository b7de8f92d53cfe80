package io.forkedchild.ipc.v8;

import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.Boxed;
import io.forkedchild.js.InvalidDate;
import io.forkedchild.js.JsRegExp;
import io.forkedchild.js.TypedArray;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Writes what has no other values inside: numbers, dates, regular expressions, buffers and views of them, boxed primitives. */
final class V8LeafWriter {

    private static final long LARGEST_SAFE_INTEGER = (1L << 53) - 1;
    private static final long LARGEST_TIME = 8_640_000_000_000_000L;

    private final V8Output output;
    private final V8Path path;

    V8LeafWriter(V8Output output, V8Path path) {
        this.output = output;
        this.path = path;
    }

    static boolean isNumber(@Nullable Object value) {
        return value instanceof Integer
                || value instanceof Double
                || value instanceof Long
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigDecimal;
    }

    double number(Number value) {
        if (value instanceof Long number && Math.abs(number.doubleValue()) > LARGEST_SAFE_INTEGER) {
            throw path.refusal("is the long " + value + ", beyond the safe integers of JavaScript; send a BigInteger");
        }
        double number = value.doubleValue();
        if (value instanceof BigDecimal decimal
                && (!Double.isFinite(number) || BigDecimal.valueOf(number).compareTo(decimal) != 0)) {
            throw path.refusal("is the BigDecimal " + decimal + ", which no number of JavaScript is; send a String");
        }
        return number;
    }

    void numbers(double[] numbers) {
        if (Arrays.stream(numbers).allMatch(number -> Double.compare((int) number, number) == 0)) {
            Arrays.stream(numbers).forEach(output::number);
        } else {
            Arrays.stream(numbers).forEach(number -> {
                output.tag(V8Tag.DOUBLE);
                output.float64(number);
            });
        }
    }

    @SuppressWarnings("JavaUtilDate") // a java.sql.Date refuses toInstant
    void leaf(Object value) {
        if (value instanceof Instant instant) {
            date(milliseconds(instant));
        } else if (value instanceof Date date) {
            date(checkedTime(date.getTime()));
        } else if (value instanceof InvalidDate) {
            date(Double.NaN);
        } else if (value instanceof TypedArray array) {
            view(V8Names.viewIndex(array.kind()), array.bytes());
        } else if (value instanceof ArrayBuffer buffer) {
            arrayBuffer(buffer);
        } else if (value instanceof JsRegExp regExp) {
            output.tag(V8Tag.REG_EXP);
            output.string(regExp.source());
            output.uint32(V8Names.flagBits(regExp.flags()));
        } else {
            boxed(((Boxed) value).primitive());
        }
    }

    void view(int index, byte[] bytes) {
        output.tag(V8Tag.HOST_OBJECT);
        output.uint32(0);
        output.uint32(index);
        output.uint32(bytes.length);
        output.bytes(bytes);
    }

    private double milliseconds(Instant instant) {
        try {
            return checkedTime(instant.toEpochMilli());
        } catch (ArithmeticException | DateTimeException failure) {
            throw path.refusal("is the Instant " + instant + ", which no Date is");
        }
    }

    private double checkedTime(long time) {
        if (Math.abs(time) > LARGEST_TIME) {
            throw path.refusal("is the time " + time + " ms, which no Date is: at most " + LARGEST_TIME);
        }
        return (double) time;
    }

    private void date(double time) {
        output.tag(V8Tag.DATE);
        output.float64(time);
    }

    private void arrayBuffer(ArrayBuffer buffer) {
        var maximum = buffer.maxByteLength();
        output.tag(maximum.isPresent() ? V8Tag.RESIZABLE_ARRAY_BUFFER : V8Tag.ARRAY_BUFFER);
        output.uint32(buffer.byteLength());
        maximum.ifPresent(output::uint32);
        output.bytes(buffer.bytes());
    }

    private void boxed(Object primitive) {
        if (primitive instanceof Boolean truth) {
            output.tag(truth ? V8Tag.TRUE_OBJECT : V8Tag.FALSE_OBJECT);
        } else if (primitive instanceof Double number) {
            output.tag(V8Tag.NUMBER_OBJECT);
            output.float64(number);
        } else if (primitive instanceof BigInteger bigInt) {
            output.tag(V8Tag.BIG_INT_OBJECT);
            output.bigInt(bigInt);
        } else {
            output.tag(V8Tag.STRING_OBJECT);
            output.string((String) primitive);
        }
    }
}
