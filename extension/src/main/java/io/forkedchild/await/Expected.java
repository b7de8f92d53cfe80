package io.forkedchild.await;

import io.forkedchild.text.Check;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Printable;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a dialogue waits for: a branch of {@link Dialogue#awaitAnyOf}. */
public final class Expected {

    private static final int MOST_OF_A_PATTERN = 200;

    private final String sort;
    private final Optional<Pattern> pattern;

    private Expected(String sort, Optional<Pattern> pattern) {
        this.sort = sort;
        this.pattern = pattern;
    }

    /**
     * The text as it stands, wherever it stands in a line.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public static Expected text(String text) {
        Check.that(!Check.given("text", text).isEmpty(), "text", "must not be empty", text);
        return new Expected("text ", Optional.of(Pattern.compile(text, Pattern.LITERAL)));
    }

    /**
     * A match of the pattern, in which {@code ^} and {@code $} match at every line.
     *
     * @throws java.util.regex.PatternSyntaxException if the pattern is none
     */
    public static Expected match(String regex) {
        return new Expected("match of ", Optional.of(Pattern.compile(Check.given("regex", regex), Pattern.MULTILINE)));
    }

    /** The end of what the dialogue reads: the child has closed it, by exiting or before. */
    public static Expected end() {
        return new Expected("end", Optional.empty());
    }

    /** Empty for the end. */
    Optional<Pattern> pattern() {
        return pattern;
    }

    boolean isText() {
        return pattern.filter(any -> (any.flags() & Pattern.LITERAL) != 0).isPresent();
    }

    /** {@code text "Name: "}, {@code match of Name: $}, {@code end}. */
    @Override
    public String toString() {
        var shown = pattern.map(any -> Printable.of(Layout.beginning(any.pattern(), MOST_OF_A_PATTERN)))
                .orElse("");
        return sort + (isText() ? '"' + shown + '"' : shown);
    }
}
