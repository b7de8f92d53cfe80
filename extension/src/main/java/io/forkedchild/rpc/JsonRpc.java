package io.forkedchild.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.forkedchild.ForkedChild;
import io.forkedchild.Message;
import io.forkedchild.process.SendResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of JSON-RPC 2.0 with a child whose messages go over a channel or, with {@code options.messages}, over stdin and
 * stdout. It numbers requests from 1 on, and pairs answers with them in whatever order they come. Any thread may use it.
 */
public final class JsonRpc {

    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INTERNAL_ERROR = -32603;
    private static final int EVIDENCE_LINES = 40;
    private static final Duration SETTLING = Duration.ofMillis(250);

    private final ForkedChild child;
    private final @Nullable BiFunction<String, JsonNode, ?> requests;
    private final RpcAnswers answers;
    private long lastId;

    private JsonRpc(ForkedChild child, @Nullable BiFunction<String, JsonNode, ?> requests) {
        this.child = Objects.requireNonNull(child, "child");
        this.requests = requests;
        this.answers = new RpcAnswers(child);
        child.onMessage(this::answer);
    }

    /**
     * A client that answers each request of the child with the error -32601, method not found. A child has one client.
     *
     * @throws IllegalStateException if the child has no messages
     */
    public static JsonRpc of(ForkedChild child) {
        return new JsonRpc(child, null);
    }

    /**
     * A client that answers requests of the child by a function.
     *
     * @param requests gets method and params of a request, on the thread of the child's listeners, and returns the result; what it
     *     throws becomes the error -32603
     */
    public static JsonRpc of(ForkedChild child, BiFunction<String, JsonNode, ?> requests) {
        return new JsonRpc(child, Objects.requireNonNull(requests, "requests"));
    }

    // ---- requests

    /** Sends a request without params and waits for its result; fails as {@link RpcCall#await()}. */
    public JsonNode call(String method) {
        return send(method).await();
    }

    /** Sends a request and waits for its result; fails as {@link RpcCall#await()}. */
    public JsonNode call(String method, Object params) {
        return send(method, params).await();
    }

    /** Sends a request without params. */
    public RpcCall send(String method) {
        return send(request(method, null));
    }

    /** Sends a request; the params are a map, a list, or anything else that Jackson writes as an object or an array. */
    public RpcCall send(String method, Object params) {
        return send(request(method, Objects.requireNonNull(params, "params")));
    }

    private RpcCall send(Map<String, Object> request) {
        return call(request, child.send(request));
    }

    /**
     * Sends requests as one batch, in the order of the map, by method with their params; the calls have the same order.
     *
     * @throws IllegalArgumentException if there are none
     */
    public List<RpcCall> sendBatch(Map<String, ?> paramsByMethod) {
        if (paramsByMethod.isEmpty()) {
            throw new IllegalArgumentException(
                    "paramsByMethod: must not be empty, as an empty batch is no message of JSON-RPC");
        }
        var batch = new ArrayList<Map<String, Object>>();
        paramsByMethod.forEach((method, params) -> batch.add(request(method, params)));
        var sent = child.send(batch);
        return batch.stream().map(request -> call(request, sent)).toList();
    }

    private RpcCall call(Map<String, Object> request, SendResult sent) {
        var method = String.valueOf(request.get("method"));
        return new RpcCall(this, (Long) Objects.requireNonNull(request.get("id")), method, sent == SendResult.REFUSED);
    }

    private Map<String, Object> request(String method, @Nullable Object params) {
        var request = message();
        request.put("id", nextId());
        return with(request, method, params);
    }

    private synchronized long nextId() {
        return ++lastId;
    }

    private synchronized long lastId() {
        return lastId;
    }

    /** Sends a notification without params. */
    public SendResult notify(String method) {
        return child.send(with(message(), method, null));
    }

    /** Sends a notification, which has no answer. */
    public SendResult notify(String method, Object params) {
        return child.send(with(message(), method, Objects.requireNonNull(params, "params")));
    }

    private static Map<String, Object> with(Map<String, Object> message, String method, @Nullable Object params) {
        message.put("method", Objects.requireNonNull(method, "method"));
        if (params != null) {
            message.put("params", params);
        }
        return message;
    }

    private static Map<String, Object> message() {
        var message = new LinkedHashMap<String, Object>();
        message.put("jsonrpc", "2.0");
        return message;
    }

    // ---- answers

    JsonNode await(RpcCall call) {
        var inspection = child.inspection();
        var patience = inspection.patience();
        long start = System.nanoTime();
        inspection.holdsWithin(patience, () -> {
            boolean isLast =
                    inspection.hasSentAllMessages() || call.isRefused(); // asked before the answers, which then are all
            return answers.to(call.id(), lastId()).isPresent()
                    || answers.defect().isPresent()
                    || isLast;
        });
        var answer = answers.to(call.id(), lastId());
        answers.defect().ifPresent(defect -> {
            throw failure(defect);
        });
        return answer.orElseThrow(() -> unanswered(call, Duration.ofNanos(System.nanoTime() - start)));
    }

    private AssertionError unanswered(RpcCall call, Duration waited) {
        var inspection = child.inspection();
        if (!inspection.hasSentAllMessages() && !call.isRefused()) {
            return failure("has not answered " + call + " within " + waited.toMillis() + " ms");
        }
        inspection.withoutExamining(() -> inspection.holdsWithin(SETTLING, child::isClosed));
        var why = call.isRefused() ? "it was not sent, as its stdin is closed" : "no more messages can come from it";
        return failure("has not answered " + call + ": " + why + "; it "
                + inspection.withoutExamining(
                        () -> child.exitStatus().map(Object::toString).orElse("is running")));
    }

    AssertionError failure(String what) {
        return new AssertionError(child.inspection()
                .withoutSecrets(
                        child.name() + " " + what + "\n" + child.inspection().evidence(EVIDENCE_LINES)));
    }

    // ---- requests of the child

    private void answer(Message message) {
        var json = message.json();
        var replies = new ArrayList<Map<String, Object>>();
        for (var each : RpcAnswers.each(json)) {
            if (each.path("method").isTextual() && each.has("id")) {
                replies.add(reply(each));
            }
        }
        if (!replies.isEmpty()) {
            child.send(json.isArray() ? replies : replies.get(0));
        }
    }

    private Map<String, Object> reply(JsonNode request) {
        var reply = message();
        reply.put("id", request.get("id"));
        var method = request.get("method").asText();
        if (requests == null) {
            reply.put("error", Map.of("code", METHOD_NOT_FOUND, "message", "Method not found: " + method));
            return reply;
        }
        try {
            var result = requests.apply(method, request.has("params") ? request.get("params") : NullNode.getInstance());
            reply.put("result", result == null ? NullNode.getInstance() : result);
        } catch (RuntimeException failure) {
            reply.put("error", Map.of("code", INTERNAL_ERROR, "message", failure.toString()));
        }
        return reply;
    }
}
