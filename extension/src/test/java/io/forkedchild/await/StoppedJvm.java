package io.forkedchild.await;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.await.ForkedChildAwait.linesOf;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Waits for children that stop this JVM for longer than the patience, and do meanwhile, or after that, what it waits for. */
final class StoppedJvm {

    private static final int ROUNDS = 4;
    private static final String STOP = "read go; sleep 0.05; kill -STOP $PPID; ";
    private static final String CONTINUE = "sleep 0.5; kill -CONT $PPID; ";

    private static final List<Round> KINDS = List.of(
            new Round(
                    "echo ready; " + CONTINUE + "read x",
                    child -> linesOf(child).awaitLine("ready")),
            new Round(CONTINUE + "echo ready; read x", child -> linesOf(child).awaitLine("ready")),
            new Round("echo ready; " + CONTINUE + "read x", child -> awaitStdout(child, "ready\n")),
            new Round(
                    "(" + CONTINUE + ") <&- >&- 2>&- & exit 3",
                    child -> assertThat(child).closedWith(3)),
            new Round("(" + CONTINUE + ") <&- >&- 2>&- & exit 3", ForkedChild::waitFor),
            new Round(
                    "echo ready; " + CONTINUE + "exit 0",
                    child -> assertThat(child).stdout().isEqualTo("ready\n")));

    private record Round(String script, Consumer<ForkedChild> waiting) {}

    private StoppedJvm() {}

    public static void main(String[] args) {
        var settings = Settings.defaults().patience(Duration.ofMillis(300));
        int failures = 0;
        try (var children = ForkedChildren.open(settings)) {
            for (int i = 0; i < ROUNDS * KINDS.size(); i++) {
                failures += failuresOf(children, KINDS.get(i % KINDS.size()));
            }
        }
        System.out.println(failures + " failures");
    }

    private static int failuresOf(ForkedChildren children, Round round) {
        var child = children.spawn("sh", "-c", STOP + round.script());
        child.stdin().writeLine("go");
        try {
            round.waiting().accept(child);
            return 0;
        } catch (AssertionError | RuntimeException failure) {
            System.out.println(round.script() + ": " + failure.getMessage());
            return 1;
        }
    }
}
