package io.forkedchild.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

/** A request that was sent to a child, and whose answer may be awaited at any time and in any order. */
public final class RpcCall {

    private final JsonRpc rpc;
    private final long id;
    private final String method;
    private final boolean isRefused;

    RpcCall(JsonRpc rpc, long id, String method, boolean isRefused) {
        this.rpc = rpc;
        this.id = id;
        this.method = method;
        this.isRefused = isRefused;
    }

    /** The number of the request, from 1 on. */
    public long id() {
        return id;
    }

    /**
     * Waits for the answer, at most as long as the patience, and returns its result.
     *
     * @throws AssertionError if an error is answered; if no answer comes in time; at once if none can come any more, because the child
     *     has ended or closed its stdout; and if the child has answered a request twice, or one that was never sent
     */
    public JsonNode await() {
        var answer = rpc.await(this);
        if (answer.hasNonNull("error")) {
            throw rpc.failure("has answered " + this + " with error " + RpcError.of(answer.get("error")));
        }
        return answer.has("result") ? answer.get("result") : NullNode.getInstance();
    }

    /** Waits as {@link #await()} for an answer that must be an error, and returns it. */
    public RpcError awaitError() {
        var answer = rpc.await(this);
        if (!answer.hasNonNull("error")) {
            throw rpc.failure("has answered " + this + " with the result " + answer.get("result") + " and no error");
        }
        return RpcError.of(answer.get("error"));
    }

    boolean isRefused() {
        return isRefused;
    }

    /** {@code request 3 (tools/call)}. */
    @Override
    public String toString() {
        return "request " + id + " (" + method + ")";
    }
}
