package io.forkedchild.ipc.v8;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.forkedchild.ipc.json.JsonRefusals;

/** Jackson as it sees beans in messages of V8's format: strict as with JSON, and with the format's own values as they are. */
final class V8Mapper {

    static final ObjectMapper MAPPER = JsonRefusals.withoutCoercion(JsonMapper.builder())
            .addModule(new OwnValues())
            .build();

    private V8Mapper() {}

    /** @param ignoresUnknown whether members that the type does not have are passed over */
    static ObjectReader reader(boolean ignoresUnknown) {
        return ignoresUnknown
                ? MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                : MAPPER.reader();
    }

    /** Values that are handed through, both ways. */
    private static final class OwnValues extends SimpleModule {
        private static final long serialVersionUID = 1;

        @Override
        public void setupModule(SetupContext context) {
            super.setupModule(context);
            context.addSerializers(new JsonRefusals());
            context.addSerializers(new V8Serializers()); // is asked first
            context.addDeserializers(new V8Deserializers());
            context.addBeanDeserializerModifier(new V8Deserializers.Collections());
        }
    }
}
