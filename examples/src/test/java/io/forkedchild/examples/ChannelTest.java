package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The channel between a parent and its child. Row D13 of {@code docs/documented-examples.md}. */
@ExtendWith(ForkedChildExtension.class)
class ChannelTest {

    @Test
    @DisplayName("D13 the descriptor that NODE_CHANNEL_FD names is a Unix domain socket")
    void isAUnixDomainSocket(@Fork(value = "src/test/children/channel.sh", execPath = "/bin/sh") ForkedChild sh) {
        assertThat(sh).closedWith(0);
        assertThat(sh.stdout().lines())
                .satisfiesExactly(
                        descriptor -> assertThat(descriptor).isEqualTo("3"),
                        socket -> assertThat(socket).matches("socket:\\[\\d+]"),
                        count -> assertThat(count).isEqualTo("1"));
    }

    @RequiresNode
    @MethodSource("values")
    @ParameterizedTest(name = "D13 {0} comes back unchanged")
    void carriesValues(Object value, @Fork("src/test/children/echo.js") ForkedChild echo) {
        echo.send(value);

        assertThat(echo).sentMessage(value);
        assertThat(echo.messages())
                .singleElement()
                .satisfies(message -> assertThat(message.as(Object.class)).isEqualTo(value));
    }

    static Stream<Object> values() {
        return Stream.of(
                "text",
                "",
                "two\nlines, \"quoted\", 日本 and 😀",
                42,
                -0.125,
                9_007_199_254_740_991L,
                true,
                List.of(1, List.of(), "three"),
                Map.of("max", 4_000_000_000L, "nested", Map.of("empty", Map.of())));
    }

    @Test
    @RequiresNode
    @DisplayName("D13 the channel is there before the child: what is sent before it listens arrives")
    void keepsWhatIsSentEarly(@Fork(value = "src/test/children/echo-on-hold.js", silent = true) ForkedChild echo) {
        echo.send("first");
        echo.send("second");

        echo.stdin().end();

        assertThat(echo).sentMessages("first", "second");
    }
}
