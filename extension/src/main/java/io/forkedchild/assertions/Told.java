package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.text.Layout;
import io.forkedchild.text.Lines;
import io.forkedchild.text.LongText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    /**
     * The classes whose methods a test calls, and this class. They stand by their names, since they all need this
     * class.
     */
    private static final Set<String> INSIDE = Set.of(
            "OutputAssert",
            "WholeOutputAssert",
            "WholeViewsAssert",
            "WholeTextAssert",
            "GrowingTextAssert",
            "LongOutputAssert",
            "ElementsAssert",
            "BytesAssert",
            "Told");

    private static final int MOST_LINES = 45;
    private static final int FIRST_DETAILS = 12;
    private static final int LAST_DETAILS = 4;
    private static final int FIRST_OF_ACTUAL = 3;
    private static final int LAST_OF_ACTUAL = 10;
    private static final int MOST_NEAREST = 2;
    private static final int LONGEST_SENTENCE = 160;

    /** How much more evidence there may be for the tails of output that the sentence shows already. */
    private static final int[] SHOWN_TWICE = {24, 12, 6, 0};

    private final WritableAssertionInfo info;
    private final Object value;
    private final boolean isPlain;

    /** @param isPlain whether values are compared as they are: else nobody but the test knows what differs */
    Told(WritableAssertionInfo info, Object value, boolean isPlain) {
        this.info = info;
        this.value = value;
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

    private Shown shown(@Nullable Object any) {
        return Shown.of(any, ShortRepresentation.complete(info.representation()));
    }

    // ---- the assertions

    /** Tells a failure with AssertJ's own sentence. */
    <A> A asItIs(Supplier<A> assertion) {
        return told(assertion, Told::inAssertJsWords);
    }

    /** {@code expecting it to be empty}. */
    <A> A expecting(String verb, Supplier<A> assertion) {
        return told(assertion, failure -> telling(verb, List.of()));
    }

    /** {@code expecting it to start with "a"}. */
    <A> A expecting(String verb, @Nullable Object expected, Supplier<A> assertion) {
        return told(assertion, failure -> {
            var other = shown(expected);
            return telling(
                    verb + " " + other.inASentence(), verb.startsWith("not ") ? List.of() : nearest(other.lines()));
        });
    }

    /** {@code expecting it to have 2 lines, but there are 3}. */
    <A> A counting(int expected, Supplier<A> assertion) {
        return told(assertion, failure -> {
            var actual = shown(value);
            var present = ", but there " + (actual.count() == 1 ? "is " : "are ") + actual.count();
            return telling("to have " + MessagesSoFar.count(expected, actual.unit()) + present, List.of());
        });
    }

    /** {@code expecting them to contain ["a", "d"]}, and which of them decide: were not found, or found although unwanted. */
    <A> A finding(String verb, Object[] expected, Supplier<A> assertion) {
        if (value instanceof CharSequence && expected.length == 1) {
            return expecting(verb, expected[0], assertion);
        }
        return told(assertion, failure -> {
            var missing = new ArrayList<>(shown(expected).lines());
            boolean areElements = !(value instanceof CharSequence) && !isLong();
            var others = new ArrayList<>(areElements ? shown(value).lines() : List.of());
            missing.removeIf(each -> areElements ? others.remove(each) : has(each));
            var details = new ArrayList<String>();
            boolean isSome = !missing.isEmpty() && missing.size() < expected.length;
            if (isSome && verb.startsWith("not ")) {
                var found = new ArrayList<>(shown(expected).lines());
                found.removeAll(missing);
                details.add("found: " + shown(found).inASentence());
            } else if (isSome) {
                details.add("not found: " + shown(missing).inASentence());
            }
            if (!others.isEmpty() && verb.contains("exactly")) {
                details.add("not expected: " + shown(others).inASentence());
            }
            details.addAll(verb.startsWith("not ") ? List.of() : nearest(missing));
            return telling(verb + " " + shown(expected).inASentence(), details);
        });
    }

    private boolean isLong() {
        return value instanceof LongText || LongList.of(value).isPresent();
    }

    /** Whether the text has this part, or the long list this line. */
    private boolean has(String each) {
        return value instanceof LongText text
                ? text.contains(each)
                : LongList.of(value)
                        .map(lines -> lines.contains(each))
                        .orElseGet(() -> value.toString().contains(each));
    }

    /**
     * {@code expecting it to be equal to a text of 3000 lines, but line 1500 differs, and no other}.
     *
     * @param key what of a line is compared
     */
    <A> A comparing(String verb, @Nullable Object expected, UnaryOperator<String> key, Supplier<A> assertion) {
        return told(assertion, failure -> {
            var other = shown(expected);
            var actual = shown(value);
            var both = Optional.of(new Verdict.Comparison(other.whole(), actual.whole()));
            var first = sentence(verb + " " + other.inASentence());
            return Comparison.of(other, actual, key)
                    .map(seen -> new Telling(first + seen.summary(), seen.lines(), seen.shown(), both))
                    .orElseGet(() -> {
                        var unseen = inAssertJsWords(failure);
                        return new Telling(unseen.first, unseen.details, List.of(), both);
                    });
        });
    }

    private <A> A told(Supplier<A> assertion, Function<AssertionError, Telling> telling) {
        if (!(info.description() instanceof Origin origin) || origin.isTold) {
            return assertion.get();
        }
        info.useRepresentation(new ShortRepresentation(info.representation(), value, origin.what));
        origin.isTold = true;
        try {
            return assertion.get();
        } catch (AssertionError failure) {
            var own = info.overridingErrorMessage();
            boolean isOurs = isPlain && (own == null || own.isEmpty());
            throw retold(failure, isOurs ? telling.apply(failure) : inAssertJsWords(failure), origin);
        } finally {
            origin.isTold = false;
        }
    }

    // ---- sentences

    private String sentence(String verb) {
        return "expecting " + (value instanceof CharSequence ? "it " : "them ") + verb;
    }

    private Telling telling(String verb, List<String> details) {
        var actual = shown(value);
        var lines = new ArrayList<>(details);
        lines.add("actual:   " + actual.inALine().orElseGet(actual::size));
        if (actual.inALine().isEmpty()) {
            lines.addAll(actual.ends(FIRST_OF_ACTUAL, LAST_OF_ACTUAL));
        }
        var ends = Shortened.lines(actual.lines(), FIRST_OF_ACTUAL, LAST_OF_ACTUAL);
        return new Telling(sentence(verb), lines, ends, Optional.empty());
    }

    /** What comes nearest to what was looked for among many lines. */
    private List<String> nearest(List<String> wanted) {
        var lines = shown(value).lines();
        if (value instanceof byte[] || lines.size() <= FIRST_OF_ACTUAL + LAST_OF_ACTUAL + 1) {
            return List.of();
        }
        return wanted.stream()
                .limit(MOST_NEAREST)
                .flatMap(one -> NearestLine.to(one, lines)
                        .map(line -> "nearest:  " + line + (wanted.size() == 1 ? "" : ", to " + Lines.withoutEnd(one)))
                        .stream())
                .toList();
    }

    private static Telling inAssertJsWords(AssertionError failure) {
        var lines = String.valueOf(failure.getMessage())
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        var first = lines.stream().map(String::strip).collect(Collectors.joining(" "));
        if (first.length() <= LONGEST_SENTENCE && !first.contains(" -- failure ")) {
            return new Telling(first, List.of(), List.of(), Optional.empty());
        }
        var details = Shortened.lines(lines.subList(1, lines.size()), FIRST_DETAILS, LAST_DETAILS);
        return new Telling(lines.get(0), details, List.of(), Optional.empty());
    }

    // ---- the failure

    private AssertionError retold(AssertionError failure, Telling telling, Origin origin) {
        var text = (origin.isCollected ? "\n" : "")
                + origin.child.inspection().withoutExamining(() -> text(telling, origin));
        var retold = telling.comparison
                .map(both -> new AssertionErrorCreator()
                        .assertionError(
                                text,
                                origin.child.inspection().withoutSecrets(both.actual()),
                                origin.child.inspection().withoutSecrets(both.expected()),
                                info.representation()))
                .orElseGet(() -> new AssertionError(text));
        retold.setStackTrace(Stream.of(failure.getStackTrace())
                .dropWhile(frame -> isInside(frame.getClassName()))
                .toArray(StackTraceElement[]::new));
        Stream.of(failure.getSuppressed()).forEach(retold::addSuppressed);
        if (failure.getCause() != null) {
            retold.initCause(failure.getCause());
        }
        return withCause(retold, origin.child);
    }

    /** Whether a frame of this class is part of an assertion; nested classes and AssertJ's proxies count as well. */
    static boolean isInside(String className) {
        var prefix = Told.class.getPackageName() + ".";
        return className.startsWith(prefix)
                && INSIDE.contains(className.substring(prefix.length()).replaceFirst("\\$.*", ""));
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
        ChildSentences.awaitExit(origin.child);
        ChildSentences.awaitClose(origin.child);
        var lines = new ArrayList<>(Layout.sentence(Verdict.cut(origin.sentenceStart()) + Verdict.cut(telling.first)));
        Verdict.addDetails(
                Stream.concat(origin.notes.stream(), telling.details.stream())
                        .distinct()
                        .toList(),
                lines);
        var shown = telling.shown.stream()
                .map(line -> ShownOutput.shown(Lines.withoutEnd(line)))
                .toList();
        int atMost = MOST_LINES - lines.size();
        lines.addAll(evidence(origin.child, shown, atMost));
        return origin.child.inspection().withoutSecrets(String.join("\n", lines));
    }

    private static List<String> evidence(ForkedChild child, List<String> shown, int atMost) {
        List<String> lines = List.of();
        for (int more : SHOWN_TWICE) {
            lines = ShownOutput.without(
                    shown, child.inspection().evidence(atMost + more).lines().toList());
            if (lines.size() <= atMost) {
                return lines;
            }
        }
        return lines;
    }
}
