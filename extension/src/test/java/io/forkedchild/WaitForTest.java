package io.forkedchild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.ExitStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ForkedChildExtension.class)
class WaitForTest {

    @Test
    void endIsReturned(ForkedChildren children) {
        var exits = children.spawn("sh", "-c", "read go; exit 3");
        exits.stdin().writeLine("go");
        var dies = children.spawn("sh", "-c", "kill -40 $$");

        assertThat(exits.waitFor()).isEqualTo(new ExitStatus.Exited(3));
        assertThat(dies.waitFor()).isEqualTo(new ExitStatus.Killed(40, false));
        assertThat(dies.waitFor()).isEqualTo(new ExitStatus.Killed(40, false));
    }

    @Test
    void childThatNeverStartedHasEnded(ForkedChildren children) {
        assertThat(children.spawn("no-such-program").waitFor()).isInstanceOf(ExitStatus.NotStarted.class);
    }

    @Test
    void openPipesDoNotMatter(ForkedChildren children) {
        var child = children.spawn("sh", "-c", "sleep 60 & exit 0").mayLeave("sleep");

        assertThat(child.waitFor()).isEqualTo(new ExitStatus.Exited(0));
        assertThat(child.isClosed()).isFalse();
    }

    @Test
    void patienceIsTheLongest() {
        try (var children = ForkedChildren.open(Settings.defaults().patience(Duration.ofMillis(50)))) {
            var sleeper = children.spawn("sleep", "60");

            assertThatIllegalStateException()
                    .isThrownBy(sleeper::waitFor)
                    .withMessageStartingWith("sleep has not ended for 50 ms\nsleep: sleep 60\n")
                    .withMessageContaining("state:    running");
        }
    }
}
