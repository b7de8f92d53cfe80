package io.forkedchild.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.forkedchild.posix.SocketDescription.Domain;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketDescriptionTest {

    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static SocketDescription of(Fd fd) {
        return SocketDescription.of(fd).orElseThrow();
    }

    @Test
    void pipeIsNoSocket() {
        try (FdPair pipe = FdPair.pipe()) {
            assertThat(SocketDescription.of(pipe.first())).isEmpty();
        }
    }

    @Test
    void descriptorThatIsNotOpenFails() {
        assertThatExceptionOfType(PosixException.class)
                .isThrownBy(() -> SocketDescription.of(799))
                .satisfies(exception -> assertThat(exception.errno()).isEqualTo(Errno.EBADF));
    }

    @Test
    void socketPairHasNoNames() {
        try (FdPair sockets = FdPair.socketPair()) {
            assertThat(of(sockets.first()))
                    .isEqualTo(new SocketDescription(
                            Domain.UNIX, SocketDescription.Type.STREAM, false, Optional.empty(), Optional.empty()));
        }
    }

    @Test
    void bothSidesOfAConnectionNameEachOther() throws Exception {
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.INET).bind(ANY_PORT);
                var client = SocketChannel.open(server.getLocalAddress());
                var accepted = server.accept();
                Fd listening = JavaSocket.duplicateOf(server);
                Fd one = JavaSocket.duplicateOf(client);
                Fd other = JavaSocket.duplicateOf(accepted)) {
            assertThat(of(listening))
                    .isEqualTo(new SocketDescription(
                            Domain.INET,
                            SocketDescription.Type.STREAM,
                            true,
                            Optional.of(server.getLocalAddress()),
                            Optional.empty()));
            assertThat(of(one).local()).contains(client.getLocalAddress());
            assertThat(of(one).peer()).contains(server.getLocalAddress());
            assertThat(of(one).listening()).isFalse();
            assertThat(of(other).local()).isEqualTo(of(one).peer());
            assertThat(of(other).peer()).isEqualTo(of(one).local());
        }
    }

    @Test
    void mappedAddressIsThatOfIpv4() throws Exception {
        try (var server = ServerSocketChannel.open().bind(ANY_PORT);
                Fd fd = JavaSocket.duplicateOf(server)) {
            assertThat(of(fd).domain()).isEqualTo(Domain.INET6);
            assertThat(of(fd).local()).contains(server.getLocalAddress());
        }
    }

    @Test
    void unixServerHasItsPath(@TempDir Path directory) throws Exception {
        var address = UnixDomainSocketAddress.of(directory.resolve("socket"));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
                var client = SocketChannel.open(address);
                Fd listening = JavaSocket.duplicateOf(server);
                Fd connected = JavaSocket.duplicateOf(client)) {
            assertThat(of(listening))
                    .isEqualTo(new SocketDescription(
                            Domain.UNIX, SocketDescription.Type.STREAM, true, Optional.of(address), Optional.empty()));
            assertThat(of(connected))
                    .isEqualTo(new SocketDescription(
                            Domain.UNIX, SocketDescription.Type.STREAM, false, Optional.empty(), Optional.of(address)));
        }
    }

    @Test
    void datagramSocketHasAPeerOnceItIsConnected() throws Exception {
        try (var one = DatagramChannel.open(StandardProtocolFamily.INET).bind(ANY_PORT);
                var other = DatagramChannel.open(StandardProtocolFamily.INET).bind(ANY_PORT);
                Fd fd = JavaSocket.duplicateOf(one)) {
            assertThat(of(fd))
                    .isEqualTo(new SocketDescription(
                            Domain.INET,
                            SocketDescription.Type.DATAGRAM,
                            false,
                            Optional.of(one.getLocalAddress()),
                            Optional.empty()));

            one.connect(other.getLocalAddress());

            assertThat(of(fd).peer()).contains(other.getLocalAddress());
        }
    }
}
