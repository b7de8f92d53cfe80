package io.forkedchild.ipc.json;

import java.nio.charset.StandardCharsets;

/**
 * JSON text as bytes, as a well-formed {@code JSON.stringify} gives it: pairs of surrogates are one character of four bytes, a
 * half of a pair is escaped. Jackson's own writer of bytes can do that in its newer versions only.
 */
final class WellFormed {

    private WellFormed() {}

    static byte[] utf8(String json) {
        int half = indexOfHalf(json, 0);
        return (half < 0 ? json : escaped(json, half)).getBytes(StandardCharsets.UTF_8);
    }

    /** Halves stand inside of JSON's strings only, where they can be escaped. */
    private static String escaped(String json, int firstHalf) {
        var text = new StringBuilder(json.length() + 16);
        int done = 0;
        for (int half = firstHalf; half >= 0; half = indexOfHalf(json, done)) {
            text.append(json, done, half).append(String.format("\\u%04x", (int) json.charAt(half)));
            done = half + 1;
        }
        return text.append(json, done, json.length()).toString();
    }

    private static int indexOfHalf(String json, int from) {
        for (int i = from; i < json.length(); i++) {
            char character = json.charAt(i);
            if (Character.isSurrogate(character)) {
                if (!Character.isHighSurrogate(character)
                        || i + 1 == json.length()
                        || !Character.isLowSurrogate(json.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
