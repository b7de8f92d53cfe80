package io.forkedchild.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.forkedchild.posix.SocketDescription.Domain;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SockAddrTest {

    private static final SocketAddress V4 = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0x1234);
    private static final SocketAddress V6 = new InetSocketAddress(bytes("00000000000000000000000000000001"), 0xfffe);
    private static final SocketAddress PATH = UnixDomainSocketAddress.of("/tmp/a");

    private static InetAddress bytes(String hex) {
        try {
            return InetAddress.getByAddress(HexFormat.of().parseHex(hex));
        } catch (UnknownHostException wrongLength) {
            throw new AssertionError(wrongLength);
        }
    }

    static Stream<Arguments> addresses() {
        return Stream.of(
                arguments("IPv4", Domain.INET, V4, "0200 1234 7f000001 0000000000000000"),
                arguments(
                        "IPv4 mapped",
                        Domain.INET6,
                        V4,
                        "0a00 1234 00000000 00000000000000000000ffff7f000001 00000000"),
                arguments("IPv6", Domain.INET6, V6, "0a00 fffe 00000000 00000000000000000000000000000001 00000000"),
                arguments("path", Domain.UNIX, PATH, "0100 2f746d702f6100"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("addresses")
    void addressIsThereAndBack(String name, Domain domain, SocketAddress address, String hex) {
        var bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

        assertThat(SockAddr.of(address, domain).bytes()).isEqualTo(bytes);
        assertThat(new SockAddr(bytes).address()).contains(address);
    }

    @Test
    void scopeOfALinkLocalAddressIsKept() throws Exception {
        var local = Inet6Address.getByAddress(null, HexFormat.of().parseHex("fe800000000000000000000000000001"), 7);

        var there = SockAddr.of(new InetSocketAddress(local, 80), Domain.INET6);

        assertThat(there.address()).hasToString("Optional[/[fe80:0:0:0:0:0:0:1%7]:80]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "nothing at all, ''",
        "unnamed socket, 0100",
        "abstract name, 0100006162",
        "empty path, 010000",
        "IPv4 without port, 02000000000000000000000000000000",
        "IPv6 without port, 0a000000000000000000000000000000000000000000000000000000",
        "netlink, 100000000000000000000000"
    })
    void addressThatJavaCannotNameIsNone(String name, String hex) {
        assertThat(new SockAddr(HexFormat.of().parseHex(hex)).address()).isEmpty();
    }

    /** The kernel leaves it out when the name takes all of the room. */
    @Test
    void pathNeedsNoNulAtItsEnd() {
        assertThat(new SockAddr("\1\0/tmp/x".getBytes(UTF_8)).address()).contains(UnixDomainSocketAddress.of("/tmp/x"));
    }

    @Test
    void addressThatIsNotResolvedIsRefused() {
        var unresolved = InetSocketAddress.createUnresolved("nowhere.invalid", 80);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SockAddr.of(unresolved, Domain.INET))
                .withMessageStartingWith("no address to send to: nowhere.invalid");
    }

    @Test
    void pathThatIsTooLongIsRefused() {
        var fits = UnixDomainSocketAddress.of("/" + "x".repeat(106));
        var tooLong = UnixDomainSocketAddress.of("/" + "x".repeat(107));

        assertThat(SockAddr.of(fits, Domain.UNIX).bytes()).hasSize(110);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SockAddr.of(tooLong, Domain.UNIX))
                .withMessageStartingWith("path of a socket is longer than 107 bytes: /xxx");
    }
}
