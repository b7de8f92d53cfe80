package io.forkedchild.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.forkedchild.loop.Descriptors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PassedDescriptorsTest {

    private static final int F_GETFD = 1;
    private static final int FD_CLOEXEC = 1;
    private static final int MOST = 253;

    private final FdPair sockets = FdPair.socketPair();
    private final FdPair pipe = FdPair.pipe();
    private final NativeBuffer buffer = new NativeBuffer(1 << 20);
    private final List<Fd> taken = new ArrayList<>();

    @AfterEach
    void close() {
        taken.forEach(Fd::close);
        pipe.close();
        sockets.close();
    }

    private static void none(Fd descriptor) {
        throw new AssertionError("came unexpectedly: " + descriptor);
    }

    private int send(String text, Fd attached) {
        buffer.put(0, text.getBytes(UTF_8), 0, text.length());
        return sockets.first().send(buffer, 0, text.length(), attached);
    }

    private String receive() {
        return new String(buffer.bytes(sockets.second().receive(buffer, taken::add)), UTF_8);
    }

    /** How many descriptors of this process lead to the pipe. */
    private long openEndsOfThePipe() throws IOException {
        return Descriptors.open(
                Files.readSymbolicLink(Path.of("/proc/self/fd/" + pipe.first().number()))
                        .toString());
    }

    @Test
    void passedDescriptorIsOfTheSameOpenFile() {
        assertThat(send("take", pipe.second())).isEqualTo(4);

        assertThat(receive()).isEqualTo("take");
        assertThat(taken).hasSize(1);
        FdTest.write(taken.get(0), "through the other");
        assertThat(pipe.first().read(buffer)).isEqualTo(17);
    }

    @Test
    void passedDescriptorIsCloseOnExec() {
        send("x", pipe.first());

        receive();

        assertThat(Libc.fcntl(taken.get(0).number(), F_GETFD, 0) & FD_CLOEXEC).isEqualTo(FD_CLOEXEC);
    }

    @Test
    void senderKeepsItsDescriptor() throws IOException {
        send("x", pipe.first());
        receive();
        taken.remove(0).close();

        assertThat(pipe.first().isOpen()).isTrue();
        assertThat(openEndsOfThePipe()).isEqualTo(2);
    }

    @Test
    void bytesWithoutDescriptorAreReadAsByRead() {
        sockets.second().nonBlocking();

        assertThat(sockets.second().receive(buffer, PassedDescriptorsTest::none))
                .isEqualTo(Fd.AGAIN);
        FdTest.write(sockets.first(), "plain");
        assertThat(sockets.second().receive(buffer, PassedDescriptorsTest::none))
                .isEqualTo(5);
        assertThat(buffer.bytes(5)).asString(UTF_8).isEqualTo("plain");
        sockets.first().close();
        assertThat(sockets.second().receive(buffer, PassedDescriptorsTest::none))
                .isZero();
    }

    /** What the header held from an earlier message must not be taken for the next one's. */
    @Test
    void descriptorComesOnce() {
        send("x", pipe.first());
        FdTest.write(sockets.first(), "y");

        assertThat(receive()).isEqualTo("x");
        assertThat(taken).hasSize(1);
        assertThat(sockets.second().receive(buffer, PassedDescriptorsTest::none))
                .isEqualTo(1);
        assertThat(send("z", pipe.first())).isEqualTo(1);
        FdTest.write(sockets.first(), "z");
        assertThat(receive()).isEqualTo("z");
        assertThat(sockets.second().receive(buffer, PassedDescriptorsTest::none))
                .isEqualTo(1);
    }

    @Test
    void descriptorsOfTwoMessagesComeApart() {
        send("one", pipe.first());
        send("two", pipe.second());

        assertThat(receive()).isEqualTo("one");
        assertThat(taken).hasSize(1);
        assertThat(receive()).isEqualTo("two");
        FdTest.write(taken.get(1), "ends");
        assertThat(taken.get(0).read(buffer)).isEqualTo(4);
    }

    @Test
    void bytesThatWereSentBeforeMayComeAlong() {
        FdTest.write(sockets.first(), "before ");
        send("with", pipe.first());
        FdTest.write(sockets.first(), " behind");

        assertThat(receive()).startsWith("before ");
        assertThat(receive()).isNotEmpty();
        assertThat(taken).hasSize(1);
    }

    @Test
    void severalDescriptorsOfAMessageComeInTheirOrder() {
        Passing.send(sockets.first(), "two".getBytes(UTF_8), pipe.first(), pipe.second());

        assertThat(receive()).isEqualTo("two");

        assertThat(taken).hasSize(2);
        FdTest.write(taken.get(1), "order");
        assertThat(taken.get(0).read(buffer)).isEqualTo(5);
    }

    @Test
    void asManyComeAsTheKernelPassesAtOnce() throws IOException {
        Passing.send(
                sockets.first(),
                new byte[1],
                Collections.nCopies(MOST, pipe.second()).toArray(Fd[]::new));

        sockets.second().receive(buffer, taken::add);

        assertThat(taken).hasSize(MOST).doesNotHaveDuplicates();
        assertThat(openEndsOfThePipe()).isEqualTo(2 + MOST);
    }

    @Test
    void takerThatThrowsLeaksNothing() throws IOException {
        Passing.send(
                sockets.first(),
                new byte[1],
                Collections.nCopies(5, pipe.second()).toArray(Fd[]::new));

        assertThatIllegalStateException()
                .isThrownBy(() -> sockets.second().receive(buffer, descriptor -> {
                    if (taken.size() == 2) {
                        throw new IllegalStateException("two are enough");
                    }
                    taken.add(descriptor);
                }))
                .withMessage("two are enough");

        assertThat(openEndsOfThePipe()).isEqualTo(2 + 2);
        assertThat(taken).allMatch(Fd::isOpen);
    }

    @Test
    void descriptorThatIsReadOverIsClosedByTheKernel() throws IOException {
        send("x", pipe.second());

        assertThat(sockets.second().read(buffer)).isEqualTo(1);

        assertThat(openEndsOfThePipe()).isEqualTo(2);
    }

    @Test
    void fullSocketTakesNoDescriptor() {
        sockets.first().nonBlocking();
        sockets.second().nonBlocking();
        while (sockets.first().write(buffer, 0, 1 << 16) != Fd.AGAIN) {
            // until nothing goes in any more
        }

        assertThat(send("x", pipe.first())).isEqualTo(Fd.AGAIN);

        while (sockets.second().receive(buffer, PassedDescriptorsTest::none) != Fd.AGAIN) {
            // until nothing comes out any more
        }
    }

    @Test
    void partOfTheBytesTakesTheDescriptorWithIt() {
        sockets.first().nonBlocking();
        sockets.second().nonBlocking();

        int sent = sockets.first().send(buffer, 0, buffer.capacity(), pipe.first());

        assertThat(sent).isPositive().isLessThan(buffer.capacity());
        int received = 0;
        for (int count = sockets.second().receive(buffer, taken::add);
                count > 0;
                count = sockets.second().receive(buffer, PassedDescriptorsTest::none)) {
            received += count;
        }
        assertThat(received).isEqualTo(sent);
        assertThat(taken).hasSize(1);
    }

    @Test
    void sendTakesThePartOfTheBufferThatItIsTold() {
        buffer.put(0, "abcdef".getBytes(UTF_8), 0, 6);

        assertThat(sockets.first().send(buffer, 2, 3, pipe.first())).isEqualTo(3);

        assertThat(receive()).isEqualTo("cde");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> sockets.first().send(buffer, buffer.capacity(), 1, pipe.first()));
    }

    @Test
    void sendToAPeerThatIsGoneFails() {
        sockets.second().close();

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> send("x", pipe.first()))
                .withMessage("sendmsg " + sockets.first().number() + ": EPIPE (Broken pipe)");
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> sockets.first().write(buffer, 0, 1))
                .withMessage("write " + sockets.first().number() + ": EPIPE (Broken pipe)");
    }

    @Test
    void receiveFromAPeerThatLeftBytesUnreadFails() {
        FdTest.write(sockets.second(), "unread");
        sockets.first().close();

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> sockets.second().receive(buffer, PassedDescriptorsTest::none))
                .satisfies(exception -> assertThat(exception.errno()).isEqualTo(Errno.ECONNRESET));
    }

    @Test
    void closedDescriptorIsNotPassed() {
        pipe.first().close();

        assertThatIllegalStateException().isThrownBy(() -> send("x", pipe.first()));
    }

    @Test
    void pipePassesNoDescriptor() {
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> pipe.second().send(buffer, 0, 1, sockets.first()))
                .satisfies(exception -> assertThat(exception.errno()).isEqualTo(Errno.ENOTSOCK));
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> pipe.first().receive(buffer, PassedDescriptorsTest::none))
                .satisfies(exception -> assertThat(exception.errno()).isEqualTo(Errno.ENOTSOCK));
    }

    @Test
    void processWithTooManyDescriptorsIsToldWhatItLost() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String script = "ulimit -n 100; exec \"$1\" -Xshare:auto -cp \"$2\" \"$3\"";
        List<String> arguments = List.of(
                "-c", script, "sh", java, System.getProperty("java.class.path"), TooManyDescriptors.class.getName());

        try (Child child = Child.of(slots -> Child.request("/bin/sh", arguments, Optional.empty(), slots))) {
            assertThat(child.output())
                    .containsPattern("recvmsg \\d+ of descriptors: EMFILE \\(Too many open files\\), 0 taken, 1 open");
            assertThat(child.status().exitCode()).isZero();
        }
    }
}
