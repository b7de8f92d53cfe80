package io.forkedchild.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A text that may be too long to be held: it is kept as UTF-8 elsewhere, and decoded in pieces when somebody looks at them. A few
 * pieces stay decoded, so that looking from the beginning to the end decodes each byte once. Malformed bytes are U+FFFD; a
 * character of which the last byte has not come is not part of it yet. One thread at a time may use it.
 */
public final class LongText implements CharSequence {

    private static final int PIECE = 64 << 10;
    private static final int KEPT_PIECES = 4;

    private final String name;
    private final Supplier<InputStream> utf8;
    private final Map<Integer, char[]> kept = new LinkedHashMap<>(KEPT_PIECES, 1, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, char[]> eldest) {
            return size() > KEPT_PIECES;
        }
    };

    /** Where the pieces begin, in characters and in bytes; the last of them still grows. */
    private int[] starts = new int[16];

    private long[] offsets = new long[16];
    private int pieces = 1;
    private char[] growing = new char[PIECE];
    private int length;
    private long decoded;
    private long end;
    private boolean showsBegun;

    /** The piece that was looked at last. */
    private char[] current = growing;

    private int currentStart;
    private int currentEnd;

    /**
     * An empty text.
     *
     * @param name whose text it is, for a refusal
     * @param utf8 opens its bytes from the first one on
     */
    public LongText(String name, Supplier<InputStream> utf8) {
        this.name = name;
        this.utf8 = utf8;
    }

    /**
     * Takes more of the bytes.
     *
     * @param to where they end
     * @param isWhole whether none can follow, so that a character that has begun is malformed
     */
    public LongText grow(long to, boolean isWhole) {
        hideBegun();
        end = to;
        boolean goesOn = true;
        while (goesOn && decoded < to) {
            var bytes = ByteBuffer.wrap(read(decoded, (int) Math.min(PIECE, to - decoded)));
            boolean isEnd = isWhole && decoded + bytes.limit() == to;
            goesOn = decode(bytes, isEnd);
        }
        return this;
    }

    /**
     * Shows a character that has begun as U+FFFD at the end, until the text grows; false if there is none. Whether a pattern may match
     * later must not be asked meanwhile.
     */
    public boolean showBegun() {
        showsBegun = decoded < end && !showsBegun && length - starts[pieces - 1] < PIECE;
        if (showsBegun) {
            growing[length - starts[pieces - 1]] = '\ufffd';
            addExactly(1);
            look(pieces - 1);
        }
        return showsBegun;
    }

    private void hideBegun() {
        if (showsBegun) {
            showsBegun = false;
            length--;
            look(pieces - 1);
        }
    }

    /** Whether anything could be decoded; what is left are some bytes of one character. */
    private boolean decode(ByteBuffer bytes, boolean isEnd) {
        var target = CharBuffer.wrap(growing, length - starts[pieces - 1], PIECE - (length - starts[pieces - 1]));
        int before = target.position();
        var result = decodeInto(target, bytes, isEnd);
        addExactly(target.position() - before);
        decoded += bytes.position();
        if (result.isOverflow()) {
            beginPiece();
        } else {
            look(pieces - 1);
        }
        return bytes.position() > 0 || result.isOverflow();
    }

    private void addExactly(int count) {
        if (length > Integer.MAX_VALUE - PIECE) {
            throw new IllegalStateException(name + " has more than " + length
                    + " characters, which no pattern can be searched in: read it as a stream");
        }
        length += count;
    }

    private static CoderResult decodeInto(CharBuffer target, ByteBuffer bytes, boolean isEnd) {
        return UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .decode(bytes, target, isEnd);
    }

    private void beginPiece() {
        kept.put(pieces - 1, Arrays.copyOf(growing, length - starts[pieces - 1]));
        if (pieces == starts.length) {
            starts = Arrays.copyOf(starts, pieces * 2);
            offsets = Arrays.copyOf(offsets, pieces * 2);
        }
        starts[pieces] = length;
        offsets[pieces] = decoded;
        pieces++;
        look(pieces - 1);
    }

    private byte[] read(long from, int count) {
        try (var bytes = utf8.get()) {
            bytes.skipNBytes(from);
            return bytes.readNBytes(count);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    // ---- looking at it

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        if (index < currentStart || index >= currentEnd) {
            if (index < 0 || index >= length) {
                throw new IndexOutOfBoundsException(index);
            }
            int found = Arrays.binarySearch(starts, 0, pieces, index);
            look(found >= 0 ? found : -found - 2);
        }
        return current[index - currentStart];
    }

    private void look(int piece) {
        currentStart = starts[piece];
        currentEnd = piece == pieces - 1 ? length : starts[piece + 1];
        current = piece == pieces - 1 ? growing : kept.computeIfAbsent(piece, this::decodedPiece);
    }

    private char[] decodedPiece(int piece) {
        var target = CharBuffer.allocate(starts[piece + 1] - starts[piece]);
        var bytes = ByteBuffer.wrap(read(offsets[piece], (int) (offsets[piece + 1] - offsets[piece])));
        decodeInto(target, bytes, true);
        return target.array();
    }

    /** Where a part begins, from an index on; -1 if it is not there. */
    public int indexOf(CharSequence part, int from) {
        for (int i = from; i <= length - part.length(); i++) {
            if (hasAt(i, part)) {
                return i;
            }
        }
        return -1;
    }

    public boolean contains(CharSequence part) {
        return indexOf(part, 0) >= 0;
    }

    /** Whether a part stands at an index. */
    public boolean hasAt(int index, CharSequence part) {
        if (index < 0 || index > length - part.length()) {
            return false;
        }
        for (int i = 0; i < part.length(); i++) {
            if (charAt(index + i) != part.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A part of it.
     *
     * @throws IllegalStateException if the heap can hardly hold it
     */
    @Override
    public String subSequence(int from, int to) {
        HeapLimit.requireRoom("this part of " + name, to - from, "as a stream, or line by line with linesOf(child)");
        var part = new char[to - from];
        for (int i = from; i < to; i++) {
            part[i - from] = charAt(i);
        }
        return new String(part);
    }

    /** All of it, or a refusal as of {@link #subSequence}. */
    @Override
    public String toString() {
        return subSequence(0, length);
    }
}
