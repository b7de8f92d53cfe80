package io.forkedchild.ipc;

import io.forkedchild.text.Count;
import java.util.Arrays;

/**
 * Cuts a byte stream into lines, each a message in JSON, however it was split on its way. Bytes, not characters: a
 * newline byte never occurs inside a UTF-8 sequence.
 *
 * <p>A frame of the serialization {@code advanced} is known by its fifth byte, which UTF-8 does not have. Its length may
 * contain a newline; so the line of a message that begins with what no text begins with is cut only when that byte has
 * come.
 */
public final class LineFrames implements Frames {

    /** The bytes of a length, and the two that every value of V8 begins with. */
    private static final int FRAME_START = 6;

    private final int longest;
    private final byte end;
    private final String unit;
    private final Unfinished line = new Unfinished();
    /** The offset of the first byte that the next call brings. */
    private long offset;

    /** Whether a line has come: who wrote one does not go on in frames, and noise is no frame. */
    private boolean begun;

    /** How many lines have been told to the sink. */
    private long told;

    private boolean skipping;
    private boolean ended;

    /** A stream of which nothing has come. */
    public LineFrames() {
        this(Unfinished.LONGEST);
    }

    LineFrames(int longest) {
        this(longest, '\n', "line ", false);
    }

    private LineFrames(int longest, char end, String unit, boolean begun) {
        this.longest = longest;
        this.end = (byte) end;
        this.unit = unit;
        this.begun = begun;
    }

    /** A stream that has never frames of the serialization {@code advanced}, and whose messages end with that character. */
    static LineFrames endingWith(char end, String unit) {
        return new LineFrames(Unfinished.LONGEST, end, unit, true);
    }

    /** The message and its newline. */
    static byte[] framed(byte[] message) {
        return framed(message, (byte) '\n');
    }

    /** The message and the byte that ends it. */
    static byte[] framed(byte[] message, byte end) {
        var line = Arrays.copyOf(message, message.length + 1);
        line[message.length] = end;
        return line;
    }

    @Override
    public void accept(byte[] bytes, int count, Sink sink) {
        if (line.length() > 0 && line.length() < FRAME_START) {
            offset -= line.length();
            line.add(bytes, 0, count, longest);
            var all = line.take();
            cut(all, all.length, sink);
        } else {
            cut(bytes, count, sink);
        }
    }

    private void cut(byte[] bytes, int count, Sink sink) {
        for (int from = 0; from < count && !ended; ) {
            from = line.length() == 0 && !skipping ? begin(bytes, from, count, sink) : goOn(bytes, from, count, sink);
        }
        offset += count;
    }

    /** At the first byte of a message. */
    private int begin(byte[] bytes, int from, int count, Sink sink) {
        int there = count - from;
        if (begun) {
            return goOn(bytes, from, count, sink);
        }
        if (isFrame(bytes, from, there)) {
            ended = true;
            sink.mismatch(offset + from, Arrays.copyOfRange(bytes, from, from + Math.min(there, Unfinished.HEAD)));
            return count;
        }
        if (mayBeFrame(bytes, from, there)) {
            line.add(bytes, from, count, longest);
            return count;
        }
        return goOn(bytes, from, count, sink);
    }

    private static boolean isFrame(byte[] bytes, int from, int there) {
        return there >= FRAME_START
                && LengthFrames.isValue(bytes[from + 4], bytes[from + 5])
                && (isNoText(bytes[from]) || indexOf((byte) '\n', bytes, from, from + 4) < 0);
    }

    private static boolean mayBeFrame(byte[] bytes, int from, int there) {
        return isNoText(bytes[from])
                && there < FRAME_START
                && (there < FRAME_START - 1 || bytes[from + 4] == LengthFrames.VALUE);
    }

    /** The control characters before the tab. */
    private static boolean isNoText(byte first) {
        return first >= 0 && first < '\t';
    }

    private int goOn(byte[] bytes, int from, int count, Sink sink) {
        int last = indexOf(end, bytes, from, count);
        int to = last < 0 ? count : last;
        if (!skipping && to - from > longest - line.length()) {
            skip(bytes, from, to, sink);
        } else if (last >= 0 && !skipping) {
            begun = true;
            told++;
            long start = offset + from - line.length();
            sink.message(lineUpTo(bytes, from, last), start);
        } else if (!skipping) {
            line.add(bytes, from, to, longest);
        }
        skipping &= last < 0;
        return last < 0 ? count : last + 1;
    }

    private byte[] lineUpTo(byte[] bytes, int from, int to) {
        if (line.length() == 0) {
            return Arrays.copyOfRange(bytes, from, to);
        }
        line.add(bytes, from, to, line.length() + to - from);
        return line.take();
    }

    private void skip(byte[] bytes, int from, int to, Sink sink) {
        long start = offset + from - line.length();
        line.add(bytes, from, from + Math.min(to - from, Math.max(0, Unfinished.HEAD - line.length())), longest);
        var head = line.head();
        line.drop();
        skipping = true;
        told++;
        sink.unreadable(start, head, "a line is longer than " + Count.bytes(longest));
    }

    private static int indexOf(byte wanted, byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String place(long ofByte) {
        return unit + told;
    }

    /** Bytes of a line whose newline has not come. */
    @Override
    public long unfinishedBytes() {
        return line.length();
    }

    @Override
    public byte[] unfinishedHead() {
        return line.head();
    }
}
