package io.forkedchild.await;

import io.forkedchild.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads what a child writes to a descriptor, line by line and each byte once. For one thread at a time. */
final class LineReader {

    private static final int STEP_BYTES = 64 << 10;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private final Output output;
    private byte[] buffer = {};
    private int begin; // of the next line
    private int searched; // behind begin, no line ends before it
    private int end;
    private long position; // in the output, of what comes behind the buffer
    private long number; // of the last line

    /**
     * Where a line begins.
     *
     * @param offset of its first byte
     * @param number of the line before it, 0 if it is the first
     */
    record Place(long offset, long number) {

        static final Place BEGINNING = new Place(0, 0);
    }

    LineReader(Output output, Place place) {
        this.output = output;
        this.position = place.offset();
        this.number = place.number();
    }

    /** Where the next line begins. */
    Place place() {
        return new Place(position - (end - begin), number);
    }

    /** The next line, if its end comes before the limit; no more than was written may be asked for. */
    Optional<Line> next(long limit) {
        while (!findEnd()) {
            if (position >= limit) {
                return Optional.empty();
            }
            read((int) Math.min(STEP_BYTES, limit - position));
        }
        int carriageReturn = searched > begin && buffer[searched - 1] == '\r' ? 1 : 0;
        var line = new Line(++number, text(searched - carriageReturn));
        begin = ++searched;
        return Optional.of(line);
    }

    /** What was read of a line that has not ended. */
    Optional<Line> unfinished() {
        return begin == end ? Optional.empty() : Optional.of(new Line(number + 1, text(end)));
    }

    /** The line that has not ended, as the last one. */
    Optional<Line> last() {
        var last = unfinished();
        number += begin == end ? 0 : 1;
        begin = end;
        return last;
    }

    private boolean findEnd() {
        while (searched < end && buffer[searched] != '\n') {
            searched++;
        }
        return searched < end;
    }

    private String text(int to) {
        return new String(buffer, begin, to - begin, StandardCharsets.UTF_8);
    }

    private void read(int count) {
        makeRoom(count);
        try (var bytes = output.stream()) {
            bytes.skipNBytes(position);
            int read = bytes.readNBytes(buffer, end, count);
            end += read;
            position += read;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void makeRoom(int count) {
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, end - begin);
            searched -= begin;
            end -= begin;
            begin = 0;
        }
        if (count > MOST_BYTES - end) {
            throw new IllegalStateException(output + " has a line that does not fit into an array");
        }
        if (end + count > buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(MOST_BYTES, Math.max(end + count, 2L * buffer.length)));
        }
    }
}
