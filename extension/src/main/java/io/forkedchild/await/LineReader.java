package io.forkedchild.await;

import io.forkedchild.Output;
import io.forkedchild.text.HeapLimit;
import io.forkedchild.text.Lines;
import io.forkedchild.text.Lines.Line;
import io.forkedchild.text.Lines.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Reads what a child writes to a descriptor, line by line and each byte once. One thread at a time may use it. */
final class LineReader {

    private static final int STEP_BYTES = 64 << 10;

    private final Output output;
    private final Lines lines;
    private final Queue<Line> ended = new ArrayDeque<>();
    private Place place;
    private long read; // offset behind all that was read

    LineReader(Output output, Place place) {
        this.output = output;
        this.lines = new Lines(place);
        this.place = place;
        this.read = place.offset();
    }

    /** Where the next line begins. */
    Place place() {
        return place;
    }

    /** The next line, if its end comes before the limit; no more than was written may be asked for. */
    Optional<Line> next(long limit) {
        while (ended.isEmpty() && read < limit) {
            read((int) Math.min(STEP_BYTES, limit - read));
        }
        return taken(Optional.ofNullable(ended.poll()));
    }

    /** What was read of a line that has not ended. */
    Optional<Line> unfinished() {
        return lines.unfinished().filter(line -> place.number() + 1 == line.number());
    }

    /** The line that has not ended, as the last one. */
    Optional<Line> last() {
        return taken(unfinished());
    }

    private Optional<Line> taken(Optional<Line> line) {
        line.ifPresent(next -> place = next.end());
        return line;
    }

    private void read(int count) {
        try (var bytes = output.textStream()) {
            bytes.skipNBytes(read);
            lines.accept(bytes.readNBytes(count), ended::add);
            read += count;
            HeapLimit.requireRoomForSeveral(
                    "line " + (place.number() + ended.size() + 1) + " of " + output,
                    lines.begunBytes(),
                    "with awaitStdout(child, …)");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
