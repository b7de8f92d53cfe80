package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.testing.RequiresNode;
import io.forkedchild.timeline.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Eight lines, in turn on stdout and stderr, as fast as the child can. A timeline may not know their order, but it must not
 * tell a wrong one as if it knew. {@code -Dforkedchild.rounds=200} for more than the usual few rounds.
 */
@ExtendWith(ForkedChildExtension.class)
class AlternatingLinesTest {

    private static final int ROUNDS = Integer.getInteger("forkedchild.rounds", 20);
    private static final int LINES = 8;
    private static final String SHELL = "for i in 1 3 5 7; do echo $i; echo $((i + 1)) >&2; done";
    private static final String NODE =
            "const fs = require('fs'); for (let i = 1; i < 8; i += 2) { fs.writeSync(1, i + '\\n'); fs.writeSync(2, (i + 1) + '\\n'); }";

    private final ForkedChildren children;

    AlternatingLinesTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void linesOfAShell() {
        assertNoWrongOrder(launcher -> launcher.spawn("sh", "-c", SHELL));
    }

    @Test
    @RequiresNode
    void linesOfNode() {
        assertNoWrongOrder(launcher -> launcher.spawn("node", "-e", NODE));
    }

    @Test
    void linesOfAJvm() {
        assertNoWrongOrder(
                launcher -> launcher.with(ForkOptions.defaults().silent(true)).fork(Prints.class));
    }

    @Test
    void childIsNotTiedWithWhatHappenedBeforeItsLaunch() {
        for (int round = 0; round < ROUNDS; round++) {
            Waiting.closed(children.spawn("echo", "one"));
            Waiting.closed(children.spawn("echo", "two"));
        }

        assertThat(children.timeline().toString()).doesNotContain("≈");
    }

    /** Prints the eight lines. */
    static final class Prints {

        private Prints() {}

        public static void main(String... args) {
            for (int i = 1; i < LINES; i += 2) {
                System.out.println(i);
                System.err.println(i + 1);
            }
        }
    }

    private void assertNoWrongOrder(Function<ForkedChildren, ForkedChild> launch) {
        for (int round = 0; round < ROUNDS; round++) {
            var child = Waiting.closed(launch.apply(children));

            assertThat(child.stdout().text() + child.stderr().text()).hasSize(2 * LINES);
            assertThat(wrongOrders(child)).as(child.timeline().toString()).isEmpty();
        }
    }

    /** Pairs of events in an order that they cannot have had, and that are not marked as tied. */
    private static List<String> wrongOrders(ForkedChild child) {
        var events = child.timeline().every(Event.Output.class).toList();
        var wrong = new ArrayList<String>();
        for (int i = 0; i < events.size(); i++) {
            for (int j = i + 1; j < events.size(); j++) {
                if (last(events.get(i)) > first(events.get(j)) && !events.get(i).tiedWith(events.get(j))) {
                    wrong.add(events.get(i) + " before " + events.get(j));
                }
            }
        }
        return wrong;
    }

    private static int first(Event.Output output) {
        return Integer.parseInt(output.bytes().text().lines().findFirst().orElseThrow());
    }

    private static int last(Event.Output output) {
        return Integer.parseInt(
                output.bytes().text().lines().reduce((one, next) -> next).orElseThrow());
    }
}
