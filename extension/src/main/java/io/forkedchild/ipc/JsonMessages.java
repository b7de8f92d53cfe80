package io.forkedchild.ipc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
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
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final int SHOWN_REASON = 400;
    private static final ObjectMapper MAPPER = JsonMapper.builder(factory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(LogicalType.Textual, JsonMessages::refuseScalars)
            .build();
    private static final ObjectReader EXACT =
            MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
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
            throw refusal("message cannot be sent as JSON", failure);
        }
    }

    /**
     * The value of a message.
     *
     * @throws IllegalArgumentException if the bytes are not JSON
     */
    public static JsonNode decode(byte[] line) {
        try {
            return MAPPER.readValue(text(line), JsonNode.class);
        } catch (JsonProcessingException failure) {
            throw refusal("message is not JSON", failure);
        }
    }

    /**
     * The value of a message as a Java type. Strict: {@code "12"} and {@code 1.5} are no {@code Integer}.
     *
     * @throws IllegalArgumentException if the bytes are not JSON, or not of that type
     */
    public static <T> T decode(byte[] line, Class<T> type) {
        try {
            return MAPPER.readValue(text(line), type);
        } catch (JsonProcessingException failure) {
            throw refusal("message is no " + type.getSimpleName(), failure);
        }
    }

    /** As in Node, bytes that are no UTF-8 become U+FFFD. */
    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException refusal(String what, JsonProcessingException failure) {
        var path = failure instanceof JsonMappingException mapping ? mapping.getPathReference() : "";
        var reason = failure.getOriginalMessage() + (path.isEmpty() ? "" : " at " + path);
        var shown = reason.length() > SHOWN_REASON ? reason.substring(0, SHOWN_REASON) + "…" : reason;
        return new IllegalArgumentException(what + ": " + shown, failure);
    }

    /** Why Node could not parse the line; empty if it is one JSON value. */
    public static Optional<String> defectOf(byte[] line) {
        var text = text(line);
        if (text.startsWith(BYTE_ORDER_MARK)) {
            return Optional.of("byte order mark");
        }
        try (var parser = MAPPER.createParser(text)) {
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
        try (var parser = MAPPER.createParser(text(line))) {
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
        return exactly(line).equals(BY_VALUE, exactly(encode(expected)));
    }

    private static JsonNode exactly(byte[] line) {
        try {
            return EXACT.readValue(text(line));
        } catch (JsonProcessingException failure) {
            throw refusal("message is not JSON", failure);
        }
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
        while (shown < line.length && shown > 0 && isInsideCharacter(line[shown])) {
            shown--;
        }
        return new String(line, 0, shown, StandardCharsets.UTF_8) + (shown < line.length ? "…" : "");
    }

    private static boolean isInsideCharacter(byte utf8) {
        return (utf8 & 0xc0) == 0x80;
    }

    private static void refuseScalars(MutableCoercionConfig text) {
        text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }

    /**
     * Reads what Node reads, however long and deep. What is written may be 1000 deep, Jackson's own limit: it finds the
     * cycles before the stack ends.
     */
    private static JsonFactory factory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .addDecorator((factory, generator) -> new NumbersOfJavaScript(generator))
                .build();
    }
}
