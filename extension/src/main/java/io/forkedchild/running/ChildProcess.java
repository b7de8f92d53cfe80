package io.forkedchild.running;

import io.forkedchild.channel.Channel;
import io.forkedchild.jvm.JvmOutcome;
import io.forkedchild.jvm.RunningThread;
import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.launch.StartedProcess;
import io.forkedchild.launch.Wiring;
import io.forkedchild.leftovers.Family;
import io.forkedchild.loop.EventLoop;
import io.forkedchild.loop.Handler;
import io.forkedchild.loop.Sighting;
import io.forkedchild.loop.Watch;
import io.forkedchild.posix.Epoll;
import io.forkedchild.posix.Reaped;
import io.forkedchild.posix.ResourceUsage;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Usage;
import io.forkedchild.recording.Recorder;
import io.forkedchild.text.ShellCommand;
import io.forkedchild.timeline.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Examined examined = new Examined();
    private final LeftBehind leftBehind = new LeftBehind();
    private final ChildSignals signals;
    private final Waits waits;
    private final Dossiers dossiers = new Dossiers(this);
    private final ChildStreams streams;
    private final @Nullable Channel channel;

    private volatile @Nullable StartedProcess running;
    private @Nullable Watch exitWatch;
    private final Limits limits;
    private volatile @Nullable ExitStatus status;
    private volatile @Nullable ResourceUsage usage;
    private volatile boolean closed;

    @SuppressWarnings("UnusedVariable") // it is only kept
    private volatile @Nullable Object launcher;

    ChildProcess(String name, LaunchPlan plan, EventLoop loop, Recorder recorder, Duration patience) {
        this.name = name;
        this.plan = plan;
        this.loop = loop;
        this.recorder = recorder;
        this.channel = Channel.of(plan, name, loop, recorder, patience, this::closeIfDone)
                .orElse(null);
        this.limits = new Limits(this, loop);
        this.signals = new ChildSignals(name, loop, recorder, this::signal);
        this.waits = new Waits(name, loop, recorder, new LongWaits(name, dossiers::now));
        this.streams = new ChildStreams(name, plan, loop, recorder, patience, limits::check, this::closeIfDone);
    }

    // ---- launch

    /** Takes over a process that was just started; on the loop's thread. */
    void started(StartedProcess started) {
        running = started;
        var now = loop.moment();
        var exit = loop.watch(started.pidFd().fd(), Epoll.IN, this, started.bornAt());
        exitWatch = exit;
        recorder.record(
                name,
                new Sighting(now.wakeUp(), exit.source(), started.launchedAt()),
                stamp -> new Event.Spawned(stamp, started.pid(), plan.argv(), cwd()));
        started.ends().forEach(end -> open(end, started.bornAt()));
        if (channel != null && !channel.isOfNode()) {
            streams.shareWith(channel);
        }
        limits.start();
    }

    private void open(Wiring.ParentEnd end, long bornAt) {
        if (end.isChannel() && channel != null) {
            channel.open(end, bornAt);
        } else {
            streams.open(end, bornAt);
        }
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
        streams.endUnopened();
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
        streams.drain();
        if (channel != null) {
            channel.drain();
        }
        Reaped.poll(pid()).ifPresent(this::exited);
    }

    private void exited(Reaped reaped) {
        var sighting = exitWatch == null ? Sighting.NONE : exitWatch.sighting();
        releaseProcess();
        usage = reaped.usage();
        var ended = EndEvents.statusOf(reaped.status());
        recorder.record(name, sighting, () -> status = ended, stamp -> EndEvents.exited(stamp, ended));
        if (channel != null) {
            channel.exited();
        }
        streams.closeStdin(); // as in Node: a grandchild that reads it finds the end of what its dead parent was
        // written
        closeIfDone(sighting);
    }

    private void releaseProcess() {
        limits.exited();
        if (exitWatch != null) {
            exitWatch.cancel();
        }
        if (running != null) {
            running.pidFd().close();
        }
    }

    /** Reads what there is of it, and sees its end if that is there; on the loop's thread. */
    public void catchUp() {
        if (status == null && running != null) {
            ready(0);
        }
    }

    /** Whether it runs although all that it could write to has ended: mostly it is about to end, too. Any thread. */
    public boolean seemsToEnd() {
        return status == null && (channel != null || !streams.areOnlyInputs()) && isQuiet();
    }

    private boolean isQuiet() {
        return streams.haveEnded() && (channel == null || channel.hasEnded());
    }

    /** @param last what the loop sees of that which may have been the last to end */
    private void closeIfDone(Sighting last) {
        var end = status;
        if (end != null && isQuiet() && !closed) {
            limits.closed();
            streams.closeInputs();
            recorder.record(name, last, () -> closed = true, stamp -> EndEvents.closed(stamp, end));
        }
    }

    /** Closes all that is still open, whoever holds the other ends; on the loop's thread, after the exit. */
    void closeEnds() {
        streams.closeOutputs("the test was over while something still held it");
        if (channel != null) {
            channel.close();
        }
        closeIfDone(Sighting.NONE);
    }

    @Override
    public void failed(Throwable failure) {
        raise("INTERNAL", String.valueOf(failure));
    }

    // ---- what is done to it

    /** The signals of the test to it. */
    public ChildSignals signals() {
        return signals;
    }

    /** Sends a signal, if there is a process to take it; on the loop's thread. */
    private boolean signal(int number) {
        return status == null && running != null && running.pidFd().signal(number);
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

    public LeftBehind leftBehind() {
        return leftBehind;
    }

    public Examined examined() {
        return examined;
    }

    public Waits waits() {
        return waits;
    }

    /** What it does, or did at certain moments. */
    public Dossiers dossiers() {
        return dossiers;
    }

    public ChildStreams streams() {
        return streams;
    }

    /** Its process id; 0 if it never started. */
    public int pid() {
        var started = running;
        return started == null ? 0 : started.pid();
    }

    /** It and whatever it has started; empty if it never started. */
    public Optional<Family> family() {
        return Optional.ofNullable(running).map(StartedProcess::family);
    }

    public Optional<ExitStatus> status() {
        return Optional.ofNullable(status);
    }

    /** What the kernel calls the child's ends of output and channel that have not ended, {@code pipe:[4711]}, by descriptor. */
    public Map<Integer, String> openEnds() {
        return loop.call(() -> {
            var ends = streams.openEnds();
            channel()
                    .flatMap(Channel::openEnd)
                    .ifPresent(name -> ends.put(plan.channelIndex().orElseThrow(), name));
            return ends;
        });
    }

    public Optional<Usage> usage() {
        var ended = Optional.ofNullable(usage).map(MeasuredUsage::ofEnded);
        return ended.isPresent() || running == null ? ended : MeasuredUsage.ofRunning(pid());
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

    /** Name, command and state in a line. */
    @Override
    public String toString() {
        return name + " (" + ShellCommand.of(plan.argv(), SHOWN_CHARACTERS) + "), "
                + status().map(Object::toString).orElse("running");
    }
}
