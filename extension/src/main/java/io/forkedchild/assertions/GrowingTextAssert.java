package io.forkedchild.assertions;

import io.forkedchild.text.HeapLimit;
import io.forkedchild.text.LongText;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about the output of a child that still writes. Assertions that stay true whatever else comes pass as
 * soon as their text is there; all others wait for the end.
 */
class GrowingTextAssert extends WholeTextAssert {

    private @Nullable GrowingOutput growing;

    /** Public for AssertJ's proxies. */
    public GrowingTextAssert(String actual) {
        super(actual);
    }

    void grows(GrowingOutput output) {
        growing = output;
    }

    private GrowingOutput growing() {
        return Objects.requireNonNull(growing);
    }

    private Origin origin() {
        return (Origin) info.description();
    }

    @Override
    OutputAssert whole(String assertion) {
        var written = growing().whole(assertion, origin());
        return onward().output(written, origin().withNotes(written.defects()));
    }

    @Override
    public OutputAssert withoutAnsi() {
        return onward().output(growing().withoutEscapeSequences(), origin().seenAs("%s without escape sequences"));
    }

    @Override
    public ListAssert<String> lines() {
        var lines = new GrowingLines(growing(), origin());
        return onward().list(lines, origin().seenAs("the lines of %s"));
    }

    // ---- what stays true

    private OutputAssert once(Consumer<OutputAssert> assertion) {
        return once(text -> () -> passes(assertion, text), assertion);
    }

    /** @param search the same, as a look at a text that grows */
    private OutputAssert once(Function<LongText, BooleanSupplier> search, Consumer<OutputAssert> assertion) {
        if (growing().reaches(search, text -> passes(assertion, new OutputAssert(text)))) {
            return this;
        }
        var there = growing().whatIsThere(origin());
        assertion.accept(onward().output(there, growing().waitedFor(origin())));
        return this;
    }

    private static boolean passes(Consumer<OutputAssert> assertion, LongText text) {
        return passes(
                assertion,
                HeapLimit.isShort(text.length()) ? new OutputAssert(text.toString()) : LongOutputAssert.of(text));
    }

    private static boolean passes(Consumer<OutputAssert> assertion, OutputAssert text) {
        try {
            assertion.accept(text);
            return true;
        } catch (AssertionError notYet) {
            return false;
        }
    }

    @Override
    public OutputAssert contains(CharSequence... parts) {
        Consumer<OutputAssert> assertion = text -> text.contains(parts);
        boolean areTexts =
                parts != null && parts.length > 0 && Arrays.stream(parts).allMatch(Objects::nonNull);
        return areTexts ? once(text -> new PartsSearch(text, parts)::areFound, assertion) : once(assertion);
    }

    @Override
    public OutputAssert contains(Iterable<? extends CharSequence> parts) {
        return contains(array(parts));
    }

    @Override
    public OutputAssert containsSequence(CharSequence... parts) {
        return once(text -> text.containsSequence(parts));
    }

    @Override
    public OutputAssert containsSequence(Iterable<? extends CharSequence> parts) {
        return containsSequence(array(parts));
    }

    @Override
    public OutputAssert containsSubsequence(CharSequence... parts) {
        return once(text -> text.containsSubsequence(parts));
    }

    @Override
    public OutputAssert containsSubsequence(Iterable<? extends CharSequence> parts) {
        return containsSubsequence(array(parts));
    }

    private static CharSequence[] array(Iterable<? extends CharSequence> parts) {
        return StreamSupport.stream(parts.spliterator(), false).toArray(CharSequence[]::new);
    }

    @Override
    public OutputAssert containsAnyOf(CharSequence... parts) {
        return once(text -> text.containsAnyOf(parts));
    }

    @Override
    public OutputAssert containsIgnoringCase(CharSequence part) {
        return once(text -> text.containsIgnoringCase(part));
    }

    @Override
    public OutputAssert containsIgnoringWhitespaces(CharSequence... parts) {
        return once(text -> text.containsIgnoringWhitespaces(parts));
    }

    @Override
    public OutputAssert containsIgnoringNewLines(CharSequence... parts) {
        return once(text -> text.containsIgnoringNewLines(parts));
    }

    @Override
    public OutputAssert containsWhitespaces() {
        return once(OutputAssert::containsWhitespaces);
    }

    @Override
    public OutputAssert startsWith(CharSequence part) {
        return once(text -> text.startsWith(part));
    }

    @Override
    public OutputAssert startsWithIgnoringCase(CharSequence part) {
        return once(text -> text.startsWithIgnoringCase(part));
    }

    @Override
    public OutputAssert isNotEmpty() {
        return once(OutputAssert::isNotEmpty);
    }

    @Override
    public OutputAssert isNotBlank() {
        return once(OutputAssert::isNotBlank);
    }

    @Override
    public OutputAssert hasSizeGreaterThan(int length) {
        return once(text -> text.hasSizeGreaterThan(length));
    }

    @Override
    public OutputAssert hasSizeGreaterThanOrEqualTo(int length) {
        return once(text -> text.hasSizeGreaterThanOrEqualTo(length));
    }

    @Override
    public OutputAssert containsPattern(CharSequence pattern) {
        return once(
                text -> new LastingMatch(text, Pattern.compile(pattern.toString()))::isFound,
                text -> text.containsPattern(pattern));
    }

    @Override
    public OutputAssert containsPattern(Pattern pattern) {
        return once(text -> new LastingMatch(text, pattern)::isFound, text -> text.containsPattern(pattern));
    }
}
