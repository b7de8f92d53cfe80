package io.forkedchild.recording;

import java.io.InputStream;
import java.util.Objects;

/** Reads a log from its beginning to a fixed end. */
final class ByteLogStream extends InputStream {

    private final ByteLog log;
    private final long end;
    private long position;

    ByteLogStream(ByteLog log, long end) {
        this.log = log;
        this.end = end;
    }

    @Override
    public int read() {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        int read = log.read(position, target, offset, (int) Math.min(count, end - position));
        position += read;
        return read;
    }

    /** Without reading what is skipped. */
    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, end - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }
}
