package io.forkedchild.ipc;

import io.forkedchild.text.Count;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts a byte stream into frames of the serialization {@code advanced}, however it was split on its way: a length, four
 * bytes with the highest first and without a sign, and that many bytes of one value.
 */
public final class LengthFrames implements Frames {

    /** The first byte of every value; no UTF-8 has it. */
    static final byte VALUE = (byte) 0xff;

    private static final int LENGTH_BYTES = 4;

    /** The length, and the byte that tells a value from a text. */
    private final byte[] opening = new byte[LENGTH_BYTES + 1];

    private final Unfinished payload = new Unfinished();
    private int opened;
    private long toSkip;
    /** The offset of the first byte that the next call brings. */
    private long offset;

    private boolean ended;

    /** The message behind its length. */
    static byte[] framed(byte[] message) {
        return ByteBuffer.allocate(LENGTH_BYTES + message.length)
                .putInt(message.length)
                .put(message)
                .array();
    }

    /** Whether a value of V8 begins so: a mark, and a version of the format. */
    static boolean isValue(byte first, byte second) {
        return first == VALUE && second >= 0x0d && second <= 0x1f;
    }

    @Override
    public void accept(byte[] bytes, int count, Sink sink) {
        for (int from = 0; from < count && !ended; ) {
            from = step(bytes, from, count, sink);
        }
        offset += count;
    }

    /** @return the first byte that is left over */
    private int step(byte[] bytes, int from, int count, Sink sink) {
        if (toSkip > 0) {
            return skip(from, count);
        }
        if (opened < opening.length) {
            opening[opened++] = bytes[from];
            judge(bytes, from + 1, count, sink);
            return from + 1;
        }
        return goOn(bytes, from, count, sink);
    }

    private int skip(int from, int count) {
        int skipped = (int) Math.min(toSkip, count - from);
        toSkip -= skipped;
        return from + skipped;
    }

    /** As soon as a length is there, and again with the byte behind it. */
    private void judge(byte[] bytes, int next, int count, Sink sink) {
        if (opened == LENGTH_BYTES && announced() == 0) {
            refuse(bytes, next, next, sink, "a frame without a value");
        } else if (opened == LENGTH_BYTES && announced() > Unfinished.LONGEST) {
            refuse(bytes, next, count, sink, "a frame of " + Count.bytes(announced()) + ", more than can be taken");
        } else if (opened == opening.length && opening[LENGTH_BYTES] != VALUE) {
            judgeText(bytes, next, count, sink);
        } else if (opened == opening.length) {
            keep(opening, LENGTH_BYTES, opening.length, sink, next);
        }
    }

    private void judgeText(byte[] bytes, int next, int count, Sink sink) {
        if (isText()) {
            ended = true;
            long start = offset + next - opened;
            var head = head(bytes, next, count);
            opened = 0;
            sink.mismatch(start, head);
        } else {
            refuse(bytes, next, count, sink, "a frame whose value does not begin with FF");
        }
    }

    private void refuse(byte[] bytes, int next, int count, Sink sink, String why) {
        long start = offset + next - opened;
        toSkip = LENGTH_BYTES + announced() - opened;
        var head = head(bytes, next, (int) Math.min(count, next + toSkip));
        opened = 0;
        sink.unreadable(start, head, why);
    }

    private byte[] head(byte[] bytes, int next, int count) {
        int more = Math.min(count - next, Unfinished.HEAD - opened);
        var head = Arrays.copyOf(opening, opened + more);
        System.arraycopy(bytes, next, head, opened, more);
        return head;
    }

    private long announced() {
        return Integer.toUnsignedLong(ByteBuffer.wrap(opening).getInt());
    }

    /** Whether the four bytes may begin a text in JSON. */
    private boolean isText() {
        if ("\t\n\r \"-0123456789[{tfn".indexOf(opening[0]) < 0) {
            return false;
        }
        for (int i = 1; i < LENGTH_BYTES; i++) {
            if (!isOfText(opening[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfText(byte utf8) {
        int code = utf8 & 0xff;
        return code < ' ' ? code == '\t' || code == '\n' || code == '\r' : code != 0x7f && code < 0xf5;
    }

    private int goOn(byte[] bytes, int from, int count, Sink sink) {
        int to = (int) Math.min(count, from + announced() - payload.length());
        keep(bytes, from, to, sink, to);
        return to;
    }

    private void keep(byte[] source, int from, int to, Sink sink, int next) {
        int length = (int) announced();
        payload.add(source, from, to, length);
        if (payload.length() == length) {
            opened = 0;
            sink.message(payload.take(), offset + next - length);
        }
    }

    /** Bytes of a frame that is not complete, its length among them. */
    @Override
    public long unfinishedBytes() {
        return opened == 0 ? 0 : Math.min(opened, LENGTH_BYTES) + payload.length();
    }

    @Override
    public byte[] unfinishedHead() {
        var value = payload.head();
        var head = Arrays.copyOf(opening, Math.min(opened, LENGTH_BYTES) + value.length);
        System.arraycopy(value, 0, head, head.length - value.length, value.length);
        return head;
    }
}
