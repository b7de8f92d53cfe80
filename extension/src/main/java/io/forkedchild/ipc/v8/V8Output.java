package io.forkedchild.ipc.v8;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of a message that is being written. */
final class V8Output {

    static final int VERSION = 15;

    private static final int DIGIT_BYTES = 8;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    V8Output() {
        tag(V8Tag.VERSION);
        uint32(VERSION);
    }

    byte[] message() {
        return bytes.toByteArray();
    }

    void tag(int tag) {
        bytes.write(tag);
    }

    void uint32(long value) {
        long rest = value;
        while (rest > 0x7f) {
            bytes.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    /** The number as V8 writes it: whole ones of 32 bits short, -0 is none. */
    void number(double value) {
        int whole = (int) value;
        if (Double.doubleToLongBits(value) == Double.doubleToLongBits(whole)) {
            tag(V8Tag.INT32);
            uint32(((whole << 1) ^ (whole >> 31)) & 0xffff_ffffL);
        } else {
            tag(V8Tag.DOUBLE);
            float64(value);
        }
    }

    void float64(double value) {
        long bits = Double.doubleToLongBits(value);
        for (int i = 0; i < Double.BYTES; i++) {
            bytes.write((int) (bits >>> (8 * i)));
        }
    }

    void bytes(byte... some) {
        bytes.write(some, 0, some.length);
    }

    /** Sign and length, and digits of 8 bytes each. */
    void bigInt(BigInteger value) {
        var size = value.abs().toByteArray();
        int length = (value.abs().bitLength() + 63) / 64 * DIGIT_BYTES;
        uint32(((long) length << 1) | (value.signum() < 0 ? 1 : 0));
        for (int i = 0; i < length; i++) {
            bytes.write(i < size.length ? size[size.length - 1 - i] : 0);
        }
    }

    /** The text, in one byte a character if they all are of Latin-1, else aligned to two. */
    void string(CharSequence text) {
        var string = text.toString();
        var oneByteEach = string.getBytes(ISO_8859_1);
        if (string.equals(new String(oneByteEach, ISO_8859_1))) {
            tag(V8Tag.ONE_BYTE_STRING);
            uint32(oneByteEach.length);
            bytes(oneByteEach);
        } else {
            long length = 2L * string.length();
            if ((bytes.size() + 1 + varintBytes(length)) % 2 != 0) {
                tag(V8Tag.PADDING);
            }
            tag(V8Tag.TWO_BYTE_STRING);
            uint32(length);
            bytes(twoBytesEach(string));
        }
    }

    /** As they are: an encoder would replace halves of pairs. */
    private static byte[] twoBytesEach(String string) {
        var characters =
                ByteBuffer.allocate(Math.multiplyExact(2, string.length())).order(ByteOrder.LITTLE_ENDIAN);
        characters.asCharBuffer().put(string);
        return characters.array();
    }

    private static int varintBytes(long value) {
        return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
    }
}
