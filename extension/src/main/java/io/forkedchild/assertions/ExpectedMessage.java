package io.forkedchild.assertions;

import io.forkedchild.EncodedValue;
import io.forkedchild.ForkedChild;
import io.forkedchild.Message;
import io.forkedchild.Serialization;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value that a child is expected to send, known to be one that can be a message. */
final class ExpectedMessage {

    private static final Pattern REFUSAL = Pattern.compile("^message cannot be sent( as JSON)?(: )?");
    private static final Pattern ADVICE = Pattern.compile("(?<=[;:,] )send (?=(an?|its|what) )");

    private final ForkedChild child;
    private final @Nullable Object value;
    private final EncodedValue encoded;

    private ExpectedMessage(ForkedChild child, @Nullable Object value, EncodedValue encoded) {
        this.child = child;
        this.value = value;
        this.encoded = encoded;
    }

    /**
     * Checks the value, so that a test that cannot succeed does not wait.
     *
     * @param which names it in the refusal
     * @throws IllegalArgumentException if it can be no message
     */
    static ExpectedMessage of(ForkedChild child, String which, @Nullable Object value) {
        try {
            return new ExpectedMessage(child, value, EncodedValue.of(child, value));
        } catch (IllegalArgumentException failure) {
            var refusal = REFUSAL.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
            throw new IllegalArgumentException(
                    which + ": " + ADVICE.matcher(refusal).replaceAll("expect "), failure);
        }
    }

    boolean is(Message message) {
        return message.hasValue(value);
    }

    /** In the notation of the messages that it is shown with. */
    String text() {
        return isJson() ? PlainValue.text(PlainValue.of(value)) : encoded.text();
    }

    Differences differencesFrom(Message message) {
        if (!isJson()) {
            return JsDifferences.between(encoded.value(), message.value(), part -> EncodedValue.of(child, part));
        }
        var actual = PlainValue.of(message.value());
        var differences = JsonDifferences.between(PlainValue.of(value), actual);
        return differences.isEmpty() // what Java's classes share, as bytes and a list do, their JSON tells apart
                ? JsonDifferences.between(PlainValue.of(encoded.value()), actual)
                        .ofWhatSeemsTheSame()
                : differences;
    }

    private boolean isJson() {
        return encoded.serialization() == Serialization.JSON;
    }
}
