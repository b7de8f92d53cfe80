package io.forkedchild.ipc.v8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import io.forkedchild.js.ArrayBuffer;
import io.forkedchild.js.Boxed;
import io.forkedchild.js.InvalidDate;
import io.forkedchild.js.JsArray;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsRegExp;
import io.forkedchild.js.JsSet;
import io.forkedchild.js.TypedArray;
import io.forkedchild.js.Undefined;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes the format's own values out of tokens, for the components of beans that are of their class. */
final class V8Deserializers extends SimpleDeserializers {

    private static final long serialVersionUID = 1;

    V8Deserializers() {
        List.of(
                        Instant.class,
                        Undefined.class,
                        InvalidDate.class,
                        JsMap.class,
                        JsSet.class,
                        JsArray.class,
                        JsError.class,
                        JsRegExp.class,
                        Boxed.class,
                        ArrayBuffer.class,
                        TypedArray.class)
                .forEach(this::addAsItIs);
        addDeserializer(
                Date.class, new Taken<>(Date.class, value -> value instanceof Instant time ? Date.from(time) : null));
        addDeserializer(byte[].class, new Taken<>(byte[].class, V8Deserializers::bytes));
    }

    private <T> void addAsItIs(Class<T> type) {
        addDeserializer(type, new Taken<>(type, value -> type.isInstance(value) ? type.cast(value) : null));
    }

    private static byte @Nullable [] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ArrayBuffer buffer) {
            return buffer.bytes();
        }
        return value instanceof TypedArray array && array.kind().elementBytes() == 1 ? array.bytes() : null;
    }

    /** A value that is there as it is, not as tokens. */
    private static final class Taken<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1;

        private final transient Function<Object, @Nullable T> conversion;

        Taken(Class<T> type, Function<Object, @Nullable T> conversion) {
            super(type);
            this.conversion = conversion;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var value = parser.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT) ? parser.getEmbeddedObject() : null;
            var taken = value == null ? null : conversion.apply(value);
            if (taken == null) {
                return context.reportInputMismatch(
                        this,
                        "%s is no %s",
                        value == null ? parser.currentToken() : value.getClass().getSimpleName(),
                        handledType().getSimpleName());
            }
            return taken;
        }
    }

    /** Lets a {@link JsMap} become any map, and a {@link JsSet} any collection, of typed elements. */
    static final class Collections extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public JsonDeserializer<?> modifyMapDeserializer(
                DeserializationConfig config, MapType type, BeanDescription bean, JsonDeserializer<?> deserializer) {
            return deserializer instanceof Taken ? deserializer : new Unpacking(deserializer);
        }

        @Override
        public JsonDeserializer<?> modifyCollectionDeserializer(
                DeserializationConfig config,
                CollectionType type,
                BeanDescription bean,
                JsonDeserializer<?> deserializer) {
            return deserializer instanceof Taken ? deserializer : new Unpacking(deserializer);
        }
    }

    private static final class Unpacking extends DelegatingDeserializer {
        private static final long serialVersionUID = 1;

        Unpacking(JsonDeserializer<?> delegate) {
            super(delegate);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
            return new Unpacking(delegate);
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT)) {
                return super.deserialize(parser, context);
            }
            try (var tokens = new TokenBuffer(parser, context)) {
                new V8Tokens(tokens).unpacked(parser.getEmbeddedObject());
                try (var unpacked = tokens.asParserOnFirstToken()) {
                    return super.deserialize(unpacked, context);
                }
            }
        }
    }
}
