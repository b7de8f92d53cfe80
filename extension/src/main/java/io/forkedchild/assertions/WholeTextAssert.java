package io.forkedchild.assertions;

import java.io.File;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;

/** AssertJ's other assertions about a text, which look at the whole of an output. */
@SuppressWarnings("deprecation") // whatever AssertJ still has
abstract class WholeTextAssert extends WholeViewsAssert {

    WholeTextAssert(String actual) {
        super(actual);
    }

    @Override
    public OutputAssert containsOnlyDigits() {
        return whole("containsOnlyDigits").containsOnlyDigits();
    }

    @Override
    public OutputAssert containsOnlyWhitespaces() {
        return whole("containsOnlyWhitespaces").containsOnlyWhitespaces();
    }

    @Override
    public OutputAssert containsPatternSatisfying(Pattern pattern, Consumer<Matcher> requirements) {
        return whole("containsPatternSatisfying").containsPatternSatisfying(pattern, requirements);
    }

    @Override
    public OutputAssert containsPatternSatisfying(CharSequence text, Consumer<Matcher> requirements) {
        return whole("containsPatternSatisfying").containsPatternSatisfying(text, requirements);
    }

    @Override
    public OutputAssert endsWithIgnoringCase(CharSequence text) {
        return whole("endsWithIgnoringCase").endsWithIgnoringCase(text);
    }

    @Override
    public OutputAssert has(Condition<? super String> condition) {
        return whole("has").has(condition);
    }

    @Override
    public OutputAssert hasSameHashCodeAs(@Nullable Object other) {
        return whole("hasSameHashCodeAs").hasSameHashCodeAs(other);
    }

    @Override
    public OutputAssert hasSameSizeAs(@Nullable Object other) {
        return whole("hasSameSizeAs").hasSameSizeAs(other);
    }

    @Override
    public OutputAssert hasSameSizeAs(CharSequence text) {
        return whole("hasSameSizeAs").hasSameSizeAs(text);
    }

    @Override
    public OutputAssert hasSameSizeAs(Iterable<?> values) {
        return whole("hasSameSizeAs").hasSameSizeAs(values);
    }

    @Override
    public OutputAssert hasSizeBetween(int lowest, int highest) {
        return whole("hasSizeBetween").hasSizeBetween(lowest, highest);
    }

    @Override
    public OutputAssert hasSizeLessThan(int count) {
        return whole("hasSizeLessThan").hasSizeLessThan(count);
    }

    @Override
    public OutputAssert hasSizeLessThanOrEqualTo(int count) {
        return whole("hasSizeLessThanOrEqualTo").hasSizeLessThanOrEqualTo(count);
    }

    @Override
    public OutputAssert hasToString(String string) {
        return whole("hasToString").hasToString(string);
    }

    @Override
    public OutputAssert hasToString(String string, @Nullable Object... arguments) {
        return whole("hasToString").hasToString(string, arguments);
    }

    @Override
    public OutputAssert is(Condition<? super String> condition) {
        return whole("is").is(condition);
    }

    @Override
    public OutputAssert isASCII() {
        return whole("isASCII").isASCII();
    }

    @Override
    public OutputAssert isAlphabetic() {
        return whole("isAlphabetic").isAlphabetic();
    }

    @Override
    public OutputAssert isAlphanumeric() {
        return whole("isAlphanumeric").isAlphanumeric();
    }

    @Override
    public OutputAssert isBase64() {
        return whole("isBase64").isBase64();
    }

    @Override
    public OutputAssert isBetween(String lowest, String highest) {
        return whole("isBetween").isBetween(lowest, highest);
    }

    @Override
    public OutputAssert isEqualTo(String string, @Nullable Object... arguments) {
        return whole("isEqualTo").isEqualTo(string, arguments);
    }

    @Override
    public OutputAssert isEqualToNormalizingPunctuationAndWhitespace(CharSequence text) {
        return whole("isEqualToNormalizingPunctuationAndWhitespace").isEqualToNormalizingPunctuationAndWhitespace(text);
    }

    @Override
    public OutputAssert isEqualToNormalizingUnicode(CharSequence text) {
        return whole("isEqualToNormalizingUnicode").isEqualToNormalizingUnicode(text);
    }

    @Override
    public OutputAssert isGreaterThan(String string) {
        return whole("isGreaterThan").isGreaterThan(string);
    }

    @Override
    public OutputAssert isGreaterThanOrEqualTo(String string) {
        return whole("isGreaterThanOrEqualTo").isGreaterThanOrEqualTo(string);
    }

    @Override
    public OutputAssert isHexadecimal() {
        return whole("isHexadecimal").isHexadecimal();
    }

    @Override
    public OutputAssert isIn(@Nullable Object... values) {
        return whole("isIn").isIn(values);
    }

    @Override
    public OutputAssert isIn(Iterable<?> values) {
        return whole("isIn").isIn(values);
    }

    @Override
    public <T> OutputAssert isInstanceOfSatisfying(Class<T> type, Consumer<T> requirements) {
        return whole("isInstanceOfSatisfying").isInstanceOfSatisfying(type, requirements);
    }

    @Deprecated
    @Override
    public OutputAssert isJavaBlank() {
        return whole("isJavaBlank").isJavaBlank();
    }

    @Override
    public OutputAssert isLessThan(String string) {
        return whole("isLessThan").isLessThan(string);
    }

    @Override
    public OutputAssert isLessThanOrEqualTo(String string) {
        return whole("isLessThanOrEqualTo").isLessThanOrEqualTo(string);
    }

    @Override
    public OutputAssert isLowerCase() {
        return whole("isLowerCase").isLowerCase();
    }

    @Override
    public OutputAssert isMixedCase() {
        return whole("isMixedCase").isMixedCase();
    }

    @Override
    public void isNullOrEmpty() {
        whole("isNullOrEmpty").isNullOrEmpty();
    }

    @Override
    public OutputAssert isPrintable() {
        return whole("isPrintable").isPrintable();
    }

    @Override
    public OutputAssert isSameAs(@Nullable Object other) {
        return whole("isSameAs").isSameAs(other);
    }

    @Override
    public OutputAssert isStrictlyBetween(String lowest, String highest) {
        return whole("isStrictlyBetween").isStrictlyBetween(lowest, highest);
    }

    @Override
    public OutputAssert isSubstringOf(CharSequence text) {
        return whole("isSubstringOf").isSubstringOf(text);
    }

    @Override
    public OutputAssert isUpperCase() {
        return whole("isUpperCase").isUpperCase();
    }

    @Override
    public OutputAssert isVisible() {
        return whole("isVisible").isVisible();
    }

    @Deprecated
    @Override
    public OutputAssert isXmlEqualTo(CharSequence text) {
        return whole("isXmlEqualTo").isXmlEqualTo(text);
    }

    @Deprecated
    @Override
    public OutputAssert isXmlEqualToContentOf(File file) {
        return whole("isXmlEqualToContentOf").isXmlEqualToContentOf(file);
    }

    @Override
    public OutputAssert matches(Predicate<? super String> predicate) {
        return whole("matches").matches(predicate);
    }

    @Override
    public OutputAssert matches(Predicate<? super String> predicate, String description) {
        return whole("matches").matches(predicate, description);
    }

    @Override
    public OutputAssert matchesSatisfying(Pattern pattern, Consumer<Matcher> requirements) {
        return whole("matchesSatisfying").matchesSatisfying(pattern, requirements);
    }

    @Override
    public OutputAssert matchesSatisfying(CharSequence text, Consumer<Matcher> requirements) {
        return whole("matchesSatisfying").matchesSatisfying(text, requirements);
    }

    @Override
    public OutputAssert satisfies(Condition<? super String> condition) {
        return whole("satisfies").satisfies(condition);
    }
}
