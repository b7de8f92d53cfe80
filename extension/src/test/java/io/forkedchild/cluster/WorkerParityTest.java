package io.forkedchild.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.process.Serialization;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.NodeVersion;
import io.forkedchild.testing.PlainNode;
import io.forkedchild.testing.RequiresNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A worker sees of this primary what it sees of Node's own, to the letter of what Node's code is told. */
@RequiresNode
@Timeout(60)
class WorkerParityTest {

    private static final Pattern KEY_WITH_INDEX = Pattern.compile("(?<=\"key\":\")([^\"]*)(:\\d+)(?=\")");

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
    @MethodSource("workers")
    void workerSeesWhatItSeesOfNode(Serialization serialization, Scheduling scheduling, String what, String end)
            throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var place = what.contains("port in use") ? Integer.toString(taken.getLocalPort()) : path();

            var ours = outcome(serialization, scheduling, end, List.of(what, place));

            var theirs = PlainNode.run(List.of(
                    Fixture.path("nodes-own-primary.js"), serialization.name(), scheduling.name(), end, what, place));
            assertThat(ours).isEqualTo(theirs);
        }
    }

    static Stream<Arguments> workers() {
        return Stream.of(
                worker("nothing", "by the primary"),
                worker("nothing", "disconnect"),
                worker("a port", "by the primary"),
                worker("a port", "disconnect"),
                worker("a port", "kill"),
                worker("a port", "die"),
                advanced("a port", "by the primary"),
                advanced("a port", "disconnect"),
                worker("a port of a name", "by the primary"),
                worker("all addresses", "by the primary"),
                advanced("all addresses", "by the primary"),
                worker("all addresses of IPv4", "by the primary"),
                worker("a port of IPv6", "by the primary"),
                worker("two ports", "by the primary"),
                worker("one port twice", "by the primary"),
                worker("one port again", "by the primary"),
                worker("a port in use", "disconnect"),
                advanced("a port in use", "disconnect"),
                worker("an address of others", "by the primary"),
                worker("a path", "by the primary"),
                worker("a path in use", "by the primary"),
                worker("a path without directory", "by the primary"),
                worker("UDP", "by the primary"),
                advanced("UDP", "disconnect"),
                worker("UDP of IPv6", "by the primary"),
                worker("UDP of all addresses", "by the primary"),
                worker("UDP in use", "by the primary"),
                worker("a port for itself", "kill"),
                unscheduled("a port", "by the primary"),
                unscheduled("all addresses", "disconnect"));
    }

    private static Arguments worker(String what, String end) {
        return arguments(Serialization.JSON, Scheduling.ROUND_ROBIN, what, end);
    }

    private static Arguments advanced(String what, String end) {
        return arguments(Serialization.ADVANCED, Scheduling.ROUND_ROBIN, what, end);
    }

    private static Arguments unscheduled(String what, String end) {
        return arguments(Serialization.JSON, Scheduling.NONE, what, end);
    }

    private String path() {
        return directory.resolve("path").toString();
    }

    /** Does what {@code nodes-own-primary.js} does. */
    private static JsonNode outcome(Serialization serialization, Scheduling scheduling, String end, List<String> args)
            throws IOException {
        try (var children = ForkedChildren.open();
                var primary = ClusterPrimary.of(children, scheduling)) {
            var options = ForkOptions.defaults().serialization(serialization);
            var worker = primary.with(options).fork(Fixture.path("observe.js"), args.toArray(String[]::new));
            var outcome = JsonMapper.builder().build().createObjectNode();
            var bodies = outcome.putArray("bodies");
            var host = args.get(0).contains("IPv6") ? "::1" : "127.0.0.1";
            for (var port : Await.messages(worker, 1).messages().get(0).json().get("ports")) {
                bodies.add(Client.get(new InetSocketAddress(host, port.asInt())));
            }
            if (end.equals("by the primary")) {
                primary.disconnect(worker);
            } else {
                worker.send(end);
            }
            Await.closed(worker);
            outcome.put("seen", seen(worker.messages().get(1).json().get("seen").asText()));
            return outcome.put("end", end(worker) + " " + primary.exitedAfterDisconnect(worker));
        }
    }

    /** From Node 22 on, only the key of a server on port 0 says which one of the worker it is; ours always does. */
    private static String seen(String seen) {
        return NodeVersion.major() < 22
                ? seen
                : KEY_WITH_INDEX
                        .matcher(seen)
                        .replaceAll(
                                key -> key.group(1) + (key.group(1).matches(".*:0:[^:]*:[^:]*") ? key.group(2) : ""));
    }

    private static String end(ForkedChild worker) {
        var code = worker.exitCode();
        var signal = worker.signalCode();
        return (code.isPresent() ? code.getAsInt() : null) + " "
                + signal.map(Enum::name).orElse("null");
    }
}
