package io.forkedchild.assertions;

import io.forkedchild.text.HeapLimit;
import io.forkedchild.text.LongLines;
import io.forkedchild.text.LongText;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.ListAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about output that is very long. Those that need not have all of it at once read it piece by piece; the others look at
 * it as one text where the heap has room for that, and are refused where it has not. See {@code docs/decisions/long-output.md}.
 */
class LongOutputAssert extends WholeTextAssert {

    private static final String INSTEAD =
            "with contains, containsPattern, startsWith, endsWith, isEqualTo, hasLineCount, hasSize"
                    + " and their negations, lines() or linesOf(child), which take it piece by piece";

    private static final Pattern NOT_BLANK = Pattern.compile("\\S", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern BLANK = Pattern.compile("\\s", Pattern.UNICODE_CHARACTER_CLASS);

    /** Public for AssertJ's proxies. */
    public LongOutputAssert(String actual) {
        super(actual);
    }

    /** About a text that no child has written. */
    static OutputAssert of(LongText text) {
        var output = new LongOutputAssert("");
        output.comesFrom(WrittenOutput.ofLong(text), null);
        return output;
    }

    private LongText text() {
        return written().longText().orElseThrow();
    }

    @Override
    OutputAssert whole(String assertion) {
        HeapLimit.requireRoomForSeveral(
                written().name(), text().length(), INSTEAD + "; " + assertion + " needs all of it");
        return onward().whole(written(), origin("%s"));
    }

    private OutputAssert that(boolean holds, String verb, @Nullable Object expected) {
        return told().expecting(verb, expected, () -> passing(holds));
    }

    private OutputAssert that(boolean holds, String verb) {
        return told().expecting(verb, () -> passing(holds));
    }

    private OutputAssert passing(boolean holds) {
        if (!holds) {
            throw failure("not so");
        }
        return this;
    }

    private Told told() {
        return new Told(info, text(), true);
    }

    // ---- other views

    @Override
    public ListAssert<String> lines() {
        return onward().list(LongLines.of(text()), origin("the lines of %s"));
    }

    @Override
    public OutputAssert withoutAnsi() {
        return onward().output(written().withoutEscapeSequences(), origin("%s without escape sequences"));
    }

    // ---- equality and size

    @Override
    public OutputAssert isEqualTo(@Nullable Object expected) {
        return told().comparing("to be equal to", expected, line -> line, () -> passing(isSame(expected)));
    }

    @Override
    public OutputAssert isNotEqualTo(@Nullable Object other) {
        return that(!isSame(other), "not to be equal to", other);
    }

    private boolean isSame(@Nullable Object other) {
        return other instanceof String string && string.length() == text().length() && text().hasAt(0, string);
    }

    @Override
    public OutputAssert isEqualTo(@Nullable String expected) {
        return isEqualTo((Object) expected);
    }

    @Override
    public OutputAssert hasLineCount(int lines) {
        return told().counting(lines, () -> passing(LongLines.of(text()).size() == lines));
    }

    @Override
    public OutputAssert hasSize(int length) {
        return that(text().length() == length, "to have " + MessagesSoFar.count(length, "character") + present());
    }

    private String present() {
        return ", but there are " + text().length();
    }

    @Override
    public OutputAssert hasSizeGreaterThan(int length) {
        return that(
                text().length() > length, "to have more than " + MessagesSoFar.count(length, "character") + present());
    }

    @Override
    public OutputAssert hasSizeGreaterThanOrEqualTo(int length) {
        return that(
                text().length() >= length, "to have at least " + MessagesSoFar.count(length, "character") + present());
    }

    @Override
    public OutputAssert hasSizeLessThan(int length) {
        return that(
                text().length() < length, "to have less than " + MessagesSoFar.count(length, "character") + present());
    }

    @Override
    public void isEmpty() {
        that(false, "to be empty");
    }

    @Override
    public OutputAssert isNotEmpty() {
        return this;
    }

    @Override
    public OutputAssert isBlank() {
        return that(!isFound(NOT_BLANK), "to be blank");
    }

    @Override
    public OutputAssert isNotBlank() {
        return that(isFound(NOT_BLANK), "not to be blank");
    }

    @Override
    public OutputAssert containsWhitespaces() {
        return that(isFound(BLANK), "to contain whitespace");
    }

    // ---- parts

    @Override
    public OutputAssert contains(CharSequence... parts) {
        boolean holds = Stream.of(parts).allMatch(text()::contains);
        return told().finding("to contain", parts, () -> passing(holds));
    }

    @Override
    public OutputAssert contains(Iterable<? extends CharSequence> parts) {
        return contains(array(parts));
    }

    @Override
    public OutputAssert containsAnyOf(CharSequence... parts) {
        boolean holds = Stream.of(parts).anyMatch(text()::contains);
        return told().finding("to contain any of", parts, () -> passing(holds));
    }

    @Override
    public OutputAssert containsSequence(CharSequence... parts) {
        boolean holds = text().contains(String.join("", parts));
        return told().finding("to contain in this order", parts, () -> passing(holds));
    }

    @Override
    public OutputAssert containsSequence(Iterable<? extends CharSequence> parts) {
        return containsSequence(array(parts));
    }

    @Override
    public OutputAssert containsSubsequence(CharSequence... parts) {
        int from = 0;
        for (var part : parts) {
            int found = from < 0 ? -1 : text().indexOf(part, from);
            from = found < 0 ? -1 : found + part.length();
        }
        boolean holds = from >= 0;
        return told().finding("to contain in this order, perhaps with others between,", parts, () -> passing(holds));
    }

    @Override
    public OutputAssert containsSubsequence(Iterable<? extends CharSequence> parts) {
        return containsSubsequence(array(parts));
    }

    private static CharSequence[] array(Iterable<? extends CharSequence> parts) {
        return StreamSupport.stream(parts.spliterator(), false).toArray(CharSequence[]::new);
    }

    @Override
    public OutputAssert containsOnlyOnce(CharSequence part) {
        int first = text().indexOf(part, 0);
        boolean holds = first >= 0 && text().indexOf(part, first + 1) < 0;
        return that(holds, "to contain only once", part);
    }

    @Override
    public OutputAssert containsIgnoringCase(CharSequence part) {
        boolean holds = isFound(ignoringCase(part));
        return that(holds, "to contain, ignoring case,", part);
    }

    @Override
    public OutputAssert startsWithIgnoringCase(CharSequence part) {
        boolean holds = ignoringCase(part).matcher(text()).lookingAt();
        return that(holds, "to start, ignoring case, with", part);
    }

    private static Pattern ignoringCase(CharSequence part) {
        return Pattern.compile(Pattern.quote(part.toString()), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    @Override
    public OutputAssert containsIgnoringWhitespaces(CharSequence... parts) {
        return whole("containsIgnoringWhitespaces").containsIgnoringWhitespaces(parts);
    }

    @Override
    public OutputAssert containsIgnoringNewLines(CharSequence... parts) {
        return whole("containsIgnoringNewLines").containsIgnoringNewLines(parts);
    }

    @Override
    public OutputAssert doesNotContain(CharSequence... parts) {
        boolean holds = Stream.of(parts).noneMatch(text()::contains);
        return told().finding("not to contain", parts, () -> passing(holds));
    }

    @Override
    public OutputAssert startsWith(CharSequence part) {
        return that(text().hasAt(0, part), "to start with", part);
    }

    @Override
    public OutputAssert doesNotStartWith(CharSequence part) {
        return that(!text().hasAt(0, part), "not to start with", part);
    }

    @Override
    public OutputAssert endsWith(CharSequence part) {
        return that(isEnd(part), "to end with", part);
    }

    @Override
    public OutputAssert doesNotEndWith(CharSequence part) {
        return that(!isEnd(part), "not to end with", part);
    }

    private boolean isEnd(CharSequence part) {
        return text().hasAt(text().length() - part.length(), part);
    }

    // ---- patterns

    private boolean isFound(Pattern pattern) {
        return pattern.matcher(text()).find();
    }

    @Override
    public OutputAssert containsPattern(CharSequence pattern) {
        return containsPattern(Pattern.compile(pattern.toString()));
    }

    @Override
    public OutputAssert containsPattern(Pattern pattern) {
        return that(isFound(pattern), "to contain pattern", pattern.pattern());
    }

    @Override
    public OutputAssert doesNotContainPattern(CharSequence pattern) {
        return doesNotContainPattern(Pattern.compile(pattern.toString()));
    }

    @Override
    public OutputAssert doesNotContainPattern(Pattern pattern) {
        return that(!isFound(pattern), "not to contain pattern", pattern.pattern());
    }

    @Override
    public OutputAssert matches(CharSequence pattern) {
        return matches(Pattern.compile(pattern.toString()));
    }

    @Override
    public OutputAssert matches(Pattern pattern) {
        return that(pattern.matcher(text()).matches(), "to match pattern", pattern.pattern());
    }

    @Override
    public OutputAssert doesNotMatch(CharSequence pattern) {
        return doesNotMatch(Pattern.compile(pattern.toString()));
    }

    @Override
    public OutputAssert doesNotMatch(Pattern pattern) {
        return that(!pattern.matcher(text()).matches(), "not to match pattern", pattern.pattern());
    }
}
