package io.forkedchild.parity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Message;
import io.forkedchild.SpawnOptions;
import io.forkedchild.ipc.json.JsonMessages;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import io.forkedchild.timeline.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The serialization {@code json} as one table: what each kind of value becomes, and what each sequence of bytes is. */
@RequiresNode
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("JavaUtilDate") // Node has it too
class JsonTableTest {

    private static final SpawnOptions WITH_CHANNEL =
            SpawnOptions.defaults().stdio(Stdio.ignore(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());

    private final ForkedChildren children = ForkedChildren.open();

    private final Map<String, String> writtenByNode = new LinkedHashMap<>();

    private final Map<String, String> writtenByUs = new LinkedHashMap<>();

    private final Map<String, List<String>> readByNode = new LinkedHashMap<>();

    // ---- one Node, one copying child and one Node for all rows

    @BeforeAll
    void askAll() throws Exception {
        writeByNode();
        writeByUs();
        readByNode();
    }

    private void writeByNode() throws Exception {
        var expressions =
                JsonRows.kinds().stream().map(JsonRows.Kind::javaScript).toList();
        var child = Await.closed(children.with(WITH_CHANNEL)
                .spawn(
                        "node",
                        Fixture.path("parity/json-table-values.js"),
                        new JsonMapper().writeValueAsString(expressions)));
        assertThat(child.messages()).as(child::evidence).hasSameSizeAs(expressions);
        for (int i = 0; i < expressions.size(); i++) {
            writtenByNode.put(
                    JsonRows.kinds().get(i).name(),
                    new String(child.messages().get(i).bytes(), UTF_8));
        }
    }

    private void writeByUs() {
        var sent = JsonRows.kinds().stream()
                .filter(kind -> kind.java().isPresent())
                .toList();
        var child = children.with(WITH_CHANNEL).spawn("sh", "-c", "cat <&3");
        sent.forEach(kind -> child.send(kind.java().orElseThrow()));
        child.disconnect();
        var lines = Await.closed(child).stdout().text().split("\n", -1);
        assertThat(lines).hasSize(sent.size() + 1);
        for (int i = 0; i < sent.size(); i++) {
            writtenByUs.put(sent.get(i).name(), lines[i]);
        }
    }

    /** Node's parent writes the bytes past its own serialization, to a pipe that the child takes for its channel. */
    private void readByNode() {
        var rows = JsonRows.bytes().stream().map(JsonRows.Bytes::chunks).toList();
        var seen = NodesOwn.run(
                "const read = (rows, all) => { if (rows.length === 0) return print(all);"
                        + "const env = Object.assign({}, process.env, {NODE_CHANNEL_FD: '3'});"
                        + "const c = cp.spawn('node', [args[0]], {stdio: [0, 'pipe', 'pipe', 'pipe'], env});"
                        + "let out = ''; c.stdout.setEncoding('utf8').on('data', (text) => { out += text; });"
                        + "const write = ([chunk, ...rest]) => { if (chunk === undefined) return c.stdio[3].end();"
                        + "c.stdio[3].write(Buffer.from(chunk, 'latin1'), () => setTimeout(write, 20, rest)); };"
                        + "c.stdout.once('data', () => write(rows[0])); c.stdio[3].resume();"
                        + "c.on('close', () => read(rows.slice(1), [...all, out.split('\\n').slice(1, -1)])); };"
                        + "read(JSON.parse(args[1]), []);",
                Fixture.path("parity/json-table-reader.js"),
                new JsonMapper().<JsonNode>valueToTree(rows));
        for (int i = 0; i < rows.size(); i++) {
            readByNode.put(JsonRows.bytes().get(i).name(), texts(seen.get(i)));
        }
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @AfterAll
    void endChildren() {
        children.close();
    }

    // ---- the comparisons

    static Stream<Arguments> kindsOfValues() {
        return JsonRows.kinds().stream().map(kind -> argumentSet(kind.name(), kind));
    }

    static Stream<Arguments> kindsOfJava() {
        return JsonRows.kinds().stream()
                .filter(kind -> kind.java().isPresent())
                .map(kind -> argumentSet(kind.name(), kind));
    }

    static Stream<Arguments> kindsOfBytes() {
        return JsonRows.bytes().stream().map(row -> argumentSet(row.name(), row));
    }

    @ParameterizedTest
    @MethodSource("kindsOfValues")
    void valueIsRecordedAsNodeWritesIt(JsonRows.Kind kind) {
        assertThat(writtenByNode.get(kind.name())).isEqualTo(kind.json());
    }

    @ParameterizedTest
    @MethodSource("kindsOfJava")
    void valueOfJavaIsWrittenAsNodeWritesIt(JsonRows.Kind kind) {
        assertThat(writtenByUs.get(kind.name())).isEqualTo(kind.json()).isEqualTo(writtenByNode.get(kind.name()));
    }

    @ParameterizedTest
    @MethodSource("kindsOfBytes")
    void nodeChildReadsBytes(JsonRows.Bytes row) {
        assertThat(readByNode.get(row.name())).isEqualTo(row.node());
    }

    @ParameterizedTest
    @MethodSource("kindsOfBytes")
    void testReadsBytes(JsonRows.Bytes row) {
        var writes = row.chunks().stream()
                .map(chunk -> "printf '" + octal(chunk) + "' >&3")
                .collect(Collectors.joining("; sleep 0.02; "));

        var child = Await.closed(children.with(WITH_CHANNEL).spawn("sh", "-c", writes));

        var seen = new ArrayList<String>();
        var messages = child.messages().iterator();
        child.timeline().events().forEach(event -> {
            if (event instanceof Event.MessageReceived received && !received.internal()) {
                seen.add(rewritten(messages.next()));
            } else if (event instanceof Event.ErrorRaised error) {
                seen.add(error.code());
            }
        });
        assertThat(seen).as(child::evidence).isEqualTo(row.ours());
    }

    /** As Node would write it again; only 1000 levels are written. */
    private static String rewritten(Message message) {
        return message.text().startsWith("[[[")
                ? message.text()
                : new String(JsonMessages.encode(message.json()), UTF_8);
    }

    private static String octal(String latin1) {
        var bytes = latin1.getBytes(ISO_8859_1);
        return IntStream.range(0, bytes.length)
                .mapToObj(i -> String.format("\\%03o", bytes[i] & 0xff))
                .collect(Collectors.joining());
    }
}
