package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.Message;
import io.forkedchild.process.Serialization;
import io.forkedchild.text.Marks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A value that a child is expected to send, or a part of it, known to be one that can be a message. */
final class ExpectedMessage extends MessageMatcher {

    private static final Pattern REFUSAL = Pattern.compile("^message cannot be sent( as JSON)?(: )?");
    private static final Pattern ADVICE = Pattern.compile("(?<=[;:,] )send (?=(an?|its|what) )");

    private final ForkedChild child;
    private final @Nullable Object value;
    private final EncodedValue encoded;
    private final boolean isPart;

    private ExpectedMessage(ForkedChild child, @Nullable Object value, boolean isPart) {
        this.child = child;
        this.value = value;
        this.isPart = isPart;
        this.encoded = EncodedValue.of(child, value);
    }

    /**
     * Checks the value, so that a test that cannot succeed does not wait.
     *
     * @param which names it in the refusal
     * @throws IllegalArgumentException if it can be no message
     */
    static ExpectedMessage of(ForkedChild child, String which, @Nullable Object value) {
        return of(child, which, value, false);
    }

    /** As {@link #of}; a message may have more members than the objects of the part. */
    static ExpectedMessage part(ForkedChild child, String which, Object part) {
        var expected = of(child, which, part, true);
        var plain = PlainValue.of(expected.encoded.value());
        if (expected.isJson() && !(plain instanceof Map || plain instanceof List)) {
            throw new IllegalArgumentException(
                    which + ": must be an object or an array, was " + PlainValue.text(plain));
        }
        return expected;
    }

    private static ExpectedMessage of(ForkedChild child, String which, @Nullable Object value, boolean isPart) {
        NestedMatcher.in(value).ifPresent(place -> {
            throw new IllegalArgumentException(which + ": " + place + "; expect json(" + Marks.CUT
                    + ") with placeholders, or matching(" + Marks.CUT + ")");
        });
        try {
            return new ExpectedMessage(child, value, isPart);
        } catch (IllegalArgumentException failure) {
            var refusal = REFUSAL.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
            throw new IllegalArgumentException(
                    which + ": " + ADVICE.matcher(refusal).replaceAll("expect "), failure);
        }
    }

    @Override
    boolean matches(Message message) {
        return isPart ? partDifferences(message).isEmpty() : message.hasValue(value);
    }

    /** In the notation of the messages that it is shown with. */
    @Override
    String text() {
        return (isPart ? "containing " : "") + (isJson() ? PlainValue.text(PlainValue.of(value)) : encoded.text());
    }

    @Override
    Mismatch mismatch(Message message) {
        return Mismatch.of(isPart ? partDifferences(message) : differences(message));
    }

    private Differences partDifferences(Message message) {
        return isJson()
                ? JsonDifferences.fromPart(PlainValue.of(encoded.value()), PlainValue.of(message.value()))
                : JsDifferences.fromPart(encoded.value(), message.value(), part -> EncodedValue.of(child, part));
    }

    private Differences differences(Message message) {
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
        return child.inspection().serialization().equals(Optional.of(Serialization.JSON));
    }
}
