package io.forkedchild.assertions;

import io.forkedchild.text.Lines;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ByteArrayAssert;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.description.Description;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about what a child has written: AssertJ's about its text, with ways on to its lines and its bytes. The text is
 * decoded as UTF-8; what is no UTF-8 stands in it as U+FFFD, and a failure then tells where.
 */
public class OutputAssert extends AbstractStringAssert<OutputAssert> {

    private static final Pattern WHITESPACE = Pattern.compile("\\s+");

    private final Object plain = objects;
    private WrittenOutput written;
    private @Nullable SoftAssertionsProvider collector;

    /** AssertJ calls this to make proxies for soft assertions; tests call {@link ForkedChildAssert#stdout}. */
    public OutputAssert(String actual) {
        super(actual, OutputAssert.class);
        written = WrittenOutput.of(actual);
    }

    /** @param collectsFailures takes the failures of what it leads on to; null when they are thrown */
    void comesFrom(WrittenOutput output, @Nullable SoftAssertionsProvider collectsFailures) {
        written = output;
        collector = collectsFailures;
    }

    final WrittenOutput written() {
        return written;
    }

    // ---- other views

    /**
     * Leads on to its lines, without their ends, which are {@code \n}, {@code \r\n} and a carriage return alone, as progress
     * bars write it. A last line without an end counts.
     */
    @CheckReturnValue
    public ListAssert<String> lines() {
        return onward().list(actual.lines().toList(), origin("the lines of %s"));
    }

    /**
     * Leads on to the bytes as they were written, before any decoding; of several descriptors in the order in which they were
     * read.
     */
    @CheckReturnValue
    @SuppressWarnings("MissingOverride") // the oldest AssertJ has no such method
    public ByteArrayAssert bytes() {
        return onward().bytes(written.bytes(), bytesOrigin());
    }

    /**
     * Leads on to the text without colours, cursor movements, titles, links and the other escape sequences of terminals. A
     * carriage return and a backspace stay.
     */
    @CheckReturnValue
    public OutputAssert withoutAnsi() {
        return onward().output(written.withoutEscapeSequences(), origin("%s without escape sequences"));
    }

    final NextAssert onward() {
        return new NextAssert(info, collector);
    }

    /** The origin of another view of it; null if no child has written it. */
    final @Nullable Origin origin(String view) {
        return info.description() instanceof Origin origin ? origin.seenAs(view) : null;
    }

    /** They are as they were written, whatever the text has lost. */
    private @Nullable Origin bytesOrigin() {
        var origin = origin("the bytes of %s");
        return origin == null ? null : origin.withoutNotes();
    }

    // ---- its encoding

    /**
     * All of its bytes are UTF-8, whatever the encoding of the child: nothing in the text stands for a byte that could not be
     * decoded.
     */
    public OutputAssert isValidUtf8() {
        return told().asItIs(() -> {
            if (!written.isUtf8()) {
                throw failure("expecting it to be UTF-8"); // where it is not stands in the notes of the origin
            }
            return myself;
        });
    }

    // ---- the text

    @Override
    public OutputAssert isEqualTo(@Nullable Object expected) {
        return told().comparing("to be equal to", expected, line -> line, () -> super.isEqualTo(expected));
    }

    @Override
    public OutputAssert isEqualTo(@Nullable String expected) {
        return isEqualTo((Object) expected);
    }

    @Override
    public OutputAssert isNotEqualTo(@Nullable Object other) {
        return told().expecting("not to be equal to", other, () -> super.isNotEqualTo(other));
    }

    @Override
    public OutputAssert isEqualToIgnoringCase(CharSequence expected) {
        return told().comparing(
                        "to be equal, ignoring case, to",
                        expected,
                        line -> line.toLowerCase(Locale.ROOT),
                        () -> super.isEqualToIgnoringCase(expected));
    }

    @Override
    public OutputAssert isEqualToIgnoringWhitespace(CharSequence expected) {
        return told().comparing(
                        "to be equal, ignoring whitespace, to",
                        expected,
                        line -> WHITESPACE.matcher(line).replaceAll(""),
                        () -> super.isEqualToIgnoringWhitespace(expected));
    }

    @Override
    public OutputAssert isEqualToNormalizingWhitespace(CharSequence expected) {
        return told().comparing(
                        "to be equal, with normalized whitespace, to",
                        expected,
                        line -> WHITESPACE.matcher(line.strip()).replaceAll(" "),
                        () -> super.isEqualToNormalizingWhitespace(expected));
    }

    @Override
    public OutputAssert isEqualToNormalizingNewlines(CharSequence expected) {
        return told().comparing(
                        "to be equal, with normalized ends of lines, to",
                        expected,
                        Lines::withoutEnd,
                        () -> super.isEqualToNormalizingNewlines(expected));
    }

    @Override
    public OutputAssert isEqualToIgnoringNewLines(CharSequence expected) {
        return told().comparing(
                        "to be equal, ignoring ends of lines, to",
                        expected,
                        Lines::withoutEnd,
                        () -> super.isEqualToIgnoringNewLines(expected));
    }

    @Override
    public OutputAssert contains(CharSequence... parts) {
        return told().finding("to contain", parts, () -> super.contains(parts));
    }

    @Override
    public OutputAssert containsSequence(CharSequence... parts) {
        return told().finding("to contain in this order", parts, () -> super.containsSequence(parts));
    }

    @Override
    public OutputAssert containsSubsequence(CharSequence... parts) {
        return told().finding(
                        "to contain in this order, perhaps with others between,",
                        parts,
                        () -> super.containsSubsequence(parts));
    }

    @Override
    public OutputAssert doesNotContain(CharSequence... parts) {
        return told().finding("not to contain", parts, () -> super.doesNotContain(parts));
    }

    @Override
    public OutputAssert containsIgnoringCase(CharSequence part) {
        return told().expecting("to contain, ignoring case,", part, () -> super.containsIgnoringCase(part));
    }

    @Override
    public OutputAssert containsOnlyOnce(CharSequence part) {
        return told().expecting("to contain only once", part, () -> super.containsOnlyOnce(part));
    }

    @Override
    public OutputAssert containsPattern(CharSequence pattern) {
        return told().expecting("to contain pattern", pattern, () -> super.containsPattern(pattern));
    }

    @Override
    public OutputAssert containsPattern(Pattern pattern) {
        return told().expecting("to contain pattern", pattern, () -> super.containsPattern(pattern));
    }

    @Override
    public OutputAssert doesNotContainPattern(CharSequence pattern) {
        return told().expecting("not to contain pattern", pattern, () -> super.doesNotContainPattern(pattern));
    }

    @Override
    public OutputAssert matches(CharSequence pattern) {
        return told().expecting("to match pattern", pattern, () -> super.matches(pattern));
    }

    @Override
    public OutputAssert matches(Pattern pattern) {
        return told().expecting("to match pattern", pattern, () -> super.matches(pattern));
    }

    @Override
    public OutputAssert doesNotMatch(CharSequence pattern) {
        return told().expecting("not to match pattern", pattern, () -> super.doesNotMatch(pattern));
    }

    @Override
    public OutputAssert startsWith(CharSequence part) {
        return told().expecting("to start with", part, () -> super.startsWith(part));
    }

    @Override
    public OutputAssert doesNotStartWith(CharSequence part) {
        return told().expecting("not to start with", part, () -> super.doesNotStartWith(part));
    }

    @Override
    public OutputAssert endsWith(CharSequence part) {
        return told().expecting("to end with", part, () -> super.endsWith(part));
    }

    @Override
    public OutputAssert doesNotEndWith(CharSequence part) {
        return told().expecting("not to end with", part, () -> super.doesNotEndWith(part));
    }

    @Override
    public void isEmpty() {
        told().expecting("to be empty", () -> {
            super.isEmpty();
            return this;
        });
    }

    @Override
    public OutputAssert isNotEmpty() {
        return told().expecting("not to be empty", super::isNotEmpty);
    }

    @Override
    public OutputAssert isBlank() {
        return told().expecting("to be blank", super::isBlank);
    }

    @Override
    public OutputAssert isNotBlank() {
        return told().expecting("not to be blank", super::isNotBlank);
    }

    @Override
    public OutputAssert hasLineCount(int lines) {
        return told().counting(lines, () -> super.hasLineCount(lines));
    }

    @Override
    public OutputAssert hasSize(int length) {
        return told().asItIs(() -> super.hasSize(length));
    }

    @Override
    protected OutputAssert satisfiesAnyOfForProxy(Consumer<? super String>[] requirements) {
        return told().asItIs(() -> super.satisfiesAnyOfForProxy(requirements));
    }

    @Override
    protected OutputAssert satisfiesForProxy(Consumer<? super String>[] requirements) {
        return told().asItIs(() -> super.satisfiesForProxy(requirements));
    }

    @Override
    public AbstractStringAssert<?> asString() {
        return Origin.handOn(info, super.asString());
    }

    @Override
    public OutputAssert describedAs(Description description) {
        return super.describedAs(Origin.of(info, description));
    }

    private Told told() {
        return new Told(info, actual, objects == plain);
    }
}
