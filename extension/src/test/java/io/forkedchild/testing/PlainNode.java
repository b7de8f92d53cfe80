package io.forkedchild.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Node, to compare with. It is started without this library, so that no error of ours is on both sides. */
public final class PlainNode {

    private PlainNode() {}

    /** The JSON that a script prints. */
    public static JsonNode run(List<String> scriptAndArguments) {
        try {
            var command = new ArrayList<>(List.of("node"));
            command.addAll(scriptAndArguments);
            var errors = Files.createTempFile("plain-node", ".txt");
            var node =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            node.getOutputStream().close();
            var printed = Bounded.outputOf(node);
            var complaint = Files.readString(errors);
            Files.delete(errors);
            if (printed.length == 0) {
                throw new AssertionError(scriptAndArguments + " printed nothing\n" + complaint);
            }
            return new JsonMapper().readTree(printed);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
