package io.forkedchild.timeline;

import io.forkedchild.text.Marks;
import java.io.PrintStream;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What had happened at one moment, in order; immutable. Filters give further timelines:
 * {@code children.timeline().of("worker").messages()}.
 */
public final class Timeline {

    /** What is told once beside the marks. */
    static final String ORDER_OF_TWO_PIPES =
            Marks.TIED + ": order unknown, as of two pipes; redirectErrorToOutput() keeps it";

    private final List<Event> events;
    private final UnaryOperator<String> text;

    /** A timeline of these events; the list must not change. */
    public Timeline(List<Event> events) {
        this(events, UnaryOperator.identity());
    }

    private Timeline(List<Event> events, UnaryOperator<String> text) {
        this.events = events;
        this.text = text;
    }

    /** The same, as is each filtered one, with a text that is changed so before it is shown. */
    public Timeline withText(UnaryOperator<String> change) {
        return new Timeline(events, change);
    }

    /** The events, oldest first. */
    public List<Event> events() {
        return events;
    }

    /** The events that satisfy the predicate. */
    public Timeline filter(Predicate<? super Event> wanted) {
        return new Timeline(events.stream().filter(wanted).toList(), text);
    }

    /** The events of one child, by its name; none if no child has it. */
    public Timeline of(String child) {
        return filter(event -> event.child().equals(child));
    }

    /** What children have written to their descriptors. */
    public Timeline outputs() {
        return filter(Event.Output.class::isInstance);
    }

    /** The messages of children and of the test, without Node's internal ones. */
    public Timeline messages() {
        return filter(event -> (event instanceof Event.MessageReceived received && !received.internal())
                || (event instanceof Event.MessageSent sent && !sent.internal()));
    }

    /** How children ended: their exits and closes, and launches that failed. */
    public Timeline ends() {
        return filter(event -> event.isEnd() || event instanceof Event.SpawnFailed);
    }

    /** The newest events, at most so many. */
    public Timeline last(int count) {
        return new Timeline(events.subList(Math.max(0, events.size() - count), events.size()), text);
    }

    /**
     * The same with an event for each line of output, instead of one for each chunk that was read. A line that came in several
     * chunks stands where it began, with the time of its first byte; where the test wrote to the child meanwhile, or the child
     * ended, its rest stands where it came. A carriage return alone ends a line, too. Lines of one chunk have one stamp.
     */
    public Timeline byLine() {
        return new Timeline(OutputLines.of(events), text);
    }

    /** Prints the events, one a line as {@link #toString()} has them, and returns this timeline. It is for a test that is being written. */
    public Timeline debug(PrintStream out) {
        out.println(events.isEmpty() ? "  (no events)" : toString());
        return this;
    }

    /** The events of one kind, such as {@code Event.Exited.class}. */
    public <E extends Event> Stream<E> every(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The oldest event of one kind. */
    public <E extends Event> Optional<E> first(Class<E> kind) {
        return every(kind).findFirst();
    }

    /**
     * One line an event; events whose order is unknown are marked with {@code ≈}, or with {@code ~} where that cannot be printed.
     * If stdout and stderr of a child are among them, one more line tells how to know the order. Values that look secret are masked.
     */
    @Override
    public String toString() {
        var tied = tied();
        var lines = IntStream.range(0, events.size())
                .mapToObj(i -> (tied.get(i) ? Marks.TIED + " " : "  ") + events.get(i));
        return text.apply(
                Stream.concat(lines, twoPipesAreTied(tied) ? Stream.of("  (" + ORDER_OF_TWO_PIPES + ")") : Stream.of())
                        .collect(Collectors.joining("\n")));
    }

    /** Whether the order of what a child wrote to stdout and to stderr is unknown. */
    private boolean twoPipesAreTied(BitSet tied) {
        var lastOfOutput = new HashMap<String, Event.Output>();
        return tied.stream()
                .mapToObj(events::get)
                .filter(Event.Output.class::isInstance)
                .map(Event.Output.class::cast)
                .filter(output -> output.descriptor() <= 2)
                .anyMatch(output -> {
                    var before = lastOfOutput.put(output.child(), output);
                    return before != null && before.descriptor() != output.descriptor() && output.tiedWith(before);
                });
    }

    /**
     * The last event of each other descriptor before an event, and its first one after it, tell whether any is tied
     * with it.
     */
    private BitSet tied() {
        var tied = new BitSet(events.size());
        var last = new HashMap<Long, Event>();
        for (int i = 0; i < events.size(); i++) {
            markIfTied(i, last, tied);
        }
        var next = new HashMap<Long, Event>();
        for (int i = events.size() - 1; i >= 0; i--) {
            markIfTied(i, next, tied);
        }
        return tied;
    }

    private void markIfTied(int index, Map<Long, Event> nearest, BitSet tied) {
        var event = events.get(index);
        if (nearest.values().stream().anyMatch(event::tiedWith)) {
            tied.set(index);
        }
        if (event.stamp().wakeUp() != 0) {
            nearest.put(event.stamp().source(), event);
        }
    }
}
