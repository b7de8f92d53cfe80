package io.forkedchild.running;

import io.forkedchild.channel.Channel;
import io.forkedchild.ipc.Codec;
import io.forkedchild.jvm.JvmOutcome;
import io.forkedchild.jvm.RunningThread;
import io.forkedchild.launch.EnvironmentMark;
import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.launch.StartedProcess;
import io.forkedchild.launch.Wiring;
import io.forkedchild.loop.EventLoop;
import io.forkedchild.loop.Handler;
import io.forkedchild.loop.ReadEnd;
import io.forkedchild.loop.Sighting;
import io.forkedchild.loop.Watch;
import io.forkedchild.posix.Epoll;
import io.forkedchild.posix.PidFd;
import io.forkedchild.posix.PosixException;
import io.forkedchild.posix.Reaped;
import io.forkedchild.posix.ResourceUsage;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import io.forkedchild.process.Usage;
import io.forkedchild.recording.RecordedOutput;
import io.forkedchild.recording.Recorder;
import io.forkedchild.text.ShellCommand;
import io.forkedchild.timeline.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The loop's side of a child: owns its pidfd and the parent's ends of its descriptors, sees it exit and close. State
 * changes on the loop's thread only and is visible to every thread before the timeline grows by it.
 */
public final class ChildProcess implements Handler {

    private static final int SHOWN_CHARACTERS = 200;

    private final String name;
    private final LaunchPlan plan;
    private final EventLoop loop;
    private final Recorder recorder;
    private final TreeMap<Integer, StreamRecording> recordings = new TreeMap<>();
    private final TreeMap<Integer, StreamWriting> writings = new TreeMap<>();
    private final Examined examined = new Examined();
    private final AtomicInteger waits = new AtomicInteger();
    private final @Nullable Channel channel;

    private volatile int pid;
    private @Nullable PidFd pidFd;
    private volatile @Nullable EnvironmentMark cookie;
    private @Nullable Watch exitWatch;
    private final Limits limits;
    private volatile @Nullable ExitStatus status;
    private volatile @Nullable ResourceUsage usage;
    private volatile boolean killed;
    private volatile boolean closed;

    @SuppressWarnings("UnusedVariable") // it is only kept
    private volatile @Nullable Object launcher;

    ChildProcess(String name, LaunchPlan plan, EventLoop loop, Recorder recorder, Duration patience) {
        this.name = name;
        this.plan = plan;
        this.loop = loop;
        this.recorder = recorder;
        this.channel = plan.channelIndex().isPresent() ? channel(patience) : null;
        this.limits = new Limits(this, loop);
        for (int i = 0; i < plan.stdio().size(); i++) {
            var slot = plan.stdio().get(i);
            if (i > 0 && (slot == Stdio.Named.PIPE || slot == Stdio.Named.INHERIT)) {
                recordings.put(i, recording(i));
            }
            if ((i == 0 || i > 2) && slot == Stdio.Named.PIPE) {
                writings.put(i, new StreamWriting(name, i, loop, recorder, patience));
            }
        }
    }

    private Channel channel(Duration patience) {
        var codec = Codec.valueOf(plan.serialization().name());
        return new Channel(name, codec, loop, recorder, patience, this::closeIfDone);
    }

    private StreamRecording recording(int descriptor) {
        var output = new RecordedOutput(name, descriptor, recorder.newByteLog());
        return new StreamRecording(name, output, recorder, () -> limits.check(output), this::closeIfDone);
    }

    // ---- launch

    /** Takes over a process that was just started; on the loop's thread. */
    void started(StartedProcess started) {
        pid = started.pid();
        pidFd = started.pidFd();
        cookie = started.cookie();
        var now = loop.moment();
        var exit = loop.watch(started.pidFd().fd(), Epoll.IN, this, started.bornAt());
        exitWatch = exit;
        recorder.record(
                name,
                new Sighting(now.wakeUp(), exit.source(), started.launchedAt()),
                stamp -> new Event.Spawned(stamp, started.pid(), plan.argv(), cwd()));
        started.ends().forEach(end -> open(end, started.bornAt()));
        limits.start();
    }

    private void open(Wiring.ParentEnd end, long bornAt) {
        if (end.isChannel() && channel != null) {
            channel.open(end, bornAt);
            return;
        }
        end.forReading().ifPresent(fd -> {
            var recording = Objects.requireNonNull(recordings.get(end.descriptor()));
            recording.reads(new ReadEnd(loop, fd, recording, bornAt), end.peer());
        });
        end.forWriting()
                .ifPresent(fd -> Objects.requireNonNull(writings.get(end.descriptor()))
                        .open(fd, end.forReading().isPresent()));
    }

    private String cwd() {
        return plan.cwd().map(path -> path.toAbsolutePath().toString()).orElse(System.getProperty("user.dir"));
    }

    /** Tells of a process that could not be started; on the loop's thread. */
    void neverStarted(ExitStatus.NotStarted reason, String text) {
        recorder.record(
                name,
                loop.moment(),
                () -> status = reason,
                stamp -> new Event.SpawnFailed(stamp, reason.errno(), text));
        recordings.values().forEach(recording -> recording.output().end());
        if (channel != null) {
            channel.close();
        }
        closeIfDone(Sighting.NONE);
    }

    /** Keeps the launcher from being forgotten while the loop watches this process. */
    public void keep(Object owner) {
        launcher = owner;
    }

    // ---- end

    @Override
    public boolean afterOthers() {
        return true;
    }

    /** The process ended. What it wrote before is read first, so that it stands before the exit in the timeline. */
    @Override
    public void ready(int events) {
        recordings.values().forEach(StreamRecording::drain);
        if (channel != null) {
            channel.drain();
        }
        var reaped = Reaped.poll(pid);
        reaped.ifPresent(this::exited);
    }

    private void exited(Reaped reaped) {
        var sighting = exitWatch == null ? Sighting.NONE : exitWatch.sighting();
        releaseProcess();
        usage = reaped.usage();
        var ended = EndEvents.statusOf(reaped.status());
        recorder.record(name, sighting, () -> status = ended, stamp -> EndEvents.exited(stamp, ended));
        closeStdin();
        closeIfDone(sighting);
    }

    /** As in Node: a grandchild that reads what its dead parent was written finds the end of it. */
    private void closeStdin() {
        var stdin = writings.get(0);
        if (stdin != null) {
            stdin.close();
        }
    }

    private void releaseProcess() {
        limits.exited();
        if (exitWatch != null) {
            exitWatch.cancel();
        }
        if (pidFd != null) {
            pidFd.close();
        }
    }

    /** Reads what there is of it, and sees its end if that is there; on the loop's thread. */
    public void catchUp() {
        if (status == null && pidFd != null) {
            ready(0);
        }
    }

    /** Whether it runs although all that it could write to has ended: mostly it is about to end, too. Any thread. */
    public boolean seemsToEnd() {
        return status == null && (channel != null || !recordings.isEmpty()) && isQuiet();
    }

    private boolean isQuiet() {
        return recordings.values().stream()
                        .allMatch(recording -> recording.output().hasEnded())
                && (channel == null || channel.hasEnded());
    }

    /** @param last what the loop sees of that which may have been the last to end */
    private void closeIfDone(Sighting last) {
        var end = status;
        if (end != null && isQuiet() && !closed) {
            limits.closed();
            writings.values().forEach(StreamWriting::close);
            recorder.record(name, last, () -> closed = true, stamp -> EndEvents.closed(stamp, end));
        }
    }

    /** Closes all that is still open, whoever holds the other ends; on the loop's thread, after the exit. */
    void closeEnds() {
        recordings.values().forEach(recording -> recording.close("the test was over while something still held it"));
        if (channel != null) {
            channel.close();
        }
        closeIfDone(Sighting.NONE);
    }

    /** Closes the handles that came from it; on the loop's thread, when the test is over. */
    void closeHandles() {
        if (channel != null) {
            channel.closeHandles();
        }
    }

    /** Stops reading stdout and stderr: Node's {@code exec} does so before it kills. */
    void closeRecordings(String reason) {
        recordings.values().forEach(recording -> recording.close(reason));
    }

    @Override
    public void failed(Throwable failure) {
        raise("INTERNAL", String.valueOf(failure));
    }

    // ---- kill

    /** Sends a signal of the test; false if there is no process to take it. On the loop's thread. */
    public boolean kill(int number) {
        return kill(number, Optional.empty());
    }

    /** As {@link #kill(int)}, for somebody else. */
    public void kill(int number, String sender) {
        kill(number, Optional.of(sender));
    }

    private boolean kill(int number, Optional<String> sender) {
        var now = loop.moment();
        boolean delivered = false;
        try {
            delivered = status == null && pidFd != null && pidFd.signal(number);
        } catch (PosixException failure) {
            raise(failure.errnoName(), "kill " + Signal.nameOf(number) + ": " + failure.getMessage());
        }
        killed |= delivered;
        boolean result = delivered;
        var signal = number == 0 ? "signal 0" : Signal.nameOf(number);
        recorder.record(name, now, stamp -> new Event.SignalSent(stamp, number, signal, result, sender));
        return delivered;
    }

    void note(String text) {
        recorder.record(name, stamp -> new Event.Note(stamp, text));
    }

    /** Records an error. */
    void raise(String code, String text) {
        recorder.record(name, stamp -> new Event.ErrorRaised(stamp, code, text));
    }

    // ---- what others may look at, from any thread

    public String name() {
        return name;
    }

    public LaunchPlan plan() {
        return plan;
    }

    public EventLoop loop() {
        return loop;
    }

    public Recorder recorder() {
        return recorder;
    }

    /**
     * Has the loop's thread look at it, so that nothing changes meanwhile. Nothing changes any more once it has closed: then the
     * caller looks, and no loop is needed.
     */
    public <T> T atOneMoment(Supplier<T> look) {
        return closed ? look.get() : loop.call(look);
    }

    public Examined examined() {
        return examined;
    }

    /** How many threads wait for it; a wait that an interrupt has ended stays counted. */
    public AtomicInteger waits() {
        return waits;
    }

    /** Waits as {@link ConditionWait} says; the wait is counted among its {@link #waits()}. */
    public boolean awaitCondition(BooleanSupplier condition, Duration atMost) {
        waits.incrementAndGet();
        boolean interrupted = false;
        try {
            return new ConditionWait(recorder, loop, condition).holdsWithin(atMost);
        } catch (InterruptedException interrupt) {
            interrupted = true;
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, interrupt);
        } finally {
            if (!interrupted) {
                waits.decrementAndGet();
            }
        }
    }

    public int pid() {
        return pid;
    }

    /** The mark of its environment; empty if it never started. */
    public Optional<EnvironmentMark> cookie() {
        return Optional.ofNullable(cookie);
    }

    public Optional<ExitStatus> status() {
        return Optional.ofNullable(status);
    }

    /** The time from the launch to the exit, or to now, by the clock of the timeline; zero if it never started. */
    public Duration lifetime() {
        var now = recorder.now(); // before the look: an exit that it does not see yet is later than that
        var events = recorder.timeline().of(name);
        var end = events.first(Event.Exited.class).map(Event::time).orElse(now);
        return events.first(Event.Spawned.class)
                .map(spawned -> end.minus(spawned.time()))
                .orElse(Duration.ZERO);
    }

    /** What the kernel calls the child's ends of output and channel that have not ended, {@code pipe:[4711]}, by descriptor. */
    public Map<Integer, String> openEnds() {
        return loop.call(() -> {
            var ends = new TreeMap<Integer, String>();
            recordings.forEach(
                    (descriptor, recording) -> recording.openEnd().ifPresent(name -> ends.put(descriptor, name)));
            channel()
                    .flatMap(Channel::openEnd)
                    .ifPresent(name -> ends.put(plan.channelIndex().orElseThrow(), name));
            return ends;
        });
    }

    public Optional<Usage> usage() {
        var ended = Optional.ofNullable(usage).map(MeasuredUsage::ofEnded);
        return ended.isPresent() || pid == 0 ? ended : MeasuredUsage.ofRunning(pid);
    }

    public boolean isKilled() {
        return killed;
    }

    public boolean isClosed() {
        return closed;
    }

    public Optional<Channel> channel() {
        return Optional.ofNullable(channel);
    }

    /** What a JVM has told of the end of its work. */
    public Optional<JvmOutcome> outcome() {
        return channel().map(Channel::outcome);
    }

    public Optional<BufferedRun> bufferedRun() {
        return limits.bufferedRun();
    }

    public Optional<RecordedOutput> output(int descriptor) {
        return Optional.ofNullable(recordings.get(descriptor)).map(StreamRecording::output);
    }

    public Optional<StreamWriting> writing(int descriptor) {
        return Optional.ofNullable(writings.get(descriptor));
    }

    /** The threads that keep a JVM running although its work has returned; none if it is no JVM, or has ended. */
    public List<RunningThread> threadsThatKeep() {
        return status().isPresent()
                ? List.of()
                : outcome().map(JvmOutcome::threads).orElse(List.of());
    }

    /** Whether it has a channel that is open. */
    public boolean connected() {
        return channel().filter(Channel::connected).isPresent();
    }

    /** Whether it has read from its channel all that was sent; true without a channel. */
    public boolean hasReadAllMessages() {
        return channel().map(Channel::hasReadAll).orElse(true);
    }

    /** Name, command and state in a line. */
    @Override
    public String toString() {
        return name + " (" + ShellCommand.of(plan.argv(), SHOWN_CHARACTERS) + "), "
                + status().map(Object::toString).orElse("running");
    }
}
