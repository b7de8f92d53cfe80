package io.forkedchild.channel;

import static io.forkedchild.channel.ChannelChildren.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.testing.Await;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a child writes to its channel reaches no terminal as control characters. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class PrintableTimelineTest {

    private final ForkedChildren children;

    PrintableTimelineTest(ForkedChildren children) {
        this.children = children;
    }

    @ParameterizedTest
    @MethodSource
    void lineOfTheTimelineHasNoControlCharacters(String line) {
        var child = Await.closed(shell(children, "printf '" + line + "\\n' >&3"));

        // the event, not the timeline: the command of the spawn event is ours
        var shown = child.timeline().events().get(1).toString();
        assertThat(shown.chars()
                        .filter(c -> Character.isISOControl(c)
                                || c == 0x2028
                                || c == 0x2029
                                || c == 0x202e
                                || c == 0xa0
                                || c == 0xfeff))
                .as(child.evidence())
                .isEmpty();
    }

    static Stream<Arguments> lineOfTheTimelineHasNoControlCharacters() {
        return Stream.of(
                argumentSet("escape in a malformed line", "\\033[31mred"),
                argumentSet("carriage return in a malformed line", "shown\\roverwritten"),
                argumentSet("C1 control in a message", "\"\\302\\23331mred\""),
                argumentSet("line separator in a message", "\"one\\342\\200\\250two\""),
                argumentSet("mark of direction in a message", "\"\\342\\200\\256evil\""),
                argumentSet("space that does not break in a message", "\"a\\302\\240b\""),
                argumentSet("byte order mark in a message", "\"\\357\\273\\277a\""),
                argumentSet("carriage return in a message", "[1,\\r2]"));
    }
}
