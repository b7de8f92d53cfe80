package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.text.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.WritableAssertionInfo;
import org.assertj.core.error.AssertionErrorCreator;
import org.jspecify.annotations.Nullable;

/**
 * Makes an assertion of AssertJ's and tells its failure in the layout of all failures: one sentence, the difference, the
 * evidence of the child. AssertJ judges, as everywhere; only the text is another one.
 */
final class Told {

    private static final int MOST_LINES = 45;
    private static final int MOST_DETAILS = 16;
    private static final int FIRST_OF_ACTUAL = 3;
    private static final int LAST_OF_ACTUAL = 10;
    private static final int MOST_NEAREST = 2;
    private static final int LONGEST_SENTENCE = 160;

    /** How much more evidence there may be for the tails of output that the sentence shows already. */
    private static final int[] SHOWN_TWICE = {24, 12, 6, 0};

    private static final List<Class<?>> OURS =
            List.of(Told.class, OutputAssert.class, ElementsAssert.class, BytesAssert.class);

    private final WritableAssertionInfo info;
    private final Shown actual;
    private final String pronoun;
    private final boolean isPlain;

    /** @param isPlain whether values are compared as they are: else nobody but the test knows what differs */
    Told(WritableAssertionInfo info, Object actual, boolean isPlain) {
        this.info = info;
        this.actual = shown(actual);
        this.pronoun = actual instanceof CharSequence ? "it" : "them";
        this.isPlain = isPlain;
    }

    /**
     * What a failure says besides the evidence.
     *
     * @param first continues what begins with the name
     * @param shown lines of output that are among the details
     */
    private record Telling(
            String first, List<String> details, List<String> shown, Optional<Verdict.Comparison> comparison) {}

    private Shown shown(@Nullable Object value) {
        return new Shown(value, ShortRepresentation.complete(info.representation()));
    }

    // ---- the assertions

    /** With AssertJ's sentence. */
    <A> A asItIs(Supplier<A> assertion) {
        return caught(assertion, this::inAssertJsWords);
    }

    /** {@code expecting it to be empty}. */
    <A> A expecting(String verb, Supplier<A> assertion) {
        return caught(assertion, failure -> telling(verb, List.of()));
    }

    /** {@code expecting it to start with "a"}. */
    <A> A expecting(String verb, @Nullable Object expected, Supplier<A> assertion) {
        return caught(assertion, failure -> telling(verb + " " + shown(expected).inASentence(), near(verb, expected)));
    }

    /** {@code expecting it to have 2 lines, but there are 3}. */
    <A> A counting(String howMany, int expected, Supplier<A> assertion) {
        return caught(
                assertion,
                failure -> telling(
                        "to have " + howMany + Mailbox.count(expected, actual.unit()) + ", but there "
                                + (actual.count() == 1 ? "is " : "are ") + actual.count(),
                        List.of()));
    }

    /**
     * {@code expecting it to contain ["a", "d"]}, and which of them were not found.
     *
     * @param isThere whether one of the values is
     */
    <A> A finding(String verb, List<?> values, Predicate<Object> isThere, Supplier<A> assertion) {
        return caught(assertion, failure -> {
            var missing = values.stream().filter(isThere.negate()).toList();
            var details = new ArrayList<String>();
            if (!missing.isEmpty() && missing.size() < values.size()) {
                details.add("not found: " + shown(missing).inASentence());
            }
            details.addAll(near(verb, missing));
            var expected = actual.isText() && values.size() == 1 ? values.get(0) : values;
            return telling(verb + " " + shown(expected).inASentence(), details);
        });
    }

    /**
     * {@code expecting it to be equal to a text of 3000 lines, but line 1500 differs, and no other}.
     *
     * @param key what of a line is compared
     */
    <A> A comparing(String verb, @Nullable Object expected, UnaryOperator<String> key, Supplier<A> assertion) {
        return caught(assertion, failure -> {
            var other = shown(expected);
            var both = Optional.of(new Verdict.Comparison(other.whole(), actual.whole()));
            return Comparison.of(other, actual, key)
                    .map(compared -> new Telling(
                            sentence(verb + " " + other.inASentence()) + compared.summary(),
                            compared.lines(),
                            compared.shown(),
                            both))
                    .orElseGet(() -> {
                        var plain = inAssertJsWords(failure);
                        return new Telling(plain.first, plain.details, plain.shown, both);
                    });
        });
    }

    /** {@code expecting them to contain exactly, in any order, ["a"]}, and which were not found or not expected. */
    <A> A inAnyOrder(Object[] values, Supplier<A> assertion) {
        return caught(assertion, failure -> {
            var expected = shown(values);
            var missing = new ArrayList<>(expected.lines());
            var surplus = new ArrayList<>(actual.lines());
            expected.lines().forEach(surplus::remove);
            actual.lines().forEach(missing::remove);
            var details = Stream.of(Map.entry("not found: ", missing), Map.entry("not expected: ", surplus))
                    .filter(each -> !each.getValue().isEmpty())
                    .map(each -> each.getKey() + shown(each.getValue()).inASentence())
                    .toList();
            return telling("to contain exactly, in any order, " + expected.inASentence(), details);
        });
    }

    private <A> A caught(Supplier<A> assertion, Function<AssertionError, Telling> telling) {
        if (!(info.description() instanceof Origin origin) || origin.isCaught()) {
            return assertion.get();
        }
        info.useRepresentation(ShortRepresentation.of(info.representation(), actual.value(), origin.what()));
        origin.isCaught(true);
        try {
            return assertion.get();
        } catch (AssertionError failure) {
            var own = info.overridingErrorMessage();
            boolean isOurs = isPlain && (own == null || own.isEmpty());
            throw retold(
                    failure,
                    (isOurs ? telling : (Function<AssertionError, Telling>) this::inAssertJsWords).apply(failure),
                    origin);
        } finally {
            origin.isCaught(false);
        }
    }

    // ---- sentences

    private String sentence(String verb) {
        return "expecting " + pronoun + " " + verb;
    }

    /** With the actual value. */
    private Telling telling(String verb, List<String> details) {
        var lines = new ArrayList<>(details);
        var inALine = actual.inALine();
        lines.add("actual:   " + inALine.orElseGet(actual::size));
        var ends = actual.ends(FIRST_OF_ACTUAL, LAST_OF_ACTUAL);
        if (inALine.isEmpty()) {
            ends.forEach(line -> lines.add("  " + line));
        }
        return new Telling(
                sentence(verb),
                lines,
                Shortened.lines(actual.lines(), FIRST_OF_ACTUAL, LAST_OF_ACTUAL),
                Optional.empty());
    }

    /** What comes nearest to what was looked for among many lines. */
    private List<String> near(String verb, @Nullable Object sought) {
        var wanted = shown(sought);
        if (verb.startsWith("not ")
                || !wanted.isOfLines()
                || !actual.isOfLines()
                || actual.lines().size() <= FIRST_OF_ACTUAL + LAST_OF_ACTUAL + 1) {
            return List.of();
        }
        var lines = wanted.lines();
        return lines.stream()
                .limit(MOST_NEAREST)
                .flatMap(one -> NearestLine.to(one, actual.lines())
                        .map(line ->
                                "nearest:  " + line + (lines.size() == 1 ? "" : ", to " + Shortened.withoutEnd(one)))
                        .stream())
                .toList();
    }

    private Telling inAssertJsWords(AssertionError failure) {
        var lines = String.valueOf(failure.getMessage())
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        var inALine = lines.stream().map(String::strip).collect(Collectors.joining(" "));
        if (inALine.length() <= LONGEST_SENTENCE) {
            return new Telling(inALine, List.of(), List.of(), Optional.empty());
        }
        var details = Shortened.lines(lines.subList(1, lines.size()), MOST_DETAILS * 3 / 4, MOST_DETAILS / 4);
        return new Telling(lines.get(0), details, List.of(), Optional.empty());
    }

    // ---- the failure

    private AssertionError retold(AssertionError failure, Telling telling, Origin origin) {
        var child = origin.child();
        var text = (origin.isCollected() ? "\n" : "") + child.aside(() -> text(telling, origin));
        var retold = telling.comparison()
                .map(both -> new AssertionErrorCreator()
                        .assertionError(text, both.actual(), both.expected(), info.representation()))
                .orElseGet(() -> new AssertionError(text));
        retold.setStackTrace(Stream.of(failure.getStackTrace())
                .dropWhile(frame -> isOurs(frame.getClassName()))
                .toArray(StackTraceElement[]::new));
        for (var suppressed : failure.getSuppressed()) {
            retold.addSuppressed(suppressed);
        }
        if (failure.getCause() != null) {
            retold.initCause(failure.getCause());
        }
        return withCause(retold, child);
    }

    private static boolean isOurs(String className) {
        return OURS.stream().anyMatch(ours -> className.startsWith(ours.getName()))
                || className.startsWith("org.assertj.");
    }

    /** What was thrown in the child is mostly what is behind the failure. */
    static AssertionError withCause(AssertionError failure, ForkedChild child) {
        var thrown = child.thrown();
        if (thrown.isPresent() && failure.getCause() == null) {
            failure.initCause(thrown.get());
        }
        return failure;
    }

    private static String text(Telling telling, Origin origin) {
        var child = origin.child();
        States.awaitExit(child);
        States.awaitClose(child);
        var lines =
                new ArrayList<>(Layout.sentence(Verdict.cut(origin.sentenceStart()) + Verdict.cut(telling.first())));
        Verdict.addDetails(
                Stream.concat(origin.notes().stream(), telling.details().stream())
                        .distinct()
                        .toList(),
                lines);
        lines.addAll(evidence(child, telling.shown(), MOST_LINES - lines.size()));
        return String.join("\n", lines);
    }

    private static List<String> evidence(ForkedChild child, List<String> shownOutput, int atMost) {
        var shown = shownOutput.stream()
                .map(line -> ShownOutput.shown(Shortened.withoutEnd(line)))
                .toList();
        List<String> lines = List.of();
        for (int more : SHOWN_TWICE) {
            lines = ShownOutput.without(
                    shown, child.evidence(atMost + more).lines().toList());
            if (lines.size() <= atMost) {
                return lines;
            }
        }
        return lines;
    }
}
