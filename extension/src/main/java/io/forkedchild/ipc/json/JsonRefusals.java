package io.forkedchild.ipc.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.forkedchild.text.NoMessage;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Objects that are no values, although some of them have getters that could be written. */
public final class JsonRefusals extends Serializers.Base {

    /** The name of a key that is null; a path cannot show it otherwise. */
    static final JsonSerializer<Object> NULL_KEY = new Refusal("null is no name of a member");

    private static final String LIVE = "it is no value, but something that is at work";
    private static final String OPTIONAL = "send what it contains, or null";
    private static final String FOREIGN_NUMBER = "a Number of an unknown class; send a double or a BigDecimal";
    private static final List<Class<?>> NUMBERS = List.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            AtomicInteger.class,
            AtomicLong.class);
    private static final Map<Class<?>, String> REFUSED = Map.ofEntries(
            Map.entry(Thread.class, LIVE),
            Map.entry(ClassLoader.class, LIVE),
            Map.entry(Process.class, LIVE),
            Map.entry(ProcessHandle.class, LIVE),
            Map.entry(Future.class, LIVE),
            Map.entry(InputStream.class, LIVE),
            Map.entry(OutputStream.class, LIVE),
            Map.entry(Reader.class, LIVE),
            Map.entry(Writer.class, LIVE),
            Map.entry(BaseStream.class, "a stream can be read once only; send its toList()"),
            Map.entry(Optional.class, OPTIONAL),
            Map.entry(OptionalInt.class, OPTIONAL),
            Map.entry(OptionalLong.class, OPTIONAL),
            Map.entry(OptionalDouble.class, OPTIONAL));

    @Override
    public @Nullable JsonSerializer<?> findSerializer(
            SerializationConfig config, JavaType type, BeanDescription description) {
        if (isForeignNumber(type.getRawClass()) && description.findJsonValueAccessor() == null) {
            return new Refusal(FOREIGN_NUMBER);
        }
        return reason(type.getRawClass()).map(Refusal::new).orElse(null);
    }

    /** Jackson would write the text of it, which may be anything. */
    private static boolean isForeignNumber(Class<?> type) {
        return Number.class.isAssignableFrom(type)
                && type != Number.class // what is behind it is looked at when it is there
                && NUMBERS.stream().noneMatch(number -> number.isAssignableFrom(type));
    }

    /** Jackson makes no text of numbers, no number of a text, and no whole number of another. */
    public static JsonMapper.Builder withoutCoercion(JsonMapper.Builder mapper) {
        return mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
    }

    /** Writes nothing, but says why. */
    static JsonSerializer<Object> refusal(String why) {
        return new Refusal(why);
    }

    private static Optional<String> reason(Class<?> type) {
        var noMessage = type.getAnnotation(NoMessage.class);
        if (noMessage != null) {
            return Optional.of(noMessage.value());
        }
        if (type.isHidden() || type.isSynthetic()) {
            return Optional.of("a lambda is no value");
        }
        if (type.getPackageName().equals("java.time") && type != Instant.class && !type.isEnum()) {
            return Optional.of("send an Instant, or its text");
        }
        return REFUSED.entrySet().stream()
                .filter(refused -> refused.getKey().isAssignableFrom(type))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static final class Refusal extends JsonSerializer<Object> {

        private final String why;

        private Refusal(String why) {
            this.why = why;
        }

        @Override
        public void serialize(@Nullable Object value, JsonGenerator out, SerializerProvider serializers)
                throws JsonMappingException {
            var type = serializers.constructType(value == null ? Object.class : value.getClass());
            throw InvalidDefinitionException.from(out, why, type);
        }
    }
}
