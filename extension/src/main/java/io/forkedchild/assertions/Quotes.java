package io.forkedchild.assertions;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.assertj.core.presentation.Representation;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the values in a sentence of AssertJ's, so that each can be shown as its place needs it: in a line, cut, or by where
 * it differs. While nobody quotes, values are shown as they are, within bounds.
 */
final class Quotes implements Representation {

    /** Private use: no value stands in the sentence itself. */
    static final Pattern QUOTE = Pattern.compile("\ue000(\\d+)\ue001");

    /** What the assertion is about. */
    static final String ACTUAL = "\ue0000\ue001";

    private final Representation complete;
    private final Quote actual;
    private final List<Quote> quotes = new ArrayList<>();
    private boolean isQuoting;

    Quotes(Representation representation, @Nullable Object actual) {
        this.complete = representation instanceof Quotes other ? other.complete : representation;
        this.actual = new Quote(actual, complete, false);
    }

    /** Begins anew, or keeps what there is. */
    void isQuoting(boolean quoting) {
        if (quoting) {
            quotes.clear();
            quotes.add(actual);
        }
        isQuoting = quoting;
    }

    Quote quote(int index) {
        return quotes.get(index);
    }

    Quote actual() {
        return actual;
    }

    @Override
    public String toStringOf(@Nullable Object object) {
        return isQuoting ? quoted(object, false) : new BoundedRepresentation(complete).toStringOf(object);
    }

    @Override
    public String unambiguousToStringOf(@Nullable Object object) {
        return isQuoting ? quoted(object, true) : new BoundedRepresentation(complete).unambiguousToStringOf(object);
    }

    /** AssertJ compares the texts of values: the same ones are one quote. */
    private String quoted(@Nullable Object object, boolean unambiguous) {
        if (object instanceof String quoted && QUOTE.matcher(quoted).matches()) {
            return quoted;
        }
        var quote = new Quote(object, complete, unambiguous);
        int index = 0;
        while (index < quotes.size() && !quotes.get(index).isLike(quote)) {
            index++;
        }
        if (index == quotes.size()) {
            quotes.add(quote);
        }
        return "\ue000" + index + "\ue001";
    }
}
