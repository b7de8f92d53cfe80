package io.forkedchild.running;

import io.forkedchild.channel.Channel;
import io.forkedchild.launch.RecordingLimit;
import io.forkedchild.loop.ReadEnd;
import io.forkedchild.loop.Reader;
import io.forkedchild.loop.Sighting;
import io.forkedchild.recording.RecordedOutput;
import io.forkedchild.recording.Recorder;
import io.forkedchild.text.StreamName;
import io.forkedchild.timeline.Event;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One descriptor that a child writes: everything that comes is recorded. On the loop's thread only. */
final class StreamRecording implements Reader {

    private final String child;
    private final RecordedOutput output;
    private final Recorder recorder;
    private final Runnable afterTurn;
    private final Consumer<Sighting> onEnd;
    private final RecordingLimit limit;
    private @Nullable ReadEnd end;
    private @Nullable Channel messages;
    private Optional<String> peer = Optional.empty();
    private long turns;
    private long recorded;

    /**
     * @param limit beyond which nothing is recorded
     * @param afterTurn runs when something was recorded
     * @param onEnd gets, when nothing can come any more, what the loop sees of that
     */
    StreamRecording(
            String child,
            RecordedOutput output,
            RecordingLimit limit,
            Recorder recorder,
            Runnable afterTurn,
            Consumer<Sighting> onEnd) {
        this.child = child;
        this.output = output;
        this.recorder = recorder;
        this.afterTurn = afterTurn;
        this.onEnd = onEnd;
        this.limit = limit;
    }

    /** @param peerName what the kernel calls the child's end; empty if it is a pipe */
    void reads(ReadEnd readEnd, Optional<String> peerName) {
        end = readEnd;
        peer = peerName;
    }

    /** What is read is messages, too. */
    void shareWith(Channel channel) {
        messages = channel;
    }

    RecordedOutput output() {
        return output;
    }

    /** What the kernel calls that which the child's side has open, so that this does not end; empty if it has ended. */
    Optional<String> openEnd() {
        return output.hasEnded() || end == null ? Optional.empty() : peer.or(end::fileName);
    }

    /** Reads what the child has written up to now. */
    void drain() {
        if (end != null) {
            end.drain();
        }
    }

    /** Stops reading, for the reason that the output then tells; what the child writes from now on is lost to it with {@code SIGPIPE}. */
    void close(String reason) {
        if (end != null && !output.hasEnded()) {
            var paused = end.isPaused() ? "the test has paused it, and not resumed it" : reason;
            end.close();
            output.cut(paused);
            ended();
        }
    }

    /** As {@link #close}, by the test. */
    void destroy() {
        if (end != null && !output.hasEnded()) {
            note("closes its end of ");
            end.resume();
            close("the test has closed its end with destroy()");
        }
    }

    /** Reads nothing until {@link #resume}. */
    void pause() {
        if (end != null && !output.hasEnded() && !end.isPaused()) {
            end.pause();
            note("pauses ");
        }
    }

    void resume() {
        if (isPaused()) {
            note("resumes ");
            Objects.requireNonNull(end).resume();
        }
    }

    boolean isPaused() {
        return end != null && !output.hasEnded() && end.isPaused();
    }

    private void note(String what) {
        recorder.record(child, stamp -> new Event.Note(stamp, "the test " + what + StreamName.of(output.descriptor())));
    }

    @Override
    public void bytes(byte[] bytes, int count) {
        int recordable = (int) Math.min(count, limit.bytes() - output.length());
        output.append(bytes, recordable);
        if (recordable < count) {
            output.exceed();
        }
        if (messages != null) {
            messages.bytes(bytes, count, sighting());
        }
    }

    private Sighting sighting() {
        return end == null ? Sighting.NONE : end.sighting();
    }

    @Override
    public void turnEnded(Sighting sighting) {
        recordText(sighting);
        afterTurn.run();
    }

    /** Half of a character has no event: it comes with the other half. */
    private void recordText(Sighting sighting) {
        var chunk = output.excerpt(recorded, output.textLength());
        recorded = output.textLength();
        if (chunk.length() > 0) {
            recorder.recordOutput(child, sighting, output.descriptor(), chunk, turns++);
        } else {
            recorder.changed();
        }
    }

    @Override
    public void ended() {
        var sighting = sighting();
        output.endText();
        if (output.textLength() > recorded) {
            recordText(sighting);
        }
        if (output.exceeds() && output.cut().isEmpty()) {
            output.cut(Limits.excess(output, limit));
        }
        output.end();
        endMessages(sighting);
        recorder.changed();
        onEnd.accept(sighting);
    }

    @Override
    public void failed(Throwable failure) {
        if (output.textLength() > recorded) {
            turnEnded(Sighting.NONE);
        }
        output.lost(failure);
        endMessages(Sighting.NONE);
        recorder.record(
                child,
                stamp -> new Event.ErrorRaised(stamp, "OUTPUT_LOST", output + " is not recorded any more: " + failure));
        onEnd.accept(Sighting.NONE);
    }

    private void endMessages(Sighting sighting) {
        if (messages != null) {
            messages.ended(sighting);
        }
    }
}
