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

    /** Lines that show it, and where it differs; none if there is no message. Looks at the last thousand messages. */
    static List<String> lines(ExpectedMessage expected, List<Message> messages) {
        @Nullable NearestMessage nearest = null;
        for (int i = Math.max(0, messages.size() - COMPARED); i < messages.size(); i++) {
            var message = messages.get(i);
            var differences = expected.differencesFrom(message);
            if (nearest == null || differences.weight() <= nearest.differences().weight()) {
                nearest = new NearestMessage(i + 1, message, differences);
            }
        }
        return nearest == null ? List.of() : nearest.lines();
    }

    private List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("nearest:  " + message.text() + " (message " + number + ")");
        differences.telling().forEach(line -> lines.add("  " + line));
        return lines;
    }
}
