package io.forkedchild.running;

import io.forkedchild.channel.Channel;
import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.launch.Wiring;
import io.forkedchild.loop.EventLoop;
import io.forkedchild.loop.ReadEnd;
import io.forkedchild.loop.Sighting;
import io.forkedchild.process.Stdio;
import io.forkedchild.recording.RecordedOutput;
import io.forkedchild.recording.RecordedText;
import io.forkedchild.recording.Recorder;
import io.forkedchild.text.StreamName;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The test's ends of a child's pipes: what the child writes is recorded, and what the test writes is queued. Any thread may ask
 * for a stream; all else is done on the loop's thread.
 */
public final class ChildStreams {

    private final String child;
    private final LaunchPlan plan;
    private final EventLoop loop;
    private final TreeMap<Integer, StreamRecording> recordings = new TreeMap<>();
    private final TreeMap<Integer, StreamWriting> writings = new TreeMap<>();

    /**
     * The streams of a plan, which are not connected yet.
     *
     * @param afterTurn gets an output that has grown
     * @param onEnd gets, when an output has ended, what the loop sees of that
     */
    ChildStreams(
            String child,
            LaunchPlan plan,
            EventLoop loop,
            Recorder recorder,
            Duration patience,
            Consumer<RecordedOutput> afterTurn,
            Consumer<Sighting> onEnd) {
        this.child = child;
        this.plan = plan;
        this.loop = loop;
        for (int i = 0; i < plan.stdio().size(); i++) {
            var slot = plan.stdio().get(i);
            if (i > 0 && (slot == Stdio.Named.PIPE || slot == Stdio.Named.INHERIT)) {
                var output = new RecordedOutput(child, i, new RecordedText(plan.encoding(), recorder));
                recordings.put(
                        i,
                        new StreamRecording(
                                child, output, plan.recordingLimit(), recorder, () -> afterTurn.accept(output), onEnd));
            }
            if ((i == 0 || i > 2) && slot == Stdio.Named.PIPE) {
                writings.put(i, new StreamWriting(child, i, plan.encoding(), loop, recorder, patience));
            }
        }
    }

    // ---- for any thread

    /** What the child has written to a descriptor; empty if that is not recorded. */
    public Optional<RecordedOutput> output(int descriptor) {
        return Optional.ofNullable(recordings.get(descriptor)).map(StreamRecording::output);
    }

    /** The same. @throws IllegalStateException if that descriptor is not recorded; the text tells what it is */
    public RecordedOutput recorded(int descriptor) {
        return output(descriptor).orElseThrow(() -> refused(descriptor, "recorded"));
    }

    /** The test's end of a recorded output; refusals as of {@link #recorded}. */
    public StreamReading reading(int descriptor) {
        recorded(descriptor);
        return new StreamReading(loop, Objects.requireNonNull(recordings.get(descriptor)));
    }

    /** The stream to a descriptor that the child reads; empty if that is no pipe from the test. */
    public Optional<StreamWriting> input(int descriptor) {
        return Optional.ofNullable(writings.get(descriptor));
    }

    /** The same. @throws IllegalStateException if that descriptor is no pipe from the test; the text tells what it is */
    public StreamWriting written(int descriptor) {
        return input(descriptor).orElseThrow(() -> refused(descriptor, "a pipe from the test"));
    }

    private IllegalStateException refused(int descriptor, String what) {
        var stdio = plan.stdio();
        if (descriptor == 2 && stdio.get(2) == Stdio.Named.STDOUT) {
            return new IllegalStateException(child
                    + "'s stderr is written to its stdout, as options.redirectErrorToOutput says: stdout() has both");
        }
        var slot = descriptor >= 0 && descriptor < stdio.size() ? "is '" + stdio.get(descriptor) + "'" : "is not there";
        return new IllegalStateException(child + "'s " + StreamName.of(descriptor) + " is not " + what
                + ": options.stdio[" + descriptor + "] " + slot);
    }

    /** Whether there is none that the child could write to. */
    boolean areOnlyInputs() {
        return recordings.isEmpty();
    }

    /** Whether all that the child could write to has ended. */
    boolean haveEnded() {
        return recordings.values().stream()
                .allMatch(recording -> recording.output().hasEnded());
    }

    // ---- on the loop's thread

    /** Connects a stream with the test's end of its pipe. */
    void open(Wiring.ParentEnd end, long bornAt) {
        end.forReading().ifPresent(fd -> {
            var recording = Objects.requireNonNull(recordings.get(end.descriptor()));
            recording.reads(new ReadEnd(loop, fd, recording, bornAt), end.peer());
        });
        end.forWriting()
                .ifPresent(fd -> Objects.requireNonNull(writings.get(end.descriptor()))
                        .open(fd, end.forReading().isPresent()));
    }

    /** Has stdin and stdout, which are connected, carry messages as well. */
    void shareWith(Channel channel) {
        Objects.requireNonNull(writings.get(0)).shareWith(channel);
        Objects.requireNonNull(recordings.get(1)).shareWith(channel);
    }

    /** Reads what the child has written up to now. */
    void drain() {
        recordings.values().forEach(StreamRecording::drain);
    }

    /** Ends the outputs of a child that never started. */
    void endUnopened() {
        recordings.values().forEach(recording -> recording.output().end());
    }

    /** Stops reading, for the reason that the outputs then tell. */
    void closeOutputs(String reason) {
        recordings.values().forEach(recording -> recording.close(reason));
    }

    /** Closes the child's standard input. */
    void closeStdin() {
        close(writings.get(0));
    }

    /** Closes all that the test could write to. */
    void closeInputs() {
        writings.values().forEach(ChildStreams::close);
    }

    private static void close(@Nullable StreamWriting writing) {
        if (writing != null) {
            writing.close();
        }
    }

    /** What the kernel calls the child's ends of its outputs that have not ended, by descriptor. */
    Map<Integer, String> openEnds() {
        var ends = new TreeMap<Integer, String>();
        recordings.forEach(
                (descriptor, recording) -> recording.openEnd().ifPresent(name -> ends.put(descriptor, name)));
        return ends;
    }
}
