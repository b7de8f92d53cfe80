package io.forkedchild.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.loop.Threads;
import io.forkedchild.testing.Await;
import io.forkedchild.testing.RequiresNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test JVM with a small heap exchanges far more bytes of messages with a child than it can hold. */
@Timeout(120)
@Tag("load")
@ExtendWith(ForkedChildExtension.class)
class ChannelFloodTest {

    private static final int MESSAGES = 100_000;
    private static final String HEAP = "-Xmx64m";
    private static final String PADDING = "x".repeat(300);

    private final ForkedChildren children;

    @RequiresNode
    @ParameterizedTest(name = "from {0} threads")
    @ValueSource(ints = {1, 4})
    void hundredThousandMessagesEachWayAreNeitherLostNorDoubledNorReordered(int threads) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var tester = children.spawn(
                java,
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                SmallJvm.class.getName(),
                Integer.toString(threads));

        Await.closed(tester);

        assertThat(tester.exitCode()).as(tester::evidence).hasValue(0);
        assertThat(tester.stdout().text()).startsWith(MESSAGES + " answers, errors [], all in order: true, ");
    }

    ChannelFloodTest(ForkedChildren children) {
        this.children = children;
    }

    /** Prints what became of the messages, and what they took. */
    static final class SmallJvm {

        private SmallJvm() {}

        public static void main(String[] args) throws Exception {
            int threads = Integer.parseInt(args[0]);
            try (var children = ForkedChildren.open()) {
                var child = ChannelChildren.node(children, "echo.js");
                long begin = System.nanoTime();
                Threads.together(threads, thread -> send(child, thread, MESSAGES / threads));
                long sent = System.nanoTime();
                Await.messages(child, MESSAGES);
                long answered = System.nanoTime();
                child.disconnect();
                Await.closed(child);
                System.out.printf(
                        Locale.ROOT,
                        "%d answers, errors %s, all in order: %s, sent in %d ms, answered in %d ms, heap %d KiB%n",
                        child.messages().size(),
                        ChannelChildren.errorsOf(child),
                        isInOrder(child, threads),
                        (sent - begin) / 1_000_000,
                        (answered - begin) / 1_000_000,
                        usedHeap() / 1024);
            }
        }

        private static void send(ForkedChild child, int thread, int count) {
            for (int i = 0; i < count; i++) {
                child.send(List.of(thread, i, PADDING));
            }
        }

        /** Whether the answers are those to each thread, in the order of its sending. */
        private static boolean isInOrder(ForkedChild child, int threads) {
            var next = new int[threads];
            for (var message : child.messages()) {
                var value = message.json();
                if (value.get(1).asInt() != next[value.get(0).asInt()]++) {
                    return false;
                }
            }
            return true;
        }

        private static long usedHeap() {
            System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
    }
}
