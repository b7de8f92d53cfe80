package io.forkedchild.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Message;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import io.forkedchild.timeline.Event;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the test gets of the bytes that a child writes to its channel. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class MessagesFromChildTest {

    private static final SpawnOptions WITH_CHANNEL =
            SpawnOptions.defaults().stdio(Stdio.ignore(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());

    private final ForkedChildren children;

    MessagesFromChildTest(ForkedChildren children) {
        this.children = children;
    }

    /** A shell writes the bytes; the messages are compared as the JSON that JavaScript makes of them. */
    @RequiresNode
    @ParameterizedTest
    @MethodSource
    void bytesAreTheMessagesOfNode(String script) {
        var theirs = NodesOwn.run(
                "const c = cp.spawn('sh', ['-c', args[0]], {stdio: [0, 'pipe', 2, 'ipc']}); const all = [];"
                        + "c.on('message', (m) => all.push(JSON.stringify(m))); c.on('close', () => print(all));",
                script);

        var child = Await.closed(shell(script));

        assertThat(child.messages().stream()
                        .map(message -> message.json().toString())
                        .toList())
                .as(child::evidence)
                .isEqualTo(StreamSupport.stream(theirs.spliterator(), false)
                        .map(json -> json.asText())
                        .toList());
    }

    static Stream<Arguments> bytesAreTheMessagesOfNode() {
        return Stream.of(
                argumentSet("object", "echo '{\"x\":1}' >&3"),
                argumentSet("scalars", "printf '1\\n null\\n true\\n \"s\"\\n' >&3"),
                argumentSet("carriage return", "printf '{\"crlf\":1}\\r\\n' >&3"),
                argumentSet("blanks", "printf '  {\"ws\" : 1}\\t \\n' >&3"),
                argumentSet("three in one write", "printf '1\\n2\\n3\\n' >&3"),
                argumentSet(
                        "split inside a character",
                        "printf '\"\\303' >&3; sleep 0.03; printf '\\251\"' >&3; sleep 0.03; printf '\\n' >&3"),
                argumentSet("bytes that are no UTF-8", "printf '\"\\377\\376\\303\"\\n' >&3"),
                argumentSet("duplicate names", "printf '{\"a\":1,\"a\":2}\\n' >&3"),
                argumentSet("__proto__", "printf '{\"__proto__\":{\"a\":1}}\\n' >&3"),
                argumentSet("all escapes", "echo '\"\\\\u0041\\\\n\\\\t\\\\/\\\\\\\\\\\\\"\"' >&3"),
                argumentSet("last line without newline", "printf '1\\n2' >&3"),
                argumentSet("nothing", "true"));
    }

    /** Java's decoder replaces the three bytes together, Node's each of them. */
    @Test
    void surrogateAsUtf8IsOneReplacementInsteadOfThree() {
        var child = Await.closed(shell("printf '\"\\355\\240\\200\"\\n' >&3"));

        assertThat(child.messages().get(0).as(String.class)).isEqualTo("\ufffd");
    }

    /** Node refuses the same lines, but dies of them as a child, and throws them at nobody as a parent. */
    @ParameterizedTest
    @MethodSource
    void malformedLineIsAnErrorAndTheOthersArrive(String line) {
        var child = Await.closed(shell("printf '1\\n" + line + "\\n2\\n' >&3; printf '3\\n' >&3"));

        assertThat(child.messages()).extracting(Message::text).containsExactly("1", "2", "3");
        assertThat(errorsOf(child)).containsExactly("ERR_IPC_MALFORMED_MESSAGE");
    }

    @RequiresNode
    @ParameterizedTest
    @MethodSource("malformedLineIsAnErrorAndTheOthersArrive")
    void malformedLineIsMalformedForNode(String line) {
        var theirs = NodesOwn.run(
                "const c = cp.spawn('sh', ['-c', args[0]], {stdio: [0, 'pipe', 2, 'ipc']});"
                        + "process.on('uncaughtException', (e) => { print(e.name); process.exit(); });"
                        + "c.on('message', (m) => { print('message ' + JSON.stringify(m)); process.exit(); });",
                "printf '" + line + "\\n' >&3");

        assertThat(theirs.asText()).isEqualTo("SyntaxError");
    }

    static Stream<Arguments> malformedLineIsAnErrorAndTheOthersArrive() {
        return Stream.of(
                argumentSet("empty line", ""),
                argumentSet("blank line", "  "),
                argumentSet("no JSON", "{bad json}"),
                argumentSet("undefined", "undefined"),
                argumentSet("byte order mark", "\\357\\273\\277{\"a\":1}"),
                argumentSet("two values", "1 2"),
                argumentSet("rest behind a value", "{\"a\":1}x"),
                argumentSet("half an object", "{\"a\":1"),
                argumentSet("half a text", "\"a"),
                argumentSet("raw tab in a text", "\"a\\tb\""),
                argumentSet("leading zero", "01"),
                argumentSet("trailing comma", "[1,]"),
                argumentSet("single quotes", "{\\047a\\047:1}"),
                argumentSet("NaN", "NaN"),
                argumentSet("comment", "/**/1"),
                argumentSet("unknown escape", "\"\\\\x41\""),
                argumentSet("form feed as a blank", "\\0141"),
                argumentSet("vertical tab as a blank", "\\0131"),
                argumentSet("no-break space", "\\302\\2401"),
                argumentSet("wrong literal", "nul"));
    }

    @Test
    void unfinishedMessageIsAnErrorWithItsLength() {
        var child = Await.closed(shell("printf '1\\n{\"a\":' >&3"));

        assertThat(child.messages()).hasSize(1);
        assertThat(errorsOf(child)).containsExactly("ERR_IPC_UNFINISHED_MESSAGE");
        assertThat(child.timeline().first(Event.ErrorRaised.class).orElseThrow().text())
                .contains("after 5 bytes");
    }

    @RequiresNode
    @Test
    void threeThousandBracketsAreAMessage() {
        var child = Await.closed(children.with(WITH_CHANNEL)
                .spawn("node", "-e", "process.send(JSON.parse('['.repeat(3000) + ']'.repeat(3000)))"));

        assertThat(errorsOf(child)).isEmpty();
        assertThat(child.messages()).hasSize(1);
        assertThat(child.messages().get(0).json().isArray()).isTrue();
    }

    @RequiresNode
    @Test
    void thirtyMillionCharactersAreAMessage() {
        var child = Await.closed(children.with(WITH_CHANNEL).spawn("node", "-e", "process.send('x'.repeat(30000000))"));

        assertThat(errorsOf(child)).isEmpty();
        assertThat(child.messages()).hasSize(1);
        assertThat(child.messages().get(0).as(String.class)).hasSize(30_000_000);
    }

    @RequiresNode
    @Test
    void longNamesAndNumbersAreMessages() {
        var child = Await.closed(shell("node -e 'const w = (t) => require(\"fs\").writeSync(3, t + \"\\n\");"
                + "w(\"{\\\"\" + \"n\".repeat(100000) + \"\\\":1}\"); w(\"1\".repeat(2000))'"));

        assertThat(errorsOf(child)).isEmpty();
        assertThat(child.messages()).hasSize(2);
        assertThat(child.messages().get(0).json().size()).isEqualTo(1);
        assertThat(child.messages().get(1).json().isNumber()).isTrue();
    }

    @RequiresNode
    @Test
    void halfASurrogatePairArrives() {
        var child = Await.closed(children.with(WITH_CHANNEL).spawn("node", "-e", "process.send('\\ud83d')"));

        assertThat(child.messages()).extracting(Message::text).containsExactly("\"\\ud83d\"");
        assertThat(child.messages().get(0).as(String.class)).isEqualTo("\ud83d");
        assertThat(child.messages().get(0).hasValue("\ud83d")).isTrue();
    }

    /** A JavaScript parent would get 12345678901234567000. */
    @Test
    void bigNumbersKeepTheirDigits() {
        var child = Await.closed(shell("echo 12345678901234567890 >&3"));

        assertThat(child.messages().get(0).json().bigIntegerValue()).hasToString("12345678901234567890");
    }

    @Test
    void numberBeyondAllDoublesIsInfinity() {
        var child = Await.closed(shell("echo 1e400 >&3"));

        assertThat(child.messages().get(0).as(Double.class)).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /** Values that JSON.stringify loses or changes, as Node writes them. */
    @RequiresNode
    @Test
    void textOfAMessageIsWhatNodeWrote() {
        var value = "{a: [1, {b: 'é😀\\n\\u2028'}], u: undefined, n: NaN, i: -0, d: new Date(0), f() {},"
                + " m: new Map([[1, 2]]), s: new Set([1]), r: /x/, buf: Buffer.from('hi'), e: new Error('boom')}";

        var child = Await.closed(children.with(WITH_CHANNEL).spawn("node", "-e", "process.send(" + value + ")"));

        assertThat(child.messages())
                .extracting(Message::text)
                .containsExactly("{\"a\":[1,{\"b\":\"é😀\\n\u2028\"}],\"n\":null,\"i\":0,"
                        + "\"d\":\"1970-01-01T00:00:00.000Z\",\"m\":{},\"s\":{},\"r\":{},"
                        + "\"buf\":{\"type\":\"Buffer\",\"data\":[104,105]},\"e\":{}}");
    }

    /** JSON.stringify gives undefined, and send writes that. */
    @RequiresNode
    @Test
    void valueWhoseToJsonGivesNothingIsMalformed() {
        var child = Await.closed(
                children.with(WITH_CHANNEL).spawn("node", "-e", "process.send({toJSON() {}}); process.send(1)"));

        assertThat(child.messages()).extracting(Message::text).containsExactly("1");
        assertThat(errorsOf(child)).containsExactly("ERR_IPC_MALFORMED_MESSAGE");
    }

    private ForkedChild shell(String script) {
        return children.with(WITH_CHANNEL).spawn("sh", "-c", script);
    }

    private static List<String> errorsOf(ForkedChild child) {
        return child.timeline()
                .every(Event.ErrorRaised.class)
                .map(Event.ErrorRaised::code)
                .toList();
    }
}
