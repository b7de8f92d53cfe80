package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.process.Signal.SIGTERM;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The computing child as a JVM. Rows D1 and D2 of {@code docs/documented-examples.md}. */
@ExtendWith(ForkedChildExtension.class)
class JvmComputeTest {

    @Test
    @DisplayName("D1(c) the test as the master of a JVM: sends {max, min}, awaits the sum, kills; a JVM exits with 143")
    void computesForTheTest(@Fork(main = Compute.class) ForkedChild compute) {
        double max = Double.parseDouble(System.getProperty("forkedchild.computeMax", "1e6"));

        compute.send(Map.of("max", max, "min", 0));

        assertThat(compute).sentMessage(sumBelow(max));
        compute.kill(SIGTERM);
        assertThat(compute).terminatedBy(SIGTERM).closedWith(143);
        assertThat(compute.signalCode()).isEmpty();
    }

    @Test
    @DisplayName("D2 the side of a JVM child: it gets the parameters, its parent is the test, the answer is a number")
    void knowsItsParent(@Fork(main = Compute.class) ForkedChild compute) {
        compute.send(Map.of("max", 4, "min", 1));

        assertThat(compute).sentMessage(6);
        compute.disconnect();
        assertThat(compute).exitedWith(0);
        assertThat(compute)
                .stdout()
                .isEqualTo("child of " + ProcessHandle.current().pid() + "\n");
    }

    private static double sumBelow(double max) {
        double sum = 0;
        for (double n = 0; n < max; n++) {
            sum += n;
        }
        return sum;
    }
}
