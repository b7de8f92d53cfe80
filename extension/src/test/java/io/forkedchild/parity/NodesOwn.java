package io.forkedchild.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forkedchild.testing.PlainNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Node's own {@code child_process}, to compare with. */
final class NodesOwn {

    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private NodesOwn() {}

    /** What the JavaScript printed; {@code nodes-own.js} says what it may use, {@code args} among it. */
    static JsonNode run(String javaScript, Object... args) {
        var script = new ArrayList<>(List.of(javaScript));
        List.of(args).forEach(arg -> script.add(arg.toString()));
        try {
            return PlainNode.run(List.of(Fixture.path("parity/nodes-own.js"), ASCII.writeValueAsString(script)));
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
