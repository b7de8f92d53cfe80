package io.forkedchild.ipc.v8;

import io.forkedchild.text.Count;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of a message and the place that is read next. What is not there is a {@link V8Defect}. */
final class V8Input {

    private static final int VARINT_BYTES = 5;

    private final byte[] bytes;
    private int position;

    V8Input(byte[] bytes) {
        this.bytes = bytes;
    }

    int position() {
        return position;
    }

    int remaining() {
        return bytes.length - position;
    }

    V8Defect defect(String reason) {
        return new V8Defect(position, reason);
    }

    /** The tag that comes next, which stays; 0 at the end. Padding does not count. */
    byte peek() {
        while (position < bytes.length && bytes[position] == V8Tag.PADDING) {
            position++;
        }
        return position < bytes.length ? bytes[position] : V8Tag.PADDING;
    }

    /** The tag that comes next, behind any padding. */
    byte tag() {
        byte tag = peek();
        if (position == bytes.length) {
            throw defect("end of the message where a value should be");
        }
        position++;
        return tag;
    }

    /** One byte as it is. */
    byte raw() {
        need(1);
        return bytes[position++];
    }

    /** Skips the tag if it comes next. */
    boolean skips(byte tag) {
        if (peek() != tag || remaining() == 0) {
            return false;
        }
        position++;
        return true;
    }

    /** A varint of 32 bits; as in V8, what exceeds them is lost. */
    long uint32() {
        long value = 0;
        for (int i = 0; i < VARINT_BYTES; i++) {
            byte next = raw();
            value |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                break;
            }
        }
        return value & 0xffff_ffffL;
    }

    int int32() {
        int zigZag = (int) uint32();
        return (zigZag >>> 1) ^ -(zigZag & 1);
    }

    double float64() {
        need(Double.BYTES);
        double value = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getDouble(position);
        position += Double.BYTES;
        return Double.isNaN(value) ? Double.NaN : value;
    }

    byte[] bytes(long length) {
        need(length);
        position += (int) length;
        return Arrays.copyOfRange(bytes, position - (int) length, position);
    }

    private void need(long length) {
        if (length > remaining()) {
            throw defect(Count.bytes(length) + " announced, " + remaining() + " there");
        }
    }

    /** A bit field of sign and length, and the digits. */
    BigInteger bigInt() {
        long bits = uint32();
        var digits = bytes(bits >>> 1);
        for (int i = 0, j = digits.length - 1; i < j; i++, j--) {
            byte swapped = digits[i];
            digits[i] = digits[j];
            digits[j] = swapped;
        }
        var size = new BigInteger(1, digits);
        return (bits & 1) == 0 ? size : size.negate();
    }

    /** The string that must come next. */
    String string() {
        int start = position;
        byte tag = tag();
        while (tag == V8Tag.VERIFY_COUNT) {
            uint32();
            tag = tag();
        }
        if (!V8Tag.isString(tag)) {
            throw new V8Defect(start, "a string should be here");
        }
        return string(tag);
    }

    /** What follows the tag of a string. */
    String string(byte tag) {
        long length = uint32();
        need(length);
        if (tag == V8Tag.TWO_BYTE_STRING && length % 2 != 0) {
            throw defect("half a character: string of " + Count.bytes(length));
        }
        int start = position;
        position += (int) length;
        return switch (tag) {
            case V8Tag.ONE_BYTE_STRING -> new String(bytes, start, (int) length, StandardCharsets.ISO_8859_1);
            case V8Tag.UTF8_STRING -> new String(bytes, start, (int) length, StandardCharsets.UTF_8);
            default -> characters(start, (int) length);
        };
    }

    /** A charset would lose half of a surrogate pair that stands alone. */
    private String characters(int start, int length) {
        return ByteBuffer.wrap(bytes, start, length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asCharBuffer()
                .toString();
    }
}
