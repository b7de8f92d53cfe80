package io.forkedchild.ipc.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.DateDeserializers;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A moment as {@code JSON.stringify} writes a {@code Date}: text of ISO 8601 with milliseconds and Z. Finer digits of an
 * {@link Instant} are cut off, as JavaScript does not have them.
 */
@SuppressWarnings("JavaUtilDate") // it is what users have
public final class JsonDate {

    /** A {@code Date} of JavaScript is at most 100,000,000 days from 1970. */
    private static final Instant LAST = Instant.ofEpochMilli(8_640_000_000_000_000L);

    private static final Instant FIRST = Instant.ofEpochMilli(-8_640_000_000_000_000L);

    private static final Pattern TEXT =
            Pattern.compile("(\\d{4}|[+-]\\d{6})-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    private JsonDate() {}

    static void addTo(SimpleModule module) {
        module.addSerializer(Instant.class, new Writing<>(Instant.class, instant -> instant));
        module.addSerializer(Date.class, new Writing<>(Date.class, date -> Instant.ofEpochMilli(date.getTime())));
        module.addDeserializer(Instant.class, new ReadingInstant());
        module.addDeserializer(Date.class, new ReadingDate());
    }

    private static boolean isPossible(Instant moment) {
        return !moment.isBefore(FIRST) && !moment.isAfter(LAST);
    }

    /** As {@code Date.prototype.toISOString} writes it. */
    public static String text(Instant moment) {
        var time = moment.atOffset(ZoneOffset.UTC);
        boolean fourDigits = time.getYear() >= 0 && time.getYear() <= 9999;
        return String.format(
                Locale.ROOT,
                fourDigits ? "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ" : "%+07d-%02d-%02dT%02d:%02d:%02d.%03dZ",
                time.getYear(),
                time.getMonthValue(),
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond(),
                time.getNano() / 1_000_000);
    }

    private static final class Writing<T> extends StdScalarSerializer<T> {

        private static final long serialVersionUID = 1;
        private final transient Function<T, Instant> moment;

        private Writing(Class<T> type, Function<T, Instant> moment) {
            super(type);
            this.moment = moment;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider serializers) throws IOException {
            var instant = moment.apply(value);
            if (!isPossible(instant)) {
                serializers.reportBadDefinition(value.getClass(), instant + " is beyond every Date of JavaScript");
            }
            out.writeString(text(instant));
        }
    }

    private static final class ReadingInstant extends StdScalarDeserializer<Instant> {

        private static final long serialVersionUID = 1;

        private ReadingInstant() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return in.hasToken(JsonToken.VALUE_STRING)
                    ? read(in.getText(), context)
                    : (Instant) context.handleUnexpectedToken(Instant.class, in);
        }
    }

    private static Instant read(String text, DeserializationContext context) throws IOException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException failure) {
            throw context.weirdStringException(text, Instant.class, "not like 1970-01-01T00:00:00.000Z");
        }
    }

    /** Jackson's own knows no year of six digits, and takes the days before 1582 for those of Caesar's calendar. */
    private static final class ReadingDate extends DateDeserializers.DateDeserializer {

        private static final long serialVersionUID = 1;

        @Override
        public Date deserialize(JsonParser in, DeserializationContext context) throws IOException {
            if (in.hasToken(JsonToken.VALUE_STRING)
                    && TEXT.matcher(in.getText()).matches()) {
                return Date.from(read(in.getText(), context));
            }
            return super.deserialize(in, context);
        }
    }
}
