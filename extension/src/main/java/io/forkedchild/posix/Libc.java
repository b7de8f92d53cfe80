package io.forkedchild.posix;

import com.sun.jna.Native;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library, under their own names. {@link Platform#missing()} looks every one of them up without
 * loading this class.
 *
 * <p>{@code size_t}, {@code ssize_t} and addresses are {@code long}. {@code open}, {@code fcntl}, {@code ioctl} and {@code syscall}
 * are variadic in C and have a fixed number of arguments here: the calling conventions of Linux on x86-64 and aarch64
 * pass the first integer arguments in the same registers either way.
 */
@SuppressWarnings("MemberName") // the names are C's
final class Libc {

    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    static native int open(byte[] path, int flags, long mode);

    static native int access(byte[] path, int mode);

    static native int close(int fd);

    static native long read(int fd, long buffer, long count);

    static native long write(int fd, long buffer, long count);

    static native int fcntl(int fd, int command, long argument);

    static native int pipe2(int[] fds, int flags);

    static native int socketpair(int domain, int type, int protocol, int[] fds);

    static native int shutdown(int fd, int how);

    static native int ioctl(int fd, long request, int[] value);

    static native int accept4(int fd, long address, long addressLength, int flags);

    static native int getsockopt(int fd, int level, int name, int[] value, int[] length);

    static native int getsockname(int fd, byte[] address, int[] length);

    static native int getpeername(int fd, byte[] address, int[] length);

    static native long recvmsg(int fd, long message, int flags);

    static native long sendmsg(int fd, long message, int flags);

    static native int poll(long entries, long count, int timeoutMillis);

    static native int epoll_create1(int flags);

    static native int epoll_ctl(int epollFd, int operation, int fd, byte[] event);

    static native int epoll_wait(int epollFd, long events, int maxEvents, int timeoutMillis);

    static native int eventfd(int initial, int flags);

    static native int eventfd_read(int fd, long[] value);

    static native int eventfd_write(int fd, long value);

    static native long syscall(long number, long first, long second, long third, long fourth);

    static native int kill(int pid, int signal);

    static native int prlimit64(int pid, int resource, long @Nullable [] limit, long @Nullable [] former);

    static native int wait4(int pid, int[] status, int options, long[] usage);

    static native int posix_spawn(int[] pid, byte[] path, long actions, long attributes, long argv, long environment);

    static native int posix_spawnattr_init(long attributes);

    static native int posix_spawnattr_destroy(long attributes);

    static native int posix_spawnattr_setflags(long attributes, short flags);

    static native int posix_spawnattr_setsigdefault(long attributes, long[] signals);

    static native int posix_spawnattr_setsigmask(long attributes, long[] signals);

    static native int posix_spawn_file_actions_init(long actions);

    static native int posix_spawn_file_actions_destroy(long actions);

    static native int posix_spawn_file_actions_adddup2(long actions, int from, int to);

    static native int posix_spawn_file_actions_addclose(long actions, int fd);

    static native int posix_spawn_file_actions_addclosefrom_np(long actions, int lowest);

    static native int posix_spawn_file_actions_addchdir_np(long actions, byte[] path);

    static native @Nullable String strerrordesc_np(int errno);

    /** Why the last call on this thread failed. */
    static int errno() {
        return Native.getLastError();
    }

    /** Passes on the result of a call that answers with a negative number and {@code errno} when it fails. */
    static int check(String call, int result) {
        if (result < 0) {
            throw new PosixException(call, errno());
        }
        return result;
    }

    /** Checks a call of the {@code posix_spawn} family, which returns the error instead of setting {@code errno}. */
    static void checkReturned(String call, int errno) {
        if (errno != 0) {
            throw new PosixException(call, errno);
        }
    }
}
