package io.forkedchild.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What sockets can besides reading and writing. A call that waited would wait for ever. */
@Timeout(value = 20, threadMode = SEPARATE_THREAD)
class SocketIoTest {

    private static final int F_GETFL = 3;
    private static final int F_GETFD = 1;
    private static final int FD_CLOEXEC = 1;

    private final FdPair sockets = FdPair.socketPair();
    private final NativeBuffer buffer = new NativeBuffer(1 << 16);

    @AfterEach
    void close() {
        sockets.close();
    }

    private String text(int count) {
        return new String(buffer.bytes(count), UTF_8);
    }

    private void put(String text) {
        buffer.put(0, text.getBytes(UTF_8), 0, text.length());
    }

    private static boolean isNonBlocking(Fd fd) {
        return (Libc.fcntl(fd.number(), F_GETFL, 0) & Fd.O_NONBLOCK) != 0;
    }

    @Test
    void blockingSocketIsReadWithoutWaiting() {
        assertThat(sockets.first().receiveNow(buffer)).isEqualTo(Fd.AGAIN);

        FdTest.write(sockets.second(), "here");
        assertThat(text(sockets.first().receiveNow(buffer))).isEqualTo("here");
        sockets.second().close();
        assertThat(sockets.first().receiveNow(buffer)).isZero();

        assertThat(isNonBlocking(sockets.first())).isFalse();
    }

    @Test
    void blockingSocketIsWrittenWithoutWaiting() {
        int total = 0;
        for (int count = 0; count != Fd.AGAIN; count = sockets.first().sendNow(buffer, 0, buffer.capacity())) {
            total += count;
        }

        assertThat(isNonBlocking(sockets.first())).isFalse();
        assertThat(total).isPositive();
        for (int count = sockets.second().receiveNow(buffer);
                count > 0;
                count = sockets.second().receiveNow(buffer)) {
            total -= count;
        }
        assertThat(total).isZero();
    }

    @Test
    void sendNowTakesThePartOfTheBufferThatItIsTold() {
        put("abcdef");

        assertThat(sockets.first().sendNow(buffer, 2, 3)).isEqualTo(3);

        assertThat(text(sockets.second().receiveNow(buffer))).isEqualTo("cde");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> sockets.first().sendNow(buffer, buffer.capacity(), 1));
    }

    @Test
    void sendNowToAPeerThatIsGoneFails() {
        sockets.second().close();

        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> sockets.first().sendNow(buffer, 0, 1))
                .satisfies(exception -> assertThat(exception.errno()).isEqualTo(Errno.EPIPE));
    }

    @Test
    void datagramComesWithItsSender() throws Exception {
        try (var one = bound(StandardProtocolFamily.INET);
                var other = bound(StandardProtocolFamily.INET);
                Fd fd = JavaSocket.duplicateOf(one);
                Fd otherFd = JavaSocket.duplicateOf(other)) {
            assertThat(fd.receiveFrom(buffer)).isEmpty();
            put("-question-");

            assertThat(otherFd.sendTo(buffer, 1, 8, one.getLocalAddress())).isEqualTo(8);

            assertThat(Poll.await(fd, Poll.IN, sockets.first(), 20_000)).isTrue();
            Datagram datagram = fd.receiveFrom(buffer).orElseThrow();
            assertThat(text(datagram.count())).isEqualTo("question");
            assertThat(datagram.sender()).contains(other.getLocalAddress());
            assertThat(fd.sendTo(buffer, 0, 0, datagram.sender().orElseThrow())).isZero();
            assertThat(Poll.await(otherFd, Poll.IN, sockets.first(), 20_000)).isTrue();
            assertThat(otherFd.receiveFrom(buffer)).map(Datagram::count).contains(0);
        }
    }

    /** A socket of IPv6 takes such an address in its mapped form only. */
    @Test
    void datagramSocketForBothKindsOfAddressesReachesIpv4() throws Exception {
        try (var receiver = bound(StandardProtocolFamily.INET);
                var sender = DatagramChannel.open().bind(new InetSocketAddress(0));
                Fd receiving = JavaSocket.duplicateOf(receiver);
                Fd sending = JavaSocket.duplicateOf(sender)) {
            assertThat(SocketDescription.of(sending).orElseThrow().domain()).isEqualTo(SocketDescription.Domain.INET6);

            assertThat(sending.sendTo(buffer, 0, 1, receiver.getLocalAddress())).isEqualTo(1);

            assertThat(Poll.await(receiving, Poll.IN, sockets.first(), 20_000)).isTrue();
            var from = (InetSocketAddress)
                    receiving.receiveFrom(buffer).orElseThrow().sender().orElseThrow();
            assertThat(from.getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
            assertThat(from.getPort()).isEqualTo(((InetSocketAddress) sender.getLocalAddress()).getPort());
        }
    }

    @Test
    void datagramThatIsTooLongForTheBufferIsCut() throws Exception {
        try (var one = bound(StandardProtocolFamily.INET);
                Fd fd = JavaSocket.duplicateOf(one)) {
            var small = new NativeBuffer(3);
            put("longer");
            fd.sendTo(buffer, 0, 6, one.getLocalAddress());

            assertThat(Poll.await(fd, Poll.IN, sockets.first(), 20_000)).isTrue();
            assertThat(fd.receiveFrom(small)).map(Datagram::count).contains(3);

            assertThat(small.bytes(3)).asString(UTF_8).isEqualTo("lon");
            assertThat(fd.receiveFrom(small)).isEmpty();
        }
    }

    @Test
    void streamTellsNoSender() {
        FdTest.write(sockets.second(), "here");

        assertThat(sockets.first().receiveFrom(buffer).orElseThrow().sender()).isEmpty();
    }

    @Test
    void connectionIsAccepted() throws Exception {
        try (var server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Fd listening = JavaSocket.duplicateOf(server)) {
            listening.nonBlocking();
            assertThat(listening.accept()).isEmpty();

            try (var client = SocketChannel.open(server.getLocalAddress())) {
                assertThat(Poll.await(listening, Poll.IN, sockets.first(), 20_000))
                        .isTrue();
                try (Fd accepted = listening.accept().orElseThrow()) {
                    assertThat(SocketDescription.of(accepted).orElseThrow().peer())
                            .contains(client.getLocalAddress());
                    assertThat(Libc.fcntl(accepted.number(), F_GETFD, 0) & FD_CLOEXEC)
                            .isEqualTo(FD_CLOEXEC);
                }
                assertThat(listening.accept()).isEmpty();
            }
        }
    }

    @Test
    void socketThatDoesNotListenAcceptsNothing() {
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> sockets.first().accept())
                .withMessage("accept4 " + sockets.first().number() + ": EINVAL (Invalid argument)");
    }

    private static DatagramChannel bound(ProtocolFamily family) throws Exception {
        return DatagramChannel.open(family).bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }
}
