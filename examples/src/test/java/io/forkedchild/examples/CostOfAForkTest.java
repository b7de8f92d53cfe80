package io.forkedchild.examples;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.timeline.Event;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an independent process costs. Row D3 of {@code docs/documented-examples.md}. */
@ExtendWith(ForkedChildExtension.class)
class CostOfAForkTest {

    private static final ForkOptions SILENT = ForkOptions.defaults().silent(true);
    private static final long MEGABYTE = 1 << 20;

    @Test
    @RequiresNode
    @DisplayName("D3 a fork is a fresh runtime with a memory of its own: Node")
    void ofNode(ForkedChildren children, TestReporter reporter) {
        measure("node", () -> children.with(SILENT).fork("src/test/children/echo.js"), reporter);
    }

    @Test
    @DisplayName("D3 a fork is a fresh runtime with a memory of its own: a JVM")
    void ofAJvm(ForkedChildren children, TestReporter reporter) {
        measure("jvm", () -> children.with(SILENT).fork(Echo.class), reporter);
    }

    private static void measure(String what, Supplier<ForkedChild> launch, TestReporter reporter) {
        awaitEcho(launch.get()); // the first use of a library, in the test itself, is not what is measured
        var child = awaitEcho(launch.get());
        var time = timeOf(child, Event.MessageReceived.class).minus(timeOf(child, Event.Spawned.class));

        long memory = child.usage().orElseThrow().peakMemoryBytes().orElseThrow();

        assertThat(child.pid()).isNotEqualTo(ProcessHandle.current().pid());
        assertThat(memory).isGreaterThan(10 * MEGABYTE);
        reporter.publishEntry(Map.of(
                what + ": ms from launch to first message", Long.toString(time.toMillis()),
                what + ": MB of resident memory at its peak", Long.toString(memory / MEGABYTE)));
    }

    private static ForkedChild awaitEcho(ForkedChild child) {
        child.send("first");
        assertThat(child).sentMessage("first");
        return child;
    }

    private static Duration timeOf(ForkedChild child, Class<? extends Event> kind) {
        return child.timeline().first(kind).orElseThrow().time();
    }
}
