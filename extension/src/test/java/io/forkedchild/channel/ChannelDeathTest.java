package io.forkedchild.channel;

import static io.forkedchild.channel.ChannelChildren.errorsOf;
import static io.forkedchild.channel.ChannelChildren.fixture;
import static io.forkedchild.channel.ChannelChildren.shell;
import static io.forkedchild.channel.ChannelChildren.textsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.loop.Threads;
import io.forkedchild.process.SendResult;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Await;
import io.forkedchild.timeline.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Messages to a child that does not listen any more are refused, or are errors; they never throw and never hang. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ChannelDeathTest {

    private final ForkedChildren children;

    ChannelDeathTest(ForkedChildren children) {
        this.children = children;
    }

    /** The channel is still open: what fails is the write, and the child is heard to its end. */
    @Test
    void messageThatTheKernelRefusesIsEpipeAndOneBehindTheEndTheErrorOfAClosedChannel() {
        var perl = Path.of("/usr/bin/perl");
        assumeTrue(Files.isExecutable(perl), () -> "needs " + perl);
        var child = children.with(ChannelChildren.OPTIONS).spawn(perl.toString(), fixture("read-nothing-any-more.pl"));
        Await.printed(child, "shut");

        assertThat(child.send("fails")).isEqualTo(SendResult.REFUSED);

        assertThat(errorsOf(child)).containsExactly("EPIPE");
        assertThat(child.connected()).isTrue();
        child.stdin().write("\"still heard\"\n");
        child.stdin().end();
        assertThat(textsOf(Await.closed(child))).containsExactly("\"still heard\"");
        assertThat(child.send("late")).isEqualTo(SendResult.REFUSED);
        assertThat(errorsOf(child)).containsExactly("EPIPE", "ERR_IPC_CHANNEL_CLOSED");
        assertThat(child.exitCode()).hasValue(0);
    }

    @Test
    void messageToAChildThatClosedItsEndIsTheErrorOfAClosedChannel() {
        var child = shell(children, "exec 3>&-; read x");
        Await.disconnected(child);

        assertThat(child.send("late")).isEqualTo(SendResult.REFUSED);

        assertThat(errorsOf(child)).containsExactly("ERR_IPC_CHANNEL_CLOSED");
        assertThat(child.timeline().first(Event.MessageSent.class)).isEmpty();
    }

    /** Each refusal has its error, and one more tells what was queued when the child died. */
    @Test
    void sendsInTheMomentOfTheDeathNeitherThrowNorHang() {
        for (int i = 0; i < 200; i++) {
            var child = children.with(ChannelChildren.OPTIONS).spawn("true");
            var results = new ArrayList<SendResult>();
            while (Collections.frequency(results, SendResult.REFUSED) < 2 && results.size() < 100_000) {
                results.add(child.send(results.size()));
            }

            assertThat(results).as(child::evidence).endsWith(SendResult.REFUSED, SendResult.REFUSED);
            int queued = results.contains(SendResult.QUEUED) ? 1 : 0;
            assertThat(errorsOf(Await.closed(child)))
                    .hasSizeBetween(2, 2 + queued)
                    .isSubsetOf(refusals());
        }
    }

    @Test
    void severalThreadsThatSendWhileTheChildDiesAreAllRefusedInTheEnd() throws Exception {
        for (int i = 0; i < 20; i++) {
            var child = shell(children, "read first <&3; kill -9 $$");
            var refused = new AtomicInteger();

            Threads.together(4, thread -> {
                sendUntilRefused(child);
                refused.incrementAndGet();
            });

            assertThat(refused).hasValue(4);
            assertThat(Await.closed(child).signalCode()).contains(Signal.SIGKILL);
            assertThat(errorsOf(child)).hasSizeBetween(4, 5).isSubsetOf(refusals());
        }
    }

    @Test
    void disconnectsInTheMomentOfTheDeathAreOneDisconnect() throws Exception {
        for (int i = 0; i < 50; i++) {
            var child = shell(children, "read go; echo 1 >&3");
            child.stdin().write("\n");
            var closed = new AtomicInteger();

            Threads.together(4, thread -> {
                if (child.disconnect()) {
                    closed.incrementAndGet();
                }
            });

            assertThat(Await.closed(child).timeline().every(Event.Disconnected.class))
                    .hasSize(1);
            assertThat(closed.get() + errorsOf(child).size()).isEqualTo(4);
            assertThat(errorsOf(child)).isSubsetOf("ERR_IPC_DISCONNECTED");
        }
    }

    @Test
    void messageAfterTheEndOfTheTestIsRefusedWithAnEvent() {
        var running = shell(children, "read x <&3");
        var ended = Await.closed(shell(children, "echo 1 >&3"));
        children.close();

        assertThat(List.of(running.send("late"), ended.send("late"))).containsOnly(SendResult.REFUSED);
        assertThat(running.disconnect()).isFalse();

        assertThat(errorsOf(running)).containsExactly("ERR_IPC_CHANNEL_CLOSED", "ERR_IPC_DISCONNECTED");
        assertThat(errorsOf(ended)).containsExactly("ERR_IPC_CHANNEL_CLOSED");
        assertThat(textsOf(ended)).containsExactly("1");
    }

    @Test
    void misuseThrowsAlsoAfterTheEndOfTheTest() {
        var without = children.spawn("true");
        var with = shell(children, "read x <&3");
        children.close();

        assertThatIllegalStateException().isThrownBy(() -> without.send("a")).withMessageContaining("has no channel");
        assertThatIllegalArgumentException().isThrownBy(() -> with.send(new Object()));
        assertThat(errorsOf(with)).isEmpty();
    }

    @Test
    void threadsThatSendWhileTheTestEndsAreRefused() throws Exception {
        var all = IntStream.range(0, 5)
                .mapToObj(i -> shell(children, "exec cat <&3 >&3"))
                .toList();

        Threads.together(Stream.concat(
                        Stream.<Threads.Work>of(children::close),
                        all.stream().map(child -> (Threads.Work) () -> sendUntilRefused(child)))
                .toArray(Threads.Work[]::new));

        assertThat(all).allSatisfy(child -> {
            assertThat(child.isClosed()).isTrue();
            assertThat(errorsOf(child)).contains("ERR_IPC_CHANNEL_CLOSED").isSubsetOf(atTheEndOfATest());
        });
    }

    private static void sendUntilRefused(ForkedChild child) {
        while (child.send("x") != SendResult.REFUSED) {
            Thread.onSpinWait();
        }
    }

    private static List<String> refusals() {
        return List.of("ERR_IPC_CHANNEL_CLOSED", "EPIPE", "ECONNRESET", "ERR_IPC_UNSENT");
    }

    /** Its own answers may have been on their way. */
    private static List<String> atTheEndOfATest() {
        return List.of("ERR_IPC_CHANNEL_CLOSED", "ERR_IPC_UNSENT", "ERR_IPC_UNFINISHED_MESSAGE");
    }
}
