package io.forkedchild.cluster;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.testing.RequiresNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who never listens is not awaited for ever. */
@RequiresNode
@Timeout(60)
class AwaitListeningTest {

    private final ForkedChildren children = ForkedChildren.open();
    private final ClusterPrimary primary = ClusterPrimary.of(children);

    @AfterEach
    void end() {
        primary.close();
        children.close();
    }

    @Test
    void workerThatLeavesWithoutListeningIsNotAwaited() {
        var worker = primary.fork(Fixture.path("listen-never.js"));
        worker.send(3);

        assertThatIllegalStateException()
                .isThrownBy(() -> primary.awaitListening(worker))
                .withMessageStartingWith("listen-never has not listened on a port before it left\n")
                .withMessageContaining("listen-never.js");
    }

    @Test
    void workerIsAwaitedAsLongAsThePatience() {
        var hasty = Settings.defaults().patience(Duration.ofMillis(100));
        try (var others = ForkedChildren.open(hasty);
                var impatient = ClusterPrimary.of(others)) {
            var worker = impatient.fork(Fixture.path("listen-never.js"));

            assertThatIllegalStateException()
                    .isThrownBy(() -> impatient.awaitListening(worker))
                    .withMessageStartingWith("listen-never has not listened on a port for 100 ms\n");
        }
    }

    @Test
    void childOfOthersIsNoWorker() {
        var other = children.fork(Fixture.path("listen-never.js"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> primary.awaitListening(other))
                .withMessageStartingWith("worker: must have been launched by this primary's fork, was listen-never (");
    }
}
