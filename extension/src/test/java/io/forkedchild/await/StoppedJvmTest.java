package io.forkedchild.await;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A paused machine, or a debugger, stops the whole test JVM. */
@ExtendWith(ForkedChildExtension.class)
class StoppedJvmTest {

    private final ForkedChildren children;

    StoppedJvmTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void stopOfTheTestJvmFailsNoWait() {
        var jvm = children.fork(StoppedJvm.class);

        assertThat(jvm).within(Duration.ofMinutes(2)).stdout().isEqualTo("0 failures\n");
    }
}
