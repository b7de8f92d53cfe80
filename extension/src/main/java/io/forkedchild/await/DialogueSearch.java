package io.forkedchild.await;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks for a pattern behind the cursor of a text that grows: once at each place, but for those at which more text could make a match.
 */
final class DialogueSearch {

    private final DialogueText text;
    private final Pattern pattern;
    private final int branch;
    private final long least; // a match that ends here was found before
    private long from;
    private Optional<Found> found = Optional.empty();

    /**
     * A match.
     *
     * @param mayChange whether more text could change it
     */
    record Found(int branch, long start, long end, boolean mayChange) {}

    DialogueSearch(DialogueText text, Pattern pattern, int branch) {
        this.text = text;
        this.pattern = pattern;
        this.branch = branch;
        this.from = text.cursor();
        this.least = text.cursor() == 0 ? -1 : text.cursor();
    }

    Optional<Found> found() {
        return found;
    }

    Pattern pattern() {
        return pattern;
    }

    /** Before this place nothing can begin any more. */
    long from() {
        return from;
    }

    /** The text has grown. */
    void goOn() {
        if (found.isEmpty() || found.get().mayChange()) {
            search();
        }
    }

    private void search() {
        found = Optional.empty();
        var characters = text.characters();
        var matcher = pattern.matcher(characters).useTransparentBounds(true).useAnchoringBounds(false);
        boolean isOpen = false; // whether more text could make a match at a place that has none
        for (int at = (int) (from - text.begin()); at <= characters.length(); at++) {
            if (isInsideCharacter(characters, at)) {
                continue;
            }
            boolean matches = matcher.region(at, characters.length()).lookingAt() && end(matcher.end()) > least;
            isOpen |= matcher.hitEnd();
            if (matches) {
                found = Optional.of(new Found(branch, text.begin() + at, end(matcher.end()), isOpen));
                return;
            }
            if (!isOpen) {
                from = text.begin() + at + 1;
            }
        }
    }

    private long end(int index) {
        return text.begin() + index;
    }

    private static boolean isInsideCharacter(CharSequence text, int at) {
        return at > 0
                && at < text.length()
                && Character.isLowSurrogate(text.charAt(at))
                && Character.isHighSurrogate(text.charAt(at - 1));
    }

    /** The match, with its groups, in the text as it is now. */
    DialogueMatch match(Found match) {
        var kept = text.characters().toString();
        var matcher = pattern.matcher(kept)
                .useTransparentBounds(true)
                .useAnchoringBounds(false)
                .region((int) (match.start() - text.begin()), kept.length());
        if (!matcher.lookingAt()) {
            throw new IllegalStateException("no match where there was one: " + pattern);
        }
        int before = (int) Math.max(0, text.cursor() - text.begin());
        return new DialogueMatch(branch, kept.substring(before, (int) (match.start() - text.begin())), matcher);
    }
}
