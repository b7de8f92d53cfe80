package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.MessageMatcher.as;
import static io.forkedchild.assertions.MessageMatcher.containing;
import static io.forkedchild.assertions.MessageMatcher.json;
import static io.forkedchild.assertions.MessageMatcher.matching;
import static io.forkedchild.assertions.MessageMatcher.schema;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The patience is far beyond the timeout of each test: who waits for it fails. */
@Timeout(20)
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class MessageMatcherTest {

    private static final SpawnOptions CHANNEL =
            SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());

    private static final String READY = "{\"type\":\"ready\",\"pid\":12,\"at\":{\"host\":\"a\",\"port\":80}}";
    private static final String SCHEMA = "{type: 'object', required: ['pid'], properties: {pid: {type: 'integer'}}}";

    record Result(int sum, List<String> log) {}

    private final ForkedChildren children;

    @TempDir
    private Path directory;

    MessageMatcherTest(ForkedChildren children) {
        this.children = children;
    }

    @ParameterizedTest
    @MethodSource
    void messageMatches(String sent, MessageMatcher matcher) {
        var child = sending("0", sent, "\"x\"");

        assertThat(child)
                .sentMessage(matcher)
                .sentMessages(0, matcher, "x")
                .sentMessagesInAnyOrder("x", matcher)
                .sentCount(1, matcher);
        assertThatFailureOf(() -> assertThat(child).sentNoMessage(matcher))
                .startsWith("sh has sent a message that it must not send: " + sent + " (message 2)\n  not expected: "
                        + matcher.text() + "\n");
    }

    static Stream<Arguments> messageMatches() {
        return Stream.of(
                argumentSet("part", READY, containing(Map.of("type", "ready"))),
                argumentSet("part of a part", READY, containing(Map.of("at", Map.of("port", 80.0)))),
                argumentSet("part of what is in an array", "[{\"a\":1,\"b\":2}]", containing(List.of(Map.of("a", 1)))),
                argumentSet("null in a part", "{\"a\":null,\"b\":2}", containing(json("{a: null}"))),
                argumentSet(
                        "placeholders",
                        READY,
                        json(
                                "{type: '${json-unit.regex}re.*', pid: '${json-unit.any-number}', at: '${json-unit.ignore}'}")),
                argumentSet("placeholders in a part", READY, containing(json("{pid: '${json-unit.any-number}'}"))),
                argumentSet("numbers of JSON by value", "{\"a\":1.0}", json("{a: 1}")),
                argumentSet(
                        "predicate",
                        READY,
                        matching("a pid", message -> message.json().has("pid"))),
                argumentSet("type", "{\"sum\":3,\"log\":[]}", as(Result.class)),
                argumentSet(
                        "requirements",
                        "{\"sum\":3,\"log\":[\"a\"]}",
                        as(Result.class, result -> assertThat(result.log()).containsExactly("a"))),
                argumentSet("schema", READY, schema(SCHEMA)));
    }

    @ParameterizedTest
    @MethodSource
    void mismatchTellsWhatDoesNotFit(String sent, MessageMatcher matcher, String expected, String lines) {
        var child = sending(sent);

        assertThatFailureOf(() -> assertThat(child).sentMessage(matcher))
                .startsWith(
                        "sh has not sent the message: its channel is closed after 1 message, it exited with code 0\n"
                                + "  expected: " + expected + "\n  nearest:  " + sent + " (message 1)\n" + lines)
                .contains("\n  sent to it: nothing\nsh: ");
    }

    static Stream<Arguments> mismatchTellsWhatDoesNotFit() {
        return Stream.of(
                argumentSet(
                        "part",
                        READY,
                        containing(Map.of("at", Map.of("port", 81))),
                        "containing {\"at\":{\"port\":81}}",
                        "    $.at.port: expected 81, was 80\n"),
                argumentSet(
                        "missing member",
                        "{\"b\":1}",
                        containing(Map.of("a", 1)),
                        "containing {\"a\":1}",
                        "    $.a: expected 1, is missing\n"),
                argumentSet(
                        "array of a part",
                        "{\"a\":[1,2]}",
                        containing(Map.of("a", List.of(1))),
                        "containing {\"a\":[1]}",
                        "    $.a[1]: not expected, was 2\n"),
                argumentSet(
                        "no object",
                        "7",
                        containing(Map.of("a", 1)),
                        "containing {\"a\":1}",
                        "    $: expected {\"a\":1}, was 7\n"),
                argumentSet(
                        "placeholders",
                        "{\"a\":\"x\",\"b\":[1],\"c\":null}",
                        json("{a: '${json-unit.any-number}', b: [2], d: '${json-unit.any-string}'}"),
                        "{\"a\":\"${json-unit.any-number}\",\"b\":[2],\"d\":\"${json-unit.any-string}\"}",
                        """
                            $.d: expected "${json-unit.any-string}", is missing
                            $.c: not expected, was null
                            $.a: expected "${json-unit.any-number}", was "x"
                            $.b[0]: expected 2, was 1
                        """),
                argumentSet(
                        "placeholders in a part",
                        "{\"a\":\"x\",\"b\":1}",
                        containing(json("{a: '${json-unit.regex}[0-9]+'}")),
                        "containing {\"a\":\"${json-unit.regex}[0-9]+\"}",
                        "    $.a: expected \"${json-unit.regex}[0-9]+\", was \"x\"\n"),
                argumentSet("predicate", "7", matching("an even number", message -> false), "an even number", ""),
                argumentSet(
                        "predicate that throws",
                        "7",
                        matching("a pid", message -> message.json().get("pid").isInt()),
                        "a pid",
                        "    the predicate threw java.lang.NullPointerException"),
                argumentSet("type", "7", as(Result.class), "as Result", "    message is no Result: "),
                argumentSet("null and a type", "null", as(Result.class), "as Result", "    null is no Result\n"),
                argumentSet(
                        "requirements",
                        "{\"sum\":3,\"log\":[]}",
                        as(
                                Result.class,
                                result -> assertThat(result.sum()).as("sum").isEqualTo(4)),
                        "as Result that meets the requirements",
                        "    [sum] expected: 4 but was: 3\n"),
                argumentSet(
                        "schema",
                        "{\"pid\":\"x\"}",
                        schema(SCHEMA),
                        "valid against the schema {\"type\":\"object\",\"required\":[\"pid\"],"
                                + "\"properties\":{\"pid\":{\"type\":\"integer\"}}}",
                        "    $.pid: string found, integer expected\n"));
    }

    @Test
    void nearestMessageOfAPartHasMostOfIt() {
        var child = sending("{\"a\":1,\"b\":1}", "{\"a\":1,\"b\":2,\"x\":1,\"y\":2,\"z\":3}", "{\"c\":1}");

        assertThatFailureOf(() -> assertThat(child).sentMessage(containing(Map.of("a", 1, "b", 2, "c", 3))))
                .contains("(message 2)\n    $.c: expected 3, is missing\n  sent to it: nothing\n");
    }

    @Test
    void whatTheTestHasSentIsTold() {
        var child = children.with(CHANNEL).spawn("sh", "-c", "read one <&3; read two <&3; echo 1 >&3");
        child.send(1);
        child.send(Map.of("a", "last"));

        assertThatFailureOf(() -> assertThat(child).sentMessage(2))
                .contains("\n  sent to it: 2 messages, the last {\"a\":\"last\"}\nsh: ");
    }

    @Test
    void whatTheTestHasSentToAChildWithALongNameIsTold() {
        var child = children.with(CHANNEL.name("n\t".repeat(30))).spawn("sh", "-c", "read one <&3; echo 1 >&3");
        child.send("x");

        assertThatFailureOf(() -> assertThat(child).sentMessage(2))
                .contains("\n  sent to it: 1 message, the last \"x\"\n");
    }

    @Test
    void predicateThatThrowsProvesNoAbsence() {
        var child = sending("{\"pid\":1}", "7");
        var matcher =
                matching("a text as pid", message -> message.json().get("pid").isTextual());

        assertThatFailureOf(() -> assertThat(child).sentNoMessage(matcher))
                .startsWith(
                        "sh has sent a message that cannot be judged: the predicate threw java.lang.NullPointerException")
                .contains("\n  message:  7 (message 2)\n  judged:   a text as pid\n");
        assertThatFailureOf(() -> assertThat(child).sentCount(0, matcher)).contains("cannot be judged");
    }

    @Test
    void schemaOfAFileMayReferToOthers() throws IOException {
        Files.writeString(directory.resolve("pid.json"), "{\"type\":\"integer\"}");
        var file = Files.writeString(
                directory.resolve("ready.json"), "{\"properties\":{\"pid\":{\"$ref\":\"pid.json\"}}}");
        var child = sending("{\"pid\":\"x\"}");

        assertThatFailureOf(() -> assertThat(child).sentMessage(schema(file)))
                .contains("\n  expected: valid against the schema " + file)
                .contains("\n    $.pid: string found, integer expected\n");
        assertThat(sending("{\"pid\":1}")).sentMessage(schema(file));
    }

    @Test
    void schemaNamesItsDraft() {
        var draft4 = "{'$schema': 'http://json-schema.org/draft-04/schema#', maximum: 3, exclusiveMaximum: true}";

        assertThat(sending("2.5")).sentMessage(schema(draft4));
        assertThatFailureOf(() -> assertThat(sending("3")).sentMessage(schema(draft4)))
                .contains("\n    $: ");
    }

    @Test
    @RequiresNode
    void messagesOfANodeModuleMatchInBothSerializations() {
        for (var serialization : Serialization.values()) {
            var child =
                    node(serialization, "{ type: 'ready', pid: process.pid, at: { port: 80, tags: ['a', { b: 1 }] } }");

            assertThat(child)
                    .sentMessage(containing(Map.of("type", "ready", "at", Map.of("port", 80))))
                    .sentMessage(json("{type: 'ready', pid: " + child.pid() + ", at: '${json-unit.ignore}'}"))
                    .sentMessage(containing(json("{at: {tags: ['a', {b: '${json-unit.any-number}'}]}}")))
                    .sentMessage(schema(SCHEMA))
                    .sentMessage(
                            as(Map.class, map -> assertThat(map.get("type")).isEqualTo("ready")));
            assertThatFailureOf(() -> assertThat(child).sentMessage(containing(Map.of("at", Map.of("port", 81)))))
                    .contains("\n    $.at.port: expected 81, was 80\n");
        }
    }

    @Test
    @RequiresNode
    void partOfAnAdvancedMessageKeepsItsKinds() {
        var child = node(Serialization.ADVANCED, "{ a: new Set([1]), b: 2, c: 3n, d: { e: [1], f: 1 } }");

        assertThat(child).sentMessage(containing(Map.of("a", java.util.Set.of(1), "d", Map.of("e", List.of(1)))));
        assertThatFailureOf(() -> assertThat(child).sentMessage(containing(Map.of("c", 3))))
                .contains("\n  expected: containing { c: 3 }\n")
                .contains("\n    $.c: expected 3 (number), was 3n (BigInt)\n");
    }

    @Test
    @RequiresNode
    void advancedMessageWithoutJsonIsTold() {
        var child = node(Serialization.ADVANCED, "(() => { const a = { b: 1 }; a.self = a; return a; })()");

        assertThat(child).sentMessage(containing(Map.of("b", 1))).sentNoMessage(json("{b: 1}"));
        assertThatFailureOf(() -> assertThat(child).sentMessage(containing(json("{b: 1}"))))
                .contains("\n    has no JSON to look at: ");
        assertThatFailureOf(() -> assertThat(child).sentMessage(schema("{}")))
                .contains("\n    has no JSON to look at: ");
    }

    private ForkedChild node(Serialization serialization, String value) {
        return children.with(CHANNEL.serialization(serialization))
                .spawn("node", "-e", "process.send(" + value + ", () => process.disconnect())");
    }

    private ForkedChild sending(String... messages) {
        var args = new ArrayList<>(List.of("-c", "for m; do printf '%s\\n' \"$m\" >&3; done", "sh"));
        args.addAll(List.of(messages));
        return children.with(CHANNEL).spawn("sh", args.toArray(String[]::new));
    }
}
