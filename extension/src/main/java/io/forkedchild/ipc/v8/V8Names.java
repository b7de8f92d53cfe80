package io.forkedchild.ipc.v8;

import io.forkedchild.ipc.json.NumbersOfJavaScript;
import io.forkedchild.js.TypedArray.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What V8's format, and Node in it, numbers or abbreviates: flags, classes of errors and of views, indices of arrays. */
final class V8Names {

    /** What Node writes before a view of bytes; 10 is its {@code Buffer}. */
    static final int BUFFER_INDEX = 10;

    private static final long LARGEST_INDEX = 0xffff_fffeL;
    private static final int INDEX_DIGITS = 10;
    /** The flags by their bit; V8 has no public flag for bit 6. */
    private static final String FLAGS = "gimyus\0dv";

    private static final Map<String, Byte> ERRORS = Map.of(
            "EvalError", (byte) 'E',
            "RangeError", (byte) 'R',
            "ReferenceError", (byte) 'F',
            "SyntaxError", (byte) 'S',
            "TypeError", (byte) 'T',
            "URIError", (byte) 'U');
    private static final List<Optional<Kind>> BY_INDEX = List.of(
            Optional.of(Kind.INT8),
            Optional.of(Kind.UINT8),
            Optional.of(Kind.UINT8_CLAMPED),
            Optional.of(Kind.INT16),
            Optional.of(Kind.UINT16),
            Optional.of(Kind.INT32),
            Optional.of(Kind.UINT32),
            Optional.of(Kind.FLOAT32),
            Optional.of(Kind.FLOAT64),
            Optional.of(Kind.DATA_VIEW),
            Optional.empty(),
            Optional.of(Kind.BIG_INT64),
            Optional.of(Kind.BIG_UINT64),
            Optional.of(Kind.FLOAT16));
    private static final Map<Kind, Character> SUBTAGS = new EnumMap<>(Map.ofEntries(
            Map.entry(Kind.INT8, 'b'),
            Map.entry(Kind.UINT8, 'B'),
            Map.entry(Kind.UINT8_CLAMPED, 'C'),
            Map.entry(Kind.INT16, 'w'),
            Map.entry(Kind.UINT16, 'W'),
            Map.entry(Kind.INT32, 'd'),
            Map.entry(Kind.UINT32, 'D'),
            Map.entry(Kind.FLOAT16, 'h'),
            Map.entry(Kind.FLOAT32, 'f'),
            Map.entry(Kind.FLOAT64, 'F'),
            Map.entry(Kind.BIG_INT64, 'q'),
            Map.entry(Kind.BIG_UINT64, 'Q'),
            Map.entry(Kind.DATA_VIEW, '?')));

    private V8Names() {}

    /** The bits of the flags of a regular expression. */
    static int flagBits(String flags) {
        return flags.chars().map(flag -> 1 << FLAGS.indexOf(flag)).sum();
    }

    /** The flags of these bits, in the order of the bits; empty if V8 refuses them. */
    static Optional<String> flags(long bits) {
        var flags = new StringBuilder();
        for (int i = 0; i < FLAGS.length(); i++) {
            if ((bits >> i & 1) != 0) {
                flags.append(FLAGS.charAt(i));
            }
        }
        boolean refused = bits >> FLAGS.length() != 0
                || flags.indexOf("\0") >= 0
                || (flags.indexOf("u") >= 0 && flags.indexOf("v") >= 0);
        return refused ? Optional.empty() : Optional.of(flags.toString());
    }

    /** The letter of an error's class; a plain {@code Error} has none. */
    static Optional<Byte> errorLetter(String name) {
        return Optional.ofNullable(ERRORS.get(name));
    }

    /** The class of an error that has this letter. */
    static Optional<String> errorName(byte letter) {
        return ERRORS.entrySet().stream()
                .filter(entry -> entry.getValue() == letter)
                .map(Map.Entry::getKey)
                .findAny();
    }

    /** Node's index of a kind of view. */
    static int viewIndex(Kind kind) {
        return BY_INDEX.indexOf(Optional.of(kind));
    }

    /** The kind of view that has this index; empty also for a {@code Buffer}. */
    static Optional<Kind> viewOfIndex(long index) {
        return index < BY_INDEX.size() ? BY_INDEX.get((int) index) : Optional.empty();
    }

    /** The kind of view that V8 itself writes so. */
    static Optional<Kind> viewOfSubtag(long subtag) {
        return SUBTAGS.entrySet().stream()
                .filter(entry -> entry.getValue() == subtag)
                .map(Map.Entry::getKey)
                .findAny();
    }

    /** The name of a property as the index that it is in V8, -1 if it is none: {@code "7"} is one, {@code "07"} is not. */
    static long arrayIndex(String name) {
        if (name.isEmpty() || name.length() > INDEX_DIGITS || (name.charAt(0) == '0' && name.length() > 1)) {
            return -1;
        }
        long index = 0;
        for (int i = 0; i < name.length(); i++) {
            char digit = name.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            index = 10 * index + (digit - '0');
        }
        return index <= LARGEST_INDEX ? index : -1;
    }

    /** The name that a number has as a property. */
    static String propertyName(double number) {
        if (Double.isFinite(number)) {
            return NumbersOfJavaScript.text(number);
        }
        return Double.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    }
}
