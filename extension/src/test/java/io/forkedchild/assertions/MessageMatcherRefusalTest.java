package io.forkedchild.assertions;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.MessageMatcher.as;
import static io.forkedchild.assertions.MessageMatcher.containing;
import static io.forkedchild.assertions.MessageMatcher.json;
import static io.forkedchild.assertions.MessageMatcher.matching;
import static io.forkedchild.assertions.MessageMatcher.schema;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Stdio;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Matchers that are refused before anything is awaited. */
@Timeout(20)
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class MessageMatcherRefusalTest {

    private static final SpawnOptions CHANNEL =
            SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());

    record Result(int sum, List<String> log) {}

    private final ForkedChildren children;

    MessageMatcherRefusalTest(ForkedChildren children) {
        this.children = children;
    }

    @ParameterizedTest
    @MethodSource
    void badMatcherIsRefusedAtOnce(ThrowingCallable making, String text) {
        assertThatIllegalArgumentException().isThrownBy(making).withMessageStartingWith(text);
    }

    static Stream<Arguments> badMatcherIsRefusedAtOnce() {
        return Stream.of(
                making("part of a number", () -> containing(7), "part: must be an object or an array, was 7; expect "),
                making(
                        "part of a text",
                        () -> containing("{a: 1}"),
                        "part: must be an object or an array, was \"{a: 1}\""),
                making(
                        "part of a matcher",
                        () -> containing(as(Result.class)),
                        "part: must be an object, an array or json(…)"),
                making("no JSON", () -> json("{a: }"), "json is no JSON: Unexpected character ('}'"),
                making("empty JSON", () -> json(" "), "json is no JSON: it is empty"),
                making("two values", () -> json("1 2"), "json is no JSON: "),
                making("member twice", () -> json("{a: 1, a: 2}"), "json is no JSON: "),
                making(
                        "unknown placeholder",
                        () -> json("[{a: '${json-unit.any-numbr}'}]"),
                        "json: JsonUnit has no placeholder ${json-unit.any-numbr}; it has any-boolean, any-number, "),
                making(
                        "matcher that nobody has registered",
                        () -> json("'${json-unit.matches:positive}'"),
                        "json: JsonUnit has no placeholder ${json-unit.matches:positive}"),
                making(
                        "no pattern",
                        () -> json("'${json-unit.regex}[a'"),
                        "json: [a is no pattern: Unclosed character class"),
                making("schema without JSON", () -> schema("{"), "schema is no JSON: "),
                making("number as schema", () -> schema("7"), "schema is no JSON schema: "),
                making("unknown type", () -> schema("{type: 'strng'}"), "schema is no JSON schema: $.type: "),
                making("reference into the void", () -> schema("{$ref: '#/nowhere'}"), "schema is no JSON schema: "),
                making(
                        "reference to a server",
                        () -> schema("{$ref: 'http://127.0.0.1:9/x'}"),
                        "schema is no JSON schema: "),
                making("unknown draft", () -> schema("{$schema: 'http://a.b/c'}"), "schema is no JSON schema: "),
                making(
                        "missing file",
                        () -> schema(Path.of("/nowhere/a.json")),
                        "schema: cannot read /nowhere/a.json: "));
    }

    private static Arguments making(String name, Supplier<MessageMatcher> matcher, String text) {
        ThrowingCallable making = matcher::get;
        return argumentSet(name, making, text);
    }

    @Test
    @SuppressWarnings("NullAway") // which callers without NullAway may pass
    void nullIsNamed() {
        assertThatNullPointerException()
                .isThrownBy(() -> {
                    var unused = json(null);
                })
                .withMessage("text");
        assertThatNullPointerException()
                .isThrownBy(() -> {
                    var unused = containing(null);
                })
                .withMessage("part");
        assertThatNullPointerException()
                .isThrownBy(() -> {
                    var unused = matching("x", null);
                })
                .withMessage("predicate");
        assertThatNullPointerException()
                .isThrownBy(() -> {
                    var unused = as((Class<?>) null);
                })
                .withMessage("type");
        assertThatNullPointerException()
                .isThrownBy(() -> {
                    var unused = schema((Path) null);
                })
                .withMessage("file");
        assertThatNullPointerException()
                .isThrownBy(() -> assertThat(sending()).sentMessages((Object[]) null))
                .withMessage("expected");
    }

    @Test
    void partThatCanBeNoMessageIsRefusedBeforeTheWait() {
        var child = children.with(CHANNEL).spawn("sh", "-c", "read stop");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).sentMessages(1, containing(Map.of("a", new Object()))))
                .withMessageStartingWith("expected message 2: $.a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).sentMessage(Map.of("a", as(Result.class))))
                .withMessageStartingWith("expected message: $.a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).sentMessagesInAnyOrder())
                .withMessage("expected: must not be empty; see sentNoMessage");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(child).sentCount(-1))
                .withMessage("count: must not be negative, was -1");
    }

    private ForkedChild sending(String... messages) {
        var args = new ArrayList<>(List.of("-c", "for m; do printf '%s\\n' \"$m\" >&3; done", "sh"));
        args.addAll(List.of(messages));
        return children.with(CHANNEL).spawn("sh", args.toArray(String[]::new));
    }
}
