package io.forkedchild.evidence;

import io.forkedchild.channel.Channel;
import io.forkedchild.jvm.JvmOutcome;
import io.forkedchild.jvm.RunningThread;
import io.forkedchild.launch.LaunchPlan;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Framing;
import io.forkedchild.process.PipeHolder;
import io.forkedchild.recording.RecordedOutput;
import io.forkedchild.running.ChildProcess;
import io.forkedchild.running.Examined;
import io.forkedchild.running.StreamWriting;
import io.forkedchild.text.StreamName;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Excerpt;
import io.forkedchild.timeline.Timeline;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * A child at one moment, and the timeline of its test at the same moment. What a failure tells is made of this alone, so that no two
 * of its lines contradict each other.
 *
 * @param pid its process id; 0 if it never started
 * @param status how it ended; empty while it runs
 * @param isKilled whether a signal of the test has reached it
 * @param outputs its recorded descriptors
 * @param stdin empty if it is no pipe
 * @param threads the threads that keep a JVM running although its work has returned
 * @param hasReturned whether it is a JVM whose main method has returned
 * @param kernel what the kernel tells of it while it runs
 * @param openEnds of a child that has exited and not closed: what the kernel calls its ends, by descriptor
 * @param holders the processes that have these ends open
 * @param timeline the events of all children of the test
 */
public record ChildSnapshot(
        String name,
        LaunchPlan plan,
        int pid,
        Optional<ExitStatus> status,
        boolean isKilled,
        Map<Integer, WrittenBytes> outputs,
        Optional<StdinBytes> stdin,
        Optional<ChannelState> channel,
        List<RunningThread> threads,
        boolean hasReturned,
        Optional<KernelView> kernel,
        Map<Integer, String> openEnds,
        List<PipeHolder> holders,
        AskedFacts asked,
        Timeline timeline) {

    /** Keeps copies of the collections. */
    public ChildSnapshot {
        outputs = Map.copyOf(outputs);
        threads = List.copyOf(threads);
        openEnds = Collections.unmodifiableMap(new TreeMap<>(openEnds));
        holders = List.copyOf(holders);
    }

    /**
     * What it has written to a descriptor.
     *
     * @param bytes all of its text as UTF-8; to be read, not copied, as it may be long
     * @param length bytes that were written
     * @param cut why not all was recorded
     */
    public record WrittenBytes(Excerpt bytes, long length, boolean hasEnded, Optional<String> cut) {

        private static WrittenBytes of(RecordedOutput output) {
            return new WrittenBytes(
                    output.excerpt(0, output.textLength()), output.length(), output.hasEnded(), output.cut());
        }

        /** The first bytes, at most so many. */
        Excerpt head(int atMost) {
            return new Excerpt(bytes.log(), 0, Math.min(atMost, bytes.length()));
        }

        /** The last bytes, at most so many. */
        Excerpt tail(int atMost) {
            return new Excerpt(bytes.log(), Math.max(0, bytes.length() - atMost), bytes.length());
        }
    }

    /**
     * What the test has written to its standard input.
     *
     * @param unread bytes that it has not read; empty if that is not known
     * @param wasEndedByTest whether the test has called {@code end()}
     */
    public record StdinBytes(long written, OptionalLong unread, boolean hasEnded, boolean wasEndedByTest) {

        private static StdinBytes of(StreamWriting stdin) {
            return new StdinBytes(stdin.writtenBytes(), stdin.unreadBytes(), stdin.hasEnded(), stdin.wasEndedByTest());
        }
    }

    /**
     * Its channel.
     *
     * @param messages how many it has sent, without Node's internal ones
     * @param hasReadAll whether it has read all that the test sent
     */
    public record ChannelState(boolean isConnected, int messages, boolean hasReadAll) {

        private static ChannelState of(Channel channel) {
            return new ChannelState(channel.connected(), channel.messages().size(), channel.hasReadAll());
        }
    }

    /**
     * What the test has asked for.
     *
     * @param errors whether it has asked for all errors
     * @param codes the errors that it has asked for one by one
     */
    public record AskedFacts(boolean end, boolean stderr, boolean messages, boolean errors, Set<String> codes) {

        /** Keeps a copy of the codes. */
        public AskedFacts {
            codes = Set.copyOf(codes);
        }

        private static AskedFacts of(Examined examined) {
            return new AskedFacts(
                    examined.hasEnd(),
                    examined.hasStderr(),
                    examined.hasMessages(),
                    examined.hasErrors(),
                    examined.codes());
        }

        boolean error(String code) {
            return errors || codes.contains(code);
        }
    }

    // ---- how it is taken

    /** Looks at a child in a single call of its event loop. */
    public static ChildSnapshot of(ChildProcess process) {
        var taken = process.atOneMoment(() -> taken(process));
        return taken.openEnds().isEmpty() ? taken : taken.withHolders(PipeHolders.of(taken.plan(), taken.openEnds()));
    }

    private static ChildSnapshot taken(ChildProcess process) {
        boolean isHeldOpen = process.status().isPresent() && !process.isClosed();
        return new ChildSnapshot(
                process.name(),
                process.plan(),
                process.pid(),
                process.status(),
                process.signals().haveReachedIt(),
                outputs(process),
                process.streams().input(0).map(StdinBytes::of),
                process.channel().map(ChannelState::of),
                process.threadsThatKeep(),
                process.outcome().filter(JvmOutcome::hasReturned).isPresent(),
                process.status().isPresent() || process.pid() == 0 ? Optional.empty() : KernelView.of(process.pid()),
                isHeldOpen ? process.openEnds() : Map.of(),
                List.of(),
                AskedFacts.of(process.examined()),
                process.recorder().timeline());
    }

    private static Map<Integer, WrittenBytes> outputs(ChildProcess process) {
        var outputs = new TreeMap<Integer, WrittenBytes>();
        for (int i = 1; i < process.plan().stdio().size(); i++) {
            int descriptor = i;
            process.streams().output(i).ifPresent(output -> outputs.put(descriptor, WrittenBytes.of(output)));
        }
        return outputs;
    }

    /** The holders of a pipe are looked up beside the loop, since that goes through all processes of the machine. */
    private ChildSnapshot withHolders(List<PipeHolder> found) {
        return new ChildSnapshot(
                name,
                plan,
                pid,
                status,
                isKilled,
                outputs,
                stdin,
                channel,
                threads,
                hasReturned,
                kernel,
                openEnds,
                found,
                asked,
                timeline);
    }

    // ---- what it tells

    /** Whether an event is the bytes of messages, which are events themselves. */
    boolean isOfMessages(Event event) {
        return plan.messages() != Framing.NONE
                && event instanceof Event.Output output
                && output.descriptor() == 1
                && output.child().equals(name);
    }

    boolean isRunning() {
        return status.isEmpty();
    }

    boolean isConnected() {
        return channel.filter(ChannelState::isConnected).isPresent();
    }

    Optional<WrittenBytes> output(int descriptor) {
        return Optional.ofNullable(outputs.get(descriptor));
    }

    /** As people call one of its descriptors: {@code stdout}, {@code channel}, {@code stdio[4]}. */
    String nameOf(int descriptor) {
        return nameOf(plan, descriptor);
    }

    static String nameOf(LaunchPlan plan, int descriptor) {
        var channel = plan.channelIndex();
        return channel.isPresent() && channel.getAsInt() == descriptor ? "channel" : StreamName.of(descriptor);
    }
}
