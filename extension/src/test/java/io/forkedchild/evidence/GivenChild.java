package io.forkedchild.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.forkedchild.evidence.ChildSnapshot.AskedFacts;
import io.forkedchild.evidence.ChildSnapshot.ChannelState;
import io.forkedchild.evidence.ChildSnapshot.StdinBytes;
import io.forkedchild.evidence.ChildSnapshot.WrittenBytes;
import io.forkedchild.jvm.RunningThread;
import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.launch.RecordingLimit;
import io.forkedchild.process.EndingSteps;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Framing;
import io.forkedchild.process.PipeHolder;
import io.forkedchild.process.ResourceLimits;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Stdio;
import io.forkedchild.recording.ByteLog;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import io.forkedchild.timeline.Stamp;
import io.forkedchild.timeline.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Builds what is known of a child, without a process. It runs, and all its descriptors are pipes, unless a test says otherwise. */
final class GivenChild {

    static final String NAME = "worker";
    static final int PID = 4711;

    private static final int SIGTERM = 15;

    private final String program;
    private final List<Event> events = new ArrayList<>();
    private final Map<Integer, WrittenBytes> outputs = new TreeMap<>();
    private final List<RunningThread> threads = new ArrayList<>();
    private final Map<Integer, String> openEnds = new TreeMap<>();
    private final List<PipeHolder> holders = new ArrayList<>();
    private int pid = PID;
    private Optional<ExitStatus> status = Optional.empty();
    private boolean killed;
    private Optional<StdinBytes> stdin = Optional.of(new StdinBytes(0, OptionalLong.of(0), false, false));
    private Optional<ChannelState> channel = Optional.empty();
    private Optional<KernelView> kernel = Optional.empty();
    private AskedFacts asked = new AskedFacts(false, false, false, false, Set.of());
    private long millis;

    private GivenChild(String program) {
        this.program = program;
        writes(1, "", false);
        writes(2, "", false);
    }

    /** A program that was started after 10 ms. */
    static GivenChild of(String program) {
        return new GivenChild(program).at(10).event(stamp -> new Event.Spawned(stamp, PID, List.of(program), "/shop"));
    }

    static GivenChild thatNeverStarted(ExitStatus.NotStarted status, String text) {
        var child = new GivenChild("worker").event(stamp -> new Event.SpawnFailed(stamp, status.errno(), text));
        child.pid = 0;
        child.status = Optional.of(status);
        return child;
    }

    GivenChild at(long time) {
        millis = time;
        return this;
    }

    GivenChild event(Function<Stamp, Event> event) {
        return event(NAME, event);
    }

    GivenChild event(String child, Function<Stamp, Event> event) {
        events.add(event.apply(new Stamp(events.size(), millis * 1_000_000, child, 0, 0, 0)));
        return this;
    }

    static Excerpt bytes(String text) {
        var bytes = text.getBytes(UTF_8);
        return new ByteLog().append(bytes, 0, bytes.length);
    }

    private GivenChild writes(int descriptor, String text, boolean hasEnded) {
        outputs.put(descriptor, new WrittenBytes(bytes(text), bytes(text).length(), hasEnded, Optional.empty()));
        return this;
    }

    GivenChild writes(int descriptor, String text) {
        return writes(descriptor, text, true);
    }

    GivenChild isCut(int descriptor, String reason) {
        var written = Objects.requireNonNull(outputs.get(descriptor));
        return output(descriptor, new WrittenBytes(written.bytes(), written.length(), true, Optional.of(reason)));
    }

    GivenChild output(int descriptor, WrittenBytes output) {
        outputs.put(descriptor, output);
        return this;
    }

    GivenChild exits(int code) {
        status = Optional.of(new ExitStatus.Exited(code));
        return ended(stamp -> new Event.Exited(stamp, OptionalInt.of(code), Optional.empty(), false));
    }

    GivenChild dies(int signal, String name) {
        status = Optional.of(new ExitStatus.Killed(signal, false));
        return ended(stamp -> new Event.Exited(stamp, OptionalInt.empty(), Optional.of(name), false));
    }

    private GivenChild ended(Function<Stamp, Event> exit) {
        outputs.replaceAll(
                (descriptor, output) -> new WrittenBytes(output.bytes(), output.length(), true, output.cut()));
        stdin = stdin.map(bytes -> new StdinBytes(bytes.written(), OptionalLong.empty(), true, bytes.wasEndedByTest()));
        return event(exit);
    }

    GivenChild isHeldOpen(int descriptor, PipeHolder... by) {
        openEnds.put(descriptor, "pipe:[" + descriptor + "]");
        holders.addAll(List.of(by));
        return this;
    }

    GivenChild gets(String name, int number, Optional<String> sender) {
        killed = true;
        return event(stamp -> new Event.SignalSent(stamp, number, name, true, sender));
    }

    GivenChild stdin(StdinBytes bytes) {
        stdin = Optional.of(bytes);
        return this;
    }

    GivenChild channel(ChannelState state) {
        channel = Optional.of(state);
        return this;
    }

    GivenChild kernel(KernelView view) {
        kernel = Optional.of(view);
        return this;
    }

    GivenChild thread(String name) {
        threads.add(new RunningThread(name, "WAITING", List.of()));
        return this;
    }

    GivenChild asked(AskedFacts facts) {
        asked = facts;
        return this;
    }

    ChildSnapshot snapshot() {
        return new ChildSnapshot(
                NAME,
                plan(),
                pid,
                status,
                killed,
                outputs,
                stdin,
                channel,
                threads,
                false,
                kernel,
                openEnds,
                holders,
                asked,
                new Timeline(List.copyOf(events)));
    }

    private LaunchPlan plan() {
        var pipe = Stdio.pipe();
        return new LaunchPlan(
                "spawn",
                NAME,
                program,
                List.of(program),
                Map.of("PATH", "/nowhere", "JAVA_TOOL_OPTIONS", "-Xmx1g"),
                Optional.of(Path.of("/shop")),
                List.of(pipe, outputs.containsKey(1) ? pipe : Stdio.ignore(), pipe, Stdio.ipc()),
                UTF_8,
                Serialization.JSON,
                Framing.NONE,
                false,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                SIGTERM,
                Optional.empty(),
                RecordingLimit.NONE,
                Optional.empty(),
                Optional.empty(),
                EndingSteps.defaults(),
                ResourceLimits.none());
    }

    /** What its evidence tells under this name, wrapped lines joined. */
    List<String> facts(String name) {
        var text = Evidence.of(snapshot(), Doing.UNKNOWN, Hints.of(snapshot()), Optional.empty(), 45)
                .replaceAll("\n {12}(?! )", " ")
                .lines();
        var begin = "  " + name + ":";
        return text.filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length()).strip())
                .toList();
    }

    GivenChild without(int descriptor) {
        outputs.remove(descriptor);
        return this;
    }
}
