package io.forkedchild.parity;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forkedchild.testing.Bounded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Node's own {@code child_process}, to compare with. Started without this library, so that no error of ours is on both sides. */
final class NodesOwn {

    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private NodesOwn() {}

    /** What the JavaScript printed; {@code nodes-own.js} says what it may use, {@code args} among it. */
    static JsonNode run(String javaScript, Object... args) {
        var script = new ArrayList<>(List.of(javaScript));
        List.of(args).forEach(arg -> script.add(arg.toString()));
        try {
            var command = List.of("node", Fixture.path("parity/nodes-own.js"), ASCII.writeValueAsString(script));
            var errors = Files.createTempFile("nodes-own", ".txt");
            var node =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            node.getOutputStream().close();
            var printed = Bounded.outputOf(node);
            var complaint = Files.readString(errors);
            Files.delete(errors);
            if (printed.length == 0) {
                throw new AssertionError(javaScript + " printed nothing\n" + complaint);
            }
            return new JsonMapper().readTree(new String(printed, StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
