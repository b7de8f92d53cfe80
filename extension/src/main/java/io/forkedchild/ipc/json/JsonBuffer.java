package io.forkedchild.ipc.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.PrimitiveArrayDeserializers;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Bytes as {@code JSON.stringify} writes a {@code Buffer}: {@code {"type":"Buffer","data":[104,105]}}. */
final class JsonBuffer {

    private static final String TYPE = "type";
    private static final String DATA = "data";
    private static final String BUFFER = "Buffer";

    private JsonBuffer() {}

    static void addTo(SimpleModule module) {
        module.addSerializer(byte[].class, new Writing());
        module.addDeserializer(byte[].class, new Reading());
    }

    private static final class Writing extends StdSerializer<byte[]> {

        private static final long serialVersionUID = 1;

        private Writing() {
            super(byte[].class);
        }

        @Override
        public void serialize(byte[] bytes, JsonGenerator out, SerializerProvider serializers) throws IOException {
            out.writeStartObject();
            out.writeStringField(TYPE, BUFFER);
            out.writeArrayFieldStart(DATA);
            for (byte one : bytes) {
                out.writeNumber(one & 0xff);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    /** Takes a Buffer, and what Jackson takes: text in base64, a list of numbers. */
    private static final class Reading extends StdDeserializer<byte[]> {

        private static final long serialVersionUID = 1;
        private final transient JsonDeserializer<?> plain = PrimitiveArrayDeserializers.forType(byte.class);

        private Reading() {
            super(byte[].class);
        }

        @Override
        public byte @Nullable [] deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (!in.hasToken(JsonToken.START_OBJECT)) {
                return (byte[]) plain.deserialize(in, context);
            }
            String type = null;
            byte[] data = null;
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                var name = in.currentName();
                in.nextToken();
                if (name.equals(TYPE)) {
                    type = in.getValueAsString();
                } else if (name.equals(DATA) && in.hasToken(JsonToken.START_ARRAY)) {
                    data = (byte[]) plain.deserialize(in, context);
                } else {
                    return context.reportInputMismatch(this, "a Buffer has no such %s", name);
                }
            }
            if (data == null || !BUFFER.equals(type)) {
                return context.reportInputMismatch(this, "a Buffer is {\"type\":\"Buffer\",\"data\":[…]}");
            }
            return data;
        }
    }
}
