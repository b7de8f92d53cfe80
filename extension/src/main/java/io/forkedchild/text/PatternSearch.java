package io.forkedchild.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for a pattern in a text that grows. Where the pattern cannot match whatever comes, it is not tried again: so the cost is that
 * of the text, however often it grows, unless the pattern has begun to match far before the end. One thread at a time may use it.
 */
public final class PatternSearch {

    private final LongText text;
    private final Matcher matcher;
    private final PatternShape shape;
    private int from;
    private int looked;
    private int latest;

    /** @param from where the search begins */
    public PatternSearch(LongText text, Pattern pattern, int from) {
        this.text = text;
        this.from = from;
        this.looked = from;
        this.shape = PatternShape.of(pattern);
        this.matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
    }

    /** It has just found a match, or looked in vain. */
    public Matcher matcher() {
        return matcher;
    }

    /** Whether the text has a match now that ends behind an index; the first of them. */
    public boolean find(int behind) {
        matcher.region(Math.min(from, text.length()), text.length());
        boolean found = matcher.find();
        while (found && matcher.end() <= behind) {
            found = matcher.find();
        }
        latest = found ? matcher.start() : text.length();
        return found;
    }

    /**
     * Has the next search begin where more text may make a match, at the latest at the match that was found. The matcher is not to be
     * looked at then.
     */
    public void advance() {
        int end = text.length();
        if (shape.mostCharacters() < end - from) {
            from = Math.max(from, Math.min(latest, wholeCharacter(end - shape.mostCharacters())));
        } else if (shape.isRepeatable()) {
            if (shape.isInsideALine()) {
                from = Math.max(from, Math.min(latest, beginOfLastLine(end)));
            }
            from = firstThatMayMatch(end);
        }
        looked = end;
    }

    private int beginOfLastLine(int end) {
        for (int i = end; i > Math.max(looked, from); i--) {
            if (text.charAt(i - 1) == '\n' || text.charAt(i - 1) == '\r') {
                return i;
            }
        }
        return from;
    }

    private int firstThatMayMatch(int end) {
        for (int i = from; i < latest; i++) {
            if (wholeCharacter(i) == i) {
                matcher.region(i, end).lookingAt();
                if (matcher.hitEnd()) {
                    return i;
                }
            }
        }
        return Math.max(from, latest);
    }

    private int wholeCharacter(int index) {
        boolean isInside = index > 0
                && index < text.length()
                && Character.isLowSurrogate(text.charAt(index))
                && Character.isHighSurrogate(text.charAt(index - 1));
        return isInside ? index - 1 : index;
    }
}
