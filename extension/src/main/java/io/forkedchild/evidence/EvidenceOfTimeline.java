package io.forkedchild.evidence;

import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the timeline of a whole test tells about a child, and of what the others are doing. */
final class EvidenceOfTimeline {

    private final String child;
    private final List<Event> itsRareOnes = new ArrayList<>();
    private final OtherChildren others = new OtherChildren();
    private int messagesToIt;

    /**
     * Goes through the timeline once, however long it is.
     *
     * @param child name of the child
     */
    EvidenceOfTimeline(Timeline timeline, String child) {
        this.child = child;
        timeline.events().forEach(this::look);
    }

    private void look(Event event) {
        if (!event.child().equals(child)) {
            others.look(event);
        } else if (event instanceof Event.MessageSent) {
            messagesToIt += EventWindow.isForPeople(event) ? 1 : 0;
        } else if (!isFrequent(event)) {
            itsRareOnes.add(event);
        }
    }

    private static boolean isFrequent(Event event) {
        return event instanceof Event.Output || event instanceof Event.Input || event instanceof Event.MessageReceived;
    }

    /** How many messages the test has sent to it. */
    int messagesToIt() {
        return messagesToIt;
    }

    /** The events of one kind that the child has; output, input and messages are left out. */
    <E extends Event> Stream<E> every(Class<E> kind) {
        return itsRareOnes.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** What the other children are doing; empty if there are none. */
    Optional<String> others() {
        return others.text();
    }
}
