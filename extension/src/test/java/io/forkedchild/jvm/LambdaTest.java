package io.forkedchild.jvm;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Handle;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.timeline.Event;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A lambda in a fresh JVM. */
@Patience("30 s")
@ExtendWith(ForkedChildExtension.class)
class LambdaTest {

    private static final ForkOptions SILENT = ForkOptions.defaults().silent(true);

    private final String field = "of the test";

    record Point(int x, int y) implements Serializable {}

    record Config(String name, Thread thread) implements Serializable {}

    @Test
    void lambdaTalksToItsParent(ForkedChildren children) {
        var child = children.fork(parent -> {
            parent.onMessage(message -> parent.send(message.json()));
        });

        child.send(Map.of("x", 1.5));

        assertThat(child).sentMessage(Map.of("x", 1.5));
        child.disconnect();
        assertThat(child).exitedWith(0);
    }

    @ParameterizedTest
    @MethodSource("io.forkedchild.jvm.Jvms#all")
    void exitCodeIsThatOfSystemExit(String java, ForkedChildren children) {
        var child = children.with(SILENT.execPath(java)).fork(() -> System.exit(78));

        assertThat(child).exitedWith(78).stderr().isEmpty();
        assertThat(child.hasReturned()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("io.forkedchild.jvm.Jvms#all")
    void childClosesItsChannelAndGoesOn(String java, ForkedChildren children) {
        var child = children.with(SILENT.execPath(java)).fork(parent -> {
            parent.send("before");
            System.in.read();
            parent.disconnect(); // while a thread waits in a read
            System.in.read();
        });
        assertThat(child).sentMessage("before");

        child.stdin().write("x");

        assertThat(child).isDisconnected().isRunning();
        child.stdin().end();
        assertThat(child).exitedWith(0).stderr().isEmpty();
    }

    @Test
    void valueComesBack(ForkedChildren children) {
        int captured = 20;

        var child = children.fork(() -> new Point(captured, 22));

        assertThat(child.returned(Point.class)).isEqualTo(new Point(20, 22));
        assertThat(child).exitedWith(0);
        assertThat(child.messages()).isEmpty();
        assertThatThrownBy(() -> child.returned(String.class))
                .hasMessageContaining("it holds a io.forkedchild.jvm.LambdaTest$Point");
    }

    @Test
    @SuppressWarnings("NullAway") // in a program without annotations
    void nullComesBack(ForkedChildren children) {
        var child = children.fork(() -> null);

        assertThat(child.returned(String.class)).isNull();
    }

    @Test
    void exitWithSuccessIsNoResult(ForkedChildren children) {
        var child = children.fork(() -> {
            exit();
            return 1;
        });

        assertThatThrownBy(() -> child.returned(Integer.class))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "has no result, it exited with code 0 and has told of none: something has called System.exit");
        assertThat(child).exitedWith(0);
        assertThat(child.hasReturned()).isFalse();
    }

    private static void exit() {
        System.exit(0);
    }

    @Test
    void returningWithoutValueIsAnOutcome(ForkedChildren children) {
        var child = children.fork(() -> {});

        assertThat(child).exitedWith(0);
        assertThat(child.hasReturned()).isTrue();
        assertThat(child.thrown()).isEmpty();
        assertThatThrownBy(() -> child.returned(String.class))
                .hasMessageContaining("it was not forked with a lambda that");
    }

    @Test
    void failureOfAnAssertionComesBack(ForkedChildren children) {
        var child = children.with(SILENT).fork(() -> assertThat(1 + 1).isEqualTo(3));

        assertThat(child).exitedWith(1);
        var thrown = child.thrown().orElseThrow();
        assertThat(thrown).hasMessageContaining("expected: 3");
        assertThat(thrown.getStackTrace()[0].getClassName()).isEqualTo(LambdaTest.class.getName());
        assertThatThrownBy(() -> child.returned(Object.class))
                .hasMessageContaining("thrown")
                .hasCause(thrown);
    }

    @Test
    void failureOfAListenerEndsTheChild(ForkedChildren children) {
        var child = children.with(SILENT).fork(parent -> {
            parent.onMessage(message -> {
                throw new IllegalStateException("not " + message.value());
            });
        });

        child.send("that");

        assertThat(child).exitedWith(1).stderr().contains("java.lang.IllegalStateException: not that");
        assertThat(child.thrown().orElseThrow()).hasToString("java.lang.IllegalStateException: not that");
    }

    @Test
    void resultThatCannotTravelIsSaidSo(ForkedChildren children) {
        var child = children.with(SILENT).fork(Object::new);

        assertThat(child).exitedWith(1);
        assertThat(child.thrown().orElseThrow())
                .hasMessageContaining("the result cannot travel to the test: java.lang.Object is not Serializable");
    }

    @Test
    void receiveTakesOneMessageAfterTheOther(ForkedChildren children) {
        var child = children.fork(parent -> {
            var first = parent.receive(Duration.ofSeconds(30)).orElseThrow();
            var second = parent.receive(Duration.ofSeconds(30)).orElseThrow();
            parent.send(first.as(Integer.class) + second.as(Integer.class));
            parent.send(parent.receive(Duration.ofMillis(1)).isPresent());
            parent.send(parent.receive(Duration.ofSeconds(30)).isPresent());
        });

        child.send(40);
        child.send(2);

        assertThat(child).sentMessages(42, false);
        child.disconnect();
        assertThat(child).exitedWith(0);
    }

    @Test
    void parentIsTheTest(ForkedChildren children) {
        var child = children.fork(parent -> parent.send(List.of(parent.pid(), parent.connected())));

        assertThat(child).sentMessage(List.of(ProcessHandle.current().pid(), true));
    }

    @Test
    void methodReferenceIsALambda(ForkedChildren children) {
        assertThat(children.fork(LambdaTest::exit)).exitedWith(0);
    }

    // ---- captures

    @Test
    void allKindsOfValuesAreCaptured(ForkedChildren children) {
        byte small = 1;
        double fraction = 0.5;
        var texts = List.of("é", "b");
        var point = new Point(1, 2);
        Integer nothing = null;

        var child =
                children.fork(parent -> parent.send(Arrays.asList(small, fraction, texts, point.y(), nothing == null)));

        assertThat(child).sentMessage(List.of(1, 0.5, List.of("é", "b"), 2, true));
    }

    @Test
    void capturedTestIsRefusedBeforeTheLaunch(ForkedChildren children) {
        assertThatThrownBy(() -> children.fork(parent -> parent.send(field)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("this is a " + LambdaTest.class.getName() + ", which is not Serializable");
        assertThat(children.all()).isEmpty();
    }

    @Test
    void capturedVariableIsRefusedBeforeTheLaunch(ForkedChildren children) {
        var thread = Thread.currentThread();

        assertThatThrownBy(() -> children.fork(parent -> parent.send(thread.getName())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Thread")
                .hasMessageContaining("java.lang.Thread, which is not Serializable");
    }

    @Test
    void fieldOfACapturedObjectIsNamed(ForkedChildren children) {
        var configs = List.of(new Config("a", Thread.currentThread()));

        assertThatThrownBy(
                        () -> children.fork(parent -> parent.send(configs.get(0).name())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[0].thread is a java.lang.Thread, which is not Serializable");
    }

    // ---- what else the parent sends

    @Test
    void internalMessagesAreNotForTheProgram(ForkedChildren children) {
        var child = children.fork(Echoes.class);

        child.send(Map.of("cmd", "NODE_SOMETHING"));
        child.send(Map.of("cmd", "NODE_"));

        assertThat(child).sentMessage(Map.of("cmd", "NODE_"));
        assertThat(child.messages()).hasSize(1);
    }

    @Test
    void messagesPassAHandleThatTheChildDoesNotTake(ForkedChildren children) throws Exception {
        var child = children.fork(Echoes.class);
        try (var server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

            child.send("with a handle", Handle.of(server));
            child.send("behind");

            assertThat(child).sentMessage("behind");
            assertThat(child.messages()).hasSize(1);
            assertThat(child.timeline().every(Event.ErrorRaised.class).map(Event.ErrorRaised::code))
                    .contains("ERR_IPC_HANDLE_NOT_RECEIVED");
        }
    }
}
