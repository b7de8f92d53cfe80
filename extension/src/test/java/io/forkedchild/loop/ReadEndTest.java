package io.forkedchild.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.posix.Fd;
import io.forkedchild.posix.FdPair;
import io.forkedchild.posix.NativeBuffer;
import io.forkedchild.posix.PosixException;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadEndTest {

    private static final int PIPE_BYTES = 64 << 10;

    private final EventLoop loop = new EventLoop();
    private final Received received = new Received();
    private final NativeBuffer buffer = new NativeBuffer(PIPE_BYTES);

    @AfterEach
    void close() {
        loop.close();
    }

    private ReadEnd read(Fd fd, Reader reader) {
        fd.nonBlocking();
        return loop.call(() -> new ReadEnd(loop, fd, reader, 0));
    }

    private void write(Fd fd, String text) {
        var bytes = text.getBytes(UTF_8);
        buffer.put(0, bytes, 0, bytes.length);
        assertThat(fd.write(buffer, 0, bytes.length)).isEqualTo(bytes.length);
    }

    @Test
    void bytesComeFollowedByTheEndOfTheTurnAndOfTheFile() throws Exception {
        try (var pipe = FdPair.pipe()) {
            read(pipe.first(), received);
            write(pipe.second(), "one");
            assertThat(received.turns.poll(20, TimeUnit.SECONDS)).isEqualTo(3);
            write(pipe.second(), "three");
            assertThat(received.turns.poll(20, TimeUnit.SECONDS)).isEqualTo(5);

            pipe.second().close();
            received.awaitEnd();

            assertThat(received.text).hasToString("onethree");
            assertThat(received.calls).containsExactly("bytes", "turn", "bytes", "turn", "ended");
            assertThat(pipe.first().isOpen()).isFalse();
        }
    }

    @Test
    void endWithoutBytesIsNoTurn() throws Exception {
        try (var pipe = FdPair.pipe()) {
            read(pipe.first(), received);

            pipe.second().close();
            received.awaitEnd();

            assertThat(received.calls).containsExactly("ended");
        }
    }

    /** What a peer does that closes a socket with unread bytes in it. */
    @Test
    void resetIsAnEndBehindTheBytesThatCameBeforeIt() throws Exception {
        try (var sockets = FdPair.socketPair()) {
            write(sockets.first(), "never read");
            write(sockets.second(), "last words");
            sockets.second().close();

            read(sockets.first(), received);
            received.awaitEnd();

            assertThat(received.text).hasToString("last words");
            assertThat(received.calls).containsExactly("bytes", "turn", "ended");
        }
    }

    @Test
    void readerThatThrowsIsToldAndTheDescriptorIsClosed() throws Exception {
        try (var pipe = FdPair.pipe()) {
            var failing = new Received() {
                @Override
                public void bytes(byte[] bytes, int length) {
                    throw new IllegalStateException("no room");
                }
            };
            read(pipe.first(), failing);

            write(pipe.second(), "x");
            failing.awaitEnd();

            assertThat(failing.calls).containsExactly("failed no room");
            assertThat(loop.call(() -> pipe.first().isOpen())).isFalse();
        }
    }

    /** Whoever drains does so for the sake of something else, which must not fail with it. */
    @Test
    void readerThatThrowsDuringADrainIsToldAndTheCallerGoesOn() {
        try (var pipe = FdPair.pipe()) {
            var failing = new Received() {
                @Override
                public void turnEnded(Sighting sighting) {
                    throw new IllegalStateException("no room");
                }
            };
            pipe.first().nonBlocking();
            boolean wentOn = loop.call(() -> {
                var end = new ReadEnd(loop, pipe.first(), failing, 0);
                write(pipe.second(), "x");
                end.drain();
                return true;
            });

            assertThat(wentOn).isTrue();
            assertThat(failing.calls).containsExactly("bytes", "failed no room");
            assertThat(pipe.first().isOpen()).isFalse();
        }
    }

    @Test
    void drainReadsWhatIsThereAndSeesTheEnd() {
        try (var pipe = FdPair.pipe()) {
            pipe.first().nonBlocking();
            loop.call(() -> {
                var end = new ReadEnd(loop, pipe.first(), received, 0);
                write(pipe.second(), "rest");
                pipe.second().close();
                end.drain();
                end.drain();
                return true;
            });

            assertThat(received.text).hasToString("rest");
            assertThat(received.calls).containsExactly("bytes", "turn", "ended");
        }
    }

    @Test
    void drainOfAnEmptyPipeTellsNothing() {
        try (var pipe = FdPair.pipe()) {
            pipe.first().nonBlocking();
            loop.call(() -> {
                new ReadEnd(loop, pipe.first(), received, 0).drain();
                return true;
            });

            assertThat(received.calls).isEmpty();
        }
    }

    @Test
    void drainOfAnEndlessWriterEnds() throws Exception {
        try (var pipe = FdPair.pipe()) {
            var drained = new CountDownLatch(1);
            pipe.first().nonBlocking();
            Threads.together(() -> writeUntil(drained, pipe.second()), () -> {
                loop.call(() -> {
                    var end = new ReadEnd(loop, pipe.first(), received, 0);
                    end.drain();
                    end.close();
                    return true;
                });
                drained.countDown();
            });

            assertThat(received.count).isLessThanOrEqualTo((4 << 20) + PIPE_BYTES);
        }
    }

    private static void writeUntil(CountDownLatch end, Fd fd) {
        var chunk = new NativeBuffer(PIPE_BYTES);
        try {
            while (end.getCount() > 0) {
                fd.write(chunk, 0, PIPE_BYTES);
            }
        } catch (PosixException closed) {
            assertThat(closed.errnoName()).isEqualTo("EPIPE");
        }
    }

    @Test
    void closeInsideACallbackIsTheLastThatTheReaderHears() throws Exception {
        try (var pipe = FdPair.pipe()) {
            var end = new ArrayList<ReadEnd>();
            var closing = new Received() {
                @Override
                public void bytes(byte[] bytes, int length) {
                    super.bytes(bytes, length);
                    end.get(0).close();
                }
            };
            pipe.first().nonBlocking();
            loop.call(() -> {
                end.add(new ReadEnd(loop, pipe.first(), closing, 0));
                write(pipe.second(), "x");
                pipe.second().close();
                end.get(0).drain();
                return true;
            });
            loop.call(() -> true);

            assertThat(closing.calls).containsExactly("bytes");
        }
    }

    @Test
    void closeBehindATurnIsTheLastThatTheReaderHears() throws Exception {
        try (var pipe = FdPair.pipe()) {
            var end = new ArrayList<ReadEnd>();
            var closing = new Received() {
                @Override
                public void turnEnded(Sighting sighting) {
                    super.turnEnded(sighting);
                    end.get(0).close();
                }
            };
            loop.call(() -> {
                pipe.first().nonBlocking();
                end.add(new ReadEnd(loop, pipe.first(), closing, 0));
                write(pipe.second(), "x");
                pipe.second().close();
                return true;
            });
            assertThat(closing.turns.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
            loop.call(() -> true);

            assertThat(closing.calls).containsExactly("bytes", "turn");
        }
    }

    /** A pipe grows once it has proved busy, in the turn that may as well be its last. */
    @Test
    void busyPipeMayEndInAnyTurn() throws Exception {
        for (int turns = 62; turns <= 66; turns++) {
            var reader = new Received();
            try (var pipe = FdPair.pipe()) {
                read(pipe.first(), reader);
                for (int i = 1; i < turns; i++) {
                    fill(pipe.second());
                    assertThat(reader.turns.poll(20, TimeUnit.SECONDS)).isEqualTo(PIPE_BYTES);
                }
                loop.call(() -> {
                    fill(pipe.second());
                    pipe.second().close();
                    return true;
                });
                reader.awaitEnd();
                loop.call(() -> true);
            }
            assertThat(reader.calls).as("ended in turn %s", turns).endsWith("ended");
            assertThat(reader.count).isEqualTo((long) turns * PIPE_BYTES);
        }
    }

    private void fill(Fd pipe) {
        assertThat(pipe.write(buffer, 0, PIPE_BYTES)).isEqualTo(PIPE_BYTES);
    }

    @Test
    void busyPipeGrows() throws Exception {
        try (var pipe = FdPair.pipe()) {
            read(pipe.first(), received);
            for (int i = 0; i < 64; i++) {
                assertThat(pipe.second().pipeSize()).isEqualTo(PIPE_BYTES);
                fill(pipe.second());
                assertThat(received.turns.poll(20, TimeUnit.SECONDS)).isEqualTo(PIPE_BYTES);
            }
            loop.call(() -> true);

            assertThat(pipe.second().pipeSize()).isEqualTo(1 << 20);
        }
    }

    /** Sockets have no pipe size; the channel is one. */
    @Test
    void busySocketIsReadToItsEnd() throws Exception {
        var bytes = random(32 << 20);
        try (var sockets = FdPair.socketPair()) {
            read(sockets.first(), received);
            sockets.second().nonBlocking();
            var writer = new Written();
            loop.call(() -> {
                var end = new WriteEnd(loop, sockets.second(), true, writer);
                end.write(bytes);
                end.end();
                return true;
            });
            received.awaitEnd();

            assertThat(received.calls.get(received.calls.size() - 1)).isEqualTo("ended");
            assertThat(received.count).isEqualTo(bytes.length);
            assertThat(received.hash()).isEqualTo(Received.sha256().digest(bytes));
        }
    }

    @Test
    void hundredMegabytesThroughARealProcessAreWhole() throws Exception {
        var bytes = random(100 << 20);
        try (var cat = new Cat(loop, received)) {
            cat.write(bytes);
            received.awaitEnd();

            assertThat(received.count).isEqualTo(bytes.length);
            assertThat(received.hash()).isEqualTo(Received.sha256().digest(bytes));
            assertThat(cat.exitCode()).isZero();
        }
    }

    static byte[] random(int length) {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void descriptorsAreGivenBackAtTheEndOfFile() throws Exception {
        long before = Descriptors.open("pipe:");
        for (int i = 0; i < 200; i++) {
            var reader = new Received();
            var pipe = FdPair.pipe();
            read(pipe.first(), reader);
            pipe.second().close();
            reader.awaitEnd();
        }
        loop.call(() -> true);

        assertThat(Descriptors.open("pipe:")).isEqualTo(before);
    }
}
