package io.forkedchild.js;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A typed array or a {@code DataView}: the bytes that it shows, little-endian, without the rest of its buffer. Node's
 * {@code Buffer} is a {@code byte[]} instead.
 */
public final class TypedArray {

    private static final int SHOWN_ELEMENTS = 100;

    /** The class in JavaScript. */
    public enum Kind {
        /** Signed bytes. */
        INT8("Int8Array", 1),
        /** Bytes. */
        UINT8("Uint8Array", 1),
        /** Bytes that saturate. */
        UINT8_CLAMPED("Uint8ClampedArray", 1),
        /** As {@code short} in Java. */
        INT16("Int16Array", 2),
        /** As {@code char} in Java. */
        UINT16("Uint16Array", 2),
        /** As {@code int} in Java. */
        INT32("Int32Array", 4),
        /** Integers from 0. */
        UINT32("Uint32Array", 4),
        /** As {@code float} in Java. */
        FLOAT32("Float32Array", 4),
        /** As {@code double} in Java. */
        FLOAT64("Float64Array", 8),
        /** Bytes to be read as the reader likes. */
        DATA_VIEW("DataView", 1),
        /** As {@code long} in Java. */
        BIG_INT64("BigInt64Array", 8),
        /** Long integers from 0. */
        BIG_UINT64("BigUint64Array", 8),
        /** Half floats, which Node knows since version 24. */
        FLOAT16("Float16Array", 2);

        private final String className;
        private final int elementBytes;

        Kind(String className, int elementBytes) {
            this.className = className;
            this.elementBytes = elementBytes;
        }

        /** Its name in JavaScript. */
        public String className() {
            return className;
        }

        /** How many bytes an element has. */
        public int elementBytes() {
            return elementBytes;
        }
    }

    private final Kind kind;
    private final ByteBuffer bytes;

    /**
     * An array of these bytes, which are copied.
     *
     * @throws IllegalArgumentException if they are no whole number of elements
     */
    public TypedArray(Kind kind, byte... bytes) {
        this(kind, bytes.clone(), 0, bytes.length);
    }

    TypedArray(Kind kind, byte[] shared, int byteOffset, int byteLength) {
        if (byteLength % kind.elementBytes() != 0) {
            throw new IllegalArgumentException("bytes must be a multiple of " + kind.elementBytes() + " for a "
                    + kind.className() + ", but are " + byteLength);
        }
        this.kind = kind;
        bytes = ByteBuffer.wrap(shared, byteOffset, byteLength).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** An {@code Int16Array}. */
    public static TypedArray of(short... elements) {
        var bytes = new byte[2 * elements.length];
        littleEndian(bytes).asShortBuffer().put(elements);
        return new TypedArray(Kind.INT16, bytes, 0, bytes.length);
    }

    /** An {@code Int32Array}. */
    public static TypedArray of(int... elements) {
        var bytes = new byte[4 * elements.length];
        littleEndian(bytes).asIntBuffer().put(elements);
        return new TypedArray(Kind.INT32, bytes, 0, bytes.length);
    }

    /** A {@code BigInt64Array}. */
    public static TypedArray of(long... elements) {
        var bytes = new byte[8 * elements.length];
        littleEndian(bytes).asLongBuffer().put(elements);
        return new TypedArray(Kind.BIG_INT64, bytes, 0, bytes.length);
    }

    /** A {@code Float32Array}. */
    public static TypedArray of(float... elements) {
        var bytes = new byte[4 * elements.length];
        littleEndian(bytes).asFloatBuffer().put(elements);
        return new TypedArray(Kind.FLOAT32, bytes, 0, bytes.length);
    }

    /** A {@code Float64Array}. */
    public static TypedArray of(double... elements) {
        var bytes = new byte[8 * elements.length];
        littleEndian(bytes).asDoubleBuffer().put(elements);
        return new TypedArray(Kind.FLOAT64, bytes, 0, bytes.length);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Its class. */
    public Kind kind() {
        return kind;
    }

    /** A copy of its bytes. */
    public byte[] bytes() {
        var copy = new byte[bytes.limit()];
        bytes.get(0, copy);
        return copy;
    }

    /** How many elements it has. */
    public int length() {
        return bytes.limit() / kind.elementBytes();
    }

    /**
     * An element: an {@link Integer} where every one of the class is, else a {@link Long}, {@link Double} or
     * {@link BigInteger}.
     *
     * @throws IndexOutOfBoundsException if there are fewer
     */
    public Number element(int index) {
        int at = index * kind.elementBytes();
        return switch (kind) {
            case INT8 -> (int) bytes.get(at);
            case UINT8, UINT8_CLAMPED, DATA_VIEW -> bytes.get(at) & 0xff;
            case INT16 -> (int) bytes.getShort(at);
            case UINT16 -> bytes.getShort(at) & 0xffff;
            case INT32 -> bytes.getInt(at);
            case UINT32 -> bytes.getInt(at) & 0xffff_ffffL;
            case FLOAT16 -> ofHalf(bytes.getShort(at));
            case FLOAT32 -> (double) bytes.getFloat(at);
            case FLOAT64 -> bytes.getDouble(at);
            case BIG_INT64 -> BigInteger.valueOf(bytes.getLong(at));
            case BIG_UINT64 -> new BigInteger(Long.toUnsignedString(bytes.getLong(at)));
        };
    }

    private static double ofHalf(short bits) {
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        double size = exponent == 0
                ? Math.scalb((double) fraction, -24)
                : exponent == 0x1f
                        ? (fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                        : Math.scalb((double) (fraction | 0x400), exponent - 25);
        return bits < 0 ? -size : size;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TypedArray array && kind == array.kind && bytes.equals(array.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * kind.className().hashCode() + bytes.hashCode();
    }

    @Override
    public String toString() {
        return IntStream.range(0, Math.min(SHOWN_ELEMENTS, length()))
                .mapToObj(i -> element(i).toString())
                .collect(Collectors.joining(
                        ", ", kind.className() + "(" + length() + ") [", length() > SHOWN_ELEMENTS ? ", …]" : "]"));
    }
}
