package io.forkedchild.timeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * One entry of a timeline: a thing that happened to a child, or that the test did to it.
 *
 * <p>The names follow the events of Node's {@code ChildProcess}; {@code exit} and {@code close} are different things:
 * a child has exited when the process ended, it has closed when its pipes have reached end of file as well.
 */
public sealed interface Event {

    /** Position, time and origin. */
    Stamp stamp();

    /** Position in the total order of the timeline, from 0. */
    default long sequence() {
        return stamp().sequence();
    }

    /** Monotonic time since the timeline began. */
    default Duration time() {
        return Duration.ofNanos(stamp().nanos());
    }

    /** Name of the child that the event belongs to. */
    default String child() {
        return stamp().child();
    }

    /**
     * Whether the order of the two events is unknown: neither descriptor is known to have had nothing to tell when the other
     * was read. What a child wrote is known to come after its own launch and before its own exit. What the test did stands where
     * it began to do it.
     */
    default boolean tiedWith(Event other) {
        var mine = stamp();
        var its = other.stamp();
        if (mine.wakeUp() == 0 || its.wakeUp() == 0 || mine.source() == its.source()) {
            return false;
        }
        if (mine.wakeUp() < its.emptyAt() || its.wakeUp() < mine.emptyAt()) {
            return false;
        }
        return !mine.child().equals(its.child()) || !(isEdge() || other.isEdge());
    }

    /** Whether the event is the exit or the close of its child. */
    default boolean isEnd() {
        return this instanceof Exited || this instanceof Closed;
    }

    private boolean isEdge() {
        return isEnd() || this instanceof Spawned;
    }

    /**
     * The process exists and runs the program.
     *
     * @param pid its process id
     * @param command program and arguments, as the child sees them
     * @param cwd its working directory
     */
    record Spawned(Stamp stamp, long pid, List<String> command, String cwd) implements Event {
        public Spawned {
            command = List.copyOf(command);
        }

        @Override
        public String toString() {
            return EventLine.of(this);
        }
    }

    /**
     * The program was never started.
     *
     * @param errno name of the error, such as {@code ENOENT}
     * @param text the whole sentence: what was tried, with what, and what came back
     */
    record SpawnFailed(Stamp stamp, String errno, String text) implements Event {
        @Override
        public String toString() {
            return EventLine.of(this);
        }
    }

    /**
     * The child wrote to one of its descriptors.
     *
     * @param descriptor the child's number: 1 for stdout, 2 for stderr
     * @param bytes its text as UTF-8; unless the child has another encoding, these are the bytes that it has written
     */
    record Output(Stamp stamp, int descriptor, Excerpt bytes) implements Event {
        @Override
        public String toString() {
            return EventLine.of(this);
        }
    }

    /**
     * The test wrote to one of the child's descriptors; the bytes may still be queued.
     *
     * @param descriptor the child's number: 0 for stdin
     * @param bytes its text as UTF-8; unless the child has another encoding, these are the bytes that the test has written
     */
    record Input(Stamp stamp, int descriptor, Excerpt bytes) implements Event {
        @Override
        public String toString() {
            return EventLine.of(this);
        }
    }

    /**
     * A complete message from the child.
     *
     * @param bytes the message without its frame
     * @param internal whether it is one of Node's own ({@code "cmd":"NODE_…"}), which {@code messages()} leaves out
     * @param advanced whether the bytes are in V8's format; otherwise they are JSON
     * @param handle the type of the handle that came with it, such as {@code net.Server}
     */
    record MessageReceived(Stamp stamp, Excerpt bytes, boolean internal, boolean advanced, Optional<String> handle)
            implements Event {
        @Override
        public String toString() {
            return EventLine.of(this);
        }
    }

    /**
     * A message to the child; it may still be queued.
     *
     * @param bytes the message without its frame
     * @param internal whether it is one of Node's own ({@code "cmd":"NODE_…"})
     * @param advanced whether the bytes are in V8's format; otherwise they are JSON
     * @param handle the type of the handle that goes with it, such as {@code net.Server}
     */
    record MessageSent(Stamp stamp, Excerpt bytes, boolean internal, boolean advanced, Optional<String> handle)
            implements Event {
        @Override
        public String toString() {
            return EventLine.of(this);
        }
    }

    /**
     * The test sent a signal, or something that it has set up did.
     *
     * @param number the platform's number; 0 only asks whether the process is there
     * @param name such as {@code SIGTERM}
     * @param delivered whether there still was a process to take it
     * @param sender who sent it if it was not {@code kill}: {@code the limit timeout: 100 ms}, {@code the end of the test}
     * @param reach whom else it was for; empty if it was for the child only
     */
    record SignalSent(
            Stamp stamp, int number, String name, boolean delivered, Optional<String> sender, Optional<Reach> reach)
            implements Event {

        /** One of {@code kill}. */
        public SignalSent(Stamp stamp, int number, String name, boolean delivered) {
            this(stamp, number, name, delivered, Optional.empty());
        }

        /** One to the child only. */
        public SignalSent(Stamp stamp, int number, String name, boolean delivered, Optional<String> sender) {
            this(stamp, number, name, delivered, sender, Optional.empty());
        }

        @Override
        public String toString() {
            return EventLine.of(this);
        }
    }

    /**
     * Whom a signal has reached besides the child.
     *
     * @param pids the processes that took it, without the child
     */
    record Reach(Kind kind, List<Long> pids) {

        private static final int MOST_SHOWN = 8;

        /** Which processes a signal is for. */
        public enum Kind {
            /** The child, and those in its process group that it has started. */
            GROUP,
            /** The child and all that it has started. */
            TREE
        }

        /** Keeps a copy of the list. */
        public Reach {
            pids = List.copyOf(pids);
        }

        /** As it stands in the timeline: {@code to its group, with pids 12, 13}. */
        @Override
        public String toString() {
            var whom = kind == Kind.GROUP ? "to its group" : "to its tree";
            return whom + (pids.isEmpty() ? ", with nobody else" : ", with " + others());
        }

        private String others() {
            var shown = pids.stream().limit(MOST_SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
            return (pids.size() == 1 ? "pid " : "pids ")
                    + shown
                    + (pids.size() > MOST_SHOWN ? " and " + (pids.size() - MOST_SHOWN) + " more" : "");
        }
    }

    /**
     * The process ended; exactly one of code and signal is there.
     *
     * @param code exit code, 0 to 255
     * @param signal name of the signal that killed it, such as {@code SIGKILL}, or {@code signal 40}
     * @param coreDumped whether the kernel wrote a core dump
     */
    record Exited(Stamp stamp, OptionalInt code, Optional<String> signal, boolean coreDumped) implements Event {
        @Override
        public String toString() {
            return EventLine.of(this);
        }
    }

    /**
     * The process ended, and its pipes and its channel have reached end of file. Code and signal are those of the exit;
     * both are absent for a child that never started.
     */
    record Closed(Stamp stamp, OptionalInt code, Optional<String> signal) implements Event {
        @Override
        public String toString() {
            return EventLine.of(this);
        }
    }

    /**
     * The channel is closed.
     *
     * @param byTest whether the test closed it; otherwise the child did
     */
    record Disconnected(Stamp stamp, boolean byTest) implements Event {
        @Override
        public String toString() {
            return EventLine.of(this);
        }
    }

    /**
     * Something failed that concerns this child; the child goes on unless another event says so.
     *
     * @param code name of the error: an errno such as {@code EPIPE}, or one of Node's such as {@code ERR_IPC_CHANNEL_CLOSED}
     * @param text what was tried and what came back
     * @param bytes what it is about, such as the whole of a message that could not be read
     */
    record ErrorRaised(Stamp stamp, String code, String text, Optional<Excerpt> bytes) implements Event {

        /** An error that is not about bytes. */
        public ErrorRaised(Stamp stamp, String code, String text) {
            this(stamp, code, text, Optional.empty());
        }

        @Override
        public String toString() {
            return EventLine.of(this);
        }
    }

    /** A remark, of the test or of the engine. */
    record Note(Stamp stamp, String text) implements Event {
        @Override
        public String toString() {
            return EventLine.of(this);
        }
    }
}
