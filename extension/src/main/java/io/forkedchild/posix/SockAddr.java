package io.forkedchild.posix;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.Optional;

/** The bytes of a {@code struct sockaddr}: {@code ip(7)}, {@code ipv6(7)}, {@code unix(7)}. */
final class SockAddr {

    /** {@code sizeof(struct sockaddr_storage)}: room for every address. */
    static final int MOST_BYTES = 128;

    static final int AF_UNIX = 1;
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;

    private static final int MOST_PATH_BYTES = 107;
    private static final int PATH = 2;
    private static final int PORT = 2;
    private static final int INET_ADDRESS = 4;
    private static final int INET_BYTES = 16;
    private static final int INET6_ADDRESS = 8;
    private static final int INET6_SCOPE = 24;
    private static final int INET6_BYTES = 28;

    private final byte[] bytes;

    SockAddr(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The address for a socket of that domain; one of IPv6 gets IPv4 addresses in their mapped form. */
    static SockAddr of(SocketAddress address, SocketDescription.Domain domain) {
        if (address instanceof UnixDomainSocketAddress unix) {
            return unix(unix);
        }
        if (address instanceof InetSocketAddress inet && !inet.isUnresolved()) {
            boolean isWide = domain == SocketDescription.Domain.INET6 || inet.getAddress() instanceof Inet6Address;
            return isWide ? inet6(inet) : inet(inet);
        }
        throw new IllegalArgumentException(
                "no address to send to: " + address + "; an InetSocketAddress that is resolved or a path would be one");
    }

    private static SockAddr unix(UnixDomainSocketAddress address) {
        byte[] path = CStrings.terminated("path", address.getPath().toString());
        if (path.length > MOST_PATH_BYTES + 1) {
            throw new IllegalArgumentException(
                    "path of a socket is longer than " + MOST_PATH_BYTES + " bytes: " + address.getPath());
        }
        return new SockAddr(memory(PATH + path.length, AF_UNIX).put(PATH, path).array());
    }

    private static SockAddr inet(InetSocketAddress address) {
        ByteBuffer memory = memory(INET_BYTES, AF_INET);
        memory.put(INET_ADDRESS, address.getAddress().getAddress());
        return new SockAddr(port(memory, address).array());
    }

    private static SockAddr inet6(InetSocketAddress address) {
        ByteBuffer memory = memory(INET6_BYTES, AF_INET6);
        byte[] numbers = address.getAddress().getAddress();
        memory.put(INET6_ADDRESS + 16 - numbers.length, numbers);
        if (numbers.length == 4) {
            memory.putShort(INET6_ADDRESS + 10, (short) -1);
        } else {
            memory.putInt(INET6_SCOPE, ((Inet6Address) address.getAddress()).getScopeId());
        }
        return new SockAddr(port(memory, address).array());
    }

    private static ByteBuffer memory(int length, int family) {
        return ByteBuffer.allocate(length).order(ByteOrder.nativeOrder()).putShort(0, (short) family);
    }

    /** Ports stand in the order of the network. */
    private static ByteBuffer port(ByteBuffer memory, InetSocketAddress address) {
        int port = address.getPort();
        return memory.put(PORT, (byte) (port >> 8)).put(PORT + 1, (byte) port);
    }

    /**
     * The address for Java, a mapped IPv4 address as the IPv4 address that it is; empty if there is none, or none that Java
     * could name: no port, no path, an abstract name, another family.
     */
    Optional<SocketAddress> address() {
        if (bytes.length <= PATH) {
            return Optional.empty();
        }
        return switch (ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getShort(0)) {
            case AF_UNIX -> path();
            case AF_INET -> inet(Arrays.copyOfRange(bytes, INET_ADDRESS, INET_ADDRESS + 4), 0);
            case AF_INET6 -> inet(Arrays.copyOfRange(bytes, INET6_ADDRESS, INET6_ADDRESS + 16), scope());
            default -> Optional.empty();
        };
    }

    private int scope() {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt(INET6_SCOPE);
    }

    private Optional<SocketAddress> inet(byte[] numbers, int scope) {
        int port = Byte.toUnsignedInt(bytes[PORT]) << 8 | Byte.toUnsignedInt(bytes[PORT + 1]);
        if (port == 0) {
            return Optional.empty();
        }
        try {
            InetAddress address =
                    scope == 0 ? InetAddress.getByAddress(numbers) : Inet6Address.getByAddress(null, numbers, scope);
            return Optional.of(new InetSocketAddress(address, port));
        } catch (UnknownHostException wrongLength) {
            throw new AssertionError(wrongLength);
        }
    }

    private Optional<SocketAddress> path() {
        int end = PATH;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        if (end == PATH) {
            return Optional.empty();
        }
        try {
            String path = new String(bytes, PATH, end - PATH, StandardCharsets.UTF_8);
            return Optional.of(UnixDomainSocketAddress.of(path));
        } catch (InvalidPathException unknownToTheLocale) {
            return Optional.empty();
        }
    }
}
