package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.EndingSteps;
import io.forkedchild.process.ResourceLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page on ends: how a child is ended, and what it may use. */
@ExtendWith(ForkedChildExtension.class)
class EndingsTest {

    @Test
    void stepsOfTheEnd(ForkedChildren children) {
        var steps = EndingSteps.defaults()
                .closing(Duration.ofSeconds(1))
                .signal("SIGINT")
                .grace(Duration.ofSeconds(5));
        var server = children.with(SpawnOptions.defaults().ending(steps)).spawn("cat");

        server.close();

        assertThat(server).exitedWith(0);
    }

    @Test
    void limits(ForkedChildren children) {
        var limits = ResourceLimits.none()
                .addressSpace(1L << 30)
                .cpu(Duration.ofSeconds(10))
                .openFiles(64);
        var child = children.with(SpawnOptions.defaults().limits(limits)).spawn("sh", "-c", "ulimit -n");

        assertThat(child).stdout().isEqualTo("64\n");
    }
}
