package io.forkedchild.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChildren;
import io.forkedchild.Waiting;
import io.forkedchild.junit.ForkedChildExtension;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ForkedChildExtension.class)
class UsageTest {

    private final ForkedChildren children;

    UsageTest(ForkedChildren children) {
        this.children = children;
    }

    @Test
    void runningChildTellsItsPeakMemory() {
        var child = Waiting.printed(children.spawn("sh", "-c", "echo up; read x"), "up");

        assertThat(child.usage())
                .hasValueSatisfying(usage -> assertThat(usage.peakMemoryBytes())
                        .satisfies(peak -> assertThat(peak.orElseThrow()).isBetween(100_000L, 100_000_000L)));
    }

    @Test
    void endedChildTellsItsProcessorTime() {
        var child = Waiting.closed(children.spawn("sh", "-c", "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done"));

        assertThat(child.usage())
                .hasValueSatisfying(usage -> assertThat(usage.user().plus(usage.system()))
                        .isBetween(Duration.ofMillis(5), Duration.ofSeconds(60)));
    }

    /** The kernel's figure would be that of the test JVM, which is larger than any {@code true}. */
    @Test
    void peakOfTheTestJvmIsNotTakenForThatOfAnEndedChild() {
        var child = Waiting.closed(children.spawn("true"));

        assertThat(child.usage())
                .hasValueSatisfying(usage -> assertThat(usage.peakMemoryBytes()).isEmpty());
    }

    @Test
    void childThatNeverStartedHasUsedNothing() {
        assertThat(children.spawn("nope").usage()).isEmpty();
    }
}
