package io.forkedchild.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forkedchild.ForkedChildren;
import io.forkedchild.Waiting;
import io.forkedchild.assertions.ForkedChildAssertions;
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
    void processorTimeOfWhatItWaitedForCounts() {
        var busy = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        var child = Waiting.printed(children.spawn("sh", "-c", "sh -c '" + busy + "'; echo up; read x"), "up");

        assertThat(child.usage())
                .hasValueSatisfying(usage -> assertThat(usage.cpu()).isGreaterThan(Duration.ofMillis(20)));
    }

    @Test
    void moreProcessorTimeThanAllowedFailsBeforeTheEnd() {
        var child = children.spawn("sh", "-c", "while :; do :; done");

        assertThatThrownBy(() -> ForkedChildAssertions.assertThat(child)
                        .within(Duration.ofSeconds(40))
                        .usedAtMost(Duration.ofMillis(200)))
                .hasMessageContaining("has not used at most 200 ms of CPU: it has used ");
        child.close();
        ForkedChildAssertions.assertThat(Waiting.closed(children.spawn("true"))).usedAtMost(Duration.ofSeconds(10));
    }

    @Test
    void childThatNeverStartedHasUsedNothing() {
        assertThat(children.spawn("nope").usage()).isEmpty();
    }
}
