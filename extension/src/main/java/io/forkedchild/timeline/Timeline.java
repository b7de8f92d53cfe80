package io.forkedchild.timeline;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What had happened at one moment, in order; immutable. Filters give further timelines.
 */
public final class Timeline {

    private final List<Event> events;
    private final long version;

    Timeline(List<Event> events, long version) {
        this.events = events;
        this.version = version;
    }

    /** The events, oldest first. */
    public List<Event> events() {
        return events;
    }

    /** The events that satisfy the predicate. */
    public Timeline filter(Predicate<? super Event> wanted) {
        return new Timeline(events.stream().filter(wanted).toList(), version);
    }

    /** The events of one child. */
    public Timeline of(String child) {
        return filter(event -> event.child().equals(child));
    }

    /** The events of one kind, such as {@code Event.Exited.class}. */
    public <E extends Event> Stream<E> every(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The oldest event of one kind. */
    public <E extends Event> Optional<E> first(Class<E> kind) {
        return every(kind).findFirst();
    }

    /** Number of the recorder's change that this view includes; views of the same recorder compare by it. */
    long version() {
        return version;
    }

    /** One line an event; events whose order is unknown are marked with {@code ≈}. */
    @Override
    public String toString() {
        return IntStream.range(0, events.size())
                .mapToObj(index -> (isTied(index) ? "≈ " : "  ") + events.get(index))
                .collect(Collectors.joining("\n"));
    }

    private boolean isTied(int index) {
        var event = events.get(index);
        return (index > 0 && events.get(index - 1).tiedWith(event))
                || (index < events.size() - 1 && events.get(index + 1).tiedWith(event));
    }
}
