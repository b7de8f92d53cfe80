package io.forkedchild.running;

import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.process.Stdio;
import io.forkedchild.recording.Recorder;
import io.forkedchild.recording.TimelineFollower;
import io.forkedchild.text.Lines;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Event;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Prints what children write to inherited descriptors on the test's own output, a line at a time behind the child's name.
 * Never hands the test JVM's descriptors to a child: a build tool may use them for a protocol of its own.
 */
public final class InheritedOutput implements AutoCloseable {

    private static final int STEP_BYTES = 64 << 10;

    private record Source(String child, int descriptor) {}

    private final Recorder recorder;
    private final Set<Source> sources = ConcurrentHashMap.newKeySet();
    private final Map<Source, Long> printed = new HashMap<>();
    private final Map<Source, Lines> lines = new HashMap<>();
    private @Nullable TimelineFollower follower;
    private int next;
    private boolean closed;

    public InheritedOutput(Recorder recorder) {
        this.recorder = recorder;
    }

    public synchronized void add(String child, LaunchPlan plan) {
        for (int descriptor = 1; descriptor <= 2; descriptor++) {
            if (plan.stdio().get(descriptor) == Stdio.Named.INHERIT) {
                sources.add(new Source(child, descriptor));
            }
        }
        if (follower == null && !closed && !sources.isEmpty()) {
            follower = new TimelineFollower("forkedchild-inherited-output", recorder, this::look);
        }
    }

    private void look(List<Event> events) {
        for (next = Math.max(0, next - 1); next < events.size(); next++) { // the last one may have grown since
            if (events.get(next) instanceof Event.Output output) {
                print(new Source(output.child(), output.descriptor()), output);
            }
        }
    }

    private void print(Source source, Event.Output output) {
        long from = Math.max(output.bytes().from(), printed.getOrDefault(source, 0L));
        while (sources.contains(source) && from < output.bytes().to()) {
            long to = Math.min(output.bytes().to(), from + STEP_BYTES);
            printed.put(source, to);
            lines.computeIfAbsent(source, first -> new Lines())
                    .accept(output.bytes().log().bytes(from, to), line -> printLine(source, line));
            from = to;
        }
    }

    private void printLine(Source source, Lines.Line line) {
        var text = Printable.withColours(recorder.secrets().masked(line.text()));
        testOutput(source.descriptor()).println("[" + source.child() + "] " + text);
    }

    private static PrintStream testOutput(int descriptor) {
        return descriptor == 1 ? System.out : System.err;
    }

    /** Prints what there is left, also lines without an end. */
    @Override
    public synchronized void close() {
        closed = true;
        if (follower != null && follower.end()) {
            lines.forEach((source, written) -> written.unfinished().ifPresent(last -> printLine(source, last)));
        }
    }
}
