package io.forkedchild.junit;

import io.forkedchild.text.Marks;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** A duration as JUnit writes its timeouts, or as ISO 8601 does. */
final class DurationText {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]+) ?(ns|μs|ms|s|m|h|d|)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ns", ChronoUnit.NANOS,
            "μs", ChronoUnit.MICROS,
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private DurationText() {}

    /** @throws ExtensionConfigurationException that names the source, if the text is no duration of less than 292 years */
    static Duration parse(String source, String text) {
        try {
            return parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new ExtensionConfigurationException(source + ": " + wrong.getMessage());
        }
    }

    /** @throws IllegalArgumentException if the text is no duration of less than 292 years */
    static Duration parse(String text) {
        try {
            var duration = duration(text.strip());
            if (duration.isNegative() || duration.toNanos() < 0) {
                throw refusal(text);
            }
            return duration;
        } catch (ArithmeticException | DateTimeParseException | NumberFormatException wrong) {
            throw refusal(text);
        }
    }

    private static Duration duration(String text) {
        var match = NUMBER_AND_UNIT.matcher(text.toLowerCase(Locale.ROOT));
        return match.matches()
                ? Duration.of(Long.parseLong(match.group(1)), UNITS.get(match.group(2)))
                : Duration.parse(text);
    }

    private static IllegalArgumentException refusal(String text) {
        return new IllegalArgumentException("must be a duration that is not negative, a number with ns,"
                + " " + Marks.spelled("μs")
                + ", ms, s, m, h or d (without a unit it is seconds), such as '5 s', '500 ms' or '2 m', or one in ISO"
                + " 8601, such as 'PT5S'; was '" + text + "'");
    }
}
