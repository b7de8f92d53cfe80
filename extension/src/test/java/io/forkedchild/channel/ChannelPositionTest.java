package io.forkedchild.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A channel works on every descriptor, and only where it is. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ChannelPositionTest {

    private static final String DESCRIPTORS = "tell-descriptors-and-echo.sh";
    private static final Stdio PIPE = Stdio.pipe();
    private static final Stdio NULL = Stdio.ignore();
    private static final Stdio IPC = Stdio.ipc();
    private static final Stdio NONE = Stdio.unset();

    private final ForkedChildren children;

    ChannelPositionTest(ForkedChildren children) {
        this.children = children;
    }

    @ParameterizedTest
    @MethodSource("positions")
    void shellFindsTheChannelAndTheOtherDescriptorsWhereTheyBelong(int index, String descriptors, List<Stdio> stdio) {
        var child = children.with(options(stdio))
                .spawn("sh", ChannelChildren.fixture(DESCRIPTORS), Integer.toString(index));

        child.send(Map.of("round", "trip"));

        assertThat(ChannelChildren.textsOf(Await.closed(child)))
                .as(child::evidence)
                .containsExactly("\" " + descriptors + "; " + index + " json\"", "{\"round\":\"trip\"}");
        assertThat(ChannelChildren.errorsOf(child)).isEmpty();
    }

    @RequiresNode
    @ParameterizedTest
    @MethodSource("positions")
    void nodeChildTalksOverTheChannelAndWritesToTheOtherDescriptors(int index, String ignored, List<Stdio> stdio) {
        var recorded = recorded(stdio);
        var command = Stream.concat(
                        Stream.of(ChannelChildren.fixture("write-and-echo-once.js")),
                        recorded.stream().map(String::valueOf))
                .toList();
        var child = children.with(options(stdio)).spawn("node", command.toArray(String[]::new));

        child.send(Map.of("round", "trip"));

        assertThat(ChannelChildren.textsOf(Await.closed(child)))
                .as(child::evidence)
                .containsExactly(
                        "[\"NODE_CHANNEL_FD=" + index + "\",\"NODE_CHANNEL_SERIALIZATION_MODE=json\"]",
                        "{\"round\":\"trip\"}");
        assertThat(recorded)
                .isNotEmpty()
                .allSatisfy(descriptor ->
                        assertThat(child.output(descriptor).text()).isEqualTo("written to " + descriptor));
        assertThat(child.exitCode()).hasValue(0);
    }

    static Stream<Arguments> positions() {
        return Stream.of(
                row("as stdin", 0, "0=socket 1=pipe 2=pipe", IPC, PIPE, PIPE),
                row("as stdout", 1, "0=device 1=socket 2=pipe", NULL, IPC, PIPE),
                row("as stderr", 2, "0=pipe 1=pipe 2=socket", PIPE, PIPE, IPC),
                row("as of fork", 3, "0=device 1=pipe 2=pipe 3=socket", NULL, PIPE, PIPE, IPC),
                row("below others", 3, "0=pipe 1=pipe 2=device 3=socket 5=socket", PIPE, PIPE, NULL, IPC, NONE, PIPE),
                row(
                        "above a pipe and holes",
                        7,
                        "0=pipe 1=pipe 2=device 4=socket 7=socket",
                        PIPE,
                        PIPE,
                        NULL,
                        NONE,
                        PIPE,
                        NONE,
                        NONE,
                        IPC));
    }

    private static Arguments row(String name, int index, String descriptors, Stdio... stdio) {
        return argumentSet(name, index, descriptors, Arrays.asList(stdio));
    }

    private static SpawnOptions options(List<Stdio> stdio) {
        return SpawnOptions.defaults().stdio(stdio.toArray(Stdio[]::new));
    }

    private static List<Integer> recorded(List<Stdio> stdio) {
        return IntStream.range(1, stdio.size())
                .filter(i -> stdio.get(i).equals(PIPE))
                .boxed()
                .toList();
    }

    /** Told of a channel that is a file, Node aborts before it runs anything. */
    @RequiresNode
    @Test
    void nodeChildWithoutChannelIsNotToldOfOneThatIsAFile() {
        var options = SpawnOptions.defaults()
                .stdio(NULL, PIPE, PIPE, NULL)
                .env("NODE_CHANNEL_FD", "3")
                .env("NODE_CHANNEL_SERIALIZATION_MODE", "advanced");

        var child = Await.closed(children.with(options).spawn("node", "-p", "typeof process.send"));

        assertThat(child.exitCode()).as(child::evidence).hasValue(0);
        assertThat(child.stdout().text()).isEqualTo("undefined\n");
    }

    /** The test JVM may itself be a child with a channel: its own is not that of its children. */
    @Test
    void channelOfTheTestJvmIsNotThatOfItsChildren() {
        var tester = Await.closed(testJvmWith("NODE_CHANNEL_FD=0", "NODE_CHANNEL_SERIALIZATION_MODE=advanced"));

        assertThat(tester.exitCode()).as(tester::evidence).hasValue(0);
        assertThat(tester.stdout().text().lines())
                .containsExactly(
                        "without: []",
                        "with: [NODE_CHANNEL_FD=3, NODE_CHANNEL_SERIALIZATION_MODE=json]",
                        "itself: 0 advanced");
    }

    private ForkedChild testJvmWith(String... variables) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var tester = Stream.of(java, "-cp", System.getProperty("java.class.path"), TestJvm.class.getName());
        return children.spawn(
                "env", Stream.concat(Arrays.stream(variables), tester).toArray(String[]::new));
    }

    /** Prints which variables of the channel its children see. */
    static final class TestJvm {

        private TestJvm() {}

        public static void main(String[] args) {
            try (var children = ForkedChildren.open()) {
                var without = children.spawn("env");
                var with = children.with(ChannelChildren.OPTIONS).spawn("env");
                System.out.println("without: " + channelOf(without));
                System.out.println("with: " + channelOf(with));
            }
            System.out.println("itself: " + System.getenv("NODE_CHANNEL_FD") + " "
                    + System.getenv("NODE_CHANNEL_SERIALIZATION_MODE"));
        }

        private static List<String> channelOf(ForkedChild env) {
            return Await.closed(env)
                    .stdout()
                    .text()
                    .lines()
                    .filter(line -> line.startsWith("NODE_CHANNEL_"))
                    .sorted()
                    .toList();
        }
    }
}
