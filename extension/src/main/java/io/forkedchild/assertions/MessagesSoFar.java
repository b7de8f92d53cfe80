package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.Message;
import io.forkedchild.assertions.Verdict.Reason;
import io.forkedchild.text.Count;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Marks;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The messages of a child at one moment, and how to tell of them.
 *
 * @param hasEnded whether these are all
 */
record MessagesSoFar(ForkedChild child, List<Message> messages, boolean hasEnded) {

    private static final int COMPARED = 100;
    private static final int MOST_COMPARED = 1000;
    private static final int SHOWN_COLUMNS = 200;
    private static final int MOST_BYTES = 1 << 20;

    static MessagesSoFar of(ForkedChild child) {
        boolean hasEnded = child.inspection().hasSentAllMessages(); // asked before the messages, which then are all
        return new MessagesSoFar(child, child.messages(), hasEnded);
    }

    /** The messages behind the one with that number; 0 gives all. */
    List<Message> behind(int number) {
        return messages.subList(number, messages.size());
    }

    /** The number of the last message, of the first ones, that is as expected. */
    OptionalInt lastMatch(MessageMatcher expected, int ofTheFirst) {
        return IntStream.iterate(
                        ofTheFirst, number -> number > Math.max(0, ofTheFirst - MOST_COMPARED), number -> number - 1)
                .filter(number -> expected.matches(messages.get(number - 1)))
                .findFirst();
    }

    /** It does not hold, and cannot any more if no message can come. */
    Verdict missing(Supplier<Reason> reason) {
        return hasEnded
                ? Verdict.fails(() -> {
                    ChildSentences.awaitExit(child);
                    return reason.get();
                })
                : Verdict.missing(reason);
    }

    /** It holds, if no message can come; what was no message may have been one too many. */
    Verdict holdsSoFar() {
        return WhyNoMessage.defect(child)
                .map(defect -> Verdict.fails(() -> new Reason(
                        child.name() + " has written to its "
                                + child.inspection().placeOfMessages() + " what cannot be counted",
                        defect + "; " + WhyNoMessage.state(child))))
                .orElse(hasEnded ? Verdict.HOLDS : Verdict.HOLDS_SO_FAR);
    }

    /** The child has written nothing that is no message. */
    static Verdict only(ForkedChild child) {
        var state = ChildSentences.hasChannel(child);
        return state.holds() ? of(child).onlyMessages() : state;
    }

    private Verdict onlyMessages() {
        return WhyNoMessage.defect(child)
                .map(defect -> Verdict.fails(() -> new Reason(
                        child.name() + " has written to its "
                                + child.inspection().placeOfMessages() + " what is no message",
                        defect + "; " + WhyNoMessage.state(child))))
                .orElse(hasEnded ? Verdict.HOLDS : Verdict.HOLDS_SO_FAR);
    }

    /** Why a message has not come. */
    String whyMissing() {
        return WhyNoMessage.of(child);
    }

    static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    /** A message as a failure shows it; its number counts from 1. */
    String shown(int index) {
        return messages.get(index).text() + " (message " + (index + 1) + ")";
    }

    /** What the test has sent, as it may be why the child did not answer. */
    String received() {
        var sent = child.timeline()
                .every(Event.MessageSent.class)
                .filter(message -> !message.internal())
                .toList();
        return "sent to it: "
                + (sent.isEmpty()
                        ? "nothing"
                        : count(sent.size(), "message") + ", the last " + text(sent.get(sent.size() - 1)));
    }

    private String text(Event.MessageSent message) {
        return beginning(message)
                + message.handle().map(type -> " with a " + type).orElse("");
    }

    private String beginning(Event.MessageSent message) {
        var bytes = Count.bytes(message.bytes().length());
        if (message.bytes().length() > MOST_BYTES) {
            return "of " + bytes;
        }
        try {
            var text = EncodedValue.of(child, message).text().strip();
            return Printable.of(Layout.cut(text, SHOWN_COLUMNS));
        } catch (IllegalStateException ended) {
            return "of " + bytes + ", gone with their temporary file";
        }
    }

    /** The last messages, one a line, for a comparison as a whole. */
    String texts() {
        return messages.subList(Math.max(0, messages.size() - COMPARED), messages.size()).stream()
                .map(Message::text)
                .collect(Collectors.joining("\n"));
    }

    static String texts(List<MessageMatcher> expected) {
        return expected.stream().map(MessageMatcher::text).collect(Collectors.joining("\n"));
    }

    /** The first of the lines, and how many more there are. */
    static List<String> firstOf(int most, List<String> lines) {
        if (lines.size() <= most) {
            return lines;
        }
        var first = new ArrayList<>(lines.subList(0, most));
        first.add(Marks.CUT + " and " + (lines.size() - most) + " more");
        return first;
    }
}
