package io.forkedchild.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** The error that a child has answered a request with. */
public record RpcError(int code, String message, Optional<JsonNode> data) {

    static RpcError of(JsonNode error) {
        return new RpcError(
                error.path("code").asInt(), error.path("message").asText(), Optional.ofNullable(error.get("data")));
    }

    /** {@code -32601: Method not found, data {"method":"x"}}. */
    @Override
    public String toString() {
        return code + ": " + message + data.map(more -> ", data " + more).orElse("");
    }
}
