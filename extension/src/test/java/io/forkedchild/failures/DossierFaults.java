package io.forkedchild.failures;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static io.forkedchild.process.Signal.SIGSTOP;
import static io.forkedchild.process.Signal.SIGTERM;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.SpawnOptions;
import io.forkedchild.child.ParentProcess;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.junit.Spawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Children that still run, each doing something else. */
final class DossierFaults {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final ForkOptions SILENT = ForkOptions.defaults().silent(true);

    private DossierFaults() {}

    @Needs("node")
    @Patience("30 s")
    @ExtendWith(ForkedChildExtension.class)
    static class NodeSpins {
        @Test
        void fault(@Spawn({"node", "-e", "console.log('up'); setTimeout(() => { for (;;); })"}) ForkedChild server) {
            awaitStdout(server, "up\n");
            assertThat(server).within(SHORT).exitedWith(0);
        }
    }

    @Needs("node")
    @Patience("30 s")
    @ExtendWith(ForkedChildExtension.class)
    static class NodeIsIdle {
        @Test
        void fault(@Spawn({"node", "-e", SERVER}) ForkedChild server) {
            awaitStdout(server, "up\n");
            assertThat(server).within(SHORT).exitedWith(0);
        }

        private static final String SERVER =
                "require('net').createServer().listen(0, '127.0.0.1', () => console.log('up'))";
    }

    @Patience("30 s")
    @ExtendWith(ForkedChildExtension.class)
    static class JvmIsInADeadlock {
        @Test
        void fault(ForkedChildren children) {
            var shop = children.with(SILENT.name("shop")).fork(DossierFaults::deadlock);
            assertThat(shop).sentMessage("locked");
            assertThat(shop).within(SHORT).exitedWith(0);
        }
    }

    private static void deadlock(ParentProcess parent) throws InterruptedException {
        var stock = new Object();
        var orders = new ReentrantLock();
        orders.lock();
        var locked = new CountDownLatch(1);
        new Thread(() -> takesBoth(stock, orders, locked), "clerk").start();
        locked.await();
        parent.send("locked");
        synchronized (stock) {
            orders.unlock();
        }
    }

    private static void takesBoth(Object stock, ReentrantLock orders, CountDownLatch locked) {
        synchronized (stock) {
            locked.countDown();
            orders.lock();
        }
    }

    @Patience("30 s")
    @ExtendWith(ForkedChildExtension.class)
    static class JvmSleeps {
        @Test
        void fault(ForkedChildren children) {
            var shop = children.with(SILENT.name("shop")).fork(DossierFaults::sleep);
            assertThat(shop).sentMessage("up");
            assertThat(shop).within(SHORT).exitedWith(0);
        }
    }

    private static void sleep(ParentProcess parent) throws InterruptedException {
        parent.send("up");
        new CountDownLatch(1).await();
    }

    @Needs("python3")
    @ExtendWith(ForkedChildExtension.class)
    static class PythonWaitsForALock {
        @Test
        void fault(@Spawn({"python3", "-u", "-c", DEADLOCK}) ForkedChild worker) {
            awaitStdout(worker, "up\n");
            assertThat(worker).within(SHORT).exitedWith(0);
        }

        private static final String DEADLOCK =
                "import threading\nlock = threading.Lock()\nlock.acquire()\nprint('up')\nlock.acquire()";
    }

    @Needs("cc")
    @ExtendWith(ForkedChildExtension.class)
    static class CWaitsForAConnection {
        @TempDir
        Path directory;

        @Test
        void fault(ForkedChildren children) throws IOException {
            Files.writeString(directory.resolve("server.c"), SERVER);
            var there = children.with(SpawnOptions.defaults().cwd(directory));
            assertThat(there.spawn("cc", "-o", "server", "server.c")).exitedWith(0);
            var server = there.spawn("./server");
            awaitStdout(server, "up\n");
            assertThat(server).within(SHORT).exitedWith(0);
        }

        private static final String SERVER = """
                #include <arpa/inet.h>
                #include <unistd.h>
                int main(void) {
                    int server = socket(AF_INET, SOCK_STREAM, 0);
                    struct sockaddr_in address = {AF_INET, 0, {htonl(INADDR_LOOPBACK)}};
                    bind(server, (struct sockaddr *) &address, sizeof address);
                    listen(server, 1);
                    write(1, "up\\n", 3);
                    return accept(server, 0, 0);
                }
                """;
    }

    @ExtendWith(ForkedChildExtension.class)
    static class ShellIsBeforeItsTrap {
        @Test
        void fault(
                @Spawn({"sh", "-c", "trap 'exit 3' TERM; (echo up; exec sleep 60); echo down"}) ForkedChild launcher) {
            awaitStdout(launcher, "up\n");
            launcher.kill(SIGTERM);
            assertThat(launcher).within(SHORT).exitedWith(3);
        }
    }

    @ExtendWith(ForkedChildExtension.class)
    static class IsStopped {
        @Test
        void fault(@Spawn("cat") ForkedChild cat) {
            cat.kill(SIGSTOP);
            cat.stdin().end();
            assertThat(cat).within(SHORT).exitedWith(0);
        }
    }

    @Needs("python3")
    @ExtendWith(ForkedChildExtension.class)
    static class HasAZombie {
        @Test
        void fault(@Spawn({"python3", "-u", "-c", FORGETS}) ForkedChild launcher) {
            awaitStdout(launcher, "up\n");
            assertThat(launcher).within(SHORT).exitedWith(0);
        }

        private static final String FORGETS =
                "import os\nif os.fork() == 0: os._exit(0)\nos.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)\nprint('up')\ninput()";
    }
}
