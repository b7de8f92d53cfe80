package io.forkedchild.assertions;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import com.networknt.schema.resource.InputStreamSource;
import io.forkedchild.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A JSON schema that a message must be valid against. */
final class JsonSchema extends MessageMatcher {

    private static final int SHOWN = 5;
    private static final SpecificationVersion DEFAULT = SpecificationVersion.DRAFT_2020_12;

    private final String name;
    private final Schema schema;

    private JsonSchema(String name, Schema schema) {
        this.name = name;
        this.schema = schema;
    }

    /** @throws IllegalArgumentException if it is no schema */
    static JsonSchema of(String text) {
        var tree = JsonText.tree("schema", text);
        return new JsonSchema(tree.toString(), Compilation.of("schema", tree, "urn:schema"));
    }

    /** @throws IllegalArgumentException if it is no schema, or cannot be read */
    static JsonSchema of(Path file) {
        try {
            var which = "schema " + file;
            var tree = JsonText.tree(which, Files.readString(file));
            return new JsonSchema(
                    file.toString(), Compilation.of(which, tree, file.toUri().toString()));
        } catch (IOException failure) {
            throw new IllegalArgumentException("schema: cannot read " + file + ": " + failure, failure);
        }
    }

    @Override
    boolean matches(Message message) {
        return mismatch(message).equals(Mismatch.NONE);
    }

    @Override
    Mismatch mismatch(Message message) {
        try {
            var errors = schema.validate(message.json());
            return errors.isEmpty() ? Mismatch.NONE : new Mismatch(errors.size(), lines(errors), true);
        } catch (IllegalArgumentException refusal) {
            return Mismatch.withoutJson(refusal);
        }
    }

    private static List<String> lines(List<Error> errors) {
        return errors.stream().limit(SHOWN).map(Error::toString).toList();
    }

    @Override
    String text() {
        return "valid against the schema " + name;
    }

    /** Makes JSON a schema, and checks it as far as is possible without a message. */
    private static final class Compilation {

        private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
                DEFAULT,
                registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .pathType(PathType.JSON_PATH)
                                .locale(Locale.ENGLISH)
                                .build())
                        .schemaCacheEnabled(false)
                        .schemaLoader(
                                loader -> loader.resourceLoaders(resources -> resources.add(Compilation::fileOf))));

        static Schema of(String which, JsonNode tree, String location) {
            try {
                var schema = REGISTRY.getSchema(SchemaLocation.of(location), tree);
                refuseIfInvalid(which, tree);
                schema.initializeValidators();
                return schema;
            } catch (SchemaException failure) {
                throw new IllegalArgumentException(which + " is no JSON schema: " + failure.getMessage(), failure);
            }
        }

        /** What is not a keyword's value is otherwise found only when a message comes by, or never. */
        private static void refuseIfInvalid(String which, JsonNode tree) {
            var dialect = tree.path("$schema").asText(DEFAULT.getDialectId());
            var errors = REGISTRY.getSchema(SchemaLocation.of(dialect)).validate(tree);
            if (!errors.isEmpty()) {
                throw new IllegalArgumentException(which + " is no JSON schema: " + errors.get(0));
            }
        }

        private static @Nullable InputStreamSource fileOf(AbsoluteIri iri) {
            var text = iri.toString();
            return text.startsWith("file:") ? () -> Files.newInputStream(Path.of(URI.create(text))) : null;
        }
    }
}
