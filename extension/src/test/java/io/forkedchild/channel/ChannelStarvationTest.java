package io.forkedchild.channel;

import static io.forkedchild.channel.ChannelChildren.shell;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.testing.Await;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A child that floods its channel with short lines leaves the other children their turns. */
@Timeout(120)
@ExtendWith(ForkedChildExtension.class)
class ChannelStarvationTest {

    private static final Duration LONGEST_TURN = Duration.ofSeconds(1);

    private final ForkedChildren children;

    ChannelStarvationTest(ForkedChildren children) {
        this.children = children;
    }

    @ParameterizedTest(name = "lines of {0}")
    @ValueSource(strings = {"1", "x"})
    void floodOfShortLinesLeavesTheOthersTheirTurns(String line) {
        var flooder = shell(children, "exec yes " + line + " >&3");
        var other = shell(children, "exec cat <&3 >&3");
        Await.until(flooder, () -> flooder.timeline().events().size() > 1000);

        assertThat(shortestAnswer(other)).isLessThan(LONGEST_TURN);
    }

    /** A busy machine may delay an answer; a loop that has no turn for it delays all of them. */
    private static Duration shortestAnswer(ForkedChild other) {
        var shortest = Duration.ofDays(1);
        for (int i = 0; i < 5; i++) {
            long begin = System.nanoTime();
            other.send(i);
            Await.messages(other, i + 1);
            var answer = Duration.ofNanos(System.nanoTime() - begin);
            shortest = answer.compareTo(shortest) < 0 ? answer : shortest;
        }
        return shortest;
    }
}
