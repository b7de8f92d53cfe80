package io.forkedchild.jvm;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.child.ParentProcess;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A JVM whose main method has returned, and which does not end. */
@Patience("30 s")
@ExtendWith(ForkedChildExtension.class)
class StuckJvmTest {

    private static final ForkOptions SILENT = ForkOptions.defaults().silent(true);

    /** A wide line goes on in the next one. */
    private static void awaitEvidence(ForkedChild child, String text) {
        var found = child.inspection()
                .holdsWithin(
                        child.inspection().patience(),
                        () -> child.evidence().replaceAll("\n {12}", " ").contains(text));

        assertThat(found).as(child.evidence()).isTrue();
    }

    @Test
    void threadThatKeepsTheChildIsToldWithItsPlace(ForkedChildren children) {
        var child = children.with(SILENT).fork(Hangs.class);

        awaitEvidence(
                child,
                "mail-poller (WAITING) in java.util.concurrent.CountDownLatch.await at " + Hangs.class.getName() + ".");

        assertThat(child.hasReturned()).isTrue();
        assertThatThrownBy(() -> assertThat(child).within(Duration.ofMillis(1)).exitedWith(0))
                .hasMessageContaining(
                        "threads:  main has returned, but these keep it running:\n    mail-poller (WAITING) in ");
    }

    @Test
    void idlePoolIsToldByWhatItWaitsFor(ForkedChildren children) {
        var child = children.with(SILENT).fork(() -> {
            ThreadFactory named = task -> new Thread(task, "idle-worker");
            Executors.newFixedThreadPool(1, named).execute(() -> {});
        });

        awaitEvidence(child, "idle-worker (WAITING) in java.util.concurrent.LinkedBlockingQueue.take\n");
    }

    @Test
    void threadThatEndsIsToldNoMore(ForkedChildren children) {
        var child = children.with(SILENT).fork(TwoThreads.class);
        awaitEvidence(child, "second (WAITING)");

        child.send("end the first");

        var gone = child.inspection()
                .holdsWithin(
                        child.inspection().patience(), () -> !child.evidence().contains("    first ("));
        assertThat(gone).as(child.evidence()).isTrue();
        assertThat(child.evidence()).contains("    second (");
    }

    @Test
    void manyThreadsAreCounted(ForkedChildren children) {
        var child = children.with(SILENT).fork(() -> {
            for (int i = 0; i < 9; i++) {
                new Thread(new Forever(), "forever-" + i).start();
            }
        });

        awaitEvidence(child, "    … and 3 more\n");
    }

    /** Waits for nothing. */
    private record Forever() implements Runnable {
        @Override
        public void run() {
            try {
                Thread.currentThread().join();
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Leaves two threads behind, one of which ends with the next message. */
    static final class TwoThreads {

        private TwoThreads() {}

        public static void main(String... args) {
            var parent = ParentProcess.current();
            new Thread(() -> receive(parent), "first").start();
            new Thread(new Forever(), "second").start();
        }

        private static void receive(ParentProcess parent) {
            try {
                parent.receive(Duration.ofMinutes(5));
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
