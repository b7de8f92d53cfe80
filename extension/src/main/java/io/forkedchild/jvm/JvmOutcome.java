package io.forkedchild.jvm;

import io.forkedchild.ipc.JvmCommands;
import io.forkedchild.loop.Sighting;
import io.forkedchild.recording.Recorder;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a JVM has told of the end of its work. Changes on the loop's thread only; any thread may look at it. */
public final class JvmOutcome {

    /** The code of the error that tells what was thrown. */
    public static final String CODE = "ERR_UNCAUGHT_EXCEPTION";

    private final String child;
    private final Recorder recorder;
    private volatile boolean returned;
    private volatile @Nullable String value;
    private volatile @Nullable ThrownByProgram thrown;
    private volatile List<RunningThread> threads = List.of();

    public JvmOutcome(String child, Recorder recorder) {
        this.child = child;
        this.recorder = recorder;
    }

    /** Takes an internal message, which may be about something else. */
    public void accept(Map<?, ?> members, Sighting sighting) {
        switch (String.valueOf(members.get(JvmCommands.COMMAND))) {
            case JvmCommands.RETURNED -> returned(members);
            case JvmCommands.STILL_RUNNING -> stillRunning(members);
            case JvmCommands.THREW -> threw(members, sighting);
            default -> {} // for listeners of the test
        }
    }

    private void returned(Map<?, ?> members) {
        value = members.get(JvmCommands.VALUE) instanceof String serialized ? serialized : null;
        returned = true;
        stillRunning(members);
    }

    private void stillRunning(Map<?, ?> members) {
        threads = members.get(JvmCommands.THREADS) instanceof List<?> running
                ? running.stream()
                        .filter(Map.class::isInstance)
                        .map(thread -> RunningThread.of((Map<?, ?>) thread))
                        .toList()
                : List.of();
        recorder.changed();
    }

    private void threw(Map<?, ?> members, Sighting sighting) {
        var what = ThrownByProgram.of(members);
        var text = what + ", in thread " + members.get(JvmCommands.THREAD) + place(what);
        var trace = excerpt(String.valueOf(members.get(JvmCommands.TRACE)));
        recorder.record(
                child,
                sighting,
                () -> thrown = what,
                stamp -> new Event.ErrorRaised(stamp, CODE, text, Optional.of(trace)));
    }

    private static String place(ThrownByProgram thrown) {
        var stack = thrown.stack();
        return stack.isEmpty() ? "" : " at " + stack.get(0);
    }

    private Excerpt excerpt(String trace) {
        var bytes = trace.getBytes(StandardCharsets.UTF_8);
        return recorder.newByteLog().append(bytes, 0, bytes.length);
    }

    /** Whether its main method, or its lambda, has returned. */
    public boolean hasReturned() {
        return returned;
    }

    /** What the lambda returned, serialized in base64. */
    public Optional<String> value() {
        return Optional.ofNullable(value);
    }

    public Optional<ThrownByProgram> thrown() {
        return Optional.ofNullable(thrown);
    }

    /** The threads that ran when it last told of them. */
    public List<RunningThread> threads() {
        return threads;
    }
}
