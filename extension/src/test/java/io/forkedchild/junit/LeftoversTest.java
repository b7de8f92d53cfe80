package io.forkedchild.junit;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.process.LeftoverHandling;
import io.forkedchild.process.Signal;
import io.forkedchild.timeline.Event;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a test whose children leave processes behind. */
class LeftoversTest {

    private static final String LEAVES = "sleep 120 >/dev/null 2>&1 & echo $!";

    @Test
    void processThatAChildHasLeftFailsTheTestByName() {
        var failures = NestedRun.of(Leaking.class).failures();

        assertThat(failures).hasSize(1);
        assertThat(failures.get(0)).isInstanceOf(AssertionError.class);
        assertThat(failures.get(0).getMessage())
                .startsWith("sh left a process behind; it was killed at the end of the test\n")
                .containsPattern("(?m)^  pid \\d+: sleep 120$")
                .containsPattern("(?s)    session \\d+, parent \\d+ \\(.+\\); launched by sh, which was launched at\\s+"
                        + "io\\.forkedchild\\.junit\\.LeftoversTest\\$Leaking\\.leaves\\(LeftoversTest\\.java:\\d+\\)")
                .containsPattern("(?m)^    started about \\d+ ms after sh, beside$")
                .contains("  hint: if that is meant, child.mayLeave(\"sleep\") says so; @Leftovers(KILL)")
                .contains("sh: sh -c 'sleep 120");
        assertThat(failures.get(0).toString().lines().count()).isLessThanOrEqualTo(45);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Leaking {

        @Test
        void leaves(ForkedChildren children) {
            assertThat(children.spawn("sh", "-c", LEAVES)).closedWith(0);
        }
    }

    @Test
    void whatIsAllowedOrInterruptedFailsNothing() {
        NestedRun.of(Fine.class).succeeded(6);
    }

    @ExtendWith(ForkedChildExtension.class)
    static class Fine {

        @Test
        void mayLeave(@Spawn({"sh", "-c", LEAVES}) ForkedChild sh) {
            assertThat(sh.mayLeave("sleep")).closedWith(0);
        }

        @Test
        @Leftovers(LeftoverHandling.KILL)
        void annotated(@Spawn({"sh", "-c", LEAVES}) ForkedChild sh) {
            assertThat(sh).closedWith(0);
        }

        @Test
        @LeavesDaemons
        void annotatedByAnAnnotationOfItsOwn(@Spawn({"sh", "-c", LEAVES}) ForkedChild sh) {
            assertThat(sh).closedWith(0);
        }

        /** As {@code npm start} does. */
        @Test
        void runsWithItsTree(@Spawn({"sh", "-c", "setsid sleep 120 & echo ready; wait"}) ForkedChild sh) {
            assertThat(sh).stdout().contains("ready");
        }

        @Test
        void isKilledByTheTest(@Spawn({"sh", "-c", "sleep 120 & echo ready; wait"}) ForkedChild sh) {
            assertThat(sh).stdout().contains("ready");
            sh.kill();
            assertThat(sh).killedBy(Signal.SIGTERM);
        }

        @Test
        void processThatEndsSoon(@Spawn({"sh", "-c", "sleep 0.1 & exit 0"}) ForkedChild sh) {
            assertThat(sh).exitedWith(0);
        }
    }

    @Leftovers(LeftoverHandling.KILL)
    @Retention(RetentionPolicy.RUNTIME)
    @interface LeavesDaemons {}

    @Test
    void parameterDecidesWhereNothingElseDoes() {
        NestedRun.of(Leaking.class, Map.of("forkedchild.leftovers", "kill")).succeeded(1);
    }

    @Test
    void whatIsKilledWithARunningChildIsNoted() {
        ForkedChild sh;
        try (var children = ForkedChildren.open()) {
            sh = children.spawn(
                    "sh", "-c", "trap '' TERM; setsid sh -c \"trap '' TERM; echo ready; exec sleep 120\" & wait");
            assertThat(sh).stdout().contains("ready");
        }

        assertThat(sh.timeline().every(Event.Note.class).map(Event.Note::text))
                .anyMatch(note -> note.startsWith("the end of the test killed what it had started: pid ")
                        && note.endsWith(": sleep 120"));
    }

    @Test
    void launcherOfAProgramFailsWhenItIsClosed() {
        var children = ForkedChildren.open();
        var sh = children.spawn("sh", "-c", LEAVES);
        assertThat(sh).closedWith(0);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(children::close)
                .withMessageStartingWith("sh left a process behind; it was killed");
        children.close();

        assertThat(sh.descendants()).isEmpty();
    }
}
