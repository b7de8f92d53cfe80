package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Stdio;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListenersTest {

    /** Speaks JSON lines over the descriptor that its environment names, as any program can. */
    private static final String TALKER =
            "echo 1 >&$NODE_CHANNEL_FD; read x <&$NODE_CHANNEL_FD; echo '\"got '$x'\"' >&3";

    @Test
    void listenersHearEveryEventInOrderAlsoWhenTheyComeLate() {
        var heard = new CopyOnWriteArrayList<String>();
        try (var children = ForkedChildren.open()) {
            var child = children.with(withChannel()).spawn("sh", "-c", TALKER);
            child.send(2);
            Waiting.closed(child);

            child.onSpawn(() -> heard.add("spawn"))
                    .onMessage(message -> heard.add(message.text()))
                    .onDisconnect(() -> heard.add("disconnect"))
                    .onExit(status -> heard.add("exit: " + status))
                    .onClose(status -> heard.add("close: " + status));
        }

        assertThat(heard)
                .containsExactly(
                        "spawn",
                        "1",
                        "\"got 2\"",
                        "disconnect",
                        "exit: exited with code 0",
                        "close: exited with code 0");
    }

    @Test
    void futuresCompleteAtTheEnds() throws Exception {
        try (var children = ForkedChildren.open()) {
            var child = children.spawn("sh", "-c", "exit 3");

            assertThat(child.onExit().get(20, TimeUnit.SECONDS)).isEqualTo(new ExitStatus.Exited(3));
            assertThat(child.onClose().get(20, TimeUnit.SECONDS)).isEqualTo(new ExitStatus.Exited(3));
        }
    }

    @Test
    void failedLaunchIsAnErrorAndACloseButNoExit() {
        var heard = new CopyOnWriteArrayList<String>();
        try (var children = ForkedChildren.open()) {
            children.spawn("nope")
                    .onSpawn(() -> heard.add("spawn"))
                    .onExit(status -> heard.add("exit"))
                    .onError(error -> heard.add("error"))
                    .onClose(status -> heard.add("close"));
        }

        assertThat(heard).containsExactly("error", "close");
    }

    @Test
    void listenerThatThrowsFailsTheEndOfTheTestAndNotTheOthers() {
        var children = ForkedChildren.open();
        var closed = new CountDownLatch(1);
        children.spawn("true")
                .onExit(status -> {
                    throw new IllegalArgumentException("broken listener");
                })
                .onClose(status -> closed.countDown());

        assertThatIllegalStateException()
                .isThrownBy(children::close)
                .withMessageContaining("a listener of a child threw")
                .withRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(closed.getCount()).isZero();
    }

    @Test
    void interruptedListenerGoesOnListening() {
        var heard = new CopyOnWriteArrayList<String>();
        try (var children = ForkedChildren.open()) {
            children.spawn("sleep", "0.1")
                    .onSpawn(() -> Thread.currentThread().interrupt())
                    .onExit(status -> heard.add("exit"));
        }

        assertThat(heard).containsExactly("exit");
    }

    @Test
    void listenerThatClosesTheChildrenHoldsNothingUp() {
        var children = ForkedChildren.open();
        var child = children.spawn("sleep", "60").onExit(status -> children.close());

        children.close();

        assertThat(child.isClosed()).isTrue();
    }

    @Test
    void listenerAfterTheEndIsToldAtOnce() {
        var children = ForkedChildren.open();
        var child = Waiting.closed(children.spawn("sh", "-c", "exit 3"));
        children.close();

        assertThat(child.onClose()).isCompletedWithValue(new ExitStatus.Exited(3));
    }

    @Test
    void listenerForMessagesNeedsAChannel() {
        try (var children = ForkedChildren.open()) {
            var child = children.spawn("true");

            assertThatIllegalStateException()
                    .isThrownBy(() -> child.onMessage(message -> {}))
                    .withMessage(
                            "true has no channel: only fork, 'ipc' in options.stdio, or options.messages gives it one");
        }
    }

    @Test
    void listenerMayTalkToItsChild() {
        try (var children = ForkedChildren.open()) {
            var child = children.with(withChannel()).spawn("sh", "-c", TALKER);

            child.onMessage(message -> child.send(message.json()));

            Waiting.closed(child);
            assertThat(child.messages()).extracting(Message::text).containsExactly("1", "\"got 1\"");
        }
    }

    private static SpawnOptions withChannel() {
        return SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.ipc());
    }
}
