package io.forkedchild.running;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.await;
import static io.forkedchild.await.ForkedChildAwait.awaitStderr;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the console tells of a wait that lasts ten seconds. The waits are those of a JVM of their own. */
@Timeout(120)
@Patience("60 s")
@ExtendWith(ForkedChildExtension.class)
class LongWaitsTest {

    private static final ForkOptions SILENT = ForkOptions.defaults().silent(true);
    private static final Settings PATIENT = Settings.defaults().patience(Duration.ofSeconds(40));
    private static final String DOING =
            "cat: blocked in read\\(0\\): waits for input of the test; has used \\d+ ms of CPU.*";

    @Test
    void longWaitsAreTold(ForkedChildren children) {
        var asserts = children.with(SILENT).fork(() -> {
            try (var own = ForkedChildren.open(PATIENT)) {
                assertThat(own.spawn("cat")).exitedWith(0);
            }
        });
        var awaits = children.with(SILENT).fork(() -> {
            try (var own = ForkedChildren.open(PATIENT)) {
                var cat = own.spawn("cat");
                await(cat).until(cat::isClosed);
            }
        });

        awaitStderr(
                asserts,
                "^forkedchild: \\S+LongWaitsTest\\.\\S+\\(LongWaitsTest.java:\\d+\\) has waited 10 s for cat, and waits at most"
                        + " (?:29|30) s more; " + DOING);
        awaitStderr(
                awaits,
                "^forkedchild: \\S+LongWaitsTest\\.\\S+\\(LongWaitsTest.java:\\d+\\) has waited 10 s for cat; "
                        + DOING);
        assertThat(asserts).isRunning();
        assertThat(awaits).isRunning();
    }
}
