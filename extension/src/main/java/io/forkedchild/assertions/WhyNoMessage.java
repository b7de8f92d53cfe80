package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import io.forkedchild.timeline.Event;
import java.util.List;
import java.util.Optional;

/** Why a message has not come: what a failure says behind its colon. */
final class WhyNoMessage {

    private static final List<String> NO_MESSAGE =
            List.of("ERR_IPC_MALFORMED_MESSAGE", "ERR_IPC_SERIALIZATION_MISMATCH");
    private static final int SHOWN_BYTES = 60;
    private static final int SHOWN_COLUMNS = 120;
    private static final String UNFINISHED = "ERR_IPC_UNFINISHED_MESSAGE";

    private WhyNoMessage() {}

    /** The reason for a child with a channel. */
    static String of(ForkedChild child) {
        return of(child, 0);
    }

    /** Why a message has not come behind the one with that number. */
    static String of(ForkedChild child, int number) {
        boolean isSilent = number > 0 && child.messages().size() == number;
        return defect(child).map(text -> text + "; ").orElse("") + conduct(child, isSilent) + state(child);
    }

    /** What came, and was no message. */
    static Optional<String> defect(ForkedChild child) {
        var errors = child.timeline().every(Event.ErrorRaised.class).toList();
        var lines = isPipe(child)
                ? errors.stream()
                        .filter(error -> NO_MESSAGE.contains(error.code()))
                        .toList()
                : List.<Event.ErrorRaised>of();
        if (!lines.isEmpty()) {
            var more = lines.size() == 1 ? "" : " (and " + (lines.size() - 1) + " more that are none)";
            return Optional.of(Layout.cut(lines.get(0).text(), SHOWN_COLUMNS) + more);
        }
        for (int i = errors.size() - 1; i >= 0; i--) {
            if (errors.get(i).code().equals(UNFINISHED)) {
                return Optional.of(errors.get(i)
                        .text()
                        .replaceFirst("^(the channel|stdout) ended inside a message", "it ended in the middle of one"));
            }
            if (NO_MESSAGE.contains(errors.get(i).code())) {
                return Optional.of("what it wrote to its channel is no message" + head(errors.get(i)));
            }
        }
        return Optional.empty();
    }

    private static boolean isPipe(ForkedChild child) {
        return child.inspection().placeOfMessages().equals("stdout");
    }

    private static String head(Event.ErrorRaised error) {
        return error.bytes()
                .map(bytes ->
                        ": " + Printable.of(bytes.textHead(SHOWN_BYTES).text().strip()))
                .orElse("");
    }

    /** What it did with the messages that the test has sent; nothing is said of answers that the test knows. */
    private static String conduct(ForkedChild child, boolean isSilent) {
        var ordinary = child.timeline().filter(WhyNoMessage::isOrdinaryMessage).events();
        long toIt =
                ordinary.stream().filter(Event.MessageSent.class::isInstance).count();
        if (toIt == 0) {
            return "";
        }
        var sent = toIt == 1 ? "the message" : "the " + toIt + " messages";
        if (!child.inspection().hasReadAllMessages()) { // of more than one, nobody knows how many
            return (child.connected() ? "it has not read " : "it never read ") + (toIt == 1 ? "" : "all of ") + sent
                    + " of the test; ";
        }
        if (ordinary.get(ordinary.size() - 1) instanceof Event.MessageSent) {
            return "it has read " + sent + " of the test and sent nothing since; ";
        }
        return isSilent ? "" : "it has answered otherwise; ";
    }

    private static boolean isOrdinaryMessage(Event event) {
        return (event instanceof Event.MessageReceived received && !received.internal())
                || (event instanceof Event.MessageSent sent && !sent.internal());
    }

    /** {@code its channel is closed after 3 messages, it exited with code 0}. */
    static String state(ForkedChild child) {
        int messages = child.messages().size();
        var place = isPipe(child)
                ? child.inspection().hasSentAllMessages() ? "its stdout has ended" : "its stdout is open"
                : child.connected() ? "its channel is open" : "its channel is closed";
        return place + " after " + messages + (messages == 1 ? " message, " : " messages, ") + ChildSentences.of(child);
    }
}
