package io.forkedchild.channel;

import static io.forkedchild.channel.ChannelChildren.errorTextsOf;
import static io.forkedchild.channel.ChannelChildren.errorsOf;
import static io.forkedchild.channel.ChannelChildren.node;
import static io.forkedchild.channel.ChannelChildren.shell;
import static io.forkedchild.channel.ChannelChildren.storyOf;
import static io.forkedchild.channel.ChannelChildren.textsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a child has written to its channel is read to the last byte, however the child ends. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ChannelLastMessagesTest {

    private static final List<String> TWO_HUNDRED =
            IntStream.range(0, 200).mapToObj(String::valueOf).toList();

    private final ForkedChildren children;

    ChannelLastMessagesTest(ForkedChildren children) {
        this.children = children;
    }

    /** All fit into the socket; from Node 22 on it takes 171 of them before the parent reads. */
    @RequiresNode
    @RepeatedTest(2)
    void messagesBeforeAnExitArriveInOrderFromTenChildrenAtOnce() {
        var ten = IntStream.range(0, 10)
                .mapToObj(i -> node(children, "send-hundred-and-exit.js"))
                .toList();

        ten.forEach(Await::closed);

        assertThat(ten).allSatisfy(child -> {
            assertThat(textsOf(child)).isEqualTo(TWO_HUNDRED.subList(0, 100));
            assertEndsInOrder(child);
            assertThat(child.exitCode()).hasValue(0);
        });
    }

    @RequiresNode
    @Test
    void messagesBehindThreeMegabytesArriveInOrder() {
        var child = Await.closed(node(children, "send-large-then-two-hundred.js"));

        var texts = textsOf(child);
        assertThat(texts).hasSize(201);
        assertThat(texts.get(0)).hasSize(3_000_002);
        assertThat(texts.subList(1, 201)).isEqualTo(TWO_HUNDRED);
        assertEndsInOrder(child);
    }

    private static void assertEndsInOrder(ForkedChild child) {
        assertThat(storyOf(child)).containsExactly("Spawned", "MessageReceived", "Disconnected", "Exited", "Closed");
    }

    @RequiresNode
    @Test
    void messageThatAnExitCutsIsNotOneButAnError() {
        var child = Await.closed(node(children, "send-ten-megabytes-and-exit.js"));

        assertThat(textsOf(child)).containsExactly("\"before\"");
        assertThat(errorsOf(child)).containsExactly("ERR_IPC_UNFINISHED_MESSAGE");
        assertThat(unfinishedBytesOf(child)).isPositive().isLessThan(10_000_002);
        assertThat(child.exitCode()).hasValue(0);
    }

    @RequiresNode
    @Test
    void cutMessageIsReportedWithTheBytesThatTheChannelGot() {
        var child = Await.closed(node(children, "write-ten-megabytes-and-exit.js"));

        assertThat(textsOf(child)).containsExactly("\"before\"");
        assertThat(errorsOf(child)).containsExactly("ERR_IPC_UNFINISHED_MESSAGE");
        assertThat(unfinishedBytesOf(child))
                .isEqualTo(Long.parseLong(child.stdout().text()));
    }

    @Test
    void messageThatAKillCutsIsReportedWithItsBytes() {
        var child = Await.closed(shell(
                children,
                "echo 1 >&3; echo 2 >&3; printf '\"' >&3; head -c 300000 /dev/zero | tr '\\0' x >&3; kill -9 $$"));

        assertThat(textsOf(child)).containsExactly("1", "2");
        assertThat(errorsOf(child)).containsExactly("ERR_IPC_UNFINISHED_MESSAGE");
        assertThat(unfinishedBytesOf(child)).isEqualTo(300_001);
        assertThat(child.signalCode()).contains(Signal.SIGKILL);
        assertThat(storyOf(child)).endsWith("MessageReceived", "ErrorRaised", "Disconnected", "Exited", "Closed");
    }

    private static long unfinishedBytesOf(ForkedChild child) {
        var text = errorTextsOf(child, "ERR_IPC_UNFINISHED_MESSAGE").get(0);
        return Long.parseLong(text.replaceAll(".*after (\\d+) bytes.*", "$1"));
    }

    @Test
    void messagesBeforeItsOwnKillArrive() {
        var child = Await.closed(
                shell(children, "i=0; while [ $i -lt 200 ]; do echo $i >&3; i=$((i+1)); done; kill -9 $$"));

        assertThat(textsOf(child)).isEqualTo(TWO_HUNDRED);
        assertThat(errorsOf(child)).isEmpty();
        assertThat(child.signalCode()).contains(Signal.SIGKILL);
    }

    /** The child counts on stdout what it has written, always one message behind. */
    @RepeatedTest(5)
    void everythingWrittenBeforeAKillAmidTheSendingArrives() {
        var child = shell(children, "i=0; while :; do echo $i >&3; echo $i; i=$((i+1)); done");
        Await.messages(child, 500);

        child.kill(Signal.SIGKILL);

        Await.closed(child);
        int written = (int) child.stdout().text().lines().count();
        assertThat(child.messages()).hasSizeBetween(written, written + 1);
        assertThat(textsOf(child))
                .isEqualTo(IntStream.range(0, child.messages().size())
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(errorsOf(child)).isEmpty();
        assertThat(storyOf(child)).endsWith("Exited", "Closed");
    }

    @RequiresNode
    @Test
    void killAmidTheSendingOfANodeChildLeavesWholeMessagesInOrder() {
        var child = children.with(ChannelChildren.OPTIONS)
                .spawn("node", "-e", "for (let i = 0; ; i++) process.send('x'.repeat(10000) + i)");
        Await.messages(child, 10);

        child.kill(Signal.SIGKILL);

        var texts = textsOf(Await.closed(child));
        assertThat(texts)
                .isEqualTo(IntStream.range(0, texts.size())
                        .mapToObj(i -> '"' + "x".repeat(10_000) + i + '"')
                        .toList());
        assertThat(errorsOf(child)).isSubsetOf("ERR_IPC_UNFINISHED_MESSAGE").hasSizeLessThanOrEqualTo(1);
    }
}
