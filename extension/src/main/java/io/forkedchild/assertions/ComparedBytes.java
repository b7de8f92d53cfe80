package io.forkedchild.assertions;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The first byte that differs, and its neighbours. */
final class ComparedBytes implements Comparison {

    private static final int CONTEXT = 8;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final byte[] expected;
    private final byte[] actual;

    ComparedBytes(byte[] expected, byte[] actual) {
        this.expected = expected;
        this.actual = actual;
    }

    private int offset() {
        return Arrays.mismatch(expected, actual);
    }

    @Override
    public String summary() {
        return String.format(", but they differ at offset %d (0x%X)", offset(), offset());
    }

    @Override
    public List<String> lines() {
        return List.of("expected: " + around(expected), "actual:   " + around(actual));
    }

    @Override
    public List<String> shown() {
        return List.of();
    }

    private String around(byte[] bytes) {
        int from = Math.max(0, offset() - CONTEXT);
        int to = Math.min(bytes.length, offset() + 1 + CONTEXT);
        var before = HEX.formatHex(bytes, from, offset());
        var after = HEX.formatHex(bytes, Math.min(bytes.length, offset() + 1), to);
        return (from > 0 ? "… " : "") + (before + " [" + at(bytes) + "] " + after).strip()
                + (to < bytes.length ? " …" : "") + ", " + MessagesSoFar.count(bytes.length, "byte");
    }

    private String at(byte[] bytes) {
        return offset() < bytes.length ? HEX.formatHex(bytes, offset(), offset() + 1) : "end";
    }
}
