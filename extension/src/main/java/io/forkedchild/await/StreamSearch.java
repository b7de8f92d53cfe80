package io.forkedchild.await;

import io.forkedchild.ForkedChild;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Looks for all that a dialogue waits for in one of its streams. */
final class StreamSearch {

    private final DialogueText text;
    private final List<DialogueSearch> searches = new ArrayList<>();
    private final QuietPeriod quiet;
    private long thereAtFirst = -1; // bytes when the wait began

    StreamSearch(ForkedChild child, DialogueText text, List<Expected> expected) {
        this.text = text;
        this.quiet = new QuietPeriod(child);
        text.rewind();
        IntStream.range(0, expected.size())
                .forEach(branch -> expected.get(branch)
                        .pattern()
                        .ifPresent(pattern -> searches.add(new DialogueSearch(text, pattern, branch))));
    }

    DialogueText text() {
        return text;
    }

    /** All that was there at first is looked at; what came later only until the time is over. */
    void look(long deadline) {
        boolean isWhole = text.output().hasEnded(); // asked before the length, which then is final
        long limit = text.output().textLength();
        if (thereAtFirst < 0) {
            thereAtFirst = limit;
            search();
        }
        while (!isFound() && text.readOn(limit, isWhole)) {
            search();
            if (text.read() >= thereAtFirst && System.nanoTime() - deadline > 0) {
                return;
            }
        }
    }

    private void search() {
        searches.forEach(DialogueSearch::goOn);
        quiet.begin();
        text.dropIfMany(searches.stream().mapToLong(DialogueSearch::from).min().orElse(text.end()));
    }

    /** What was complete first, in the order in which the child has written it; the first of several branches that end there. */
    Optional<DialogueSearch.Found> best() {
        return searches.stream()
                .flatMap(search -> search.found().stream())
                .min(Comparator.comparing(DialogueSearch.Found::end).thenComparing(DialogueSearch.Found::branch));
    }

    /** Whether there is a match that nothing can change any more. */
    private boolean isFound() {
        return best().filter(match -> !match.mayChange()).isPresent();
    }

    boolean isDecided() {
        return isFound() || (best().isPresent() && (text.hasEnded() || quiet.isOver()));
    }

    /** Goes on behind a match. */
    DialogueMatch take(DialogueSearch.Found match) {
        var taken = searches.stream()
                .filter(search -> search.found().filter(match::equals).isPresent())
                .findFirst()
                .orElseThrow()
                .match(match);
        text.moveTo(match.end());
        return taken;
    }

    /** Goes to the end, and returns what was before it. */
    String takeAll() {
        var rest = text.characters().substring((int) Math.max(0, text.cursor() - text.begin()));
        text.moveTo(text.end());
        return rest;
    }
}
