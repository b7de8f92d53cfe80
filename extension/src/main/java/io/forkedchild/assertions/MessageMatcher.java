package io.forkedchild.assertions;

import io.forkedchild.ForkedChild;
import io.forkedchild.Message;
import io.forkedchild.text.Marks;
import io.forkedchild.text.NoMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a message must be, where no exact value says it: stands wherever an assertion about messages takes a value, alone or
 * among values.
 *
 * <p>What looks at JSON ({@link #json}, {@link #schema}) sees of the serialization {@code advanced} the message's
 * {@link Message#json JSON}; a message that has none does not match, and a failure says so.
 */
@CheckReturnValue
@NoMessage("it is a matcher, for assertions about messages; sendJson(text) sends JSON")
public abstract sealed class MessageMatcher
        permits ExpectedMessage, JsonSchema, JsonTemplate, MessagePredicate, PartialMessage, TypedMessage {

    MessageMatcher() {}

    /**
     * At least these members, with these values; there may be others. The same goes for the objects inside. Arrays have the
     * same length and order, and what is no object or array is exact.
     *
     * @param part what can be sent as an object or an array; or a {@link #json}, for placeholders in a part
     * @throws IllegalArgumentException if it is a single value, which has no part, or another matcher; by the assertion, if
     *     it can be no message
     */
    public static MessageMatcher containing(Object part) {
        return PartialMessage.of(Objects.requireNonNull(part, "part"));
    }

    /**
     * This JSON, compared by <a href="https://github.com/lukas-krecan/JsonUnit">JsonUnit</a>. Numbers compare by value.
     *
     * @param text names need no quotes, and quotes may be single ones; a text in it may be a placeholder of JsonUnit's:
     *     <code>${json-unit.any-number}</code>, <code>any-string</code>, <code>any-boolean</code>, <code>ignore</code>,
     *     <code>ignore-element</code>, or <code>${json-unit.regex}</code> followed by a pattern for the whole text
     * @throws IllegalArgumentException if it is no JSON, or has a placeholder that JsonUnit does not know
     * @throws IllegalStateException if {@code json-unit-core} is not on the class path
     */
    public static MessageMatcher json(String text) {
        Library.JSON_UNIT.require("json(" + Marks.CUT + ")");
        return JsonTemplate.of(Objects.requireNonNull(text, "text"));
    }

    /**
     * Valid against the JSON schema. Nothing is fetched from the network.
     *
     * @param text a schema of draft 2020-12, unless its {@code $schema} names another draft
     * @throws IllegalArgumentException if it is no JSON, or no schema
     * @throws IllegalStateException if {@code com.networknt:json-schema-validator} is not on the class path
     */
    public static MessageMatcher schema(String text) {
        Library.JSON_SCHEMA_VALIDATOR.require("schema(" + Marks.CUT + ")");
        return JsonSchema.of(Objects.requireNonNull(text, "text"));
    }

    /**
     * As {@link #schema(String)}, from a file; references in it may lead to other files.
     *
     * @throws IllegalArgumentException if it is no schema, or cannot be read
     * @throws IllegalStateException if {@code com.networknt:json-schema-validator} is not on the class path
     */
    public static MessageMatcher schema(Path file) {
        Library.JSON_SCHEMA_VALIDATOR.require("schema(" + Marks.CUT + ")");
        return JsonSchema.of(Objects.requireNonNull(file, "file"));
    }

    /**
     * What the predicate says. It runs in the thread of the test. A message at which it throws does not match; where no
     * message may match, the assertion then fails.
     *
     * @param description for failures: {@code a positive number}
     */
    public static MessageMatcher matching(String description, Predicate<? super Message> predicate) {
        return new MessagePredicate(
                Objects.requireNonNull(description, "description"), Objects.requireNonNull(predicate, "predicate"));
    }

    /** What is read as a value of the type, by the rules of {@link Message#as}. */
    public static MessageMatcher as(Class<?> type) {
        return new TypedMessage<>(Objects.requireNonNull(type, "type"), null);
    }

    /**
     * What is read as a value of the type, by the rules of {@link Message#as}, and meets the requirements.
     *
     * @param requirements assertions, whose failure says why a message does not match; run in the thread of the test
     */
    public static <T> MessageMatcher as(Class<T> type, Consumer<? super T> requirements) {
        return new TypedMessage<>(
                Objects.requireNonNull(type, "type"), Objects.requireNonNull(requirements, "requirements"));
    }

    /**
     * Matchers as they are, and values as those that messages must be.
     *
     * @throws IllegalArgumentException if there is none, or a value can be no message of the child; without a channel, none is
     *     looked at
     */
    static List<MessageMatcher> all(ForkedChild child, @Nullable Object... expected) {
        if (Objects.requireNonNull(expected, "expected").length == 0) {
            throw new IllegalArgumentException("expected: must not be empty; see sentNoMessage");
        }
        if (!child.hasChannel()) {
            return Collections.nCopies(expected.length, MessagePredicate.ANY);
        }
        var matchers = new ArrayList<MessageMatcher>();
        for (int i = 0; i < expected.length; i++) {
            var which = expected.length == 1 ? "expected message" : "expected message " + (i + 1);
            matchers.add(
                    expected[i] instanceof MessageMatcher matcher
                            ? matcher.on(child, which)
                            : ExpectedMessage.of(child, which, expected[i]));
        }
        return matchers;
    }

    /** The matcher for one child: what depends on its serialization is settled, and refused, now. */
    MessageMatcher on(ForkedChild child, String which) {
        return this;
    }

    abstract boolean matches(Message message);

    /** Why the message does not match. */
    abstract Mismatch mismatch(Message message);

    /** The line that a failure has for this matcher. */
    abstract String text();

    @Override
    public final String toString() {
        return text();
    }
}
