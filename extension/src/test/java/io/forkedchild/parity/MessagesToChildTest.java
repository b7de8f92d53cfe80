package io.forkedchild.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Message;
import io.forkedchild.SpawnOptions;
import io.forkedchild.ipc.json.JsonMessages;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.SendResult;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a child reads from its channel when the test sends a message. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class MessagesToChildTest {

    private static final SpawnOptions WITH_CHANNEL =
            SpawnOptions.defaults().stdio(Stdio.ignore(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());

    /** A value as Java and as JavaScript. */
    private record Value(Object java, String javaScript) {}

    private final ForkedChildren children;

    MessagesToChildTest(ForkedChildren children) {
        this.children = children;
    }

    /** The child copies its channel to stdout; Node's send is the other side of the comparison. */
    @RequiresNode
    @ParameterizedTest
    @MethodSource("values")
    void bytesAreThoseOfNode(Value value) {
        var theirs = NodesOwn.run(""
                        + "const d = cp.spawn('sh', ['-c', 'cat <&3'], {stdio: [0, 'pipe', 2, 'ipc']});"
                        + "let out = ''; d.stdout.setEncoding('latin1').on('data', (text) => { out += text; });"
                        + "d.stdout.on('end', () => print(out)); d.send(" + value.javaScript()
                        + ", () => d.disconnect());")
                .asText();

        var child = children.with(WITH_CHANNEL).spawn("sh", "-c", "cat <&3");
        child.send(value.java());
        child.disconnect();

        assertThat(Await.closed(child).stdout().text(java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo(theirs);
    }

    /** The child says what it got: type, value as JSON, and whether it is minus zero. */
    @RequiresNode
    @ParameterizedTest
    @MethodSource("values")
    void nodeChildGetsTheSameValueAsFromNode(Value value) {
        var describe = Fixture.child("describe-message.js");
        var theirs = NodesOwn.run(
                "const c = cp.fork(args[0], {silent: true});"
                        + "c.on('message', (m) => { print(m); c.disconnect(); }); c.send(" + value.javaScript() + ");",
                describe);

        var child = children.with(io.forkedchild.ForkOptions.defaults().silent(true))
                .fork(describe);
        child.send(value.java());

        assertThat(Await.messages(child, 1).messages().get(0).json()).isEqualTo(theirs);
    }

    static Stream<Arguments> values() {
        var controls = new StringBuilder();
        IntStream.rangeClosed(0, 0x21).forEach(code -> controls.append((char) code));
        return Stream.of(
                value("text", "s", "'s'"),
                value("empty text", "", "''"),
                value("number", 1, "1"),
                value("fraction", 1.5, "1.5"),
                value("whole double", 100.0, "100"),
                value("minus zero", -0.0, "-0"),
                value("huge number", 1e300, "1e300"),
                value("tiny number", 1e-7, "1e-7"),
                value("not a number", Double.NaN, "NaN"),
                value("infinity", Double.NEGATIVE_INFINITY, "-Infinity"),
                value("true", true, "true"),
                value("object", Map.of("x", 1), "{x: 1}"),
                value("nested", Map.of("a", List.of(1, Map.of("b", "é😀\n\u2028"))), "{a: [1, {b: 'é😀\\n\\u2028'}]}"),
                value("nulls", Arrays.asList(1, null), "[1, null]"),
                value("null member", new TreeMap<>(singleNull()), "{a: null}"),
                value(
                        "control characters",
                        controls.toString(),
                        "Array.from({length: 34}, (_, i) => String.fromCharCode(i)).join('')"),
                value("quote, backslash and slash", "\"\\/", "'\"\\\\/'"),
                value("DEL, NEL, separators", "\u007f\u0085\u2028\u2029", "'\\u007f\\u0085\\u2028\\u2029'"),
                value("half a surrogate pair", "a\ud83d", "'a\\ud83d'"),
                value("other half of a surrogate pair", "\ude00b", "'\\ude00b'"),
                value("empty object", Map.of(), "{}"),
                value("empty list", List.of(), "[]"));
    }

    private static Map<String, Object> singleNull() {
        var map = new TreeMap<String, Object>();
        map.put("a", null);
        return map;
    }

    private static Arguments value(String name, Object java, String javaScript) {
        return argumentSet(name, new Value(java, javaScript));
    }

    @RequiresNode
    @Test
    void nullIsAMessage() {
        var child = echo();

        child.send(null);

        assertThat(Await.messages(child, 1).messages())
                .extracting(Message::text)
                .containsExactly("null");
    }

    @RequiresNode
    @Test
    void messagesArriveInTheOrderOfTheirSending() {
        var child = echo();

        IntStream.range(0, 500).forEach(child::send);

        Await.messages(child, 500);
        assertThat(child.messages())
                .extracting(message -> message.as(Integer.class))
                .isEqualTo(IntStream.range(0, 500).boxed().toList());
    }

    @Test
    void valuesThatAreNoJsonAreRefusedAtOnce() {
        var child = children.with(WITH_CHANNEL).spawn("sh", "-c", "cat <&3");
        var cycle = new ArrayList<>();
        cycle.add(cycle);

        assertThatIllegalArgumentException().isThrownBy(() -> child.send(cycle));
        assertThatIllegalArgumentException().isThrownBy(() -> child.send(new Object()));
        assertThat(child.connected()).isTrue();
    }

    /** Node refuses a BigInt. */
    @Test
    void bigIntegersAreSentWithAllDigits() {
        var child = children.with(WITH_CHANNEL).spawn("sh", "-c", "head -n 1 <&3");

        child.send(List.of(9007199254740993L, new BigInteger("12345678901234567890")));

        assertThat(Await.closed(child).stdout().text()).isEqualTo("[9007199254740993,12345678901234567890]\n");
    }

    /** Node reads each as a number, and writes it again. */
    @RequiresNode
    @Test
    void everyDoubleIsWrittenAsNodeWritesIt() {
        var random = new Random(13);
        var doubles = DoubleStream.generate(() -> Double.longBitsToDouble(random.nextLong()))
                .filter(Double::isFinite)
                .limit(3000)
                .mapToObj(one -> new String(JsonMessages.encode(one), UTF_8))
                .toList();

        var different = NodesOwn.run(
                "print(JSON.parse(args[0]).filter((text) => JSON.stringify(Number(text)) !== text))",
                new JsonMapper().<JsonNode>valueToTree(doubles));

        assertThat(different).isEmpty();
    }

    @RequiresNode
    @Test
    void tenMegabytesArriveAtAChildThatReads() {
        var child = echo();

        var result = child.send("x".repeat(10_000_000));

        assertThat(result).isEqualTo(SendResult.QUEUED);
        assertThat(Await.messages(child, 1).messages().get(0).as(String.class)).hasSize(10_000_000);
    }

    private ForkedChild echo() {
        return children.fork(Fixture.child("echo-messages.js"));
    }
}
