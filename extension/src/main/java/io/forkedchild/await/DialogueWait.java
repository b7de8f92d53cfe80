package io.forkedchild.await;

import io.forkedchild.ForkedChild;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One wait of a dialogue, in each of its streams. */
final class DialogueWait {

    private static final int MOST_LINES = 45;
    private static final int MOST_OF_THE_SENTENCE = 3;

    private final ForkedChild child;
    private final List<Expected> expected;
    private final List<StreamSearch> streams;
    private final long deadline;

    DialogueWait(ForkedChild child, List<DialogueText> texts, List<Expected> expected) {
        this.child = child;
        this.expected = expected;
        this.streams = texts.stream()
                .map(text -> new StreamSearch(child, text, expected))
                .toList();
        long patience = TimeUnit.NANOSECONDS.convert(child.inspection().patience());
        this.deadline = System.nanoTime() + Math.min(patience, Long.MAX_VALUE / 2);
    }

    DialogueMatch await() {
        child.inspection().holdsWithin(child.inspection().patience(), this::isDecided);
        return best().map(StreamMatch::take).or(this::end).orElseThrow(this::failure);
    }

    private boolean isDecided() {
        streams.forEach(stream -> stream.look(deadline));
        return streams.stream().anyMatch(StreamSearch::isDecided) || haveEnded();
    }

    private boolean haveEnded() {
        return streams.stream().allMatch(stream -> stream.text().hasEnded());
    }

    private record StreamMatch(StreamSearch stream, DialogueSearch.Found found) {

        DialogueMatch take() {
            return stream.take(found);
        }

        boolean mayChange() {
            return !stream.isDecided();
        }

        int branch() {
            return found.branch();
        }
    }

    /** Streams have no common order: of matches in several, the branch that was named first counts. */
    private Optional<StreamMatch> best() {
        return streams.stream()
                .flatMap(stream -> stream.best().map(found -> new StreamMatch(stream, found)).stream())
                .min(Comparator.comparing(StreamMatch::mayChange).thenComparing(StreamMatch::branch));
    }

    private Optional<DialogueMatch> end() {
        return haveEnded() ? endBranch().map(this::end) : Optional.empty();
    }

    private Optional<Integer> endBranch() {
        return IntStream.range(0, expected.size())
                .filter(branch -> expected.get(branch).pattern().isEmpty())
                .boxed()
                .findFirst();
    }

    private DialogueMatch end(int branch) {
        var rest = streams.stream().map(StreamSearch::takeAll).collect(Collectors.joining());
        var nothing = Pattern.compile("").matcher("");
        nothing.find();
        return new DialogueMatch(branch, rest, nothing);
    }

    private AssertionError failure() {
        boolean ended = haveEnded();
        if (ended) {
            OutputSearch.awaitExit(child);
        }
        var missed = new MissedText(streams.stream().map(StreamSearch::text).toList(), expected);
        var details = missed.details();
        int left = MOST_LINES - MOST_OF_THE_SENTENCE - (int) details.lines().count();
        var evidence = child.inspection().evidence(left);
        var limit = ended ? "" : " for " + child.inspection().patience().toMillis() + " ms" + tooLate();
        return OutputSearch.failure(missed.sentence(ended, limit) + "\n" + details + evidence);
    }

    /** The evidence is newer than the last look, and may show a match. */
    private String tooLate() {
        isDecided();
        return best().isPresent() ? OutputSearch.TOO_LATE : "";
    }
}
