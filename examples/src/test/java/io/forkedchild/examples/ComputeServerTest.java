package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.process.Signal.SIGTERM;

import io.forkedchild.ForkedChild;
import io.forkedchild.junit.Fork;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A server that leaves long computations to children: tested as a whole, and its computing child alone. Rows D1 and D2
 * of {@code docs/documented-examples.md}.
 */
@RequiresNode
@ExtendWith(ForkedChildExtension.class)
class ComputeServerTest {

    private static final String SERVER = "src/test/children/compute-server.js";
    private static final String COMPUTE = "src/test/children/compute.js";

    @Test
    @DisplayName("D1(a) /compute: the server's child computes the sum, is killed, its close is logged: (null, SIGTERM)")
    void answersWithTheSum(@Spawn({"node", SERVER, "compute.js"}) ForkedChild server) {
        var sum = get(server, "/compute");

        assertThat(sum).succeedsWithin(server.inspection().patience()).isEqualTo("499500");
        awaitStdout(server, "^compute closed: code null, signal SIGTERM$");
    }

    @Test
    @DisplayName("D1(a) other paths are answered at once, also while the child computes")
    void answersWhileItsChildComputes(@Spawn({"node", SERVER, "compute-on-hold.js"}) ForkedChild server) {
        var sum = get(server, "/compute");
        awaitStdout(server, "^computing$");

        var other = get(server, "/");

        assertThat(other).succeedsWithin(server.inspection().patience()).isEqualTo("at once");
        assertThat(sum).isNotDone();

        server.stdin().end();

        assertThat(sum).succeedsWithin(server.inspection().patience()).isEqualTo("499500");
    }

    @Test
    @DisplayName("D1(a) the computing child is started for the request, and is gone after it")
    void hasAChildWhileItComputes(@Spawn({"node", SERVER, "compute-on-hold.js"}) ForkedChild server) {
        assertThat(server.descendants()).isEmpty();

        var sum = get(server, "/compute");
        awaitStdout(server, "^computing$");

        assertThat(server.descendants()).singleElement().satisfies(child -> {
            assertThat(child.parent().map(ProcessHandle::pid)).hasValue(server.pid());
            assertThat(child.info().commandLine().orElseThrow()).endsWith("compute-on-hold.js");
        });

        server.stdin().end();
        assertThat(sum).succeedsWithin(server.inspection().patience());
        awaitStdout(server, "^compute closed: ");

        assertThat(server.descendants()).isEmpty();
    }

    @Test
    @DisplayName("D1(b) the test as the master: sends {max, min}, awaits the sum, kills; close is (null, SIGTERM)")
    void computesForTheTest(@Fork(COMPUTE) ForkedChild compute) {
        // A sum of this size takes seconds: -Dforkedchild.computeMax=4e9 -Dforkedchild.patience=1m
        double max = Double.parseDouble(System.getProperty("forkedchild.computeMax", "1e6"));

        compute.send(Map.of("max", max, "min", 0));

        assertThat(compute).sentMessage(sumBelow(max));
        compute.kill(SIGTERM);
        assertThat(compute).closedBy(SIGTERM);
        assertThat(compute.exitCode()).isEmpty();
    }

    @Test
    @DisplayName("D2 the child's side: it gets the parameters, process.ppid is the test's pid, the answer is a number")
    void knowsItsParent(@Fork(COMPUTE) ForkedChild compute) {
        compute.send(Map.of("max", 4, "min", 1));

        assertThat(compute).sentMessage(6);
        assertThat(compute.messages().get(0).json().isNumber()).isTrue();
        compute.disconnect();
        assertThat(compute).exitedWith(0);
        assertThat(compute)
                .stdout()
                .isEqualTo("child of " + ProcessHandle.current().pid() + "\n");
    }

    private static CompletableFuture<String> get(ForkedChild server, String path) {
        var port = awaitStdout(server, "^port (\\d+)$").group(1);
        return Http.ask(Integer.parseInt(port), path);
    }

    /** Adds as JavaScript does: past 2^53 every addition rounds. */
    private static double sumBelow(double max) {
        double sum = 0;
        for (double n = 0; n < max; n++) {
            sum += n;
        }
        return sum;
    }
}
