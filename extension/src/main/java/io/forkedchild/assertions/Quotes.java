package io.forkedchild.assertions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
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

    /** Those that a sentence names more than once come first. */
    private static final int COMPARED = 8;

    private static final int MOST = 1000;

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

    /** Empty for what only looks like one: a child may write anything. */
    Optional<Quote> quote(String index) {
        return index.length() < 6 && Integer.parseInt(index) < quotes.size()
                ? Optional.of(quotes.get(Integer.parseInt(index)))
                : Optional.empty();
    }

    /** With all values in it, within bounds. */
    String filled(String sentence) {
        return QUOTE.matcher(sentence)
                .replaceAll(found -> Matcher.quoteReplacement(quote(found.group(1))
                        .map(quote -> BoundedRepresentation.bounded(quote.text()))
                        .orElse(found.group())));
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

    /** AssertJ compares the texts of values: the same ones are one quote. Nobody reads very many. */
    private String quoted(@Nullable Object object, boolean unambiguous) {
        if (object instanceof String text && isQuote(text)) {
            return text;
        }
        var quote = new Quote(object, complete, unambiguous);
        int index = index(quote);
        return index < 0 ? BoundedRepresentation.bounded(quote.text()) : "\ue000" + index + "\ue001";
    }

    private boolean isQuote(String text) {
        var matcher = QUOTE.matcher(text);
        return matcher.matches() && quote(matcher.group(1)).isPresent();
    }

    private int index(Quote quote) {
        for (int i = 0; i < Math.min(quotes.size(), COMPARED); i++) {
            if (quotes.get(i).isLike(quote)) {
                return i;
            }
        }
        if (quotes.size() == MOST) {
            return -1;
        }
        quotes.add(quote);
        return quotes.size() - 1;
    }
}
