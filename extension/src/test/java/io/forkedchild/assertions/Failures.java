package io.forkedchild.assertions;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Failures of assertions. */
final class Failures {

    static final int MOST_LINES = 46;

    private Failures() {}

    /** The text of the failure, which must have both a sentence and the evidence, and not be too long to read. */
    static AbstractStringAssert<?> assertThatFailureOf(ThrowingCallable assertion) {
        var message = messageOf(assertion);
        Assertions.assertThat(message).contains("\n  state: ");
        Assertions.assertThat(message.lines()).hasSizeLessThan(MOST_LINES);
        return Assertions.assertThat(message);
    }

    private static String messageOf(ThrowingCallable assertion) {
        var failure = Assertions.catchThrowable(assertion);
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> {
            throw failure;
        });
        return String.valueOf(failure.getMessage());
    }
}
