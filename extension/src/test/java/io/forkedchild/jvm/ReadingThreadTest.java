package io.forkedchild.jvm;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.SpawnOptions;
import io.forkedchild.child.ParentProcess;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.testing.Programs;
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
        var child = children.with(SILENT).fork(parent -> {
            parent.receive(Duration.ofNanos(1));
            Runtime.getRuntime().addShutdownHook(new Thread(ReadingThreadTest::tellWhetherTheReaderEnds));
            System.exit(7);
        });

        assertThat(child).exitedWith(7).stdout().isEqualTo("the reader has ended\n");
    }

    @Test
    void shutdownHooksOfTheProgramCanStillSend(ForkedChildren children) {
        var child = children.with(SILENT).fork(parent -> {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> sayGoodbye(parent)));
            parent.onMessage(message -> System.exit(7));
        });

        child.send("exit");

        assertThat(child).sentMessages("goodbye").exitedWith(7);
    }

    /** When nothing reads any more. */
    private static void sayGoodbye(ParentProcess parent) {
        awaitEndOfReader();
        parent.send("goodbye");
    }

    @Test
    void exitDoesNotWaitForAParentThatDoesNotRead() {
        Programs.require("python3");
        var script = """
                import os, socket, subprocess, sys
                ours, its = socket.socketpair()
                its.set_inheritable(True)
                environment = dict(os.environ, NODE_CHANNEL_FD=str(its.fileno()))
                child = subprocess.Popen(sys.argv[1:], env=environment, pass_fds=[its.fileno()])
                its.close()
                print(child.wait(60))
                """;
        try (var children = ForkedChildren.open(Settings.defaults().patience(Duration.ofSeconds(90)))) {
            var parent = children.with(SpawnOptions.defaults())
                    .spawn(
                            "python3",
                            "-c",
                            script,
                            Jvms.own(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Floods.class.getName());

            assertThat(parent).exitedWith(0).stdout().isEqualTo("5\n");
        }
    }

    /** Reads and writes, and exits with 5 although nobody reads what it writes. */
    static final class Floods {

        private Floods() {}

        public static void main(String... args) throws InterruptedException {
            var parent = ParentProcess.current();
            parent.receive(Duration.ofNanos(1));
            var flood = new Thread(() -> {
                while (parent.send("x".repeat(10_000))) {}
            });
            flood.start();
            while (!isInside(flood, "writeBytes")) {
                Thread.onSpinWait();
            }
            System.exit(5);
        }

        /** In the same call for a while: it is stuck there. */
        private static boolean isInside(Thread thread, String method) {
            for (int look = 0; look < 1000; look++) {
                var stack = thread.getStackTrace();
                if (stack.length == 0 || !stack[0].getMethodName().equals(method)) {
                    return false;
                }
            }
            return true;
        }
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
        var child = children.with(SILENT).fork(parent -> {
            while (parent.connected()) {
                Thread.onSpinWait();
            }
        });

        child.disconnect();

        assertThat(child).exitedWith(0);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    private static void tellWhetherTheReaderEnds() {
        System.out.println(awaitEndOfReader() ? "the reader has ended" : "the reader still reads");
    }

    private static boolean awaitEndOfReader() {
        try {
            for (var thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals(READER)) {
                    thread.join(Duration.ofSeconds(10).toMillis());
                    return !thread.isAlive();
                }
            }
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** Sends the names of its threads. */
    static final class SendsThreads {

        private SendsThreads() {}

        public static void main(String... args) {
            ParentProcess.current().send(threads());
        }
    }
}
