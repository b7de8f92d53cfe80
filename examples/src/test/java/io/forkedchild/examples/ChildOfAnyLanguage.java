package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.process.Stdio;
import io.forkedchild.timeline.Event;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a child gets right whose author has read {@code docs/ipc.md}, whatever language it is written in. */
abstract class ChildOfAnyLanguage {

    private static final Stdio PIPE = Stdio.pipe();
    static final SpawnOptions WITH_CHANNEL = SpawnOptions.defaults().stdio(PIPE, PIPE, PIPE, Stdio.ipc());

    /** The command line that runs a program of that language. */
    abstract List<String> command(String program);

    @Test
    void requestIsAnswered(ForkedChildren children) {
        var adder = launch(children, "add");

        adder.send(List.of(1, 2, 39));

        assertThat(adder).sentMessage(42);
    }

    @Test
    void manyRequestsAreAnsweredInTheirOrder(ForkedChildren children) {
        var echo = launch(children, "echo");

        IntStream.range(0, 1000).forEach(echo::send);

        assertThat(echo).sentMessage(999);
        assertThat(echo.messages())
                .extracting(message -> message.as(Integer.class))
                .isEqualTo(IntStream.range(0, 1000).boxed().toList());
    }

    @MethodSource("values")
    @ParameterizedTest
    void messageComesBackUnchanged(Object value, ForkedChildren children) {
        var echo = launch(children, "echo");

        echo.send(value);

        assertThat(echo).sentMessage(value);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                argumentSet("more than a socket holds", "0123456789".repeat(100_000)),
                argumentSet("two, three and four bytes a character", "é, 日本 and 😀"),
                argumentSet("more than a socket holds of them", "é日😀".repeat(111_111)),
                argumentSet("half a surrogate pair", "\ud83d"),
                argumentSet("control characters", "\u0000 \b \n \r \t \u001f \u007f \u2028"),
                argumentSet("nested", Map.of("list", List.of(1, -0.5, true, Map.of("empty", List.of())))),
                argumentSet("no internal message", Map.of("cmd", "NODE_")));
    }

    @Test
    void nullIsAMessage(ForkedChildren children) {
        var echo = launch(children, "echo");

        echo.send(null);

        assertThat(echo).sentMessage(null);
    }

    @Test
    void disconnectEndsTheChild(ForkedChildren children) {
        var echo = launch(children, "echo");
        echo.send("one");
        assertThat(echo).sentMessage("one");

        echo.disconnect();

        assertThat(echo).closedWith(0);
        assertThat(echo).stderr().isEmpty();
    }

    /** The answers meet a closed channel, EPIPE; the longer message ends in its middle. */
    @Test
    void parentThatIsGoneIsNoError(ForkedChildren children) {
        var echo = launch(children, "echo");
        echo.send("nobody");
        echo.send("waits for the answers");
        echo.send("0123456789".repeat(100_000));

        echo.disconnect();

        assertThat(echo).closedWith(0);
        assertThat(echo).stderr().isEmpty();
    }

    @Test
    void childMayCloseTheChannelAndRunOn(ForkedChildren children) {
        var child = launch(children, "hang-up");
        child.send("enough");

        assertThat(child).isDisconnected();
        assertThat(child).sentMessage("enough");
        assertThat(child).isRunning();

        child.stdin().end();
        assertThat(child).closedWith(0);
    }

    @Test
    void exitLosesNoMessage(ForkedChildren children) {
        var child = launch(children, "last-words");

        assertThat(child).closedWith(7);
        assertThat(child.messages())
                .extracting(message -> message.json().path("number").asInt())
                .isEqualTo(IntStream.range(0, 1000).boxed().toList());
        assertThat(child.timeline().every(Event.ErrorRaised.class)).isEmpty();
    }

    /** The channel is at its end although the grandchild lives: it has neither the descriptor nor the variable. */
    @Test
    void grandchildDoesNotHoldTheChannel(ForkedChildren children) {
        var child = launch(children, "start-child");

        assertThat(child).isDisconnected();
        assertThat(child).isRunning();

        child.stdin().end();
        assertThat(child).closedWith(0);
        assertThat(child).stdout().isEqualTo("channel: none\n");
    }

    @Test
    void internalMessageIsNoRequest(ForkedChildren children) {
        var echo = launch(children, "echo");

        echo.send(Map.of("cmd", "NODE_SOMETHING"));
        echo.send("after");

        assertThat(echo).sentMessage("after");
        assertThat(echo.timeline().every(Event.MessageReceived.class)).hasSize(1);
    }

    /** Node holds back {@code after} until the handle is answered. */
    @Test
    @RequiresNode
    void handleFromNodeIsRefused(ForkedChildren children) {
        var command = Stream.concat(Stream.of("src/test/children/send-handle.js"), command("echo").stream());

        var node = children.spawn("node", command.toArray(String[]::new));

        assertThat(node).closedWith(0);
        assertThat(node).stdout().isEqualTo("\"before\"\n\"after\"\n");
    }

    private ForkedChild launch(ForkedChildren children, String program) {
        var command = command(program);
        return children.with(WITH_CHANNEL)
                .spawn(command.get(0), command.subList(1, command.size()).toArray(String[]::new));
    }
}
