package io.forkedchild.channel;

import static io.forkedchild.channel.ChannelChildren.errorTextsOf;
import static io.forkedchild.channel.ChannelChildren.errorsOf;
import static io.forkedchild.channel.ChannelChildren.fixture;
import static io.forkedchild.channel.ChannelChildren.shell;
import static io.forkedchild.channel.ChannelChildren.textsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Message;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import io.forkedchild.timeline.Event;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A child that writes anything to its channel harms neither its good messages nor other children. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ChannelHostileTest {

    private static final int LONGEST_TEXT = 1000;

    private final ForkedChildren children;

    ChannelHostileTest(ForkedChildren children) {
        this.children = children;
    }

    /** Every line is told: as a message if it is JSON, which random bytes are now and then, and as an error if not. */
    @RequiresNode
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 3, 4})
    void goodLinesAmongRandomBytesArriveAndEveryOtherLineIsTold(int seed) {
        var other = shell(children, "exec cat <&3 >&3");
        var child = shell(children, "unset NODE_CHANNEL_FD; exec node '" + fixture("write-garbage.js") + "' " + seed);
        var answers = converseWith(other, 50);

        Await.closed(child);

        int lines = Integer.parseInt(child.stdout().text().strip());
        assertThat(textsOf(child).stream().filter(text -> text.startsWith("{\"good\":")))
                .containsExactlyElementsOf(IntStream.range(0, 300)
                        .mapToObj(i -> "{\"good\":" + i + "}")
                        .toList());
        assertThat(child.timeline().every(Event.MessageReceived.class).count()
                        + errorsOf(child).size())
                .isEqualTo(lines);
        assertThat(errorsOf(child)).containsOnly("ERR_IPC_MALFORMED_MESSAGE").hasSizeGreaterThan(300);
        assertThat(errorTextsOf(child, "ERR_IPC_MALFORMED_MESSAGE"))
                .allSatisfy(text -> assertThat(text).hasSizeLessThan(LONGEST_TEXT));
        assertThat(child.exitCode()).hasValue(0);
        assertThat(answers).isEqualTo(50);
    }

    @ParameterizedTest
    @MethodSource
    void malformedMessageOfAMegabyteIsAnErrorOfBoundedLength(String begin, String fill, String end) {
        var child = Await.closed(shell(
                children,
                "{ printf '" + begin + "'; head -c 1000000 /dev/zero | tr '\\0' '" + fill + "'; printf '" + end
                        + "\\n1\\n'; } >&3"));

        assertThat(textsOf(child)).containsExactly("1");
        assertThat(errorsOf(child)).containsExactly("ERR_IPC_MALFORMED_MESSAGE");
        assertThat(errorTextsOf(child, "ERR_IPC_MALFORMED_MESSAGE").get(0)).hasSizeLessThan(LONGEST_TEXT);
        assertThat(child.evidence()).hasSizeLessThan(5 * LONGEST_TEXT);
    }

    static Stream<Arguments> malformedMessageOfAMegabyteIsAnErrorOfBoundedLength() {
        return Stream.of(
                argumentSet("unknown word", "", "x", ""),
                argumentSet("text without an end", "\"", "x", ""),
                argumentSet("name without a value", "{\"", "x", "\"}"),
                argumentSet("number that goes wrong", "1", "1", "x"),
                argumentSet("exponent without digits", "1", "1", "e"),
                argumentSet("nothing but brackets", "", "[", ""),
                argumentSet("nothing but objects", "", "{", ""),
                argumentSet("bytes that are no UTF-8", "", "\\377", ""),
                argumentSet("zeroes", "", "\\0", ""),
                argumentSet("unknown escape", "\"\\\\q", "x", "\""));
    }

    @Test
    void messageOfManyBracketsIsAMessage() {
        var child = Await.closed(shell(
                children,
                "{ head -c 1000000 /dev/zero | tr '\\0' '['; head -c 1000000 /dev/zero | tr '\\0' ']'; echo; } >&3"));

        assertThat(errorsOf(child)).isEmpty();
        assertThat(child.messages()).hasSize(1);
        assertThat(child.messages().get(0).bytes()).hasSize(2_000_000);
    }

    @Test
    void handlesThatAreNoneAreToldAndTheOtherMessagesArrive() {
        var child = shell(
                children,
                "i=0; while [ $i -lt 100 ]; do echo '{\"cmd\":\"NODE_HANDLE\"}' >&3; echo $i >&3; i=$((i+1)); done;"
                        + " read answer <&3; echo \"$answer\"");

        Await.closed(child);

        assertThat(textsOf(child))
                .isEqualTo(IntStream.range(0, 100).mapToObj(String::valueOf).toList());
        assertThat(child.stdout().text()).isEqualTo("{\"cmd\":\"NODE_HANDLE_NACK\"}\n");
    }

    /** Byte by byte, the newline alone, nothing behind the last one. */
    @Test
    void linesInPiecesOfOneByteArrive() {
        var child = Await.closed(
                shell(
                        children,
                        "for piece in '{' '\"' a '\"' : 1 '}' '\\n' '\\n' 2 '\\n' '[' '\\n' 3; do printf \"$piece\" >&3; done"));

        assertThat(textsOf(child)).containsExactly("{\"a\":1}", "2");
        assertThat(errorsOf(child))
                .containsExactly(
                        "ERR_IPC_MALFORMED_MESSAGE", "ERR_IPC_MALFORMED_MESSAGE", "ERR_IPC_UNFINISHED_MESSAGE");
    }

    @Test
    void childThatFloodsItsChannelLeavesTheOthersTheirTurns() {
        var flooder = shell(children, "exec yes " + "1".repeat(5000) + " >&3");
        var other = shell(children, "exec cat <&3 >&3");
        Await.messages(flooder, 1000);

        assertThat(converseWith(other, 30)).isEqualTo(30);

        assertThat(flooder.connected()).isTrue();
    }

    /** Sends and waits for the answer, that often. */
    private static int converseWith(ForkedChild other, int rounds) {
        for (int i = 0; i < rounds; i++) {
            other.send(i);
            Await.messages(other, i + 1);
        }
        return (int) other.messages().stream().map(Message::text).distinct().count();
    }
}
