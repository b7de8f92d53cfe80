package io.forkedchild.ipc.v8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hands the format's own values through Jackson as they are: a list of a bean stays that list. Where an annotation says how
 * the elements are to be written, Jackson writes them.
 */
final class V8Serializers extends Serializers.Base {

    private static final JsonSerializer<Object> AS_IT_IS = new AsItIs();

    @Override
    public @Nullable JsonSerializer<?> findSerializer(SerializationConfig config, JavaType type, BeanDescription bean) {
        return V8Types.isOwn(type.getRawClass()) ? AS_IT_IS : null;
    }

    @Override
    public @Nullable JsonSerializer<?> findArraySerializer(
            SerializationConfig config,
            ArrayType type,
            BeanDescription bean,
            @Nullable TypeSerializer elementType,
            @Nullable JsonSerializer<Object> element) {
        return element == null && V8Types.isOwn(type.getRawClass()) ? AS_IT_IS : null;
    }

    @Override
    public @Nullable JsonSerializer<?> findCollectionSerializer(
            SerializationConfig config,
            CollectionType type,
            BeanDescription bean,
            @Nullable TypeSerializer elementType,
            @Nullable JsonSerializer<Object> element) {
        return element == null ? AS_IT_IS : null;
    }

    @Override
    public @Nullable JsonSerializer<?> findMapSerializer(
            SerializationConfig config,
            MapType type,
            BeanDescription bean,
            @Nullable JsonSerializer<Object> key,
            @Nullable TypeSerializer valueType,
            @Nullable JsonSerializer<Object> value) {
        return key == null && value == null ? AS_IT_IS : null;
    }

    private static final class AsItIs extends StdSerializer<Object> {
        private static final long serialVersionUID = 1;

        AsItIs() {
            super(Object.class);
        }

        @Override
        public void serialize(Object value, JsonGenerator tokens, SerializerProvider provider) throws IOException {
            tokens.writeEmbeddedObject(value);
        }

        @Override
        public void serializeWithType(
                Object value, JsonGenerator tokens, SerializerProvider provider, TypeSerializer type)
                throws IOException {
            serialize(value, tokens, provider);
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, Object value) {
            return (value instanceof Collection<?> collection && collection.isEmpty())
                    || (value instanceof Map<?, ?> map && map.isEmpty());
        }
    }
}
