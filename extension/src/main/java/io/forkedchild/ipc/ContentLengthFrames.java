package io.forkedchild.ipc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.forkedchild.text.Count;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a byte stream into messages behind headers, {@code Content-Length: 42}, however it was split on its way. A line that is
 * neither in a message nor of a header is told as unreadable, and so is a header without a usable length; what follows is read on.
 */
final class ContentLengthFrames implements Frames {

    private static final int LONGEST_LINE = 64 << 10;
    private static final int LONGEST_NUMBER = 10;

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length:[ \t]*(.*?)[ \t\r]*");
    private static final Pattern OTHER_FIELD = Pattern.compile("(?i)content-[a-z-]+:.*\r?");

    /** A header behind text that has no end of line. */
    private static final Pattern LATE_HEADER = Pattern.compile("(?i)(?<=.)content-length:[ \t]*[0-9]+[ \t]*\r?$");

    private final Unfinished line = new Unfinished();
    private final Unfinished body = new Unfinished();

    /** The offset of the first byte that the next call brings. */
    private long offset;

    private long lineNumber = 1;
    /** The line in which that begins which the sink is told. */
    private long toldLine = 1;

    private int headerBytes;
    private @Nullable String length;
    /** The bytes of the message that is coming; 0 while none is. */
    private int announced;

    private boolean skipping;

    /** The message behind its header. */
    static byte[] framed(byte[] message) {
        var header = ("Content-Length: " + message.length + "\r\n\r\n").getBytes(ISO_8859_1);
        return ByteBuffer.allocate(header.length + message.length)
                .put(header)
                .put(message)
                .array();
    }

    @Override
    public void accept(byte[] bytes, int count, Sink sink) {
        for (int from = 0; from < count; ) {
            from = announced > 0 ? body(bytes, from, count, sink) : line(bytes, from, count, sink);
        }
        offset += count;
    }

    // ---- lines outside messages

    private int line(byte[] bytes, int from, int count, Sink sink) {
        int end = from;
        while (end < count && bytes[end] != '\n') {
            end++;
        }
        if (!skipping) {
            keep(bytes, from, end, sink);
        }
        if (end == count) {
            return count;
        }
        if (!skipping) {
            var whole = line.take();
            toldLine = lineNumber;
            field(whole, offset + end - whole.length, sink);
        }
        skipping = false;
        lineNumber++;
        return end + 1;
    }

    private void keep(byte[] bytes, int from, int to, Sink sink) {
        if (to - from <= LONGEST_LINE - line.length()) {
            line.add(bytes, from, to, LONGEST_LINE);
            return;
        }
        long start = offset + from - line.length();
        line.add(bytes, from, from + Math.min(to - from, Math.max(0, Unfinished.HEAD - line.length())), LONGEST_LINE);
        var head = line.head();
        line.drop();
        skipping = true;
        toldLine = lineNumber;
        sink.unreadable(start, head, "a line outside messages is longer than " + Count.bytes(LONGEST_LINE));
    }

    private void field(byte[] whole, long start, Sink sink) {
        var text = new String(whole, ISO_8859_1);
        var field = LENGTH.matcher(text);
        if (headerBytes > 0 && text.isBlank()) {
            headerBytes += whole.length + 1;
            endHeader(start, sink);
        } else if (field.matches()) {
            length = field.group(1);
            headerBytes += whole.length + 1;
        } else if (OTHER_FIELD.matcher(text).matches()) {
            headerBytes += whole.length + 1;
        } else {
            noField(whole, text, start, sink);
        }
    }

    private void noField(byte[] whole, String text, long start, Sink sink) {
        var late = LATE_HEADER.matcher(text);
        int end = late.find() ? late.start() : whole.length;
        sink.unreadable(
                start,
                Arrays.copyOf(whole, Math.min(end, Unfinished.HEAD)),
                "a line without a Content-Length before it");
        if (end < whole.length) {
            field(Arrays.copyOfRange(whole, end, whole.length), start + end, sink);
        }
    }

    private void endHeader(long start, Sink sink) {
        var given = length;
        length = null;
        long number = given != null && given.matches("[0-9]{1," + LONGEST_NUMBER + "}") ? Long.parseLong(given) : -1;
        if (number > 0 && number <= Unfinished.LONGEST) {
            announced = (int) number;
            return;
        }
        headerBytes = 0;
        var header = given == null ? "Content-Type" : "Content-Length: " + given;
        var head = header.getBytes(ISO_8859_1);
        sink.unreadable(start, Arrays.copyOf(head, Math.min(head.length, Unfinished.HEAD)), whyNot(given, number));
    }

    private static String whyNot(@Nullable String given, long number) {
        if (given == null) {
            return "a header without Content-Length";
        }
        boolean tooLong = given.matches("[0-9]+") && number != 0;
        return tooLong ? "more than can be taken" : "must be a number of bytes from 1 on";
    }

    // ---- messages

    private int body(byte[] bytes, int from, int count, Sink sink) {
        if (body.length() == 0) {
            toldLine = lineNumber;
        }
        int to = Math.min(count, from + announced - body.length());
        body.add(bytes, from, to, announced);
        for (int i = from; i < to; i++) {
            lineNumber += bytes[i] == '\n' ? 1 : 0;
        }
        if (body.length() == announced) {
            long start = offset + to - announced;
            announced = 0;
            headerBytes = 0;
            sink.message(body.take(), start);
        }
        return to;
    }

    @Override
    public String place(long ofByte) {
        return "line " + toldLine;
    }

    /** Bytes of a header or a message that is not complete. */
    @Override
    public long unfinishedBytes() {
        return (long) headerBytes + line.length() + body.length();
    }

    @Override
    public byte[] unfinishedHead() {
        var known = announced > 0 ? announced : length;
        var header = known == null ? new byte[0] : ("Content-Length: " + known + "\r\n\r\n").getBytes(ISO_8859_1);
        var rest = announced > 0 ? body.head() : line.head();
        return ByteBuffer.allocate(header.length + rest.length)
                .put(header)
                .put(rest)
                .array();
    }
}
