package io.forkedchild.channel;

import static io.forkedchild.channel.ChannelChildren.errorTextsOf;
import static io.forkedchild.channel.ChannelChildren.errorsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Message;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.loop.Threads;
import io.forkedchild.process.SendResult;
import io.forkedchild.process.Serialization;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many and large messages of the serialization {@code advanced}, and those that an end cuts. */
@Tag("load")
@RequiresNode
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ChannelAdvancedLoadTest {

    private static final int MESSAGES = 20_000;
    private static final int LARGE = 8 << 20;

    private final ForkedChildren children;

    ChannelAdvancedLoadTest(ForkedChildren children) {
        this.children = children;
    }

    // ---- many

    @ParameterizedTest(name = "from {0} threads")
    @ValueSource(ints = {1, 4})
    void twentyThousandMessagesEachWayAreNeitherLostNorDoubledNorReordered(int threads) throws Exception {
        var child = node("echo.js");

        Threads.together(threads, thread -> {
            for (int i = 0; i < MESSAGES / threads; i++) {
                child.send(numbered(thread, i));
            }
        });
        Await.messages(child, MESSAGES);
        child.disconnect();
        Await.closed(child);

        assertThat(child.messages()).hasSize(MESSAGES);
        assertInOrder(child, threads);
        assertThat(errorsOf(child)).isEmpty();
    }

    /** Of several classes, and of lengths around those where a length takes one byte more. */
    private static List<Object> numbered(int thread, int number) {
        return List.of(
                thread, number, BigInteger.valueOf(number).pow(3), "日".repeat(number % 70), new byte[number % 300]);
    }

    private static void assertInOrder(ForkedChild child, int threads) {
        var next = new int[threads];
        for (var message : child.messages()) {
            var thread = (int) Objects.requireNonNull(((List<?>) valueOf(message)).get(0));
            var expected = numbered(thread, next[thread]++);
            if (!message.hasValue(expected)) {
                throw new AssertionError("not " + expected + " but " + message.text());
            }
        }
        assertThat(next).containsOnly(MESSAGES / threads);
    }

    private static Object valueOf(Message message) {
        return Objects.requireNonNull(message.value());
    }

    @Test
    void messagesOfTheChildArriveInTheirOrderWhileItIsSentTwentyThousand() {
        var child = node("count-while-counting.js", "" + MESSAGES);

        for (int i = 0; i < MESSAGES; i++) {
            child.send(i);
        }

        var values = Await.closed(child).messages().stream()
                .map(ChannelAdvancedLoadTest::valueOf)
                .toList();
        assertThat(values.subList(0, values.size() - 1))
                .isEqualTo(IntStream.range(0, MESSAGES).boxed().toList());
        assertThat(values).last().isEqualTo("got " + MESSAGES + " in order");
        assertThat(errorsOf(child)).isEmpty();
    }

    // ---- more than the child takes

    @Test
    void messagesToAStoppedChildAreWrittenThenQueuedAndAllArriveWhenItGoesOn() {
        var child = node("echo.js");
        child.send("ready");
        Await.messages(child, 1).kill(Signal.SIGSTOP);

        var results = new ArrayList<SendResult>();
        for (int i = 0; i < 2000; i++) {
            results.add(child.send(List.of(i, new byte[1000])));
        }
        child.kill(Signal.SIGCONT);

        assertThat(results).isSortedAccordingTo(SendResult::compareTo); // none is written once one was queued
        assertThat(results).contains(SendResult.WRITTEN, SendResult.QUEUED).doesNotContain(SendResult.REFUSED);
        var messages = Await.messages(child, 2001).messages();
        assertThat(IntStream.range(0, 2000).filter(i -> !messages.get(i + 1).hasValue(List.of(i, new byte[1000]))))
                .isEmpty();
        assertThat(child.send("now")).isEqualTo(SendResult.WRITTEN);
        assertThat(valueOf(Await.messages(child, 2002).messages().get(2001))).isEqualTo("now");
        assertThat(errorsOf(child)).isEmpty();
    }

    // ---- large

    @Test
    void bufferOfEightMebibytesIsTheSameWhenItComesBack() {
        var bytes = new byte[LARGE];
        new Random(1).nextBytes(bytes);

        var child = echoed(bytes);

        assertThat(valueOf(child.messages().get(0))).isEqualTo(bytes);
        assertThat(child.messages().get(0).bytes()).as("with tags and length").hasSize(LARGE + 9);
    }

    @Test
    void textOfEightMebibytesIsTheSameWhenItComesBack() {
        var text = "日本\ud83d ".repeat(LARGE / 8);

        var child = echoed(text);

        assertThat(valueOf(child.messages().get(0)).equals(text)).isTrue();
    }

    private ForkedChild echoed(Object large) {
        var child = node("echo.js");

        var results = List.of(child.send(large), child.send("behind"));

        assertThat(results).containsExactly(SendResult.QUEUED, SendResult.QUEUED);
        Await.messages(child, 2);
        child.disconnect();
        assertThat(valueOf(Await.closed(child).messages().get(1))).isEqualTo("behind");
        assertThat(errorsOf(child)).isEmpty();
        return child;
    }

    // ---- the last ones

    @Test
    void messagesBeforeAnExitArrive() {
        var child = Await.closed(node("send-hundred-and-exit.js"));

        assertThat(child.messages().stream().map(Message::value))
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        assertThat(errorsOf(child)).isEmpty();
        assertThat(child.exitCode()).hasValue(0);
    }

    @Test
    void messageThatAnExitCutsIsNotOneButAnErrorWithItsBytes() {
        var child = Await.closed(node("send-ten-megabytes-and-exit.js"));

        assertThat(child.messages().stream().map(Message::value)).containsExactly("before");
        assertThat(errorsOf(child)).containsExactly("ERR_IPC_UNFINISHED_MESSAGE");
        assertThat(unfinishedBytesOf(child)).isPositive().isLessThan(10_000_000);
        assertThat(child.exitCode()).hasValue(0);
    }

    @Test
    void cutMessageIsReportedWithTheBytesThatTheChannelGot() {
        var child = Await.closed(node("write-ten-megabyte-frame-and-exit.js"));

        assertThat(child.messages().stream().map(Message::value)).containsExactly("before");
        assertThat(errorsOf(child)).containsExactly("ERR_IPC_UNFINISHED_MESSAGE");
        assertThat(unfinishedBytesOf(child))
                .isEqualTo(Long.parseLong(child.stdout().text()));
    }

    private static long unfinishedBytesOf(ForkedChild child) {
        var text = errorTextsOf(child, "ERR_IPC_UNFINISHED_MESSAGE").get(0);
        return Long.parseLong(text.replaceAll("(?s).*after (\\d+) bytes.*", "$1"));
    }

    private ForkedChild node(String fixture, String... args) {
        var command = new ArrayList<>(List.of(ChannelChildren.fixture(fixture)));
        command.addAll(List.of(args));
        return children.with(ChannelChildren.OPTIONS.serialization(Serialization.ADVANCED))
                .spawn("node", command.toArray(String[]::new));
    }
}
