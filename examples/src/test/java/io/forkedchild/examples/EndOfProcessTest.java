package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Spawn;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import io.forkedchild.timeline.Event;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How a child ends: by itself or by a signal, and when nothing can come from it any more. Rows D14 and D15 of
 * {@code docs/documented-examples.md}.
 */
@ExtendWith(ForkedChildExtension.class)
class EndOfProcessTest {

    @EnumSource(names = {"SIGTERM", "SIGINT", "SIGKILL"})
    @ParameterizedTest(name = "D14 child.kill({0}): exit is (null, {0})")
    void isKilledByTheTest(Signal signal, @Spawn("cat") ForkedChild cat) {
        assertThat(cat.kill(signal)).isTrue();

        assertThat(cat).killedBy(signal);
        assertThat(cat.exitCode()).isEmpty();
        assertThat(cat.signalCode()).hasValue(signal);
    }

    @CsvSource({"kill, SIGTERM", "kill -2, SIGINT", "kill -9, SIGKILL"})
    @ParameterizedTest(name = "D14 {0} PID from outside: exit is (null, {1})")
    void isKilledFromOutside(String kill, Signal signal, @Spawn("cat") ForkedChild cat, ForkedChildren children) {
        var outsider = children.exec(kill + " " + cat.pid());

        assertThat(outsider).closedWith(0);
        assertThat(cat).killedBy(signal);
        assertThat(cat.exitCode()).isEmpty();
        assertThat(cat.signalCode()).hasValue(signal);
        assertThat(cat.killed()).isFalse(); // by the test, that is
    }

    @RequiresNode
    @ValueSource(ints = {0, 3, 143, 255})
    @ParameterizedTest(name = "D14 process.exit({0}): exit is ({0}, null)")
    void exitsByItself(int code, ForkedChildren children) {
        var node = children.spawn("node", "src/test/children/exit-with.js", Integer.toString(code));

        assertThat(node).exitedWith(code);
        assertThat(node.exitCode()).hasValue(code);
        assertThat(node.signalCode()).isEmpty();
    }

    @Test
    @DisplayName("A server obeys the polite request, and the client is gone before it")
    void stopsWhenItIsAsked(@Spawn("cat") ForkedChild client, @Spawn("cat") ForkedChild server) {
        client.stdin().end();
        assertThat(client).exitedBefore(server).stoppedOnItsOwn().exitedWithin(Duration.ofSeconds(5));

        server.kill();
        assertThat(server).stoppedAfter(Signal.SIGTERM);
    }

    @Test
    @DisplayName("D15 close comes when the stdio has ended: a grandchild that holds stdout delays it, but not the exit")
    void closesAfterItsGrandchild(ForkedChildren children) {
        var options = SpawnOptions.defaults().stdio(Stdio.pipe(), Stdio.pipe(), Stdio.pipe(), Stdio.pipe());

        var sh = children.with(options).spawn("sh", "src/test/children/grandchild-holds-stdout.sh");

        assertThat(sh).exitedWith(7);
        assertThat(sh.isClosed()).isFalse();

        sh.input(3).write("the last word").end();

        assertThat(sh).closedWith(7);
        assertThat(sh).stdout().isEqualTo("the last word");
        assertThat(sh.timeline().events())
                .extracting(Event::getClass)
                .containsSubsequence(Event.Exited.class, Event.Output.class, Event.Closed.class);
    }
}
