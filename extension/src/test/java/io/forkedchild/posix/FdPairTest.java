package io.forkedchild.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class FdPairTest {

    private final NativeBuffer buffer = new NativeBuffer(1 << 17);

    @Test
    void pipeCarriesBytesAndThenTheEnd() {
        try (FdPair pipe = FdPair.pipe()) {
            FdTest.write(pipe.second(), "one");
            FdTest.write(pipe.second(), "two");
            pipe.second().close();

            assertThat(read(pipe.first())).isEqualTo("onetwo");
            assertThat(pipe.first().read(buffer)).isZero();
            assertThat(pipe.first().read(buffer)).isZero();
        }
    }

    @Test
    void emptyPipeWouldBlock() {
        try (FdPair pipe = FdPair.pipe()) {
            pipe.first().nonBlocking();

            assertThat(pipe.first().read(buffer)).isEqualTo(Fd.AGAIN);
            FdTest.write(pipe.second(), "now");
            assertThat(read(pipe.first())).isEqualTo("now");
        }
    }

    @Test
    void pipeTellsWhatNobodyHasRead() {
        try (FdPair pipe = FdPair.pipe()) {
            FdTest.write(pipe.second(), "three");

            assertThat(pipe.second().bytesInPipe()).isEqualTo(5);
            read(pipe.first());
            assertThat(pipe.second().bytesInPipe()).isZero();
        }
    }

    @Test
    void fullPipeTakesAPartAndThenWouldBlock() {
        try (FdPair pipe = FdPair.pipe()) {
            pipe.second().nonBlocking();

            assertThat(pipe.second().write(buffer, 0, buffer.capacity()))
                    .isEqualTo(pipe.first().pipeSize());
            assertThat(pipe.second().write(buffer, 0, 1)).isEqualTo(Fd.AGAIN);
        }
    }

    @Test
    void writeTakesThePartOfTheBufferThatItIsTold() {
        try (FdPair pipe = FdPair.pipe()) {
            buffer.put(0, "abcdef".getBytes(UTF_8), 0, 6);

            assertThat(pipe.second().write(buffer, 2, 3)).isEqualTo(3);

            assertThat(read(pipe.first())).isEqualTo("cde");
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> pipe.second().write(buffer, buffer.capacity(), 1));
        }
    }

    @Test
    void writeWithoutAReaderFails() {
        try (FdPair pipe = FdPair.pipe()) {
            pipe.first().close();

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> pipe.second().write(buffer, 0, 1))
                    .withMessage("write " + pipe.second().number() + ": EPIPE (Broken pipe)");
        }
    }

    @Test
    void pipeGrows() {
        try (FdPair pipe = FdPair.pipe()) {
            int size = pipe.second().pipeSize();

            assertThat(pipe.first().pipeSize(2 * size)).isTrue();

            assertThat(pipe.second().pipeSize()).isEqualTo(2 * size);
        }
    }

    @Test
    void pipeRefusesToBecomeSmallerThanItsContent() {
        try (FdPair pipe = FdPair.pipe()) {
            int size = pipe.first().pipeSize();
            assertThat(pipe.second().write(buffer, 0, size)).isEqualTo(size);

            assertThat(pipe.first().pipeSize(4096)).isFalse();

            assertThat(pipe.first().pipeSize()).isEqualTo(size);
        }
    }

    @Test
    void socketHasNoPipeSize() {
        try (FdPair sockets = FdPair.socketPair()) {
            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> sockets.first().pipeSize());
            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> sockets.first().pipeSize(4096));
        }
    }

    @Test
    void socketsCarryBytesBothWays() {
        try (FdPair sockets = FdPair.socketPair()) {
            FdTest.write(sockets.first(), "ping");
            FdTest.write(sockets.second(), "pong");

            assertThat(read(sockets.second())).isEqualTo("ping");
            assertThat(read(sockets.first())).isEqualTo("pong");
        }
    }

    @Test
    void socketThatWritesNoMoreCanStillRead() {
        try (FdPair sockets = FdPair.socketPair()) {
            FdTest.write(sockets.first(), "last");
            sockets.first().shutdownWrite();

            assertThat(read(sockets.second())).isEqualTo("last");
            assertThat(sockets.second().read(buffer)).isZero();
            FdTest.write(sockets.second(), "answer");
            assertThat(read(sockets.first())).isEqualTo("answer");
        }
    }

    @Test
    void pipeCannotBeShutDown() {
        try (FdPair pipe = FdPair.pipe()) {
            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> pipe.second().shutdownWrite())
                    .satisfies(exception -> assertThat(exception.errnoName()).isEqualTo("ENOTSOCK"));
        }
    }

    @Test
    void readFromASocketWhoseOtherSideLeftBytesUnreadFails() {
        try (FdPair sockets = FdPair.socketPair()) {
            FdTest.write(sockets.first(), "unread");
            sockets.second().close();

            assertThatExceptionOfType(PosixException.class)
                    .isThrownBy(() -> sockets.first().read(buffer))
                    .satisfies(exception -> assertThat(exception.errno()).isEqualTo(Errno.ECONNRESET));
        }
    }

    @Test
    void closeClosesBothAndAgainNothing() {
        FdPair pipe = FdPair.pipe();
        pipe.first().close();

        pipe.close();
        pipe.close();

        assertThat(pipe.first().isOpen()).isFalse();
        assertThat(pipe.second().isOpen()).isFalse();
    }

    private String read(Fd fd) {
        return new String(buffer.bytes(fd.read(buffer)), UTF_8);
    }
}
