package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.process.Signal;
import io.forkedchild.timeline.Event;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An event of one kind. */
final class MomentOfEvent extends Moment {

    private final Predicate<Event> wanted;
    private final boolean isOnce;

    private MomentOfEvent(ForkedChild child, String text, Predicate<Event> wanted, boolean isOnce) {
        super(child, text);
        this.wanted = wanted;
        this.isOnce = isOnce;
    }

    /** What happens to a child once. */
    static Moment once(ForkedChild child, Class<? extends Event> kind, String text) {
        return new MomentOfEvent(child, text, kind::isInstance, true);
    }

    static Moment signal(ForkedChild child, Signal signal) {
        return new MomentOfEvent(
                child,
                "the " + signal + " to " + child.name(),
                event -> event instanceof Event.SignalSent sent && sent.delivered() && sent.number() == signal.number(),
                false);
    }

    static Moment message(ForkedChild child, @Nullable Object value) {
        var text = EncodedValue.of(child, value).text();
        return new MomentOfEvent(
                child,
                "the message " + text + " to " + child.name(),
                event -> event instanceof Event.MessageSent sent
                        && !sent.internal()
                        && EncodedValue.of(child, sent).hasValue(value),
                false);
    }

    @Override
    List<Occurrence> occurrences() {
        return child().timeline().events().stream()
                .filter(wanted)
                .map(Occurrence::of)
                .toList();
    }

    @Override
    boolean isOver() {
        return super.isOver() || (isOnce && !occurrences().isEmpty());
    }
}
