package io.forkedchild.assertions;

import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ByteArrayAssert;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.api.WritableAssertionInfo;
import org.jspecify.annotations.Nullable;

/**
 * On from an assertion to others, about something that it leads to: with its own message and representation, and failures that
 * a {@link Retelling} tells.
 */
final class Navigation {

    private final WritableAssertionInfo from;
    private final @Nullable SoftAssertionsProvider collector;

    /** @param collector takes the failures; null when they are thrown */
    Navigation(WritableAssertionInfo from, @Nullable SoftAssertionsProvider collector) {
        this.from = from;
        this.collector = collector;
    }

    OutputAssert output(WrittenOutput written, @Nullable Origin origin) {
        var output = to(OutputAssert.class, String.class, written.text(), origin);
        output.comesFrom(written, collector);
        return output;
    }

    @SuppressWarnings("unchecked") // the class has no type arguments
    <T> ListAssert<T> list(List<? extends T> values, @Nullable Origin origin) {
        return to(ListAssert.class, List.class, values, origin);
    }

    ByteArrayAssert bytes(byte[] bytes, @Nullable Origin origin) {
        return to(ByteArrayAssert.class, byte[].class, bytes, origin);
    }

    private <A extends AbstractAssert<?, V>, V> A to(
            Class<A> assertions, Class<V> type, V value, @Nullable Origin origin) {
        A assertion = made(retold(assertions), type, value);
        var message = from.overridingErrorMessage();
        if (message != null) {
            assertion.getWritableAssertionInfo().overridingErrorMessage(message);
        }
        assertion.getWritableAssertionInfo().useRepresentation(from.representation());
        if (origin != null) {
            Retelling.of(assertion, value, origin, collector != null);
        }
        return assertion;
    }

    /** Without a usable Byte Buddy, or where AssertJ does not permit such a class, it is AssertJ's own. */
    private static <A extends AbstractAssert<?, ?>> Class<? extends A> retold(Class<A> assertions) {
        try {
            return RetoldClass.of(assertions);
        } catch (LinkageError unwritable) {
            return assertions;
        }
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // the type of the proxy is that of the class
    private <A extends AbstractAssert<?, V>, V> A made(Class<? extends A> assertions, Class<V> type, V value) {
        if (collector != null) {
            return (A) collector.proxy((Class) assertions, (Class) type, value);
        }
        try {
            return assertions.getConstructor(type).newInstance(value);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
