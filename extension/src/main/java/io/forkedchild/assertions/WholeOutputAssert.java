package io.forkedchild.assertions;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ByteArrayAssert;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;

/** The assertions of {@link OutputAssert}, and AssertJ's negations, that look at the whole of an output. */
@SuppressWarnings("deprecation") // whatever AssertJ still has
abstract class WholeOutputAssert extends OutputAssert {

    /**
     * The same about the complete output: waits until it has ended.
     *
     * @param assertion which looks at all of it
     */
    abstract OutputAssert whole(String assertion);

    @Override
    protected OutputAssert satisfiesForProxy(Consumer<? super String>[] requirements) {
        return whole("satisfies").satisfiesForProxy(requirements);
    }

    @Override
    protected OutputAssert satisfiesAnyOfForProxy(Consumer<? super String>[] requirements) {
        return whole("satisfiesAnyOf").satisfiesAnyOfForProxy(requirements);
    }

    WholeOutputAssert(String actual) {
        super(actual);
    }

    @Override
    public AbstractStringAssert<?> asString() {
        return whole("asString").asString();
    }

    @Override
    public ByteArrayAssert bytes() {
        return whole("bytes").bytes();
    }

    @Override
    public OutputAssert containsOnlyOnce(CharSequence text) {
        return whole("containsOnlyOnce").containsOnlyOnce(text);
    }

    @Override
    public OutputAssert doesNotContain(CharSequence... parts) {
        return whole("doesNotContain").doesNotContain(parts);
    }

    @Override
    public OutputAssert doesNotContainPattern(CharSequence text) {
        return whole("doesNotContainPattern").doesNotContainPattern(text);
    }

    @Override
    public OutputAssert doesNotEndWith(CharSequence text) {
        return whole("doesNotEndWith").doesNotEndWith(text);
    }

    @Override
    public OutputAssert doesNotMatch(CharSequence text) {
        return whole("doesNotMatch").doesNotMatch(text);
    }

    @Override
    public OutputAssert doesNotStartWith(CharSequence text) {
        return whole("doesNotStartWith").doesNotStartWith(text);
    }

    @Override
    public OutputAssert endsWith(CharSequence text) {
        return whole("endsWith").endsWith(text);
    }

    @Override
    public OutputAssert hasLineCount(int count) {
        return whole("hasLineCount").hasLineCount(count);
    }

    @Override
    public OutputAssert hasSize(int count) {
        return whole("hasSize").hasSize(count);
    }

    @Override
    public OutputAssert isBlank() {
        return whole("isBlank").isBlank();
    }

    @Override
    public void isEmpty() {
        whole("isEmpty").isEmpty();
    }

    @Override
    public OutputAssert isEqualTo(@Nullable Object expected) {
        return whole("isEqualTo").isEqualTo(expected);
    }

    @Override
    public OutputAssert isEqualTo(@Nullable String string) {
        return whole("isEqualTo").isEqualTo(string);
    }

    @Override
    public OutputAssert isEqualToIgnoringCase(CharSequence text) {
        return whole("isEqualToIgnoringCase").isEqualToIgnoringCase(text);
    }

    @Override
    public OutputAssert isEqualToIgnoringNewLines(CharSequence text) {
        return whole("isEqualToIgnoringNewLines").isEqualToIgnoringNewLines(text);
    }

    @Override
    public OutputAssert isEqualToIgnoringWhitespace(CharSequence text) {
        return whole("isEqualToIgnoringWhitespace").isEqualToIgnoringWhitespace(text);
    }

    @Override
    public OutputAssert isEqualToNormalizingNewlines(CharSequence text) {
        return whole("isEqualToNormalizingNewlines").isEqualToNormalizingNewlines(text);
    }

    @Override
    public OutputAssert isEqualToNormalizingWhitespace(CharSequence text) {
        return whole("isEqualToNormalizingWhitespace").isEqualToNormalizingWhitespace(text);
    }

    @Override
    public OutputAssert isNotEqualTo(@Nullable Object expected) {
        return whole("isNotEqualTo").isNotEqualTo(expected);
    }

    @Override
    public OutputAssert isValidUtf8() {
        return whole("isValidUtf8").isValidUtf8();
    }

    @Override
    public OutputAssert matches(Pattern pattern) {
        return whole("matches").matches(pattern);
    }

    @Override
    public OutputAssert matches(CharSequence text) {
        return whole("matches").matches(text);
    }

    @Override
    public OutputAssert doesNotContain(Iterable<? extends CharSequence> values) {
        return whole("doesNotContain").doesNotContain(values);
    }

    @Override
    public OutputAssert doesNotContainAnyWhitespaces() {
        return whole("doesNotContainAnyWhitespaces").doesNotContainAnyWhitespaces();
    }

    @Override
    public OutputAssert doesNotContainIgnoringCase(CharSequence... parts) {
        return whole("doesNotContainIgnoringCase").doesNotContainIgnoringCase(parts);
    }

    @Override
    public OutputAssert doesNotContainOnlyWhitespaces() {
        return whole("doesNotContainOnlyWhitespaces").doesNotContainOnlyWhitespaces();
    }

    @Override
    public OutputAssert doesNotContainPattern(Pattern pattern) {
        return whole("doesNotContainPattern").doesNotContainPattern(pattern);
    }

    @Override
    public OutputAssert doesNotEndWithIgnoringCase(CharSequence text) {
        return whole("doesNotEndWithIgnoringCase").doesNotEndWithIgnoringCase(text);
    }

    @Override
    public OutputAssert doesNotEndWithWhitespaces() {
        return whole("doesNotEndWithWhitespaces").doesNotEndWithWhitespaces();
    }

    @Override
    public OutputAssert doesNotHave(Condition<? super String> condition) {
        return whole("doesNotHave").doesNotHave(condition);
    }

    @Override
    public OutputAssert doesNotHaveSameHashCodeAs(@Nullable Object other) {
        return whole("doesNotHaveSameHashCodeAs").doesNotHaveSameHashCodeAs(other);
    }

    @Override
    public OutputAssert doesNotHaveToString(String string) {
        return whole("doesNotHaveToString").doesNotHaveToString(string);
    }

    @Override
    public OutputAssert doesNotHaveToString(String string, @Nullable Object... arguments) {
        return whole("doesNotHaveToString").doesNotHaveToString(string, arguments);
    }

    @Override
    public OutputAssert doesNotMatch(Pattern pattern) {
        return whole("doesNotMatch").doesNotMatch(pattern);
    }

    @Override
    public OutputAssert doesNotMatch(Predicate<? super String> predicate) {
        return whole("doesNotMatch").doesNotMatch(predicate);
    }

    @Override
    public OutputAssert doesNotMatch(Predicate<? super String> predicate, String description) {
        return whole("doesNotMatch").doesNotMatch(predicate, description);
    }

    @Override
    public OutputAssert doesNotStartWithIgnoringCase(CharSequence text) {
        return whole("doesNotStartWithIgnoringCase").doesNotStartWithIgnoringCase(text);
    }

    @Override
    public OutputAssert doesNotStartWithWhitespaces() {
        return whole("doesNotStartWithWhitespaces").doesNotStartWithWhitespaces();
    }

    @Override
    public OutputAssert isNot(Condition<? super String> condition) {
        return whole("isNot").isNot(condition);
    }

    @Override
    public OutputAssert isNotEqualToIgnoringCase(CharSequence text) {
        return whole("isNotEqualToIgnoringCase").isNotEqualToIgnoringCase(text);
    }

    @Override
    public OutputAssert isNotEqualToIgnoringWhitespace(CharSequence text) {
        return whole("isNotEqualToIgnoringWhitespace").isNotEqualToIgnoringWhitespace(text);
    }

    @Override
    public OutputAssert isNotEqualToNormalizingWhitespace(CharSequence text) {
        return whole("isNotEqualToNormalizingWhitespace").isNotEqualToNormalizingWhitespace(text);
    }

    @Override
    public OutputAssert isNotIn(@Nullable Object... values) {
        return whole("isNotIn").isNotIn(values);
    }

    @Override
    public OutputAssert isNotIn(Iterable<?> values) {
        return whole("isNotIn").isNotIn(values);
    }

    @Deprecated
    @Override
    public OutputAssert isNotJavaBlank() {
        return whole("isNotJavaBlank").isNotJavaBlank();
    }

    @Override
    public OutputAssert isNotSameAs(@Nullable Object other) {
        return whole("isNotSameAs").isNotSameAs(other);
    }
}
