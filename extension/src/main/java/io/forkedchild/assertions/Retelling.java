package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.text.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.WritableAssertionInfo;
import org.assertj.core.error.AssertionErrorCreator;
import org.jspecify.annotations.Nullable;

/**
 * Tells the failures of AssertJ's own assertions in the layout of all failures: one sentence, the difference, the evidence of
 * the child. During an assertion AssertJ writes its sentence with {@link Quotes} of the values; afterwards they are filled in.
 */
final class Retelling {

    private static final int MOST_LINES = 45;

    /** How much more evidence there may be for the tails of output that the sentence shows already. */
    private static final int[] SHOWN_TWICE = {24, 12, 6, 0};

    private final Object actual;
    private final WritableAssertionInfo info;
    private final boolean isCollected;
    private Origin origin;
    private Quotes quotes;
    private int depth;

    private Retelling(WritableAssertionInfo info, Object actual, Origin origin, boolean isCollected) {
        this.actual = actual;
        this.isCollected = isCollected;
        this.info = info;
        this.origin = origin;
        this.quotes = new Quotes(info.representation(), actual);
    }

    /**
     * Where the assertion cannot be retold, its description carries the evidence.
     *
     * @param assertion mostly of a {@link RetoldClass}
     * @param actual what it is about
     * @param isCollected whether its failures stand below each other in the end
     */
    static void of(AbstractAssert<?, ?> assertion, Object actual, Origin origin, boolean isCollected) {
        var info = assertion.getWritableAssertionInfo();
        info.description(origin);
        if (assertion instanceof Retold retold) {
            retold.retelling(new Retelling(info, actual, origin, isCollected));
        }
    }

    // ---- called by the classes that are made at run time

    /** @param retelling null inside a constructor */
    static void begin(@Nullable Retelling retelling) {
        if (retelling != null && retelling.depth++ == 0) {
            retelling.adopt();
            retelling.isTelling(true);
        }
    }

    /** @param result of the assertion, null if it has none */
    static void end(@Nullable Object result, @Nullable Retelling retelling) {
        if (retelling != null && --retelling.depth == 0) {
            retelling.isTelling(false);
            retelling.follow(result);
        }
    }

    /** What to throw instead. */
    static Throwable failed(Throwable thrown, @Nullable Retelling retelling) {
        if (retelling == null || --retelling.depth > 0) {
            return thrown;
        }
        retelling.isTelling(false);
        return thrown instanceof AssertionError failure ? retelling.retold(failure) : thrown;
    }

    /** The test may have set a description or a representation since. */
    private void adopt() {
        if (info.description() != origin) {
            origin = info.description() instanceof Origin other ? other : origin.described(info.description());
            info.description(origin);
        }
        if (info.representation() != quotes) {
            quotes = new Quotes(info.representation(), actual);
            info.useRepresentation(quotes);
        }
    }

    private void isTelling(boolean isTelling) {
        origin.isBrief(isTelling);
        quotes.isQuoting(isTelling);
    }

    /** What an assertion leads on to is AssertJ's again; its failures have the evidence in their description. */
    private void follow(@Nullable Object result) {
        if (result instanceof AbstractAssert<?, ?> other && other.getWritableAssertionInfo() != info) {
            var onward = other.getWritableAssertionInfo();
            if (!(onward.description() instanceof Origin)) {
                onward.description(origin.at(onward.description()));
            }
            if (!(onward.representation() instanceof Quotes)) {
                onward.useRepresentation(quotes);
            }
        }
    }

    // ---- telling

    /** A sentence that nobody has thought of must not hide that the assertion has failed. */
    private AssertionError retold(AssertionError failure) {
        var message = String.valueOf(failure.getMessage());
        try {
            return retold(failure, origin.afterBrief(message));
        } catch (RuntimeException unreadable) {
            var plain = likeOriginal(new AssertionError(quotes.filled(message)), failure, origin.child());
            plain.addSuppressed(unreadable);
            return plain;
        }
    }

    private AssertionError retold(AssertionError failure, String message) {
        var child = origin.child();
        var own = info.overridingErrorMessage();
        var sentence = own == null || own.isEmpty() ? Sentence.of(message, quotes) : Sentence.ofTheTest(own, quotes);
        var text = (isCollected ? "\n" : "") + child.aside(() -> text(sentence, child));
        var retold = sentence.comparison()
                .map(both -> new AssertionErrorCreator()
                        .assertionError(text, both.actual(), both.expected(), info.representation()))
                .orElseGet(() -> new AssertionError(text));
        return likeOriginal(retold, failure, child);
    }

    private String text(Sentence sentence, ForkedChild child) {
        States.awaitExit(child);
        States.awaitClose(child);
        var lines =
                new ArrayList<>(Layout.sentence(Verdict.cut(origin.sentenceStart()) + Verdict.cut(sentence.first())));
        var details = sentence.details().stream().filter(line -> !origin.notes().contains(line));
        Verdict.addDetails(Stream.concat(origin.notes().stream(), details).toList(), lines);
        lines.addAll(evidence(child, sentence.shownOutput(), MOST_LINES - lines.size()));
        return String.join("\n", lines);
    }

    private static List<String> evidence(ForkedChild child, List<String> shown, int atMost) {
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

    private static AssertionError likeOriginal(AssertionError retold, AssertionError failure, ForkedChild child) {
        retold.setStackTrace(Stream.of(failure.getStackTrace())
                .filter(frame -> !isOurs(frame.getClassName()))
                .toArray(StackTraceElement[]::new));
        for (var suppressed : failure.getSuppressed()) {
            retold.addSuppressed(suppressed);
        }
        if (failure.getCause() != null) {
            retold.initCause(failure.getCause());
        }
        return withCause(retold, child);
    }

    /** What was thrown in the child is mostly what is behind the failure. */
    static AssertionError withCause(AssertionError failure, ForkedChild child) {
        var thrown = child.thrown();
        if (thrown.isPresent() && failure.getCause() == null) {
            failure.initCause(thrown.get());
        }
        return failure;
    }

    private static boolean isOurs(String className) {
        return className.startsWith(RetoldClass.NAMES) || className.equals(OutputAssert.class.getName());
    }
}
