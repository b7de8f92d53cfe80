package io.forkedchild.ipc;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Node's serialization {@code json}: a message is what {@code JSON.stringify} gives, and a newline.
 */
public final class JsonMessages {

    private static final int SHOWN_BYTES = 200;
    private static final String INTERNAL_PREFIX = "NODE_";
    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(numbersOfJavaScript());
    private static final Comparator<JsonNode> BY_VALUE = JsonMessages::compareByValue;

    private JsonMessages() {}

    /**
     * The bytes of a message, without the newline.
     *
     * @throws IllegalArgumentException if the value cannot be written as JSON; the text names the place inside the value
     */
    public static byte[] encode(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException("message cannot be sent as JSON: " + failure.getMessage(), failure);
        }
    }

    /**
     * The value of a message.
     *
     * @throws IllegalArgumentException if the bytes are not JSON
     */
    public static JsonNode decode(byte[] line) {
        try {
            return MAPPER.readTree(line);
        } catch (IOException failure) {
            throw new IllegalArgumentException("message is not JSON: " + failure.getMessage(), failure);
        }
    }

    /**
     * The value of a message as a Java type.
     *
     * @throws IllegalArgumentException if the bytes are not JSON, or not of that type
     */
    public static <T> T decode(byte[] line, Class<T> type) {
        try {
            return MAPPER.readValue(line, type);
        } catch (IOException failure) {
            throw new IllegalArgumentException(
                    "message is no " + type.getSimpleName() + ": " + failure.getMessage(), failure);
        }
    }

    /** Why Node could not parse the line; empty if it is one JSON value. */
    public static Optional<String> defectOf(byte[] line) {
        try (var parser = MAPPER.createParser(line)) {
            if (parser.nextToken() == null) {
                return Optional.of("empty line");
            }
            parser.skipChildren();
            return parser.nextToken() == null ? Optional.empty() : Optional.of("more than one value in a line");
        } catch (IOException failure) {
            return Optional.of(
                    String.valueOf(failure.getMessage()).lines().findFirst().orElse("not JSON"));
        }
    }

    /** Whether Node keeps the message to itself: an object whose {@code cmd} begins with {@code NODE_} and goes on. */
    public static boolean isInternal(byte[] line) {
        if (!mentionsPrefix(line)) {
            return false;
        }
        try (var parser = MAPPER.createParser(line)) {
            return isInternal(parser);
        } catch (IOException failure) {
            return false;
        }
    }

    private static boolean isInternal(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        boolean internal = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isCommand = "cmd".equals(parser.currentName());
            var token = parser.nextToken();
            if (isCommand) { // of a name that occurs twice, JSON.parse takes the last
                internal = token == JsonToken.VALUE_STRING && isInternalCommand(parser.getText());
            }
            parser.skipChildren();
        }
        return internal;
    }

    private static boolean isInternalCommand(String command) {
        return command.startsWith(INTERNAL_PREFIX) && command.length() > INTERNAL_PREFIX.length();
    }

    /** A cheap look that spares most messages the parser; an escaped spelling is not missed. */
    private static boolean mentionsPrefix(byte[] line) {
        for (int i = 0; i + 3 < line.length; i++) {
            if (line[i] == '\\' || (line[i] == 'N' && line[i + 1] == 'O' && line[i + 2] == 'D' && line[i + 3] == 'E')) {
                return true;
            }
        }
        return false;
    }

    /** Whether a message has the value that {@code expected} has as JSON; numbers compare by value, not by type. */
    public static boolean hasValue(byte[] line, @Nullable Object expected) {
        return decode(line).equals(BY_VALUE, decode(encode(expected)));
    }

    private static int compareByValue(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    /** The beginning of a message, for error texts. */
    public static String head(byte[] line) {
        int shown = Math.min(line.length, SHOWN_BYTES);
        return new String(line, 0, shown, StandardCharsets.UTF_8) + (shown < line.length ? "…" : "");
    }

    private static SimpleModule numbersOfJavaScript() {
        return new SimpleModule("forkedchild")
                .addSerializer(new FiniteNumber<>(Double.class))
                .addSerializer(new FiniteNumber<>(Float.class));
    }

    /** As in {@code JSON.stringify}, what is no finite number becomes {@code null}. */
    private static final class FiniteNumber<N extends Number> extends StdScalarSerializer<N> {

        private static final long serialVersionUID = 1;

        FiniteNumber(Class<N> type) {
            super(type);
        }

        @Override
        public void serialize(N value, JsonGenerator target, SerializerProvider provider) throws IOException {
            if (Double.isFinite(value.doubleValue())) {
                target.writeNumber(value.doubleValue());
            } else {
                target.writeNull();
            }
        }
    }
}
