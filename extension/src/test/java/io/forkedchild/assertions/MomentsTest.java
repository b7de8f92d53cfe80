package io.forkedchild.assertions;

import static io.forkedchild.assertions.Failures.assertThatFailureOf;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatAll;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatIllegalArgumentException;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatIllegalStateException;
import static io.forkedchild.assertions.Moment.closeOf;
import static io.forkedchild.assertions.Moment.disconnectOf;
import static io.forkedchild.assertions.Moment.exitOf;
import static io.forkedchild.assertions.Moment.lineOf;
import static io.forkedchild.assertions.Moment.messageOf;
import static io.forkedchild.assertions.Moment.messageTo;
import static io.forkedchild.assertions.Moment.signalTo;
import static io.forkedchild.assertions.Moment.spawnOf;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.await.ForkedChildAwait.linesOf;
import static io.forkedchild.process.Signal.SIGTERM;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.SpawnOptions;
import io.forkedchild.process.Stdio;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order in which several children do things. The patience is far beyond the timeout: who waits for it fails. */
@Timeout(20)
class MomentsTest {

    private static final Duration SOON = Duration.ofMillis(50);

    @AutoClose
    private final ForkedChildren children =
            ForkedChildren.open(Settings.defaults().patience(Duration.ofSeconds(60)));

    @Test
    void everyKindOfMomentHasItsPlace() {
        var server = shell("server", "echo listening; read x <&3; echo '\"pong\"' >&3; read y");
        awaitStdout(server, "listening\n");
        var client = shell("client", "read x");
        server.send("ping");
        assertThat(server).sentMessage("pong");
        client.kill(SIGTERM);
        assertThat(client).closedBy(SIGTERM);
        server.disconnect();
        server.stdin().end();

        assertThatAll(server, client)
                .didInOrder(
                        spawnOf(server),
                        lineOf(server, "^listen"),
                        spawnOf(client),
                        messageTo(server, "ping"),
                        messageOf(server, "pong"),
                        signalTo(client, SIGTERM),
                        exitOf(client),
                        closeOf(client),
                        disconnectOf(server),
                        exitOf(server));
    }

    @Test
    void whatComesIsWaitedFor() {
        var one = shell("one", "read x; echo done");
        var two = shell("two", "read x; exit 0");
        one.onClose(status -> two.stdin().end());
        one.stdin().end();

        assertThatAll(one, two).didInOrder(lineOf(one, "done"), exitOf(two));
    }

    @Test
    void whatCameBeforeFailsAtOnce() {
        var one = shell("one", "exit 0");
        assertThat(one).closedWith(0);
        var two = shell("two", "echo hello; read x");
        awaitStdout(two, "hello\n");

        assertThatFailureOf(() -> assertThatAll(one, two).didInOrder(lineOf(two, "hello"), exitOf(one)))
                .containsPattern("""
                        ^the exit of one has not come after the line "hello" of two's stdout: it came at [0-9.]+ ms, before
                          expected in this order:
                            1. the line "hello" of two's stdout: at [0-9.]+ ms
                            2. the exit of one: missing
                        one: sh -c""");
    }

    @Test
    void whatCannotComeFailsAtOnce() {
        var one = shell("one", "echo 'other'");
        var two = shell("two", "read x");

        assertThatFailureOf(() -> assertThatAll(one, two).didInOrder(lineOf(one, "hello"), exitOf(two)))
                .startsWith("the line \"hello\" of one's stdout has not come: it exited with code 0\n");
    }

    /** The end of its output is seen first. */
    @Test
    void failureTellsOfTheExitThatFollows() {
        var one = shell("one", "echo 'other'; exec >&-; sleep 0.05; exit 3");

        assertThatFailureOf(() -> assertThatAll(one).didInOrder(lineOf(one, "hello"), exitOf(one)))
                .startsWith("the line \"hello\" of one's stdout has not come: it exited with code 3\n");
    }

    @Test
    void whatDoesNotComeIsWaitedForAsLongAsTheTestSays() {
        var one = shell("one", "read x");
        var two = shell("two", "read x");

        assertThatFailureOf(() ->
                        assertThatAll(one, two).within(SOON).didInOrder(spawnOf(one), messageOf(two, 1), exitOf(one)))
                .startsWith("""
                        the message 1 of two has not come after the spawn of one within 50 ms: it is running
                          expected in this order:
                            1. the spawn of one: at\s""")
                .contains("\n    3. the exit of one: not looked for\ntwo: sh -c");
    }

    @Test
    void sameMomentTwiceIsTheNextOne() {
        var child = shell("child", "echo tick; read x; echo tick; read x");
        linesOf(child).awaitLine("tick");
        child.stdin().write("\n");

        assertThatAll(child).didInOrder(lineOf(child, "tick"), lineOf(child, "tick"));
        assertThatFailureOf(() -> assertThatAll(child)
                        .within(SOON)
                        .didInOrder(lineOf(child, "tick"), lineOf(child, "tick"), lineOf(child, "tick")))
                .contains("after the line \"tick\" of child's stdout within 50 ms: it came at ");
    }

    @Test
    void lineEndsWithItsEndOrWithTheStream() {
        var child = shell("child", "printf 'one '; read x; printf 'line\\nanother'");
        awaitStdout(child, "one ");
        child.stdin().end();

        assertThatAll(child).didInOrder(lineOf(child, "^one line$"), lineOf(child, "^another$"), exitOf(child));
    }

    @Test
    void whoAsksForMomentsAsksForTheEnd() {
        var one = shell("one", "exit 3");
        var two = shell("two", "exit 4");

        assertThatAll(one, two).within(Duration.ofSeconds(10)).didInOrder(spawnOf(one), exitOf(one));

        assertThat(one.inspection().overlooked()).isEmpty();
        assertThat(two).exitedNormally();
    }

    @Test
    void failuresAreCollected() {
        var one = shell("one", "exit 3");
        var two = shell("two", "exit 4");
        var softly = new ForkedChildSoftAssertions();

        softly.assertThatAll(one, two).exitedWith(0);
        softly.assertThatAll(List.of(one, two)).didInOrder(exitOf(two), spawnOf(one));

        assertThat(softly.errorsCollected()).hasSize(2);
        assertThat(softly.errorsCollected().get(1))
                .hasMessageContaining("the spawn of one has not come after the exit of two");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        var one = shell("one", "read x");
        var other = shell("other", "read x");
        var mute = children.spawn("true");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatAll(one).didInOrder(exitOf(one)))
                .withMessage("moments: an order takes at least two, was [the exit of one]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThatAll(one).didInOrder(exitOf(one), exitOf(other)))
                .withMessage("moments: the exit of other is of none of the children of this assertion");
        assertThatIllegalStateException()
                .isThrownBy(() -> messageOf(mute, 1))
                .withMessage(mute.name() + " has no channel");
        assertThatIllegalArgumentException().isThrownBy(() -> messageTo(one, Map.of("a", new Object())));
    }

    @Test
    void childrenOfTwoTestsHaveNoOrder() {
        try (var others = ForkedChildren.open()) {
            var one = shell("one", "read x");
            var other = others.spawn("cat");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> assertThatAll(one, other).didInOrder(spawnOf(one), spawnOf(other)))
                    .withMessageContaining(" do not belong to the same test");
        }
    }

    private ForkedChild shell(String name, String script) {
        var options = SpawnOptions.defaults().name(name).stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());
        return children.with(options).spawn("sh", "-c", script);
    }
}
