package io.forkedchild.ipc.json;

import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.cfg.HandlerInstantiator;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.jsontype.TypeIdResolver;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import org.jspecify.annotations.Nullable;

/** Makes the filter of ours, which Jackson cannot: this package is not open to it. The users' own are left to Jackson. */
final class JsonFilters extends HandlerInstantiator {

    @Override
    public @Nullable Object includeFilterInstance(
            SerializationConfig config, BeanPropertyDefinition property, Class<?> filter) {
        return filter == JsonOfJavaScript.IsUndefined.class ? new JsonOfJavaScript.IsUndefined() : null;
    }

    @Override
    public @Nullable JsonDeserializer<?> deserializerInstance(
            DeserializationConfig config, Annotated annotated, Class<?> type) {
        return null;
    }

    @Override
    public @Nullable KeyDeserializer keyDeserializerInstance(
            DeserializationConfig config, Annotated annotated, Class<?> type) {
        return null;
    }

    @Override
    public @Nullable JsonSerializer<?> serializerInstance(
            SerializationConfig config, Annotated annotated, Class<?> type) {
        return null;
    }

    @Override
    public @Nullable TypeResolverBuilder<?> typeResolverBuilderInstance(
            MapperConfig<?> config, Annotated annotated, Class<?> type) {
        return null;
    }

    @Override
    public @Nullable TypeIdResolver typeIdResolverInstance(MapperConfig<?> config, Annotated annotated, Class<?> type) {
        return null;
    }
}
