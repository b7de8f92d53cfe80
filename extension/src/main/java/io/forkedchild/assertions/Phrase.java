package io.forkedchild.assertions;

import java.util.regex.Pattern;

/** How AssertJ begins a sentence, and how it goes on behind the name of what it is about. */
enum Phrase {
    EACH(
            "^Expecting (each element|all elements|any elements?|exactly one element|no elements?) of(?: actual)?:?\\s*"
                    + Quotes.ACTUAL + "\\s*",
            "expecting $1 "),
    ACTUAL("^Expecting(?: [\\w\\[\\]]+)?:?\\s+" + Quotes.ACTUAL + "\\s*", "expecting %s "),
    STRING("^Expecting string (.*?)(?:,? but was|,? string was):\\s*" + Quotes.ACTUAL, "expecting %s $1"),
    STATE("^Expecting (.*?) but was:?\\s*" + Quotes.ACTUAL, "expecting %s to be $1"),
    NAMED("^Expecting actual ", "expecting %s "),
    INSIDE("(?: in|\\s+group was| text was| it was):\\s*" + Quotes.ACTUAL + "\\s*$", ""),
    EXPECTING("^Expecting", "expecting"),
    EXPECTED("^Expected", "expected"),
    END("\\.\\s*$", "");

    private final Pattern pattern;
    private final String replacement;

    Phrase(String regex, String replacement) {
        this.pattern = Pattern.compile(regex);
        this.replacement = replacement;
    }

    /** @param pronoun {@code it} or {@code them} */
    String appliedTo(String text, String pronoun) {
        return pattern.matcher(text).replaceFirst(replacement.replace("%s", pronoun));
    }
}
