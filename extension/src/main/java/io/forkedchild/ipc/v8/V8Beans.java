package io.forkedchild.ipc.v8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.forkedchild.ipc.json.JsonReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Jackson makes of objects that the format has no value of its own for: records, beans, enums and all else. What they
 * hold of the format's own values stays as it is.
 */
final class V8Beans {

    private static final int SHOWN_STEPS = 20;

    private V8Beans() {}

    /**
     * The object as maps, lists and the format's own values.
     *
     * @param path where it is
     * @throws IllegalArgumentException if Jackson cannot write it
     */
    static @Nullable Object plain(Object bean, V8Path path) {
        try (var tokens = new TokenBuffer(V8Mapper.MAPPER, false)) {
            V8Mapper.MAPPER.writeValue(tokens, bean);
            try (var parser = tokens.asParser()) {
                parser.nextToken();
                return value(parser);
            }
        } catch (IOException failure) {
            throw refusal(bean, path, failure);
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_EMBEDDED_OBJECT -> parser.getEmbeddedObject();
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException {
        var object = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    private static Object array(JsonParser parser) throws IOException {
        var array = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser));
        }
        return array;
    }

    /**
     * The value as a Java type.
     *
     * @throws IllegalArgumentException if it is none
     */
    static <T> @Nullable T bean(@Nullable Object value, Class<T> type, boolean ignoresUnknown) {
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        if (JsonNode.class.isAssignableFrom(type) && type.isInstance(V8Json.tree(value))) {
            return type.cast(V8Json.tree(value));
        }
        return bean(
                value, parser -> V8Mapper.reader(ignoresUnknown).forType(type).readValue(parser), type.getSimpleName());
    }

    /** As {@link #bean(Object, Class, boolean)}, for a type with type arguments. */
    static <T> @Nullable T bean(@Nullable Object value, TypeReference<T> type, boolean ignoresUnknown) {
        var name = type.getType().getTypeName();
        return bean(
                value, parser -> V8Mapper.reader(ignoresUnknown).forType(type).readValue(parser), name);
    }

    private static <T> @Nullable T bean(@Nullable Object value, Reading<T> reading, String name) {
        try (var tokens = new TokenBuffer(V8Mapper.MAPPER, false)) {
            new V8Tokens(tokens).value(value);
            try (var parser = tokens.asParserOnFirstToken()) {
                return reading.of(parser);
            }
        } catch (IOException failure) {
            var place = new StringBuilder("$");
            var reason = reason(failure, place);
            throw new IllegalArgumentException("message is no " + name + ": " + reason + " at " + place, failure);
        }
    }

    /** Makes a value of tokens. */
    private interface Reading<T> {

        T of(JsonParser tokens) throws IOException;
    }

    private static IllegalArgumentException refusal(Object bean, V8Path path, IOException failure) {
        var place = new StringBuilder(path.toString());
        var type = failure instanceof InvalidDefinitionException definition && definition.getType() != null
                ? " is a " + definition.getType().getRawClass().getName()
                : " of a " + bean.getClass().getName();
        var reason = reason(failure, place);
        return new IllegalArgumentException("message cannot be sent: " + place + type + ": " + reason, failure);
    }

    /** What Jackson says, without where; that is added to the place. */
    private static String reason(IOException failure, StringBuilder place) {
        if (failure instanceof JsonMappingException mapping) {
            mapping.getPath().stream().limit(SHOWN_STEPS).forEach(step -> V8Path.append(place, step(step)));
        }
        return JsonReason.of(failure);
    }

    private static Object step(JsonMappingException.Reference reference) {
        return reference.getFieldName() == null ? (Object) reference.getIndex() : reference.getFieldName();
    }
}
