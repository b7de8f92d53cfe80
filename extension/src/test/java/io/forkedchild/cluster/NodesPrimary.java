package io.forkedchild.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forkedchild.testing.Bounded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Node's own primary, to compare with. Started without this library, so that no error of ours is on both sides. */
final class NodesPrimary {

    private NodesPrimary() {}

    /** What {@code nodes-own-primary.js} prints. */
    static JsonNode run(List<String> args) {
        try {
            var command = new ArrayList<>(List.of("node", Fixture.path("nodes-own-primary.js")));
            command.addAll(args);
            var errors = Files.createTempFile("nodes-own-primary", ".txt");
            var node =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            node.getOutputStream().close();
            var printed = Bounded.outputOf(node);
            var complaint = Files.readString(errors);
            Files.delete(errors);
            if (printed.length == 0) {
                throw new AssertionError(args + ": Node printed nothing\n" + complaint);
            }
            return new JsonMapper().readTree(printed);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
