package io.forkedchild.assertions;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.Waiting;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.loop.SharedLoop;
import io.forkedchild.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which of two children exited first. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ExitOrderTest {

    private final ForkedChildren children;

    ExitOrderTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void orderIsThatOfTheTimeline() {
        var first = named("first");
        var second = named("second");
        assertThat(ExitOrder.of(first, second)).isEqualTo(ExitOrder.NEITHER);

        first.kill();
        Waiting.exited(first);

        assertThat(ExitOrder.of(first, second)).isEqualTo(ExitOrder.BEFORE);
        assertThat(ExitOrder.of(second, first)).isEqualTo(ExitOrder.AFTER);

        second.kill();
        Waiting.exited(second);

        assertThat(ExitOrder.of(first, second)).isEqualTo(ExitOrder.BEFORE);
        assertThat(ExitOrder.of(second, first)).isEqualTo(ExitOrder.AFTER);
    }

    @Test
    void exitsOfOneWakeUpHaveNoOrder() {
        var first = named("first");
        var second = named("second");
        killAtOnce(first, second);

        assertThat(ExitOrder.of(first, second)).isEqualTo(ExitOrder.UNKNOWN);
        assertThat(ExitOrder.of(second, first)).isEqualTo(ExitOrder.UNKNOWN);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertThat(first).exitedBefore(second))
                .withMessageStartingWith("first has not exited before second: both exits were seen in the same wake-up"
                        + " of the event loop, so that nobody knows\n    which was first\nfirst: ");
    }

    /** The loop looks when both are dead. */
    private static void killAtOnce(ForkedChild one, ForkedChild other) {
        SharedLoop.get().call(() -> {
            one.kill(Signal.SIGKILL);
            other.kill(Signal.SIGKILL);
            while (!isDead(one) || !isDead(other)) {
                Thread.onSpinWait();
            }
            return true;
        });
        Waiting.exited(one);
        Waiting.exited(other);
    }

    private static boolean isDead(ForkedChild child) {
        try {
            return Files.readString(Path.of("/proc/" + child.pid() + "/stat")).contains(") Z ");
        } catch (IOException failure) {
            throw new AssertionError("nobody else reaps it", failure);
        }
    }

    private ForkedChild named(String name) {
        return children.with(SpawnOptions.defaults().name(name)).spawn("cat");
    }
}
