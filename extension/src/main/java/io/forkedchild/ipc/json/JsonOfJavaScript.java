package io.forkedchild.ipc.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values of JavaScript as {@code JSON.stringify} writes them; but what it makes an empty object of, or an object of bytes, is
 * refused.
 */
final class JsonOfJavaScript extends Serializers.Base {

    /** As a default for properties, leaves out those that are {@code undefined}. */
    static final JsonInclude.Value INCLUSION = JsonInclude.Value.construct(
            JsonInclude.Include.CUSTOM, JsonInclude.Include.CUSTOM, IsUndefined.class, IsUndefined.class);

    private static final String WHY = "JSON has no such value; use Serialization.ADVANCED";
    private static final JsonSerializer<Object> REFUSAL = JsonRefusals.refusal(WHY);
    private static final Set<Class<?>> REFUSED =
            Set.of(JsError.class, JsRegExp.class, TypedArray.class, ArrayBuffer.class);

    @Override
    public @Nullable JsonSerializer<?> findSerializer(
            SerializationConfig config, JavaType type, BeanDescription description) {
        var raw = type.getRawClass();
        if (raw == Undefined.class) {
            return new OfUndefined();
        }
        if (raw == InvalidDate.class) {
            return new OfInvalidDate();
        }
        if (raw == Boxed.class) {
            return new OfBoxed();
        }
        if (raw == JsArray.class) {
            return new OfArray();
        }
        return REFUSED.contains(raw) ? REFUSAL : null;
    }

    @Override
    public @Nullable JsonSerializer<?> findCollectionSerializer(
            SerializationConfig config,
            CollectionType type,
            BeanDescription description,
            @Nullable TypeSerializer elementType,
            @Nullable JsonSerializer<Object> element) {
        return type.getRawClass() == JsSet.class ? REFUSAL : null;
    }

    @Override
    public @Nullable JsonSerializer<?> findMapSerializer(
            SerializationConfig config,
            MapType type,
            BeanDescription description,
            @Nullable JsonSerializer<Object> key,
            @Nullable TypeSerializer valueType,
            @Nullable JsonSerializer<Object> value) {
        return type.getRawClass() == JsMap.class ? REFUSAL : null;
    }

    /** A filter that, by Jackson's rule, is equal to what is to be left out. */
    static final class IsUndefined {

        @Override
        public boolean equals(@Nullable Object value) {
            return value instanceof Undefined;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    private static final class OfUndefined extends StdSerializer<Undefined> {

        private static final long serialVersionUID = 1;

        private OfUndefined() {
            super(Undefined.class);
        }

        @Override
        public void serialize(Undefined value, JsonGenerator out, SerializerProvider serializers) throws IOException {
            if (out.getOutputContext().inRoot()) {
                REFUSAL.serialize(value, out, serializers);
            }
            out.writeNull();
        }
    }

    private static final class OfInvalidDate extends StdSerializer<InvalidDate> {

        private static final long serialVersionUID = 1;

        private OfInvalidDate() {
            super(InvalidDate.class);
        }

        @Override
        public void serialize(InvalidDate value, JsonGenerator out, SerializerProvider serializers) throws IOException {
            out.writeNull();
        }
    }

    private static final class OfBoxed extends StdSerializer<Boxed> {

        private static final long serialVersionUID = 1;

        private OfBoxed() {
            super(Boxed.class);
        }

        @Override
        public void serialize(Boxed value, JsonGenerator out, SerializerProvider serializers) throws IOException {
            serializers.defaultSerializeValue(value.primitive(), out);
        }
    }

    /** A hole is null, and the properties besides the elements are left out. */
    private static final class OfArray extends StdSerializer<JsArray> {

        private static final long serialVersionUID = 1;
        private static final int LONGEST = 10_000_000;

        private OfArray() {
            super(JsArray.class);
        }

        @Override
        public void serialize(JsArray array, JsonGenerator out, SerializerProvider serializers) throws IOException {
            if (array.length() > LONGEST) {
                serializers.reportBadDefinition(
                        JsArray.class, array.length() + " elements, holes included; use Serialization.ADVANCED");
            }
            out.writeStartArray(array);
            for (int i = 0; i < array.length(); i++) {
                element(array, i, out, serializers);
            }
            out.writeEndArray();
        }

        private void element(JsArray array, int index, JsonGenerator out, SerializerProvider serializers)
                throws IOException {
            try {
                serializers.defaultSerializeValue(array.elements().get((long) index), out);
            } catch (IOException failure) {
                wrapAndThrow(serializers, failure, array, index);
            }
        }
    }
}
