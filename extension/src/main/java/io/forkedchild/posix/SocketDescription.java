package io.forkedchild.posix;

import java.net.SocketAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * What kind of socket a descriptor leads to, and between whom: {@code socket(7)}.
 *
 * @param listening whether connections are accepted from it
 * @param local empty if it is not bound, and if its name is an abstract one
 * @param peer empty if it is not connected, and if its peer has no name or an abstract one
 */
public record SocketDescription(
        Domain domain, Type type, boolean listening, Optional<SocketAddress> local, Optional<SocketAddress> peer) {

    /** Where its addresses are from. */
    public enum Domain {
        INET,
        INET6,
        UNIX,
        OTHER
    }

    /** What it carries. */
    public enum Type {
        STREAM,
        DATAGRAM,
        OTHER
    }

    private static final int SOL_SOCKET = 1;
    private static final int SO_TYPE = 3;
    private static final int SO_LINGER = 13;
    private static final int SO_ACCEPTCONN = 30;
    private static final int SO_DOMAIN = 39;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;

    /** Empty if the descriptor is that of something else. */
    public static Optional<SocketDescription> of(Fd fd) {
        return of(fd.number());
    }

    /** Describes a number that may be that of another file at any moment. */
    static Optional<SocketDescription> of(int number) {
        try {
            Domain domain = domain(number);
            return Optional.of(new SocketDescription(
                    domain,
                    type(number),
                    option(number, SO_ACCEPTCONN) != 0,
                    domain == Domain.OTHER ? Optional.empty() : local(number),
                    domain == Domain.OTHER ? Optional.empty() : peer(number)));
        } catch (PosixException failure) {
            if (failure.errno() == Errno.ENOTSOCK) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /** Whether the close of the descriptor may wait until the peer has what was sent; false if it is no socket. */
    static boolean lingers(int number) {
        try {
            var linger = option(number, SO_LINGER, 2);
            return linger[0] != 0 && linger[1] > 0;
        } catch (PosixException noSocket) {
            return false;
        }
    }

    static Domain domain(int number) {
        return switch (option(number, SO_DOMAIN)) {
            case SockAddr.AF_UNIX -> Domain.UNIX;
            case SockAddr.AF_INET -> Domain.INET;
            case SockAddr.AF_INET6 -> Domain.INET6;
            default -> Domain.OTHER;
        };
    }

    private static Type type(int number) {
        return switch (option(number, SO_TYPE)) {
            case SOCK_STREAM -> Type.STREAM;
            case SOCK_DGRAM -> Type.DATAGRAM;
            default -> Type.OTHER;
        };
    }

    private static int option(int number, int name) {
        return option(number, name, 1)[0];
    }

    /** The value of an option of the level {@code SOL_SOCKET} that consists of so many numbers. */
    static int[] option(int number, int name, int numbers) {
        int[] value = new int[numbers];
        int[] length = {numbers * Integer.BYTES};
        Libc.check("getsockopt " + number, Libc.getsockopt(number, SOL_SOCKET, name, value, length));
        return value;
    }

    private static Optional<SocketAddress> local(int number) {
        byte[] address = new byte[SockAddr.MOST_BYTES];
        int[] length = {address.length};
        Libc.check("getsockname " + number, Libc.getsockname(number, address, length));
        return address(address, length[0]);
    }

    private static Optional<SocketAddress> peer(int number) {
        byte[] address = new byte[SockAddr.MOST_BYTES];
        int[] length = {address.length};
        if (Libc.getpeername(number, address, length) == 0) {
            return address(address, length[0]);
        }
        int errno = Libc.errno();
        if (errno == Errno.ENOTCONN) {
            return Optional.empty();
        }
        throw new PosixException("getpeername " + number, errno);
    }

    private static Optional<SocketAddress> address(byte[] address, int length) {
        return new SockAddr(Arrays.copyOf(address, length)).address();
    }
}
