package io.forkedchild.leftovers;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatThrownBy;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static org.awaitility.Awaitility.await;

import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Leftovers;
import io.forkedchild.process.LeftoverHandling;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes that have ended, and that a process of the child has not waited for. */
@Timeout(60)
@ExtendWith(ForkedChildExtension.class)
class ZombiesTest {

    /** The shell becomes a program that knows nothing of its child. */
    private static final String NEVER_WAITS = "sleep 0.01 & echo $!; exec sleep 60";

    @Test
    void descendantsSayThatTheyAreZombies(ForkedChildren children) {
        var child = children.spawn("sh", "-c", NEVER_WAITS);
        long zombie = Long.parseLong(awaitStdout(child, "\\d+").group());

        await().until(() -> child.descendants().stream().noneMatch(ProcessHandle::isAlive));

        assertThat(child.descendants()).singleElement().satisfies(process -> {
            assertThat(process.pid()).isEqualTo(zombie);
            assertThat(process.toString())
                    .contains(
                            "a zombie: it has ended, and its parent, pid " + child.pid() + " (sleep), has not waited");
        });
    }

    @Test
    @Leftovers(LeftoverHandling.KILL)
    void zombieOfWhatWasLeftIsNamed(ForkedChildren children) {
        var child = children.spawn("sh", "-c", "sh -c '" + NEVER_WAITS + "' > /dev/null & echo up");
        assertThat(child).exitedWith(0);
        await().until(() -> child.descendants().stream().anyMatch(process -> !process.isAlive()));

        assertThatThrownBy(() -> assertThat(child).within(Duration.ZERO).leftNothingBehind())
                .hasMessageContaining("a zombie: it has ended");
    }
}
