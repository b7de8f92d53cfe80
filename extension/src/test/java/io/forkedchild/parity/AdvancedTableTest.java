package io.forkedchild.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Message;
import io.forkedchild.ipc.v8.AdvancedMessages;
import io.forkedchild.js.JsError;
import io.forkedchild.js.JsMap;
import io.forkedchild.js.JsSet;
import io.forkedchild.parity.AdvancedRow.From;
import io.forkedchild.process.Serialization;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.NodeVersion;
import io.forkedchild.testing.RequiresNode;
import io.forkedchild.timeline.Event;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The serialization {@code advanced} as one table: every kind of value over a channel, from a Node child and to one. */
@RequiresNode
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdvancedTableTest {

    private static final ForkOptions ADVANCED =
            ForkOptions.defaults().serialization(Serialization.ADVANCED).silent(true);

    /** Node 18 writes this name as if it had characters beyond Latin-1; the value is the same. */
    private static final String NAME_IN_TWO_BYTES = "{1: 2, '-1': 3}";

    private static final String BYTES_OF_NODE_18 = "ff0f6f490249040063042d00310049067b02";

    /** Behind the cause of an error before Node 22, before it since then. */
    private static final String EMPTY_STACK = "732200";

    private final ForkedChildren children = ForkedChildren.open();
    private final Map<String, Message> fromNode = new LinkedHashMap<>();
    private final Map<String, String> readByNode = new LinkedHashMap<>();
    private final Map<String, String> readByNodeAgain = new LinkedHashMap<>();
    private final Map<String, String> refusedByNode = new LinkedHashMap<>();

    // ---- what cannot be sent

    /** @param thrown the beginning of what send throws in a Node child */
    private record RefusedByNode(String javaScript, String thrown) {}

    private static List<RefusedByNode> refusalsOfNode() {
        return List.of(
                new RefusedByNode("() => 1", "TypeError ERR_INVALID_ARG_TYPE"),
                new RefusedByNode("Symbol('s')", "TypeError ERR_INVALID_ARG_TYPE"),
                new RefusedByNode("1n", "TypeError ERR_INVALID_ARG_TYPE"),
                new RefusedByNode("undefined", "TypeError ERR_MISSING_ARGS"),
                notCloned("{a: [() => 1]}", "() => 1"),
                notCloned("{toJSON() { return 1; }}", "toJSON() { return 1; }"),
                notCloned("[Symbol('s')]", "Symbol(s)"),
                notCloned("Object(Symbol('s'))", "[object Symbol]"),
                new RefusedByNode("class A {}", "TypeError ERR_INVALID_ARG_TYPE"),
                notCloned("Promise.resolve(1)", "#<Promise>"),
                notCloned("new WeakMap()", "#<WeakMap>"),
                notCloned("new WeakSet()", "#<WeakSet>"),
                notCloned("new WeakRef({})", "#<WeakRef>"),
                notCloned("new Proxy({}, {})", "#<Object>"),
                notCloned("new SharedArrayBuffer(1)", "#<SharedArrayBuffer>"),
                notCloned("(function* () {})()", "[object Generator]"),
                new RefusedByNode("{get a() { throw new RangeError('mine'); }}", "RangeError undefined mine"));
    }

    private static RefusedByNode notCloned(String javaScript, String what) {
        return new RefusedByNode(javaScript, "Error undefined " + what + " could not be cloned.");
    }

    static List<Arguments> refusalsOfJava() {
        return List.of(
                argumentSet(
                        "thread",
                        Map.of("job", Map.of("items", List.of(1, 2, 3, new Thread()))),
                        "$.job.items[3] is a java.lang.Thread"),
                argumentSet("function", Map.of("f", (Runnable) () -> {}), "$.f is a "),
                argumentSet("object", new Object(), "$ is a java.lang.Object"),
                argumentSet("key of a Map", JsMap.of(new Thread(), 1), "$.key[0] is a java.lang.Thread"),
                argumentSet("value of a Set", JsSet.of(1, new Thread()), "$[1] is a java.lang.Thread"),
                argumentSet("cause", JsError.named("Error").initCause(new Thread()), "$.cause is a java.lang.Thread"),
                argumentSet("null key", Collections.singletonMap(null, 1), "null key, which no object has"),
                argumentSet("long", List.of(1L << 53), "$[0] is the long 9007199254740992"),
                argumentSet(
                        "BigDecimal", Map.of("d", new BigDecimal("0.12345678901234567890")), "$.d is the BigDecimal"),
                argumentSet("time", List.of(Instant.MAX), "$[0] is the Instant"),
                argumentSet("too deep", nested(1001), "is more than 1000 objects deep"));
    }

    private static Object nested(int levels) {
        Object value = new ArrayList<>();
        for (int i = 1; i < levels; i++) {
            value = new ArrayList<>(List.of(value));
        }
        return value;
    }

    // ---- one child that sends all rows, one that reads them

    @BeforeAll
    void askAll() throws Exception {
        fromNode();
        refusedByNode();
        toNode();
    }

    private void fromNode() throws Exception {
        var rows = sentByNode();
        var messages = sentBy(rows.stream().map(AdvancedRow::javaScript).toList());
        for (int i = 0; i < rows.size(); i++) {
            fromNode.put(rows.get(i).name(), messages.get(i));
        }
    }

    private void refusedByNode() throws Exception {
        var expressions =
                refusalsOfNode().stream().map(RefusedByNode::javaScript).toList();
        var messages = sentBy(expressions);
        for (int i = 0; i < expressions.size(); i++) {
            refusedByNode.put(expressions.get(i), messages.get(i).as(String.class));
        }
    }

    private List<Message> sentBy(List<String> expressions) throws Exception {
        var child = fork("parity/advanced-table-values.js", expressions);
        Await.closed(child);
        assertThat(child.messages()).as(child::evidence).hasSameSizeAs(expressions);
        return child.messages();
    }

    private void toNode() throws Exception {
        var rows = AdvancedTable.rows();
        var child = fork(
                "parity/advanced-table-reader.js",
                rows.stream().map(row -> List.of(row.arrives(), row.check())).toList());
        var readings = new ArrayList<Map.Entry<String, Map<String, String>>>();
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            if (row.from() != From.NODE) {
                send(child, i, row.java());
                readings.add(Map.entry(row.name(), readByNode));
            }
            if (row.from() != From.JAVA) {
                send(child, i, received(row).value());
                readings.add(Map.entry(row.name(), readByNodeAgain));
            }
        }
        Await.until(child, () -> child.messages().size() == readings.size() || child.isClosed());
        child.disconnect();
        assertThat(child.messages()).as(Await.closed(child)::evidence).hasSameSizeAs(readings);
        for (int i = 0; i < readings.size(); i++) {
            var reading = readings.get(i);
            reading.getValue().put(reading.getKey(), child.messages().get(i).as(String.class));
        }
    }

    private static void send(ForkedChild child, int row, @Nullable Object value) {
        child.send(row);
        child.send(value);
    }

    private ForkedChild fork(String fixture, List<?> rows) throws Exception {
        return children.with(ADVANCED).fork(Fixture.path(fixture), new JsonMapper().writeValueAsString(rows));
    }

    private Message received(AdvancedRow row) {
        return Objects.requireNonNull(fromNode.get(row.name()), row.name());
    }

    @AfterAll
    void endChildren() {
        children.close();
    }

    // ---- the comparisons

    private static List<AdvancedRow> sentByNode() {
        return AdvancedTable.rows().stream()
                .filter(row -> row.from() != From.JAVA)
                .toList();
    }

    static Stream<Arguments> rowsOfNode() {
        return sentByNode().stream().map(row -> argumentSet(row.name(), row));
    }

    static Stream<Arguments> rowsOfJava() {
        return AdvancedTable.rows().stream()
                .filter(row -> row.from() != From.NODE)
                .map(row -> argumentSet(row.name(), row));
    }

    @ParameterizedTest
    @MethodSource("rowsOfNode")
    void valueOfANodeChildIsThatInJava(AdvancedRow row) {
        var message = received(row);

        if (row.isTree()) {
            assertThat(message.value()).isEqualTo(row.java());
        }
        assertThat(hex(message.value())).isEqualTo(hex(row.java()));
        if (row.from() == From.BOTH) {
            assertThat(HexFormat.of().formatHex(message.bytes())).isEqualTo(bytesOfNode(row));
        }
        assertThat(message.hasValue(row.java())).isTrue();
    }

    /** Ours, apart from what older versions write in another way. */
    private static String bytesOfNode(AdvancedRow row) {
        if (NodeVersion.major() < 20 && row.name().equals(NAME_IN_TWO_BYTES)) {
            return BYTES_OF_NODE_18;
        }
        var ours = hex(row.java());
        boolean hasCause = row.java() instanceof JsError error && error.hasCause();
        return NodeVersion.major() < 22 && hasCause
                ? ours.replaceFirst("(" + EMPTY_STACK + ")(63.*)2e$", "$2$12e")
                : ours;
    }

    /** Tells apart what {@code equals} does not: classes, the order of entries, and who is whom. */
    private static String hex(@Nullable Object value) {
        return HexFormat.of().formatHex(AdvancedMessages.encode(value));
    }

    @ParameterizedTest
    @MethodSource("rowsOfJava")
    void valueOfJavaIsThatInANodeChild(AdvancedRow row) {
        assertThat(readByNode.get(row.name())).isEqualTo("same");
    }

    @ParameterizedTest
    @MethodSource("rowsOfNode")
    void valueOfANodeChildThatIsSentBackIsTheSameThere(AdvancedRow row) {
        assertThat(readByNodeAgain.get(row.name())).isEqualTo("same");
    }

    static Stream<Arguments> rowsOfRefusals() {
        return refusalsOfNode().stream().map(row -> argumentSet(row.javaScript(), row.javaScript(), row.thrown()));
    }

    @ParameterizedTest
    @MethodSource("rowsOfRefusals")
    void nodeRefuses(String javaScript, String thrown) {
        assertThat(refusedByNode.get(javaScript)).startsWith("thrown: " + thrown);
    }

    @ParameterizedTest
    @MethodSource("refusalsOfJava")
    void javaRefusesWithThePlaceAndTheChannelGoesOn(Object value, String why) {
        var child = children.with(ADVANCED).fork(Fixture.child("echo-messages.js"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> child.send(value))
                .withMessageStartingWith("message cannot be sent: $")
                .withMessageContaining(why);
        child.send("next");

        assertThat(Await.messages(child, 1).messages().get(0).value()).isEqualTo("next");
        assertThat(child.timeline().every(Event.MessageSent.class)).hasSize(1);
        child.disconnect();
        Await.closed(child);
    }

    // ---- what an expression cannot say

    @Test
    void stackOfAnErrorTellsWhereItWasMade() throws Exception {
        var error = (JsError) Objects.requireNonNull(
                sentBy(List.of("new TypeError('boom')")).get(0).value());

        assertThat(error.stack().orElseThrow()).startsWith("TypeError: boom\n    at eval (");
        assertThat(error.toString()).isEqualTo("TypeError: boom");
    }

    @Test
    void deepestValueOfJavaIsReadByANodeChild() {
        var child = children.with(ADVANCED).fork(Fixture.child("echo-messages.js"));

        child.send(nested(1000));

        assertThat(Await.messages(child, 1).messages().get(0).hasValue(nested(1000)))
                .isTrue();
        child.disconnect();
        Await.closed(child);
    }

    @Test
    void deepValueOfANodeChildArrives() throws Exception {
        var deep = sentBy(List.of("JSON.parse('['.repeat(2500) + ']'.repeat(2500))"))
                .get(0);

        int levels = 1;
        for (var list = (List<?>) Objects.requireNonNull(deep.value()); !list.isEmpty(); levels++) {
            list = (List<?>) list.get(0);
        }
        assertThat(levels).isEqualTo(2500);
    }
}
