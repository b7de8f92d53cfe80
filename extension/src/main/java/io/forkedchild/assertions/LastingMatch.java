package io.forkedchild.assertions;

import io.forkedchild.text.LongText;
import io.forkedchild.text.PatternSearch;
import java.util.regex.Pattern;

/** Looks in a text that grows for a match that no more text can turn into none. */
final class LastingMatch {

    /** What may undo a match at the end without the matcher saying so: lookarounds, possessive and atomic groups, the end. */
    private static final Pattern LOOKS_AHEAD = Pattern.compile("\\\\z|\\(\\?(?:!|<!|>)|[+*?}]\\+");

    private final PatternSearch search;
    private final boolean looksAhead;

    LastingMatch(LongText text, Pattern pattern) {
        search = new PatternSearch(text, pattern, 0);
        looksAhead = LOOKS_AHEAD.matcher(pattern.pattern()).find();
    }

    /** Whether there is one: {@code $}, {@code \b}, {@code \z} and {@code (?!…)} at the end make one that may vanish. */
    boolean isFound() {
        var matcher = search.matcher();
        for (boolean found = search.find(-1); found; found = matcher.find()) {
            if (!matcher.hitEnd() || (!matcher.requireEnd() && !looksAhead)) {
                return true;
            }
        }
        search.advance();
        return false;
    }
}
