package io.forkedchild.dossier;

import static io.forkedchild.assertions.ForkedChildAssertions.assertThat;
import static io.forkedchild.await.ForkedChildAwait.awaitStdout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.ForkOptions;
import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.child.ParentProcess;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.junit.Patience;
import io.forkedchild.process.Signal;
import io.forkedchild.testing.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a dossier tells of processes of each kind. */
@Timeout(120)
@Patience("30 s")
@ExtendWith(ForkedChildExtension.class)
class DossierTest {

    private final ForkedChildren children;

    DossierTest(ForkedChildren children) {
        this.children = children;
    }

    @ParameterizedTest
    @MethodSource
    void pythonWaits(String code, String told) {
        Programs.require("python3");
        var child = children.spawn(
                "python3", "-u", "-c", "import fcntl, os, select, signal, socket, sys, time\nprint('up')\n" + code);
        awaitStdout(child, "up\n");

        seen(child, told);
    }

    static Stream<Arguments> pythonWaits() {
        return Stream.of(
                arguments("sys.stdin.read()", "blocked in read\\(0\\): waits for input of the test"),
                arguments("time.sleep(60)", "clock_nanosleep for another \\d+ ms"),
                arguments("select.select([sys.stdin], [], [])", "pselect6: waits for stdin of the test"),
                arguments(
                        "select.select([sys.stdin], [], [], 50)",
                        "pselect6: waits for stdin of the test, at most \\d+ ms"),
                arguments(
                        "p = select.poll(); p.register(0, select.POLLIN); p.poll(50000)",
                        "poll: waits for stdin of the test, at most 50000 ms"),
                arguments(
                        "e = select.epoll(); e.register(0, select.EPOLLIN); e.poll()",
                        "epoll_wait: waits for stdin of the test"),
                arguments(
                        "s = socket.create_server(('127.0.0.1', 0)); s.accept()",
                        "accept4 on 127\\.0\\.0\\.1:\\d+: waits for a connection"),
                arguments(
                        "s = socket.create_server(('::1', 0), family=socket.AF_INET6); s.accept()",
                        "accept4 on \\[0:0:0:0:0:0:0:1\\]:\\d+: waits for a connection"),
                arguments(
                        "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('127.0.0.1', 0)); s.recv(9)",
                        "blocked in recvfrom\\(3\\): waits for input from socket of 127\\.0\\.0\\.1:\\d+"),
                arguments("signal.pause()", "(?:pause|rt_sigsuspend|ppoll): waits for .*"),
                arguments(
                        "r, w = os.pipe(); os.write(w, b'x' * 100000)",
                        "blocked in write\\(4\\): waits until somebody reads what it has written to a pipe"),
                arguments(
                        "p = os.fork()\nif p == 0: time.sleep(60)\nos.waitpid(p, 0)",
                        "wait4 for pid \\d+, \\S*python3 .*"));
    }

    @Test
    void connectionHasItsAddresses() throws IOException {
        Programs.require("python3");
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = server.getLocalPort();
            var child = children.spawn(
                    "python3", "-c", "import socket; socket.create_connection(('127.0.0.1', " + port + ")).recv(9)");

            seen(
                    child,
                    "blocked in recvfrom\\(3\\): waits for input from connection from \\S+ to 127\\.0\\.0\\.1:" + port);
        }
    }

    @Test
    void namedPipeWaitsForItsOtherEnd(@TempDir Path directory) {
        var pipe = directory.resolve("pipe").toString();
        assertThat(children.spawn("mkfifo", pipe)).exitedWith(0);

        seen(children.spawn("cat", pipe), "openat of \\S+/pipe: waits until the other end is opened");
    }

    @Test
    void lockedFileHasItsName(@TempDir Path directory) throws IOException {
        Programs.require("python3");
        var file = Files.createFile(directory.resolve("lock"));
        var code = "import fcntl, sys\nf = open(sys.argv[1])\nfcntl.flock(f, fcntl.LOCK_EX)\nprint('up')\ninput()";
        awaitStdout(children.spawn("python3", "-u", "-c", code, file.toString()), "up\n");

        seen(
                children.spawn("python3", "-c", code, file.toString()),
                "flock\\(3\\): waits for a lock of the file \\S+/lock");
    }

    @Test
    void signalsFilesAndProcessesAreTold() {
        var child = children.spawn("sh", "-c", "trap '' USR1; trap : TERM; echo up; sleep 60; true");
        awaitStdout(child, "up\n");

        seen(child, "wait4 for pid \\d+, sleep 60");

        assertThat(child.dossier().toString())
                .startsWith("sh is pid " + child.pid() + ", sh -c ")
                .containsPattern(
                        "It catches [^;]*SIGTERM.*; it ignores SIGUSR1[^;]*; it blocks none; pending is none\\.")
                .containsPattern("It has 1 thread, and has started pid \\d+, sleep 60\\.")
                .contains("0 stdin of the test; 1 stdout of the test; 2 stderr of the test")
                .contains("It is a shell, and runs its trap for SIGTERM only when its foreground program has ended.");
    }

    @Test
    void blockedSignalIsPending() {
        var child = children.spawn("env", "--block-signal=TERM", "sh", "-c", "echo up; exec sleep 60");
        awaitStdout(child, "up\n");
        child.kill(Signal.SIGTERM);

        seen(child, "clock_nanosleep for 60000 ms");

        assertThat(child.dossier().summary()).contains("it blocks a signal that it was sent: SIGTERM");
    }

    @Test
    void jvmThatPrintsNothingStaysSilent() {
        var jvm = children.with(ForkOptions.defaults().silent(true).name("jvm")).fork(DossierTest::waits);
        assertThat(jvm).sentMessage("up");

        var dossier = jvm.dossier();

        assertThat(dossier.summary().get(0))
                .startsWith("main (WAITING) in java.util.concurrent.CountDownLatch.await at "
                        + DossierTest.class.getName());
        assertThat(dossier.toString()).contains("The stack of main begins with these calls:");
        assertThat(jvm.stdout().text() + jvm.stderr().text()).isEmpty();
    }

    private static void waits(ParentProcess parent) throws InterruptedException {
        parent.send("up");
        new CountDownLatch(1).await();
    }

    @Test
    void jvmThatLetsNoToolAttachIsLeftAlone() {
        var options = ForkOptions.defaults().silent(true).execArgv("-XX:+DisableAttachMechanism");
        var jvm = children.with(options).fork(DossierTest::waits);
        assertThat(jvm).sentMessage("up");

        assertThat(jvm.dossier().summary()).contains("its Java threads are not known: it does not let tools attach");
        assertThat(jvm.stdout().text()).isEmpty();
    }

    @Test
    void endedChildTellsItsEnd() {
        var child = children.spawn("sh", "-c", "exit 3");
        assertThat(child).exitedWith(3);

        assertThat(child.dossier()).hasToString("sh does not run: exited with code 3");
    }

    @Test
    void looksTogetherAreBounded() {
        var child = children.spawn("sh", "-c", "while :; do :; done");
        long begin = System.nanoTime();

        while (!child.dossier().summary().get(0).contains("have taken all the time")
                && System.nanoTime() - begin < 30_000_000_000L) {
            child.kill(Signal.SIGCONT); // an event: the next dossier is a new one
        }

        assertThat(child.dossier().summary().get(0)).contains("have taken all the time");
    }

    /** It may not have come so far yet. */
    private static void seen(ForkedChild child, String pattern) {
        for (int i = 0;
                i < 200
                        && !child.evidence()
                                .replaceAll("\\n {12}", " ")
                                .matches("(?s).*\\n  doing: +" + pattern + "; has used .*");
                i++) {
            Thread.onSpinWait();
            child.inspection().holdsWithin(java.time.Duration.ofMillis(50), () -> false);
        }
        assertThat(child.dossier().summary().get(0)).matches(pattern + "; has used \\d+ ms of CPU.*");
    }
}
