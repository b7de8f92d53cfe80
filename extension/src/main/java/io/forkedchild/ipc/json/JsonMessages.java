package io.forkedchild.ipc.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Node's serialization {@code json}: a message is what {@code JSON.stringify} gives, and a newline.
 */
public final class JsonMessages {

    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String NOT_JSON = "message is not JSON";

    private static final ObjectMapper MAPPER = mapper();
    private static final ObjectReader EXACT =
            MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final Comparator<JsonNode> BY_VALUE = JsonMessages::compareByValue;

    private JsonMessages() {}

    /**
     * The bytes of a message, without the newline. An {@link java.time.Instant} and a {@link java.util.Date} become what
     * a {@code Date} becomes in Node, finer digits than milliseconds cut off; {@code byte[]} what a {@code Buffer}
     * becomes.
     *
     * @throws IllegalArgumentException if the value cannot be written as JSON; the text names the place inside the value
     *     ({@code $.job.items[3]}), and the class there
     */
    public static byte[] encode(@Nullable Object value) {
        try {
            return WellFormed.utf8(text(value));
        } catch (JsonProcessingException failure) {
            throw refusedToSend(failure);
        } catch (IOException failure) {
            throw refusedToSend(JsonMappingException.fromUnexpectedIOE(failure));
        } catch (StackOverflowError failure) {
            throw new IllegalArgumentException("message cannot be sent as JSON: too deep", failure);
        }
    }

    private static String text(@Nullable Object value) throws IOException {
        var text = new StringWriter();
        try (var generator = new NumbersOfJavaScript(new JsonNesting(MAPPER.createGenerator(text)))) {
            MAPPER.writeValue(generator, value);
        }
        return text.toString();
    }

    private static IllegalArgumentException refusedToSend(JsonProcessingException failure) {
        var place = failure instanceof JsonMappingException mapping ? JsonPath.of(mapping.getPath()) : "$";
        var type = failure instanceof InvalidDefinitionException definition && definition.getType() != null
                ? " is " + definition.getType().getRawClass().getName()
                : "";
        return new IllegalArgumentException(
                "message cannot be sent as JSON: " + place + type + ": " + JsonReason.of(failure), failure);
    }

    /**
     * The bytes of a message that is written as JSON. Numbers and the order of members stay as they are written; line breaks become
     * spaces.
     *
     * @throws IllegalArgumentException if the text is not one JSON value
     */
    public static byte[] ofText(String text) {
        var line = WellFormed.utf8(text.replace('\n', ' ').replace('\r', ' '));
        defectOf(line).ifPresent(defect -> {
            throw new IllegalArgumentException(
                    "json: must be one JSON value, was '" + JsonReason.shortened(text) + "': " + defect);
        });
        return line;
    }

    /**
     * The value of a message as a tree.
     *
     * @throws IllegalArgumentException if the bytes are not JSON
     */
    public static JsonNode decode(byte[] line) {
        return read(line, JsonNode.class, NOT_JSON);
    }

    /**
     * The value of a message as a Java type. Strict: {@code "12"} and {@code 1.5} are no {@code Integer}. {@code byte[]}
     * may have come as a {@code Buffer} or in base64, an {@link java.time.Instant} as the text of a {@code Date}.
     *
     * @throws IllegalArgumentException if the bytes are not JSON, or not of that type
     */
    public static <T> T decode(byte[] line, Class<T> type) {
        return decode(line, type, false);
    }

    /**
     * As {@link #decode(byte[], Class)}, strict or not about members.
     *
     * @param ignoresUnknown whether members that the type does not have are passed over
     */
    public static <T> T decode(byte[] line, Class<T> type, boolean ignoresUnknown) {
        return read(
                line,
                text -> reader(ignoresUnknown).forType(type).readValue(text),
                "message is no " + type.getSimpleName());
    }

    /** As {@link #decode(byte[], Class)}, for a type with type arguments. */
    public static <T> T decode(byte[] line, TypeReference<T> type, boolean ignoresUnknown) {
        var name = type.getType().getTypeName();
        return read(line, text -> reader(ignoresUnknown).forType(type).readValue(text), "message is no " + name);
    }

    private static ObjectReader reader(boolean ignoresUnknown) {
        return ignoresUnknown
                ? MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                : MAPPER.reader();
    }

    /**
     * The value of a message as {@link java.util.Map}, {@link java.util.List}, {@link String}, number, {@link Boolean}
     * or null. An integer is {@link Integer}, {@link Long} or {@link java.math.BigInteger}, the first that has room for it.
     *
     * @throws IllegalArgumentException if the bytes are not JSON
     */
    public static @Nullable Object value(byte[] line) {
        return read(line, Object.class, NOT_JSON);
    }

    private static <T> T read(byte[] line, Class<T> type, String otherwise) {
        return read(line, text -> MAPPER.readValue(text, type), otherwise);
    }

    private static <T> T read(byte[] line, Reading<T> reading, String otherwise) {
        try {
            return reading.of(text(line));
        } catch (JsonProcessingException failure) {
            throw refusedToRead(otherwise, failure);
        } catch (NumberFormatException failure) {
            throw new IllegalArgumentException(
                    otherwise + ": " + JsonReason.shortened(String.valueOf(failure.getMessage())), failure);
        } catch (StackOverflowError failure) {
            throw new IllegalArgumentException(otherwise + ": too deep", failure);
        }
    }

    /** Makes a value of JSON. */
    private interface Reading<T> {

        T of(String json) throws JsonProcessingException;
    }

    /** As in Node, bytes that are no UTF-8 become U+FFFD. */
    public static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }

    private static IllegalArgumentException refusedToRead(String what, JsonProcessingException failure) {
        var place = failure instanceof JsonMappingException mapping
                        && !mapping.getPath().isEmpty()
                ? " at " + JsonPath.of(mapping.getPath())
                : "";
        return new IllegalArgumentException(what + ": " + JsonReason.of(failure) + place, failure);
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
                internal = token == JsonToken.VALUE_STRING && NodeCommand.isInternal(parser.getText());
            }
            parser.skipChildren();
        }
        return internal;
    }

    /** The message that is the member {@code msg} of another one; empty if there is none. */
    public static Optional<byte[]> inner(byte[] line) {
        var text = text(line);
        try (var parser = MAPPER.createParser(text)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? inner(parser, text) : Optional.empty();
        } catch (IOException failure) {
            return Optional.empty();
        }
    }

    /** Cut out as it is written: reading and writing it again would change numbers, and refuse what is deep. */
    private static Optional<byte[]> inner(JsonParser parser, String text) throws IOException {
        var inner = Optional.<String>empty();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isInner = "msg".equals(parser.currentName());
            parser.nextToken();
            int start = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            parser.finishToken();
            if (isInner) { // of a name that occurs twice, JSON.parse takes the last
                inner = Optional.of(
                        text.substring(start, (int) parser.currentLocation().getCharOffset()));
            }
        }
        return inner.map(value -> value.getBytes(StandardCharsets.UTF_8));
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
        var wanted = exactly(encode(expected));
        return exactly(line)
                .flatMap(value -> wanted.map(other -> value.equals(BY_VALUE, other)))
                .orElse(false);
    }

    /** Empty if there is a number in it whose exponent is beyond all that Java can send. */
    private static Optional<JsonNode> exactly(byte[] line) {
        try {
            return Optional.of(EXACT.readValue(text(line)));
        } catch (JsonProcessingException failure) {
            throw refusedToRead(NOT_JSON, failure);
        } catch (NumberFormatException beyond) {
            return Optional.empty();
        }
    }

    private static int compareByValue(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    private static ObjectMapper mapper() {
        var mapper = JsonRefusals.withoutCoercion(JsonMapper.builder(factory()))
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(SerializationFeature.FAIL_ON_SELF_REFERENCES) // JsonNesting finds them all
                .defaultPropertyInclusion(JsonOfJavaScript.INCLUSION)
                .handlerInstantiator(new JsonFilters())
                .addModule(classesOfOurs())
                .build();
        mapper.getSerializerProvider().setNullKeySerializer(JsonRefusals.NULL_KEY);
        return mapper;
    }

    private static SimpleModule classesOfOurs() {
        var module = new SimpleModule() {
            private static final long serialVersionUID = 1;

            @Override
            public void setupModule(SetupContext context) {
                super.setupModule(context);
                context.addSerializers(new JsonRefusals());
                context.addSerializers(new JsonOfJavaScript());
            }
        };
        JsonDate.addTo(module);
        JsonBuffer.addTo(module);
        return module;
    }

    private static JsonFactory factory() {
        return JsonLimits.lifted(new JsonFactoryBuilder())
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES) // it refuses names with equal hashes
                .enable(StreamReadFeature.USE_FAST_BIG_NUMBER_PARSER)
                .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                .build();
    }
}
