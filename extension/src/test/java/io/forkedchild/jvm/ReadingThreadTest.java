package io.forkedchild.jvm;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChildren;
import io.forkedchild.child.ParentProcess;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A JVM that ends waits 300 ms for each daemon thread that is inside a system call, as one that reads the channel is. So
 * there must be none, or it must be woken.
 */
@Patience("30 s")
@ExtendWith(ForkedChildExtension.class)
class ReadingThreadTest {

    private static final String READER = "forkedchild-channel";
    private static final ForkOptions SILENT = ForkOptions.defaults().silent(true);

    @Test
    void lambdaThatNeverListensHasNoThreadThatReads(ForkedChildren children) {
        var child = children.fork(parent -> parent.send(threads().contains(READER)));

        assertThat(child).sentMessages(false).exitedWith(0);
    }

    @Test
    void mainClassThatOnlySendsHasNoThreadThatReads(ForkedChildren children) {
        var child = children.fork(SendsThreads.class);

        assertThat(child).exitedWith(0);
        assertThat(child.messages())
                .singleElement()
                .satisfies(message -> assertThat(message.text()).doesNotContain(READER));
    }

    @Test
    void threadThatReadsIsWokenWhenTheJvmExits(ForkedChildren children) {
        var child = children.fork(
                parent -> {
                    parent.receive(Duration.ofNanos(1));
                    Runtime.getRuntime().addShutdownHook(new Thread(ReadingThreadTest::tellWhetherTheReaderEnds));
                    System.exit(7);
                },
                SILENT);

        assertThat(child).exitedWith(7).stdout().isEqualTo("the reader has ended\n");
    }

    @Test
    void messagesThatCameBeforeTheListenerAreNotLost(ForkedChildren children) {
        var child = children.fork(parent -> {
            parent.send("started");
            parent.onMessage(message -> parent.send(message.value()));
        });

        child.send("first");
        child.send("second");

        assertThat(child).sentMessages("started", "first", "second");
    }

    @Test
    void endOfTheChannelIsSeenByWhoeverAsks(ForkedChildren children) {
        var child = children.fork(
                parent -> {
                    while (parent.connected()) {
                        Thread.onSpinWait();
                    }
                },
                SILENT);

        child.disconnect();

        assertThat(child).exitedWith(0);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private static void tellWhetherTheReaderEnds() {
        try {
            for (var thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals(READER)) {
                    thread.join(Duration.ofSeconds(10).toMillis());
                    System.out.println(thread.isAlive() ? "the reader still reads" : "the reader has ended");
                }
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the names of its threads. */
    static final class SendsThreads {

        private SendsThreads() {}

        public static void main(String... args) {
            ParentProcess.current().send(threads());
        }
    }
}
