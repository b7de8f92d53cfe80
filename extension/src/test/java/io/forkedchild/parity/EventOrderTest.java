package io.forkedchild.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import io.forkedchild.timeline.Event;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which events a child has, and in which order. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class EventOrderTest {

    private static final Stdio PIPE = Stdio.pipe();
    private static final ForkOptions SILENT = ForkOptions.defaults().silent(true);

    private final ForkedChildren children;

    @RequiresNode
    @SinceNode(16)
    @ParameterizedTest
    @MethodSource
    void storyIsThatOfNode(String node, Function<ForkedChildren, ForkedChild> ours) {
        var theirs = Story.of(NodesOwn.run(node));

        var child = ours.apply(children);

        assertThat(Story.of(child)).isEqualTo(theirs);
    }

    EventOrderTest(ForkedChildren children) {
        this.children = children;
    }

    static Stream<Arguments> storyIsThatOfNode() {
        return Stream.of(
                row("output", "story(cp.spawn('echo', ['a']))", c -> c.spawn("echo", "a")),
                row("no output", "story(cp.spawn('true'))", c -> c.spawn("true")),
                row(
                        "nothing to read",
                        "story(cp.spawn('sh', ['-c', 'echo a; exit 3'], {stdio: 'ignore'}))",
                        c -> c.with(stdio("ignore")).spawn("sh", "-c", "echo a; exit 3")),
                row("missing program", "story(cp.spawn('nope-x', ['a']))", c -> c.spawn("nope-x", "a")),
                row(
                        "death",
                        "story(cp.spawn('sh', ['-c', 'echo a; kill -9 $$']))",
                        c -> c.spawn("sh", "-c", "echo a; kill -9 $$")),
                row(
                        "grandchild that holds stdout",
                        "const c = story(cp.spawn('sh', ['-c', '(read x <&3; echo late) & exit 0'],"
                                + " {stdio: ['ignore', 'pipe', 'pipe', 'pipe']}));"
                                + "c.on('exit', () => c.stdio[3].write('go\\n'));",
                        c -> {
                            var options = SpawnOptions.defaults().stdio(Stdio.ignore(), PIPE, PIPE, PIPE);
                            var child = c.with(options).spawn("sh", "-c", "(read x <&3; echo late) & exit 0");
                            Await.exited(child).input(3).write("go\n");
                            return child;
                        }),
                row(
                        "grandchild that reads stdin to its end",
                        "story(cp.spawn('sh', ['-c', 'exec 3<&0; (cat <&3; echo end) & exit 0']))",
                        c -> c.spawn("sh", "-c", "exec 3<&0; (cat <&3; echo end) & exit 0")));
    }

    /** Node's order of the last three differs now and then; here only output may change its place. */
    @RequiresNode
    @SinceNode(16)
    @ParameterizedTest
    @MethodSource
    void storyOfAForkIsThatOfNodeInAFixedOrder(
            String node, Function<ForkedChildren, ForkedChild> ours, List<String> order) {
        var theirs = Story.of(NodesOwn.run(node, Fixture.path("children")));

        var story = Story.of(ours.apply(children));

        assertThat(story.events()).containsExactlyInAnyOrderElementsOf(theirs.events());
        assertThat(withoutOutput(story.events())).isEqualTo(withoutOutput(order));
        // Output may be seen in one wake-up with a disconnect, but not later.
        assertThat(story.events()).endsWith(order.get(order.size() - 2), order.get(order.size() - 1));
        assertThat(story.messages()).isEqualTo(theirs.messages());
        assertThat(story.code()).isEqualTo(theirs.code());
        assertThat(story.signal()).isEqualTo(theirs.signal());
        assertThat(story.stdout()).isEqualTo(theirs.stdout());
    }

    private static List<String> withoutOutput(List<String> events) {
        return events.stream()
                .filter(event -> !event.equals("stdout") && !event.equals("stderr"))
                .toList();
    }

    static Stream<Arguments> storyOfAForkIsThatOfNodeInAFixedOrder() {
        return Stream.of(
                fork("send-and-exit.js", "spawn", "message", "disconnect", "exit", "close"),
                fork("send-and-end.js", "spawn", "message", "disconnect", "exit", "close"),
                fork("send-and-die.js", "spawn", "message", "disconnect", "exit", "close"),
                fork("send-and-throw.js", "spawn", "message", "stderr", "disconnect", "exit", "close"),
                fork("send-hundred.js", "spawn", "message", "disconnect", "exit", "close"),
                fork("send-three-megabytes.js", "spawn", "message", "disconnect", "exit", "close"),
                fork("disconnect-and-print.js", "spawn", "disconnect", "stdout", "exit", "close"),
                fork("no-such-module.js", "spawn", "stderr", "disconnect", "exit", "close"),
                argumentSet(
                        "missing execPath",
                        "story(cp.fork('x.js', {silent: true, execPath: '/nope/node'}))",
                        (Function<ForkedChildren, ForkedChild>)
                                c -> c.with(SILENT.execPath("/nope/node")).fork("x.js"),
                        List.of("error", "disconnect", "close")));
    }

    private static Arguments fork(String module, String... order) {
        Function<ForkedChildren, ForkedChild> ours = c -> c.with(SILENT).fork(Fixture.path("children") + "/" + module);
        return argumentSet(module, "story(cp.fork(args[0] + '/" + module + "', {silent: true}))", ours, List.of(order));
    }

    /** Node has its close first, then the disconnect. */
    @Test
    void closeWaitsForAGrandchildThatHoldsTheChannelOnly() {
        var options = SpawnOptions.defaults().stdio(Stdio.ignore(), PIPE, PIPE, Stdio.ipc(), PIPE);
        var script = "(exec >/dev/null 2>&1; read x <&4) & exit 0";

        var child = Await.exited(children.with(options).spawn("sh", "-c", script));
        assertThat(child.isClosed()).isFalse();
        child.input(4).write("go\n");

        assertThat(Story.of(child).events()).containsExactly("spawn", "exit", "disconnect", "close");
    }

    /** Node never closes after this: nodejs/node#19433. */
    @RequiresNode
    @Test
    void closeFollowsADisconnectByTheParent() {
        var child = children.with(SILENT).fork(Fixture.child("echo-messages.js"));
        child.send("a");
        Await.messages(child, 1);

        child.disconnect();

        assertThat(Story.of(child).events()).containsExactly("spawn", "message", "disconnect", "exit", "close");
        assertThat(child.timeline()
                        .first(Event.Disconnected.class)
                        .orElseThrow()
                        .byTest())
                .isTrue();
    }

    @Test
    void everythingWrittenStandsBeforeTheExit() {
        var script = "head -c 60000 /dev/zero; echo '1' >&3; head -c 60000 /dev/zero >&2; echo '2' >&3; kill -9 $$";

        var child = children.with(SpawnOptions.defaults().stdio(PIPE, PIPE, PIPE, Stdio.ipc()))
                .spawn("sh", "-c", script);

        var events = Story.of(child).events();
        assertThat(events).contains("disconnect").endsWith("exit", "close");
        assertThat(child.messages()).hasSize(2);
        assertThat(child.stdout().length()).isEqualTo(60000);
        assertThat(child.stderr().length()).isEqualTo(60000);
    }

    private static SpawnOptions stdio(String all) {
        return SpawnOptions.defaults().stdio(all);
    }

    private static Arguments row(String name, String node, Function<ForkedChildren, ForkedChild> ours) {
        return argumentSet(name, node, ours);
    }
}
