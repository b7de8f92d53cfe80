package io.forkedchild.failures;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.process.Signal.SIGTERM;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChildren;
import io.forkedchild.await.ForkedChildAwait;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** JVM children that do not do what they should. */
final class JvmFaults {

    private static final ForkOptions SILENT = ForkOptions.defaults().silent(true);

    private JvmFaults() {}

    @Patience("30 s")
    @ExtendWith(ForkedChildExtension.class)
    static class Throws {
        @Test
        void fault(ForkedChildren children) {
            var importer = children.with(SILENT.name("importer")).fork(() -> {
                throw new IllegalStateException("no rows");
            });
            assertThat(importer).exitedWith(0);
        }
    }

    @Patience("30 s")
    @ExtendWith(ForkedChildExtension.class)
    static class IsStuck {
        @Test
        void fault(ForkedChildren children) {
            var server = children.with(SILENT.name("server"))
                    .fork(() -> new Thread(new WaitsForNothing(), "mail-poller").start());
            ForkedChildAwait.await(server).until(() -> server.evidence().contains("CountDownLatch.await"));
            assertThat(server).within(Duration.ofMillis(100)).exitedWith(0);
        }
    }

    /** What keeps a JVM running that nobody has thought of. */
    private record WaitsForNothing() implements Runnable {
        @Override
        public void run() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupt) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Patience("30 s")
    @ExtendWith(ForkedChildExtension.class)
    static class ExitsAfterASignal {
        @Test
        void fault(ForkedChildren children) {
            var server = children.with(SILENT.name("server")).fork(parent -> {
                parent.send("ready");
                parent.onMessage(message -> {});
            });
            assertThat(server).sentMessage("ready");
            server.kill(SIGTERM);
            assertThat(server).killedBy(SIGTERM);
        }
    }
}
