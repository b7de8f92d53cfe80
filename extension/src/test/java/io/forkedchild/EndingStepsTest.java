package io.forkedchild;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.assertions.ForkedChildAssertions.assertThatThrownBy;

import io.forkedchild.process.EndingSteps;
import io.forkedchild.process.ExitStatus;
import io.forkedchild.process.Signal;
import io.forkedchild.timeline.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The steps by which a child is ended, and what the timeline tells of them. */
@Timeout(60)
class EndingStepsTest {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final EndingSteps STEPS = EndingSteps.defaults().grace(SHORT);

    @AutoClose
    private final ForkedChildren children = ForkedChildren.open(Settings.defaults());

    private ForkedChild shell(EndingSteps steps, String script) {
        return Waiting.printed(
                children.with(SpawnOptions.defaults().ending(steps)).spawn("sh", "-c", script), "up");
    }

    private static List<String> notes(ForkedChild child) {
        return child.timeline().every(Event.Note.class).map(Event.Note::text).toList();
    }

    @Test
    void closedStdinIsTheFirstStep() {
        var child = shell(STEPS.closing(Duration.ofSeconds(20)), "echo up; cat; exit 5");

        child.close();

        assertThat(child.exitStatus()).contains(new ExitStatus.Exited(5));
        assertThat(child.timeline().first(Event.SignalSent.class)).isEmpty();
        assertThat(notes(child)).anyMatch(note -> note.endsWith(" ms after its stdin and its channel were closed"));
    }

    @Test
    void signalIsTheSecondStep() {
        var child = shell(
                STEPS.closing(SHORT).signal("SIGINT"),
                "trap 'exit 6' INT; sleep 60 & echo up; while :; do wait $!; done");

        child.close();

        assertThat(child.exitStatus()).contains(new ExitStatus.Exited(6));
        assertThat(notes(child))
                .contains("it catches SIGINT, and ends as it likes")
                .anyMatch(note -> note.matches("it ended \\d+ ms after SIGINT"));
    }

    @Test
    void killIsTheLastStep() {
        var child = shell(STEPS, "trap '' TERM; echo up; while :; do sleep 0.01; done");

        child.close();

        assertThat(child.signalCode()).contains(Signal.SIGKILL);
        assertThat(child.timeline()
                        .every(Event.SignalSent.class)
                        .map(signal -> signal.sender().orElse("")))
                .containsExactly("close()", "close(), 200 ms after SIGTERM");
        assertThat(notes(child)).anyMatch(note -> note.matches("it ended \\d+ ms after SIGKILL"));
    }

    @ParameterizedTest
    @CsvSource({
        "trap '' TERM, it ignores SIGTERM",
        "trap 'exit 0' TERM, 'it catches SIGTERM, and ends as it likes'",
        ": , ''"
    })
    void attitudeTowardsTheSignalIsToldBeforeIt(String begin, String note) {
        var child = shell(STEPS, begin + "; echo up; while :; do read x; done");

        child.close();

        var told = child.timeline().filter(event -> event instanceof Event.Note || event instanceof Event.SignalSent);
        assertThat(notes(child).contains(note)).isEqualTo(!note.isEmpty());
        if (!note.isEmpty()) {
            assertThat(told.events().get(1))
                    .isInstanceOfSatisfying(
                            Event.Note.class, first -> assertThat(first.text()).isEqualTo(note));
        }
    }

    @Test
    void stoppedChildIsToldSo() throws Exception {
        var child = shell(STEPS, "echo up; exec sleep 60");
        child.kill("SIGSTOP");
        while (!Files.readString(Path.of("/proc/" + child.pid() + "/stat")).contains(") T ")) {
            Thread.onSpinWait();
        }

        child.close();

        assertThat(notes(child)).contains("it is stopped, and does nothing about SIGTERM until SIGCONT or SIGKILL");
    }

    @Test
    void groupAndTreeAreSignalledByName() {
        var one = shell(STEPS, "echo up; sleep 60; true");
        var other = shell(STEPS, "echo up; sleep 60; true");

        one.killGroup("sigterm");
        other.killTree("SIGTERM");

        assertThat(one).killedBy(Signal.SIGTERM);
        assertThat(other).killedBy(Signal.SIGTERM);
        assertThatThrownBy(() -> one.killGroup("TERM")).hasMessageContaining("SIGTERM");
    }

    @Test
    void detachedChildEndsWithItsTestUnlessItMayLive() {
        var detached = children.with(SpawnOptions.defaults().detached(true));
        var ending = detached.spawn("sleep", "60");
        var living = detached.spawn("sleep", "61").mayLive(Duration.ofSeconds(3));
        var ended = ProcessHandle.of(living.pid()).orElseThrow().onExit();

        children.close();

        assertThat(ending.signalCode()).contains(Signal.SIGTERM);
        assertThat(ended.isDone()).isFalse();
        assertThat(ended).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void onlyDetachedChildMayLive() {
        var child = children.spawn("sleep", "60");

        assertThatThrownBy(() -> child.mayLive(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("detached");
    }
}
