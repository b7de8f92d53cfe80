package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Signal;
import io.forkedchild.process.Stdio;
import io.forkedchild.testing.Await;
import io.forkedchild.timeline.Event;
import io.forkedchild.timeline.Event.Reach;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals to the group and to the tree of a child. */
@Patience("30 s")
@ExtendWith(ForkedChildExtension.class)
class WideSignalTest {

    private static final String IN_GROUP = "sh -c 'echo $$; exec sleep 120' & ";
    private static final String IN_OWN_SESSION = "setsid sh -c 'echo $$; exec sleep 120' & ";

    private final ForkedChildren children;

    WideSignalTest(ForkedChildren children) {
        this.children = children;
    }

    private ForkedChild started(String script, boolean detached, int others) {
        var options = SpawnOptions.defaults().detached(detached);
        return Await.printed(children.with(options).spawn("sh", "-c", script), "\n", others);
    }

    private static List<Long> pids(ForkedChild child) {
        return child.stdout().lines().stream().map(Long::valueOf).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void signalToTheGroupReachesWhatIsInItAndNotTheTestJvm(boolean detached) {
        var child = started(IN_GROUP + IN_GROUP + "wait", detached, 2);

        assertThat(child.killGroup(Signal.SIGINT)).isTrue();

        assertThat(child).killedBy(Signal.SIGINT).stoppedAfter(Signal.SIGINT);
        var sent = child.timeline().first(Event.SignalSent.class).orElseThrow();
        assertThat(sent.reach().map(Reach::kind)).contains(Reach.Kind.GROUP);
        assertThat(sent.delivered()).isTrue();
        assertThat(sent.toString()).contains("SIGINT to its group, with ");
    }

    @Test
    void signalToTheGroupSparesOtherSessions() {
        var child = started(IN_OWN_SESSION + "wait", false, 1);
        long other = pids(child).get(0);

        child.killGroup(Signal.SIGTERM);

        assertThat(child).killedBy(Signal.SIGTERM);
        assertThat(child.descendants()).extracting(ProcessHandle::pid).containsExactly(other);
        assertThat(child.timeline().first(Event.SignalSent.class).flatMap(Event.SignalSent::reach))
                .contains(new Reach(Reach.Kind.GROUP, List.of()));
    }

    @Test
    void signalToTheTreeReachesDaemonsAndIsInTheTimeline() {
        var child = started(IN_GROUP + IN_OWN_SESSION + "wait", false, 2);
        var others = pids(child);

        assertThat(child.killTree(Signal.SIGTERM)).isTrue();

        assertThat(child).killedBy(Signal.SIGTERM).leftNothingBehind();
        var reach = child.timeline()
                .first(Event.SignalSent.class)
                .flatMap(Event.SignalSent::reach)
                .orElseThrow();
        assertThat(reach.pids()).containsExactlyInAnyOrderElementsOf(others);
        assertThat(child.evidence()).contains("signal:   SIGTERM from the test to its tree, with pids ");
    }

    @Test
    void signalToTheTreeOfAnEndedChildReachesWhatItLeft() {
        var options = SpawnOptions.defaults().stdio(Stdio.ignore(), Stdio.pipe(), Stdio.pipe());
        var child = Await.exited(children.with(options).spawn("sh", "-c", IN_OWN_SESSION + "exit 0"));
        Await.printed(child, "\n");

        assertThat(child.killTree(Signal.SIGKILL)).isTrue();

        assertThat(child).exitedWith(0).leftNothingBehind();
        assertThat(child.killTree(Signal.SIGKILL)).isFalse();
    }

    /** A storm of at most so many processes, which end by themselves. */
    @Test
    void signalToTheTreeReachesWhatStartsOthersMeanwhile() {
        var child = started("echo; i=0; while [ $i -lt 300 ]; do sleep 20 & i=$((i+1)); done; wait", false, 1);

        child.killTree(Signal.SIGKILL);

        assertThat(child).killedBy(Signal.SIGKILL).leftNothingBehind();
    }
}
