package io.forkedchild.js;

import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Bytes without a view of them. */
public final class ArrayBuffer {

    private final byte[] bytes;
    private final long maxByteLength;

    private ArrayBuffer(byte[] bytes, long maxByteLength) {
        this.bytes = bytes;
        this.maxByteLength = maxByteLength;
    }

    /** A buffer of these bytes, which are copied. */
    public static ArrayBuffer of(byte... bytes) {
        return new ArrayBuffer(bytes.clone(), -1);
    }

    /**
     * A buffer that can grow.
     *
     * @param maxByteLength at most 2<sup>32</sup> - 1
     * @throws IllegalArgumentException if it has more bytes than that
     */
    public static ArrayBuffer resizable(long maxByteLength, byte... bytes) {
        if (maxByteLength < bytes.length || maxByteLength > 0xffff_ffffL) {
            throw new IllegalArgumentException(
                    "maxByteLength must be " + bytes.length + " to " + 0xffff_ffffL + ", but is " + maxByteLength);
        }
        return new ArrayBuffer(bytes.clone(), maxByteLength);
    }

    /**
     * What a typed array shows of the buffer. It shares the bytes.
     *
     * @throws IndexOutOfBoundsException if the buffer has fewer bytes
     * @throws IllegalArgumentException if they are no whole number of elements
     */
    public TypedArray view(TypedArray.Kind kind, int byteOffset, int byteLength) {
        Objects.checkFromIndexSize(byteOffset, byteLength, bytes.length);
        return new TypedArray(kind, bytes, byteOffset, byteLength);
    }

    /** How many bytes it has. */
    public int byteLength() {
        return bytes.length;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** How many bytes it can have; empty if it cannot grow. */
    public OptionalLong maxByteLength() {
        return maxByteLength < 0 ? OptionalLong.empty() : OptionalLong.of(maxByteLength);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArrayBuffer buffer
                && Arrays.equals(bytes, buffer.bytes)
                && maxByteLength == buffer.maxByteLength;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + Long.hashCode(maxByteLength);
    }

    @Override
    public String toString() {
        return "ArrayBuffer(" + bytes.length + ")";
    }
}
