package io.forkedchild.assertions;

import io.forkedchild.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message that is most like an expected one; of several, the latest.
 *
 * @param number its place among the messages, from 1
 */
record NearestMessage(int number, Message message, Differences differences) {

    private static final int COMPARED = 1000;
    private static final int SHOWN_DIFFERENCES = 5;

    /** Lines that show it, and where it differs; none if there is no message. Looks at the last thousand messages. */
    static List<String> lines(@Nullable Object expected, List<Message> messages) {
        @Nullable NearestMessage nearest = null;
        var value = PlainValue.of(expected);
        for (int i = Math.max(0, messages.size() - COMPARED); i < messages.size(); i++) {
            var message = messages.get(i);
            var differences = Differences.between(value, PlainValue.of(message.value()));
            if (nearest == null || differences.weight() <= nearest.differences().weight()) {
                nearest = new NearestMessage(i + 1, message, differences);
            }
        }
        return nearest == null ? List.of() : nearest.lines();
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("nearest:  " + message.text() + " (message " + number + ")");
        if (differences.lines().size() > 1 || !differences.lines().get(0).startsWith("$:")) {
            differences.lines().stream().limit(SHOWN_DIFFERENCES).forEach(line -> lines.add("  " + line));
        }
        return lines;
    }
}
