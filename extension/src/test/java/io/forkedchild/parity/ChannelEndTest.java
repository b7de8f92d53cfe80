package io.forkedchild.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Message;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.SendResult;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import io.forkedchild.timeline.Event;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Disconnects from either side, and messages that do not arrive. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ChannelEndTest {

    private static final Stdio PIPE = Stdio.pipe();
    private static final SpawnOptions WITH_CHANNEL = SpawnOptions.defaults().stdio(PIPE, PIPE, PIPE, Stdio.ipc());
    private static final String NODE_CHILD =
            "const c = cp.spawn('sh', ['-c', 'read x'], {stdio: ['pipe', 'pipe', 2, 'ipc']});"
                    + "const end = (result) => { print(result); c.kill('SIGKILL'); process.exitCode = 0; };";

    private final ForkedChildren children;

    @RequiresNode
    @Test
    void nodeChildSeesTheDisconnect() {
        var script = "process.on('disconnect', () => console.log(process.connected, typeof process.send));"
                + " console.log('ready')";
        var child = Await.printed(children.with(WITH_CHANNEL).spawn("node", "-e", script), "ready");

        assertThat(child.disconnect()).isTrue();

        assertThat(child.connected()).isFalse();
        assertThat(Await.closed(child).stdout().text()).isEqualTo("ready\nfalse function\n");
    }

    @RequiresNode
    @Test
    void secondDisconnectIsTheErrorOfNode() {
        var theirs = NodesOwn.run(NODE_CHILD + "c.on('error', (e) => end(e.code)); c.disconnect(); c.disconnect();");
        var child = waiting("read x");
        child.disconnect();

        assertThat(child.disconnect()).isFalse();

        assertThat(errorsOf(child)).containsExactly(theirs.asText()).containsExactly("ERR_IPC_DISCONNECTED");
    }

    ChannelEndTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void childThatClosesItsEndDisconnectsAndRunsOn() {
        var child = waiting("exec 3>&-; read x");

        Await.until(child, () -> !child.connected());

        assertThat(child.exitStatus()).isEmpty();
        child.stdin().end();
        assertThat(Story.of(child).events()).containsExactly("spawn", "disconnect", "exit", "close");
    }

    @Test
    void everythingThatTheChildHasSentIsReadBeforeADisconnect() {
        var child = Await.printed(waiting("echo 1 >&3; echo 2 >&3; echo sent; read x"), "sent");

        child.disconnect();

        assertThat(child.messages()).extracting(Message::text).containsExactly("1", "2");
    }

    /** In Node this disconnect never comes. */
    @Test
    void disconnectInsideAMessageOfTheChildHappens() {
        var child = Await.printed(waiting("printf '{\"a\"' >&3; echo sent; read x"), "sent");

        child.disconnect();

        assertThat(child.connected()).isFalse();
        assertThat(errorsOf(child)).containsExactly("ERR_IPC_UNFINISHED_MESSAGE");
        child.stdin().end();
        assertThat(Story.of(child).events()).endsWith("disconnect", "exit", "close");
    }

    /** The kernel then says ECONNRESET instead of end of file. */
    @Test
    void childThatLeavesMessagesUnreadDisconnectsWithoutAnError() {
        var child = waiting("echo 1 >&3; read x");
        assertThat(child.send("never read")).isEqualTo(SendResult.WRITTEN);

        child.stdin().end();

        assertThat(Story.of(child).events()).containsExactly("spawn", "message", "disconnect", "exit", "close");
    }

    /** Node drops them in silence. */
    @Test
    void disconnectSaysThatItDropsWhatIsQueued() {
        var child = waiting("read x");
        assertThat(child.send("x".repeat(3_000_000))).isEqualTo(SendResult.QUEUED);

        child.disconnect();

        assertThat(errorsOf(child)).containsExactly("ERR_IPC_UNSENT");
    }

    @Test
    void queuedMessageIsAnErrorWhenTheChildEnds() {
        var child = waiting("read x");
        child.send("x".repeat(3_000_000));

        child.stdin().end();

        assertThat(errorsOf(Await.closed(child))).isNotEmpty().isSubsetOf("EPIPE", "ECONNRESET", "ERR_IPC_UNSENT");
    }

    @RequiresNode
    @Test
    void messageAfterTheDisconnectIsTheErrorOfNode() {
        var theirs = NodesOwn.run(NODE_CHILD + "c.disconnect(); c.on('error', (e) => end(e.code)); c.send('late');");
        var child = waiting("read x");
        child.disconnect();

        assertThat(child.send("late")).isEqualTo(SendResult.REFUSED);

        assertThat(errorsOf(child)).containsExactly(theirs.asText()).containsExactly("ERR_IPC_CHANNEL_CLOSED");
    }

    @Test
    void messageAfterTheEndIsRefused() {
        var child = Await.closed(waiting(":"));

        assertThat(child.send("late")).isEqualTo(SendResult.REFUSED);

        assertThat(errorsOf(child)).containsExactly("ERR_IPC_CHANNEL_CLOSED");
    }

    /** Node takes the message and says EPIPE later. */
    @Test
    void messageToAChildThatNeverStartedIsRefused() {
        var options = ForkOptions.defaults().silent(true).execPath("/nope/node");
        var child = Await.closed(children.with(options).fork("x.js"));

        assertThat(child.connected()).isFalse();
        assertThat(child.send("a")).isEqualTo(SendResult.REFUSED);
    }

    @Test
    void childWithoutChannelTakesNoMessage() {
        var child = children.spawn("cat");

        assertThat(child.hasChannel()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> child.send("a")).withMessageContaining("has no channel");
        assertThatIllegalStateException().isThrownBy(child::disconnect).withMessageContaining("has no channel");
    }

    private ForkedChild waiting(String script) {
        return children.with(WITH_CHANNEL).spawn("sh", "-c", script);
    }

    private static List<String> errorsOf(ForkedChild child) {
        return child.timeline()
                .every(Event.ErrorRaised.class)
                .map(Event.ErrorRaised::code)
                .toList();
    }
}
