package io.forkedchild.conversations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forkedchild.ForkedChild;
import io.forkedchild.ForkedChildren;
import io.forkedchild.Settings;
import io.forkedchild.SpawnOptions;
import io.forkedchild.await.ForkedChildAwait;
import io.forkedchild.junit.ForkedChildExtension;
import io.forkedchild.process.ExcessHandling;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Streams for a client library that talks to a recorded child. */
@Timeout(30)
@ExtendWith(ForkedChildExtension.class)
class LiveStreamTest {

    private final ForkedChildren children;

    LiveStreamTest(ForkedChildren children) {
        this.children = children;
    }

    private static ForkedChild shell(ForkedChildren in, String script) {
        return in.spawn("sh", "-c", script);
    }

    private static CompletableFuture<Integer> read(InputStream stream) {
        var read = new CompletableFuture<Integer>();
        var reader = new Thread(() -> {
            try {
                read.complete(stream.read());
            } catch (IOException failure) {
                read.completeExceptionally(failure);
            }
        });
        reader.setDaemon(true);
        reader.start();
        while (reader.getState() != Thread.State.TIMED_WAITING && reader.isAlive()) {
            Thread.onSpinWait();
        }
        return read;
    }

    private static ThrowableAssertAlternative<IOException> assertThatIoException(ThrowingCallable call) {
        return assertThatExceptionOfType(IOException.class).isThrownBy(call);
    }

    @Test
    void clientTalksToTheChildAndBothAreRecorded() throws IOException {
        var child = shell(children, "while read line; do echo \"<$line>\"; done; echo end");
        var in = new BufferedReader(new InputStreamReader(child.stdout().live(), UTF_8));
        var out = new PrintWriter(new OutputStreamWriter(child.stdin().stream(), UTF_8), true);

        out.println("one");
        assertThat(in.readLine()).isEqualTo("<one>");
        out.println("zwölf");
        assertThat(in.readLine()).isEqualTo("<zwölf>");
        out.close();

        assertThat(in.readLine()).isEqualTo("end");
        assertThat(in.readLine()).isNull();
        assertThat(child.stdout().text()).isEqualTo("<one>\n<zwölf>\nend\n");
    }

    @Test
    void beginsAtTheFirstByteAndReadsMore() throws IOException {
        var child = shell(children, "head -c 3000000 /dev/zero");

        assertThat(child.stdout().live().readAllBytes()).hasSize(3_000_000);
        assertThat(child.stdout().live().readAllBytes()).hasSize(3_000_000);
    }

    @Test
    void closeEndsAReadOfAnotherThread() throws IOException {
        var child = shell(children, "read x; echo done");
        var stream = child.stdout().live();
        var read = read(stream);

        assertThat(read).isNotDone();
        stream.close();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(read::get)
                .withMessageContaining("live stream of sh's stdout was closed");
        assertThatIoException(stream::read).withMessage("live stream of sh's stdout was closed");
    }

    @Test
    void interruptEndsARead() {
        var child = shell(children, "read x");
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(InterruptedIOException.class)
                .isThrownBy(child.stdout().live()::read)
                .withMessageStartingWith("interrupted while waiting for sh's stdout\n")
                .withMessageContaining("sh: sh -c");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void noReadOutlivesTheLauncher() throws Exception {
        CompletableFuture<Integer> read;
        ForkedChild child;
        try (var own = ForkedChildren.open(Settings.defaults())) {
            child = shell(own, "read x");
            read = read(child.stdout().live());
        }

        assertThat(read.get()).isEqualTo(-1);
        assertThatIoException(() -> child.stdin().stream().write(1)).withMessageContaining("sh");
        child.stdin().stream().close();
    }

    @Test
    void outputThatWasCutHasNoEnd() {
        ForkedChild child;
        InputStream live;
        try (var own = ForkedChildren.open(Settings.defaults())) {
            child = shell(
                    own,
                    "(trap '' TERM; setsid sleep 60 <&- 2>&- & exec setsid sleep 60 <&- 2>&-) & echo started; exit");
            ForkedChildAwait.awaitStdout(child, "started\n");
            child.mayLeave("sleep");
            live = child.stdout().live();
        }

        assertThatIoException(live::readAllBytes)
                .withMessageStartingWith("sh's stdout was read no further, and what follows is missing: ");
    }

    @Test
    void moreThanIsRecordedIsToldWhileTheChildRuns() throws IOException {
        var options = SpawnOptions.defaults().maxRecorded(10, ExcessHandling.DISCARD);
        var live = children.with(options)
                .spawn("sh", "-c", "printf 123456789012345; read x")
                .stdout()
                .live();

        assertThat(live.readNBytes(10)).asString(UTF_8).isEqualTo("1234567890");
        assertThatIoException(live::read)
                .withMessageStartingWith("sh's stdout was read no further, and what follows is missing: there is more "
                        + "than options.maxRecorded has recorded\n");
    }

    @Test
    void childThatHasClosedItsStdinIsTold() {
        var child = shell(children, "echo no such database >&2; exit 3");
        child.waitFor();

        assertThatIoException(() -> child.stdin().stream().write("hello\n".getBytes(UTF_8)))
                .withMessageStartingWith("EPIPE: nobody reads sh's stdin any more\n")
                .withMessageContaining("no such database")
                .withMessageContaining("exited with code 3");
    }

    @Test
    void childThatDoesNotReadIsTold() {
        try (var impatient = ForkedChildren.open(Settings.defaults().patience(Duration.ofMillis(200)))) {
            var stream = shell(impatient, "sleep 60").stdin().stream();

            assertThatIoException(() -> {
                        for (int i = 0; i < 4; i++) {
                            stream.write(new byte[1 << 20]);
                        }
                    })
                    .withMessageStartingWith("sh has not read its stdin for 200 ms")
                    .withMessageContaining("sh: sh -c");
        }
    }

    @Test
    void nothingIsWrittenBehindTheEnd() throws IOException {
        var stream = shell(children, "cat; read x < /dev/zero").stdin().stream();

        stream.close();
        stream.close();

        assertThatIoException(() -> stream.write(1)).withMessageStartingWith("stdin of sh was ended before");
    }
}
