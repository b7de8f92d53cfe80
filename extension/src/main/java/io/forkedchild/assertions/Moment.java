package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.process.Signal;
import io.forkedchild.timeline.Event;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that a child does, or that the test does to it: for the order in which several children did things, see
 * {@link ForkedChildrenAssert#didInOrder}.
 */
@CheckReturnValue
public abstract sealed class Moment permits MomentOfEvent, MomentOfLine, MomentOfMessage {

    private final ForkedChild child;
    private final String text;

    Moment(ForkedChild child, String text) {
        this.child = Objects.requireNonNull(child, "child");
        this.text = text;
    }

    /** Its process is started. */
    public static Moment spawnOf(ForkedChild child) {
        return MomentOfEvent.once(child, Event.Spawned.class, "the spawn of " + child.name());
    }

    /** Its process ends. */
    public static Moment exitOf(ForkedChild child) {
        return MomentOfEvent.once(child, Event.Exited.class, "the exit of " + child.name());
    }

    /** Its process has ended, and its pipes and its channel have reached end of file. */
    public static Moment closeOf(ForkedChild child) {
        return MomentOfEvent.once(child, Event.Closed.class, "the close of " + child.name());
    }

    /** Its channel is closed, by whichever side. */
    public static Moment disconnectOf(ForkedChild child) {
        return MomentOfEvent.once(child, Event.Disconnected.class, "the disconnect of " + child.name());
    }

    /** The test sends it a signal, and there is a process to take it. */
    public static Moment signalTo(ForkedChild child, Signal signal) {
        return MomentOfEvent.signal(child, signal);
    }

    /**
     * It has written a line to stdout in which the pattern is found: the line's end counts, or the end of the stream. A
     * carriage return alone ends a line, too.
     *
     * @throws java.util.regex.PatternSyntaxException if it is none
     * @throws IllegalStateException if its stdout is not recorded
     */
    public static Moment lineOf(ForkedChild child, String regex) {
        return lineOf(child, 1, regex);
    }

    /** As {@link #lineOf(ForkedChild, String)}, with what it writes to a descriptor. */
    public static Moment lineOf(ForkedChild child, int descriptor, String regex) {
        return new MomentOfLine(child, child.output(descriptor), Pattern.compile(regex));
    }

    /**
     * It sends this message.
     *
     * @param expected a value or a {@link MessageMatcher}
     * @throws IllegalArgumentException if the value can be no message
     * @throws IllegalStateException if it has no channel
     */
    public static Moment messageOf(ForkedChild child, @Nullable Object expected) {
        return MomentOfMessage.of(child, expected);
    }

    /**
     * The test sends it this value.
     *
     * @throws IllegalArgumentException if the value can be no message
     * @throws IllegalStateException if it has no channel
     */
    public static Moment messageTo(ForkedChild child, @Nullable Object value) {
        return MomentOfEvent.message(child, value);
    }

    final ForkedChild child() {
        return child;
    }

    /**
     * One of the times at which it happened.
     *
     * @param offset tells apart what one event holds, as a chunk of output holds several lines
     */
    record Occurrence(Event event, long offset) {

        static Occurrence of(Event event) {
            return new Occurrence(event, 0);
        }

        boolean isAfter(Occurrence earlier) {
            return event.sequence() == earlier.event.sequence()
                    ? offset > earlier.offset
                    : event.sequence() > earlier.event.sequence() && !event.tiedWith(earlier.event);
        }
    }

    /** When it happened until now, oldest first. */
    abstract List<Occurrence> occurrences();

    /** Whether {@link #occurrences} asked from now on gives no further ones. */
    boolean isOver() {
        return child.isClosed();
    }

    /** Tells strict mode that somebody wants to know. */
    void ask() {
        ChildSentences.askForEnd(child);
    }

    /** {@code the exit of server}. */
    @Override
    public final String toString() {
        return text;
    }
}
