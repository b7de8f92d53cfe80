package io.forkedchild.ipc;

import static io.forkedchild.ipc.Told.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContentLengthFramesTest {

    private static final String NOISE = "a line without a Content-Length before it";
    private static final String ONE = "Content-Length: 1\r\n\r\n1";

    static Stream<Arguments> streams() {
        return Stream.of(
                argumentSet("one", ONE, List.of("1"), List.of()),
                argumentSet("two", ONE + ONE, List.of("1", "1"), List.of()),
                argumentSet("plain newlines", "Content-Length: 2\n\n{}", List.of("{}"), List.of()),
                argumentSet("any case and blanks", "CONTENT-LENGTH:2 \r\n\r\n{}", List.of("{}"), List.of()),
                argumentSet(
                        "a type, too",
                        "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}",
                        List.of("{}"),
                        List.of()),
                argumentSet(
                        "newlines inside",
                        "Content-Length: 5\r\n\r\n[\n\n1]" + ONE,
                        List.of("[\n\n1]", "1"),
                        List.of()),
                argumentSet("a log line", "INFO: ready\n" + ONE, List.of("1"), List.of("0 " + NOISE)),
                argumentSet("a log line between", ONE + "INFO\n" + ONE, List.of("1", "1"), List.of("22 " + NOISE)),
                argumentSet("a log without newline", "INFO" + ONE, List.of("1"), List.of("0 " + NOISE)),
                argumentSet("a log in a header", "Content-Length: 1\nINFO\n\n1", List.of("1"), List.of("18 " + NOISE)),
                argumentSet("a newline too many", ONE + "\n" + ONE, List.of("1", "1"), List.of("22 " + NOISE)),
                argumentSet(
                        "a length too short",
                        "Content-Length: 1\r\n\r\n12" + ONE,
                        List.of("1", "1"),
                        List.of("22 " + NOISE)),
                argumentSet(
                        "no length",
                        "Content-Type: text\r\n\r\n" + ONE,
                        List.of("1"),
                        List.of("20 a header without Content-Length")),
                argumentSet(
                        "an absurd length",
                        "Content-Length: 99999999999999999999999\r\n\r\n" + ONE,
                        List.of("1"),
                        List.of("41 more than can be taken")),
                argumentSet(
                        "longer than an array",
                        "Content-Length: 4294967297\r\n\r\n" + ONE,
                        List.of("1"),
                        List.of("28 more than can be taken")),
                argumentSet(
                        "nothing",
                        "Content-Length: 0\r\n\r\n" + ONE,
                        List.of("1"),
                        List.of("19 must be a number of bytes from 1 on")),
                argumentSet(
                        "negative",
                        "Content-Length: -7\r\n\r\n" + ONE,
                        List.of("1"),
                        List.of("20 must be a number of bytes from 1 on")),
                argumentSet(
                        "a word",
                        "Content-Length: much\r\n\r\n" + ONE,
                        List.of("1"),
                        List.of("22 must be a number of bytes from 1 on")));
    }

    @ParameterizedTest
    @MethodSource("streams")
    void everySplitTellsTheSame(String stream, List<String> messages, List<String> unreadable) {
        var bytes = bytes(stream);
        var whole = Told.of(new ContentLengthFrames(), bytes);

        assertThat(whole.messages())
                .extracting(message -> new String(message, UTF_8))
                .isEqualTo(messages);
        assertThat(whole.calls()).filteredOn(call -> !call.endsWith(" message")).isEqualTo(unreadable);
        for (int one = 0; one <= bytes.length; one++) {
            for (int two = one; two <= bytes.length; two++) {
                assertThat(Told.of(new ContentLengthFrames(), bytes, one, two).isSameAs(whole))
                        .as("split at %s and %s", one, two)
                        .isTrue();
            }
        }
    }

    @Test
    void ownFrameComesBack() {
        var message = "{\"ü\":1}".getBytes(UTF_8);

        assertThat(Told.of(new ContentLengthFrames(), ContentLengthFrames.framed(message))
                        .messages())
                .containsExactly(message);
    }

    @Test
    void halfAFrameIsUnfinished() {
        var frames = new ContentLengthFrames();

        Told.of(frames, bytes("Content-Length: 100\r\n\r\n{\"id\":"));

        assertThat(frames.unfinishedBytes()).isEqualTo(29);
        assertThat(frames.unfinishedHead()).isEqualTo(bytes("Content-Length: 100\r\n\r\n{\"id\":"));
    }

    @Test
    void headerAloneIsUnfinished() {
        var frames = new ContentLengthFrames();

        Told.of(frames, bytes("Content-Length: 100\r\n\r\n"));

        assertThat(frames.unfinishedBytes()).isEqualTo(23);
    }

    @Test
    void endlessLineTakesNoMemoryAndMessagesFollow() {
        var frames = new ContentLengthFrames();

        var told = Told.of(frames, bytes("x".repeat(10 << 20) + "\n" + ONE), 1 << 20, 2 << 20, 5 << 20);

        assertThat(told.calls())
                .containsExactly("0 a line outside messages is longer than 65536 bytes", "10485782 message");
        assertThat(told.heads().get(0)).hasSize(Unfinished.HEAD);
    }

    @RepeatedTest(20)
    void hostileBytesNeitherEscapeNorHang() {
        var random = new Random();
        long seed = random.nextLong();
        random.setSeed(seed);
        var words = List.of(
                "Content-Length",
                ":",
                " ",
                "7",
                "99999999999",
                "\r\n",
                "\n",
                "\r\n\r\n",
                "{}",
                "\0",
                "ÿ",
                "-",
                "x",
                ONE);
        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder();
            random.ints(random.nextInt(40), 0, words.size()).forEach(word -> text.append(words.get(word)));
            var bytes = bytes(text.toString());
            var cut = random.nextInt(bytes.length + 1);

            var told = Told.of(new ContentLengthFrames(), bytes, cut);

            assertThat(told.isSameAs(Told.of(new ContentLengthFrames(), bytes)))
                    .as("seed %s, cut at %s: %s", seed, cut, text)
                    .isTrue();
        }
    }
}
