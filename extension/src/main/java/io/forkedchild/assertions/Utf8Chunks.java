package io.forkedchild.assertions;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes a stream that came in chunks: a character that was cut in two comes with the second half. */
final class Utf8Chunks {

    private static final int LONGEST_CHARACTER = 4;

    private byte[] cut = {};

    String decode(byte[] chunk) {
        var bytes = Arrays.copyOf(cut, cut.length + chunk.length);
        System.arraycopy(chunk, 0, bytes, cut.length, chunk.length);
        int end = endOfWholeCharacters(bytes);
        cut = Arrays.copyOfRange(bytes, end, bytes.length);
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** What is left: a character that was never completed. */
    String rest() {
        return new String(cut, StandardCharsets.UTF_8);
    }

    private static int endOfWholeCharacters(byte[] bytes) {
        for (int back = 1; back < LONGEST_CHARACTER && back <= bytes.length; back++) {
            int begin = bytes.length - back;
            if ((bytes[begin] & 0xC0) != 0x80) { // not inside a character, so it begins one
                return back < lengthOf(bytes[begin]) ? begin : bytes.length;
            }
        }
        return bytes.length;
    }

    /** Bytes of the character that this one begins; 1 if it begins none. */
    static int lengthOf(byte first) {
        int ones = Integer.numberOfLeadingZeros(~(first << 24));
        return ones >= 2 && ones <= LONGEST_CHARACTER ? ones : 1;
    }
}
