package io.forkedchild.assertions;

import io.forkedchild.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The message that is most like an expected one; of several, the latest.
 *
 * @param number its place among the messages, from 1
 * @param notCompared how many messages were too long ago
 */
record NearestMessage(int number, Message message, Mismatch mismatch, int notCompared) {

    private static final int COMPARED = 1000;

    /** Lines that show it, and where it differs; none if there is no message. */
    static List<String> lines(MessageMatcher expected, List<Message> messages) {
        return lines(expected, messages, 0);
    }

    /** As {@link #lines(MessageMatcher, List)}, of messages before which there are so many others. */
    static List<String> lines(MessageMatcher expected, List<Message> messages, int before) {
        return to(expected, messages).map(nearest -> nearest.lines(before)).orElse(List.of());
    }

    /** Its value; {@code no message} if there is none. */
    static String text(MessageMatcher expected, List<Message> messages) {
        return to(expected, messages).map(nearest -> nearest.message().text()).orElse("no message");
    }

    /** Looks at the last thousand messages; more would take too long. */
    private static Optional<NearestMessage> to(MessageMatcher expected, List<Message> messages) {
        @Nullable NearestMessage nearest = null;
        for (int i = Math.max(0, messages.size() - COMPARED); i < messages.size(); i++) {
            var mismatch = expected.mismatch(messages.get(i));
            if (nearest == null || mismatch.weight() <= nearest.mismatch().weight()) {
                nearest = new NearestMessage(i + 1, messages.get(i), mismatch, Math.max(0, messages.size() - COMPARED));
            }
        }
        return Optional.ofNullable(nearest);
    }

    private List<String> lines(int before) {
        var lines = new ArrayList<String>();
        lines.add("nearest:  " + message.text() + " (message " + (before + number)
                + (notCompared == 0 ? "" : "; the first " + notCompared + " were not compared") + ")");
        mismatch.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }
}
