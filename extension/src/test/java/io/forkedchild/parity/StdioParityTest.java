package io.forkedchild.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the descriptors of a child are connected to. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class StdioParityTest {

    private static final Stdio PIPE = Stdio.pipe();

    private final ForkedChildren children;

    @TempDir
    Path directory;

    StdioParityTest(ForkedChildren children) {
        this.children = children;
    }

    /** Both children write down what their descriptors are. A pipe of ours is a socket of Node's. */
    @RequiresNode
    @ParameterizedTest
    @MethodSource
    void descriptorsAreThoseOfNode(String node, Stdio... ours) throws IOException {
        var theirTable = directory.resolve("theirs");
        var ourTable = directory.resolve("ours");
        NodesOwn.run(
                "cp.spawn('sh', args, {stdio: " + node + "}).on('close', () => print('closed'))",
                Fixture.child("list-descriptors.sh"),
                theirTable);

        var child = children.with(SpawnOptions.defaults().stdio(ours))
                .spawn("sh", Fixture.child("list-descriptors.sh"), ourTable.toString());
        Await.closed(child);

        assertThat(Files.readString(ourTable).replaceAll("(?m)^([012]) pipe", "$1 socket"))
                .isEqualTo(Files.readString(theirTable));
    }

    static Stream<Arguments> descriptorsAreThoseOfNode() {
        return Stream.of(
                row("default", "'pipe'", PIPE, PIPE, PIPE),
                row("nothing", "'ignore'", Stdio.ignore(), Stdio.ignore(), Stdio.ignore()),
                row("short array", "['ignore']", Stdio.ignore()),
                row("empty array", "[]"),
                row("unset", "[null, undefined, null]", Stdio.unset(), Stdio.unset(), Stdio.unset()),
                row(
                        "more pipes",
                        "['ignore', 'pipe', 'ignore', 'pipe', 'overlapped']",
                        Stdio.ignore(),
                        PIPE,
                        Stdio.ignore(),
                        PIPE,
                        Stdio.named("overlapped")),
                row(
                        "holes and a channel",
                        "['ignore', 'pipe', 'pipe', 'pipe', 'ignore', null, 'ipc']",
                        Stdio.ignore(),
                        PIPE,
                        PIPE,
                        PIPE,
                        Stdio.ignore(),
                        Stdio.unset(),
                        Stdio.ipc()),
                row("channel as stdin", "['ipc', 'ignore', 'ignore']", Stdio.ipc(), Stdio.ignore(), Stdio.ignore()));
    }

    @Test
    void standardStreamsArePipesSoThatDevStdoutWorks() {
        var child = children.spawn("sh", "-c", "echo a >/dev/stdout; echo b >/dev/stderr; cat /dev/stdin");

        child.stdin().write("c\n").end();

        Await.closed(child);
        assertThat(child.stdout().text()).isEqualTo("a\nc\n");
        assertThat(child.stderr().text()).isEqualTo("b\n");
    }

    @Test
    void pipeAboveTwoCarriesBothWays() {
        var child = children.with(stdio(PIPE, PIPE, PIPE, PIPE)).spawn("sh", "-c", "cat <&3 >&3");

        child.input(3).write("there and back").end();

        assertThat(Await.closed(child).output(3).text()).isEqualTo("there and back");
    }

    @Test
    void numberPassesThatDescriptor() throws IOException {
        var file = directory.resolve("file");
        try (var stream = new FileOutputStream(file.toFile())) {
            var child =
                    children.with(stdio(PIPE, Stdio.fd(numberOf(file)), PIPE)).spawn("echo", "a");
            Await.closed(child);
            assertThatIllegalStateException().isThrownBy(child::stdout);
            stream.write("b".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        assertThat(file).hasContent("a\nb");
    }

    @Test
    void inheritAboveTwoPassesTheDescriptorOfThatNumber() throws IOException {
        var file = directory.resolve("file");
        try (var stream = new FileOutputStream(file.toFile())) {
            int number = numberOf(file);
            var slots = new Stdio[number + 1];
            java.util.Arrays.fill(slots, Stdio.unset());
            slots[number] = Stdio.inherit();
            Await.closed(children.with(stdio(slots)).spawn("bash", "-c", "echo a >&" + number));
            assertThat(stream.getFD().valid()).isTrue();
        }

        assertThat(file).hasContent("a");
    }

    private static int numberOf(Path file) throws IOException {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(link -> pointsTo(link, file))
                    .mapToInt(link -> Integer.parseInt(link.getFileName().toString()))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean pointsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException closed) {
            return false;
        }
    }

    /** Node's child would block until somebody reads. */
    @Test
    void outputThatNobodyReadsBlocksNoChild() {
        var child = Await.closed(children.spawn("head", "-c", "8000000", "/dev/zero"));

        assertThat(child.exitCode()).hasValue(0);
        assertThat(child.stdout().length()).isEqualTo(8_000_000);
    }

    @Test
    void stdinDoesNotDelayTheClose() {
        var child = Await.closed(children.spawn("true"));

        assertThat(child.stdin().hasEnded()).isTrue();
    }

    @Test
    void wrongStdioIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> stdio(PIPE, Stdio.ipc(), Stdio.ipc()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpawnOptions.defaults().stdio("ipc"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SpawnOptions.defaults().stdio("foo"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ForkOptions.defaults().stdio(PIPE, PIPE, PIPE));
    }

    private static SpawnOptions stdio(Stdio... stdio) {
        return SpawnOptions.defaults().stdio(stdio);
    }

    private static Arguments row(String name, String node, Stdio... ours) {
        return argumentSet(name, node, ours);
    }

    /** Masks, group, session and the flags of its descriptors, as the kernel shows them. */
    @RequiresNode
    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(booleans = {true, false})
    void stateOfTheProcessIsThatOfNode(boolean detached) {
        var script = "grep -E '^Sig(Blk|Cgt)' /proc/self/status; grep flags /proc/self/fdinfo/1;"
                + " set -- $(cut -d' ' -f1,5,6 /proc/self/stat); umask;"
                + " [ $(cut -d' ' -f6 /proc/$$/stat) = $$ ] && echo leads";
        var theirs = NodesOwn.run(
                "let out = ''; const c = cp.spawn('sh', ['-c', args[0]], {detached: " + detached + "});"
                        + "c.stdout.on('data', (text) => { out += text; }); c.on('close', () => print(out));",
                script);

        ForkedChild child = Await.closed(
                children.with(SpawnOptions.defaults().detached(detached)).spawn("sh", "-c", script));

        assertThat(withoutAccessMode(child.stdout().text())).isEqualTo(withoutAccessMode(theirs.asText()));
    }

    /** Node leaves signal 32 ignored if it was started so, as by a JVM. */
    @Test
    void noSignalIsIgnoredOrBlocked() {
        var child = Await.closed(children.spawn("grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"));

        assertThat(child.stdout().lines()).containsExactly("SigBlk:\t0000000000000000", "SigIgn:\t0000000000000000");
    }

    /** A socket is open both ways, a pipe one way. */
    private static String withoutAccessMode(String flags) {
        return flags.replaceAll("(flags:\\s*\\d*)\\d", "$1_");
    }
}
