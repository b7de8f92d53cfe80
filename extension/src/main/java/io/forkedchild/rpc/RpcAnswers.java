package io.forkedchild.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.forkedchild.ForkedChild;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers that a child has sent, by the numbers of the requests. Each message is read once. Any thread may use it. */
final class RpcAnswers {

    private final ForkedChild child;
    private final Map<Long, JsonNode> byId = new HashMap<>();
    private @Nullable String defect;
    private int read;

    RpcAnswers(ForkedChild child) {
        this.child = child;
    }

    synchronized Optional<JsonNode> to(long id, long lastId) {
        var messages = child.messages();
        for (; read < messages.size(); read++) {
            each(messages.get(read).json()).forEach(message -> add(message, lastId));
        }
        return Optional.ofNullable(byId.get(id));
    }

    /** What is wrong with an answer that came: the first that is the second to its request, or to no request. */
    synchronized Optional<String> defect() {
        return Optional.ofNullable(defect);
    }

    /** The messages of a batch, or the one message. */
    static Iterable<JsonNode> each(JsonNode message) {
        return message.isArray() ? message : List.of(message);
    }

    private void add(JsonNode message, long lastId) {
        if (!message.isObject() || message.has("method") || !(message.has("result") || message.has("error"))) {
            return;
        }
        var id = message.path("id");
        if (!id.isIntegralNumber() || id.asLong() < 1 || id.asLong() > lastId) {
            note("has answered a request that was never sent: " + message);
        } else if (byId.putIfAbsent(id.asLong(), message) != null) {
            note("has answered request " + id + " twice, the second time with " + message);
        }
    }

    private void note(String text) {
        if (defect == null) {
            defect = text;
        }
    }
}
