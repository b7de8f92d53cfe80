package io.forkedchild.assertions;

import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ByteArrayAssert;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.api.WritableAssertionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Leads on from an assertion to others, about something else: with the first one's message and representation, and an origin.
 */
final class NextAssert {

    private final WritableAssertionInfo from;
    private final @Nullable SoftAssertionsProvider collector;

    /** @param collector takes the failures; null when they are thrown */
    NextAssert(WritableAssertionInfo from, @Nullable SoftAssertionsProvider collector) {
        this.from = from;
        this.collector = collector;
    }

    OutputAssert output(WrittenOutput written, @Nullable Origin origin) {
        if (written.longText().isEmpty()) {
            return whole(written, origin);
        }
        var output = to(LongOutputAssert.class, LongOutputAssert::new, String.class, "", origin);
        output.comesFrom(written, collector);
        return output;
    }

    /** As {@link #output}, as one text, however long it is. */
    OutputAssert whole(WrittenOutput written, @Nullable Origin origin) {
        var output = to(OutputAssert.class, OutputAssert::new, String.class, written.text(), origin);
        output.comesFrom(written, collector);
        return output;
    }

    OutputAssert output(GrowingOutput growing, @Nullable Origin origin) {
        var written = growing.soFar();
        var text = written.longText().isPresent() ? "" : written.text();
        var output = to(GrowingTextAssert.class, GrowingTextAssert::new, String.class, text, origin);
        output.comesFrom(written, collector);
        output.grows(growing);
        return output;
    }

    @SuppressWarnings("unchecked") // the class has no type arguments
    <T> ListAssert<T> list(List<? extends T> values, @Nullable Origin origin) {
        return to(ElementsAssert.class, ElementsAssert::new, List.class, values, origin);
    }

    ByteArrayAssert bytes(byte[] bytes, @Nullable Origin origin) {
        return to(BytesAssert.class, BytesAssert::new, byte[].class, bytes, origin);
    }

    @SuppressWarnings({"rawtypes", "unchecked"}) // the type of the proxy is that of the class
    private <A extends AbstractAssert<?, ?>, V> A to(
            Class<A> assertions, Function<V, A> plain, Class<V> type, V value, @Nullable Origin origin) {
        A assertion =
                collector == null ? plain.apply(value) : (A) collector.proxy((Class) assertions, (Class) type, value);
        var info = assertion.getWritableAssertionInfo();
        var message = from.overridingErrorMessage();
        if (message != null) {
            info.overridingErrorMessage(message);
        }
        info.useRepresentation(from.representation());
        if (origin != null) {
            info.description(origin);
            info.useRepresentation(new ShortRepresentation(from.representation(), value, origin.what));
        }
        return assertion;
    }
}
