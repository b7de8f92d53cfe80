package io.forkedchild.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigInteger;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Why the kernel has refused to bind: Java tells it in a text only, and in the language of the system. */
final class BindErrno {

    private static final int CAP_NET_BIND_SERVICE = 10;
    private static final int LONGEST_PATH = 107;
    private static final Path FIRST_FREE_PORT = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    private static final Path STATUS = Path.of("/proc/self/status");

    private BindErrno() {}

    /** In the order in which the kernel looks. */
    static int of(String address, int port) {
        if (!isOurs(address)) {
            return ListenException.EADDRNOTAVAIL;
        }
        return isPrivileged(port) ? ListenException.EACCES : ListenException.EADDRINUSE;
    }

    private static boolean isOurs(String address) {
        try (var probe = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), 0))) {
            return probe.isBound();
        } catch (IOException refused) {
            return false;
        }
    }

    private static boolean isPrivileged(int port) {
        try {
            return port > 0
                    && port < Integer.parseInt(Files.readString(FIRST_FREE_PORT).strip())
                    && !mayBindAll();
        } catch (IOException unknown) {
            return false;
        }
    }

    private static boolean mayBindAll() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("CapEff:"))
                .map(line ->
                        new BigInteger(line.substring(line.indexOf(':') + 1).strip(), 16))
                .anyMatch(capabilities -> capabilities.testBit(CAP_NET_BIND_SERVICE));
    }

    /** A path whose directory is missing is EACCES, as Node has it for the sake of Windows. */
    static int of(Path path) {
        if (path.toString().getBytes(UTF_8).length > LONGEST_PATH) {
            return ListenException.EINVAL;
        }
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? ListenException.EADDRINUSE : ListenException.EACCES;
    }
}
