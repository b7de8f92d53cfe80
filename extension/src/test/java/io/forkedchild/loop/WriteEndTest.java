package io.forkedchild.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.forkedchild.posix.Fd;
import io.forkedchild.posix.FdPair;
import io.forkedchild.posix.NativeBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteEndTest {

    private static final int PIPE_BYTES = 64 << 10;

    private final EventLoop loop = new EventLoop();
    private final Written told = new Written();
    private final NativeBuffer buffer = new NativeBuffer(1 << 20);

    @AfterEach
    void close() {
        loop.close();
    }

    private WriteEnd writing(Fd fd, boolean isSocket, Writer writer) {
        fd.nonBlocking();
        return loop.call(() -> new WriteEnd(loop, fd, isSocket, writer));
    }

    private void write(WriteEnd end, byte[] bytes) {
        loop.call(() -> {
            end.write(bytes);
            return true;
        });
    }

    private void end(WriteEnd end) {
        loop.call(() -> {
            end.end();
            return true;
        });
    }

    private String read(Fd fd) {
        return new String(buffer.bytes(fd.read(buffer)), UTF_8);
    }

    @Test
    void bytesGoAtOnceAsLongAsThereIsRoom() throws Exception {
        try (var pipe = FdPair.pipe()) {
            var end = writing(pipe.second(), false, told);

            write(end, "one".getBytes(UTF_8));
            write(end, "two".getBytes(UTF_8));

            assertThat(end.queuedBytes()).isZero();
            assertThat(read(pipe.first())).isEqualTo("onetwo");
            assertThat(told.next()).isEqualTo("drained");
            assertThat(told.next()).isEqualTo("drained");
            end(end);
        }
    }

    @Test
    void noBytesAreNoWrite() {
        try (var pipe = FdPair.pipe()) {
            var end = writing(pipe.second(), false, told);

            write(end, new byte[0]);

            assertThat(told.wasToldNothingElse()).isTrue();
            end(end);
        }
    }

    @Test
    void whatThePipeDoesNotTakeIsQueuedAndFollowsInOrder() throws Exception {
        var bytes = ReadEndTest.random(300_000);
        try (var pipe = FdPair.pipe()) {
            var end = writing(pipe.second(), false, told);

            for (int from = 0; from < bytes.length; from += 100_000) {
                write(end, Arrays.copyOfRange(bytes, from, from + 100_000));
            }
            assertThat(end.queuedBytes()).isEqualTo(bytes.length - PIPE_BYTES);
            assertThat(end.isEnded()).isFalse();
            end(end);
            assertThat(end.isEnded()).isTrue();
            assertThat(end.isClosed()).isFalse();

            var received = new Received();
            pipe.first().nonBlocking();
            loop.call(() -> new ReadEnd(loop, pipe.first(), received, 0));
            received.awaitEnd();

            assertThat(received.hash()).isEqualTo(Received.sha256().digest(bytes));
            assertThat(told.next()).isEqualTo("drained");
            assertThat(loop.call(end::isClosed)).isTrue();
            assertThat(end.queuedBytes()).isZero();
            assertThat(told.wasToldNothingElse()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endIsTheEndOfFileOfThePeer(boolean isSocket) {
        try (var pair = isSocket ? FdPair.socketPair() : FdPair.pipe()) {
            var readers = isSocket ? List.of(pair.second().duplicateFrom(0)) : List.<Fd>of();
            var end = writing(pair.second(), isSocket, told);

            write(end, "last".getBytes(UTF_8));
            end(end);
            end(end);

            assertThat(read(pair.first())).isEqualTo("last");
            assertThat(pair.first().read(buffer)).isZero();
            assertThat(end.isClosed()).isTrue();
            readers.forEach(Fd::close);
        }
    }

    @Test
    void whatIsWrittenBehindTheEndGoesNowhere() throws Exception {
        try (var pipe = FdPair.pipe()) {
            var end = writing(pipe.second(), false, told);
            end(end);

            write(end, "late".getBytes(UTF_8));

            assertThat(pipe.first().read(buffer)).isZero();
            assertThat(end.queuedBytes()).isZero();
        }
    }

    @Test
    void pipeThatNobodyReadsRefuses() throws Exception {
        try (var pipe = FdPair.pipe()) {
            var end = writing(pipe.second(), false, told);
            pipe.first().close();

            write(end, new byte[10]);

            assertThat(told.next()).isEqualTo("refused EPIPE 10");
            assertThat(end.isClosed()).isTrue();
            assertThat(end.queuedBytes()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void peerThatClosesWhileBytesAreQueuedRefusesThem(boolean isSocket) throws Exception {
        try (var pair = isSocket ? FdPair.socketPair() : FdPair.pipe()) {
            var end = writing(pair.second(), isSocket, told);
            write(end, new byte[1 << 20]);
            long queued = end.queuedBytes();
            assertThat(queued).isPositive();

            pair.first().close();

            assertThat(told.next()).isEqualTo("refused EPIPE " + queued);
            assertThat(loop.call(end::isClosed)).isTrue();
            assertThat(told.wasToldNothingElse()).isTrue();
        }
    }

    @Test
    void socketThatWasResetRefuses() throws Exception {
        try (var sockets = FdPair.socketPair()) {
            var end = writing(sockets.second(), true, told);
            write(end, "unread".getBytes(UTF_8));
            assertThat(told.next()).isEqualTo("drained");
            sockets.first().close();

            write(end, new byte[10]);

            assertThat(told.next()).isEqualTo("refused EPIPE 10");
        }
    }

    @Test
    void endOfASocketWhosePeerIsGoneIsNoFailure() {
        try (var sockets = FdPair.socketPair()) {
            var end = writing(sockets.second(), true, told);
            sockets.first().close();

            end(end);

            assertThat(end.isClosed()).isTrue();
            assertThat(told.wasToldNothingElse()).isTrue();
        }
    }

    @Test
    void closeDropsWhatIsQueued() throws Exception {
        try (var pipe = FdPair.pipe()) {
            var end = writing(pipe.second(), false, told);
            write(end, new byte[1 << 20]);

            loop.call(() -> {
                end.close();
                end.close();
                return true;
            });

            assertThat(end.queuedBytes()).isZero();
            var received = new Received();
            pipe.first().nonBlocking();
            loop.call(() -> new ReadEnd(loop, pipe.first(), received, 0));
            received.awaitEnd();
            assertThat(received.count).isEqualTo(PIPE_BYTES);
        }
    }

    /** A writer that has nothing more to say ends when it is told that everything has gone. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writerMayEndWhenItIsDrained(boolean isSocket) throws Exception {
        try (var pair = isSocket ? FdPair.socketPair() : FdPair.pipe()) {
            var self = new ArrayList<WriteEnd>();
            var ending = new Written() {
                @Override
                public void drained() {
                    self.get(0).end();
                    super.drained();
                }
            };
            self.add(writing(pair.second(), isSocket, ending));

            write(self.get(0), "last".getBytes(UTF_8));

            assertThat(ending.next()).isEqualTo("drained");
            assertThat(ending.wasToldNothingElse()).isTrue();
            assertThat(read(pair.first())).isEqualTo("last");
            assertThat(pair.first().read(buffer)).isZero();
        }
    }

    @Test
    void writerMayCloseWhenItIsDrainedBehindTheEnd() throws Exception {
        try (var sockets = FdPair.socketPair()) {
            var self = new ArrayList<WriteEnd>();
            var closing = new Written() {
                @Override
                public void drained() {
                    self.get(0).close();
                    super.drained();
                }
            };
            self.add(writing(sockets.second(), true, closing));
            loop.call(() -> {
                self.get(0).write(new byte[1 << 20]);
                self.get(0).end();
                return true;
            });

            var received = new Received();
            sockets.first().nonBlocking();
            loop.call(() -> new ReadEnd(loop, sockets.first(), received, 0));
            received.awaitEnd();

            assertThat(received.count).isEqualTo(1 << 20);
            assertThat(closing.next()).isEqualTo("drained");
            assertThat(loop.call(closing::wasToldNothingElse)).isTrue();
        }
    }

    /** A reader that is as fast as the writer must not keep the loop from all others until everything is written. */
    @Test
    void longWriteLeavesTheLoopToOthers() throws Exception {
        var turns = new ArrayList<Long>();
        try (var pipe = FdPair.pipe()) {
            var end = writing(pipe.second(), false, told);
            Threads.together(
                    () -> {
                        while (pipe.first().read(buffer) > 0) {
                            // as fast as it comes
                        }
                    },
                    () -> {
                        loop.call(() -> {
                            turns.add(loop.wakeUp());
                            end.write(new byte[64 << 20]);
                            end.end();
                            return true;
                        });
                        assertThat(told.next()).isEqualTo("drained");
                        turns.add(loop.call(loop::wakeUp));
                    });

            assertThat(turns.get(1) - turns.get(0)).as("turns for 64 MiB").isGreaterThanOrEqualTo(64);
        }
    }
}
