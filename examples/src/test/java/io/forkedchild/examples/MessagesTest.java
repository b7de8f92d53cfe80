package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.MessageMatcher.as;
import static io.forkedchild.assertions.MessageMatcher.containing;
import static io.forkedchild.assertions.MessageMatcher.json;
import static io.forkedchild.assertions.MessageMatcher.matching;
import static io.forkedchild.assertions.MessageMatcher.schema;
import static io.forkedchild.await.ForkedChildAwait.messagesOf;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/messages.md shows. */
@ExtendWith(ForkedChildExtension.class)
@RequiresNode
class MessagesTest {

    record Square(String type, int of, int is) {}

    @Test
    void announcesItself(@Fork("src/test/children/squares.js") ForkedChild squares) {
        assertThat(squares).sentMessage(Map.of("type", "ready", "pid", squares.pid(), "version", "1.4.2"));
        assertThat(squares).sentMessage(containing(Map.of("type", "ready")));
        assertThat(squares)
                .sentMessage(
                        json("{type: 'ready', pid: '${json-unit.any-number}', version: '${json-unit.regex}1[.].*'}"));
        assertThat(squares).sentMessage(containing(json("{pid: '${json-unit.any-number}'}")));
        assertThat(squares).sentMessage(schema(Path.of("src/test/children/ready.schema.json")));
        assertThat(squares)
                .sentMessage(matching(
                        "its own pid", message -> message.json().path("pid").asLong() == squares.pid()));
    }

    @Test
    void squaresInOrder(@Fork("src/test/children/squares.js") ForkedChild squares) {
        squares.send(Map.of("numbers", List.of(2, 3)));

        assertThat(squares)
                .sentMessages(
                        containing(Map.of("type", "ready")),
                        Map.of("type", "square", "of", 2, "is", 4),
                        as(Square.class, square -> assertThat(square.is()).isEqualTo(9)),
                        json("{type: 'done', count: 2}"))
                .sentNothingElse();
    }

    @Test
    void squaresEachOnce(@Fork("src/test/children/squares.js") ForkedChild squares) {
        squares.send(Map.of("numbers", List.of(3, 2, 1)));

        assertThat(squares)
                .sentMessagesInAnyOrder(
                        containing(Map.of("is", 1)), containing(Map.of("is", 4)), containing(Map.of("is", 9)))
                .sentCount(3, containing(Map.of("type", "square")))
                .sentCount(5)
                .sentNoMessage(containing(Map.of("type", "error")));
    }

    @Test
    void answersAreRead(@Fork("src/test/children/squares.js") ForkedChild squares) {
        var messages = messagesOf(squares);

        var ready = messages.awaitMessage(containing(Map.of("type", "ready")));
        assertThat(ready.json().path("pid").asLong()).isEqualTo(squares.pid());

        squares.send(Map.of("numbers", List.of(2, 3)));
        assertThat(messages.awaitMessage().as(Square.class).is()).isEqualTo(4);
        assertThat(messages.awaitMessage().as(Square.class).is()).isEqualTo(9);
    }

    @Test
    void errorIsExpected(@Fork("src/test/children/squares.js") ForkedChild squares) {
        squares.send(Map.of("numbers", List.of(2)));
        assertThat(squares).isDisconnected();

        squares.send("too late");

        assertThat(squares).raisedError("ERR_IPC_CHANNEL_CLOSED").closedWith(0);
    }

    @Test
    void listIsAsserted(@Fork("src/test/children/squares.js") ForkedChild squares) {
        squares.send(Map.of("numbers", List.of(3, 2, 1)));

        assertThat(squares)
                .messages()
                .filteredOn(message -> message.json().has("is"))
                .extracting(message -> message.as(Square.class).is())
                .containsExactly(9, 4, 1);
    }

    @Test
    void failureShowsTheNearestMessage(@Fork("src/test/children/squares.js") ForkedChild squares) {
        squares.send(Map.of("numbers", List.of(4)));

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(squares).sentMessage(containing(Map.of("of", 4, "is", 8))))
                .withMessageContaining("""

                          nearest:  {"type":"square","of":4,"is":16} (message 2)
                            $.is: expected 8, was 16
                          sent to it: 1 message, the last {"numbers":[4]}
                        """);
    }
}
