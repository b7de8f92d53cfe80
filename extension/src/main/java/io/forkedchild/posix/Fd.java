package io.forkedchild.posix;

import static io.forkedchild.posix.Errno.EAGAIN;
import static io.forkedchild.posix.Errno.EBUSY;
import static io.forkedchild.posix.Errno.ECONNABORTED;
import static io.forkedchild.posix.Errno.EINTR;
import static io.forkedchild.posix.Errno.EMFILE;
import static io.forkedchild.posix.Errno.ENOMEM;
import static io.forkedchild.posix.Errno.EPERM;

import java.io.IOException;
import java.lang.ref.Reference;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A file descriptor and the duty to close it. All that are opened here are close-on-exec.
 *
 * <p>{@link #close()} may come from any thread, but not while another thread still uses the descriptor: its number can
 * already belong to somebody else.
 */
public final class Fd implements AutoCloseable {

    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_CREAT = 0x40;
    public static final int O_EXCL = 0x80;
    public static final int O_TRUNC = 0x200;
    public static final int O_APPEND = 0x400;
    public static final int O_NONBLOCK = 0x800;

    /** What {@link #read} and {@link #write} return when they would have to wait. */
    public static final int AGAIN = -1;

    static final int O_CLOEXEC = 0x80000;

    private static final int SIOCOUTQ = 0x5411;
    private static final int FIONREAD = 0x541B;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int F_DUPFD_CLOEXEC = 1030;
    private static final int F_SETPIPE_SZ = 1031;
    private static final int F_GETPIPE_SZ = 1032;
    private static final int SHUT_WR = 1;
    private static final int SOCK_CLOEXEC = O_CLOEXEC;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;

    private final int number;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Fd(int number) {
        this.number = number;
    }

    /** Takes over a descriptor that is open; from now on nobody else may close it. */
    public static Fd owning(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("not a file descriptor: " + number);
        }
        return new Fd(number);
    }

    /** Opens a file, see {@code open(2)}; {@code mode} such as 0644 counts only with {@link #O_CREAT}. */
    public static Fd open(String path, int flags, int mode) {
        byte[] name = CStrings.terminated("path", path);
        int number;
        do {
            number = Libc.open(name, flags | O_CLOEXEC, mode);
        } while (number < 0 && Libc.errno() == EINTR);
        return new Fd(Libc.check("open " + path, number));
    }

    /**
     * Duplicates a descriptor of this process that somebody else owns to the first free number from {@code lowest};
     * {@code EBADF} if it is not open.
     */
    public static Fd duplicateOf(int rawNumber, int lowest) {
        return new Fd(control("F_DUPFD_CLOEXEC", rawNumber, F_DUPFD_CLOEXEC, lowest));
    }

    /** Another descriptor of the same open file, with the first free number from {@code lowest}. */
    public Fd duplicateFrom(int lowest) {
        return duplicateOf(number(), lowest);
    }

    /** The number, which is known while the descriptor is open. */
    public int number() {
        if (!isOpen()) {
            throw new IllegalStateException("descriptor " + number + " is closed");
        }
        return number;
    }

    /**
     * What the kernel calls the open file, the same for every descriptor of it in every process: {@code pipe:[4711]}. See
     * proc(5); empty without it.
     */
    public Optional<String> fileName() {
        try {
            return Optional.of(
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + number())).toString());
        } catch (IOException unknown) {
            return Optional.empty();
        }
    }

    public boolean isOpen() {
        return open.get();
    }

    /**
     * Reads what is there, at most the capacity of the buffer: the number of bytes, 0 at the end of file, or
     * {@link #AGAIN}.
     */
    public int read(NativeBuffer into) {
        try {
            long count;
            do {
                count = Libc.read(number(), into.address(), into.capacity());
            } while (count < 0 && Libc.errno() == EINTR);
            return transferred("read", count);
        } finally {
            Reference.reachabilityFence(into);
        }
    }

    /**
     * Writes what fits: the number of bytes, which can be fewer than {@code length}, or {@link #AGAIN}. Where nobody
     * reads any more that is {@code EPIPE} and nothing worse: the JVM handles the signal that comes with it.
     */
    public int write(NativeBuffer from, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, from.capacity());
        try {
            long count;
            do {
                count = Libc.write(number(), from.address() + offset, length);
            } while (count < 0 && Libc.errno() == EINTR);
            return transferred("write", count);
        } finally {
            Reference.reachabilityFence(from);
        }
    }

    /**
     * Reads from a socket as {@link #read} does, and hands over the descriptors that came with these bytes, which the
     * taker has to close: {@code SCM_RIGHTS} of {@code unix(7)}. They come in order, and the bytes with them may begin with
     * some that were sent before. If the taker throws, the descriptors that are left are closed.
     *
     * @throws PosixException also with {@code EMFILE}, if descriptors were lost because this process has too many; then
     *     those that were not are closed
     */
    public int receive(NativeBuffer into, Consumer<Fd> attached) {
        MessageHeader header = into.header(0, into.capacity()).roomForDescriptors();
        int count = receive(header, into, MSG_CMSG_CLOEXEC);
        if (count != AGAIN && header.lostDescriptors()) {
            header.handDescriptors(Fd::close);
            throw new PosixException("recvmsg " + number + " of descriptors", EMFILE);
        }
        if (count != AGAIN) {
            header.handDescriptors(attached);
        }
        return count;
    }

    private int receive(MessageHeader header, NativeBuffer into, int flags) {
        try {
            long count;
            do {
                count = Libc.recvmsg(number(), header.address(), flags);
            } while (count < 0 && Libc.errno() == EINTR);
            return transferred("recvmsg", count);
        } finally {
            Reference.reachabilityFence(into);
        }
    }

    /**
     * Writes to a Unix-domain socket as {@link #write} does, and passes a duplicate of the descriptor with the first byte,
     * if any was written.
     */
    public int send(NativeBuffer from, int offset, int length, Fd attached) {
        Objects.checkFromIndexSize(offset, length, from.capacity());
        return send(from.header(offset, length).attach(attached), from, MSG_NOSIGNAL);
    }

    private int send(MessageHeader header, NativeBuffer from, int flags) {
        try {
            long count;
            do {
                count = Libc.sendmsg(number(), header.address(), flags);
            } while (count < 0 && Libc.errno() == EINTR);
            return transferred("sendmsg", count);
        } finally {
            Reference.reachabilityFence(from);
        }
    }

    /**
     * Reads from a socket as {@link #read} does, and never waits: {@link #nonBlocking()}, which would change the socket for
     * everybody who has it, is not needed.
     */
    public int receiveNow(NativeBuffer into) {
        return receive(into.header(0, into.capacity()), into, MSG_DONTWAIT);
    }

    /** Writes to a socket as {@link #write} does, and never waits; see {@link #receiveNow}. */
    public int sendNow(NativeBuffer from, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, from.capacity());
        return send(from.header(offset, length), from, MSG_DONTWAIT | MSG_NOSIGNAL);
    }

    /** Reads one datagram, and never waits; empty if there is none now. */
    public Optional<Datagram> receiveFrom(NativeBuffer into) {
        MessageHeader header = into.header(0, into.capacity()).roomForSender();
        int count = receive(header, into, MSG_DONTWAIT);
        return count == AGAIN
                ? Optional.empty()
                : Optional.of(new Datagram(count, header.sender().address()));
    }

    /**
     * Sends one datagram, and never waits: its length, or {@link #AGAIN}.
     *
     * @throws IllegalArgumentException if the address is not resolved, or of a kind that is neither IP nor Unix-domain
     */
    public int sendTo(NativeBuffer from, int offset, int length, SocketAddress receiver) {
        Objects.checkFromIndexSize(offset, length, from.capacity());
        SockAddr address = SockAddr.of(receiver, SocketDescription.domain(number()));
        return send(from.header(offset, length).to(address), from, MSG_DONTWAIT | MSG_NOSIGNAL);
    }

    /**
     * Accepts a connection from a listening socket that is {@link #nonBlocking()}; empty if there is none now. Connections
     * that were given up meanwhile are passed over.
     */
    public Optional<Fd> accept() {
        int accepted;
        do {
            accepted = Libc.accept4(number(), 0, 0, SOCK_CLOEXEC);
        } while (accepted < 0 && (Libc.errno() == EINTR || Libc.errno() == ECONNABORTED));
        int count = transferred("accept4", accepted);
        return count == AGAIN ? Optional.empty() : Optional.of(new Fd(count));
    }

    private int transferred(String call, long count) {
        if (count >= 0) {
            return (int) count;
        }
        int errno = Libc.errno();
        if (errno == EAGAIN) {
            return AGAIN;
        }
        throw new PosixException(call + " " + number, errno);
    }

    /**
     * Makes reading and writing return {@link #AGAIN} instead of waiting, for every descriptor of the same open file.
     */
    public void nonBlocking() {
        int flags = control("F_GETFL", number(), F_GETFL, 0);
        control("F_SETFL", number(), F_SETFL, flags | O_NONBLOCK);
    }

    /** Lets the other side of a socket read the end of file, while it can still be read from here. */
    public void shutdownWrite() {
        Libc.check("shutdown " + number(), Libc.shutdown(number(), SHUT_WR));
    }

    /** Whether the peer of a Unix-domain socket has read all that was written from here: unix(7), SIOCOUTQ. */
    public boolean isReadByPeer() {
        var unread = new int[1];
        Libc.check("ioctl SIOCOUTQ " + number(), Libc.ioctl(number(), SIOCOUTQ, unread));
        return unread[0] == 0;
    }

    /** How many bytes are in the pipe that nobody has read yet, from whichever end one asks: pipe(7), FIONREAD. */
    public int bytesInPipe() {
        var unread = new int[1];
        Libc.check("ioctl FIONREAD " + number(), Libc.ioctl(number(), FIONREAD, unread));
        return unread[0];
    }

    /** How many bytes the pipe can hold. */
    public int pipeSize() {
        return control("F_GETPIPE_SZ", number(), F_GETPIPE_SZ, 0);
    }

    /**
     * Makes the pipe hold at least that many bytes; false if the system refuses, because of its limits or because more
     * than that is in the pipe.
     */
    public boolean pipeSize(int bytes) {
        if (Libc.fcntl(number(), F_SETPIPE_SZ, bytes) >= 0) {
            return true;
        }
        int errno = Libc.errno();
        if (errno == EPERM || errno == EBUSY || errno == ENOMEM) {
            return false;
        }
        throw new PosixException("fcntl F_SETPIPE_SZ " + number, errno);
    }

    private static int control(String name, int number, int command, long argument) {
        return Libc.check("fcntl " + name + " " + number, Libc.fcntl(number, command, argument));
    }

    /**
     * Closes the descriptor once; later calls do nothing.
     *
     * @throws PosixException on the first call if the system reports an error; the descriptor is gone nevertheless
     */
    @Override
    public void close() {
        // Linux has closed the descriptor even when it answers EINTR. Trying again would close somebody else's.
        if (open.getAndSet(false) && Libc.close(number) < 0 && Libc.errno() != EINTR) {
            throw new PosixException("close " + number, Libc.errno());
        }
    }

    /**
     * Closes as {@link #close()} does, but never keeps the caller waiting: the last close of a socket with {@code SO_LINGER} waits
     * for its peer, also if it is {@link #nonBlocking()}. See socket(7). Such a close gets a thread of its own.
     */
    public void closeWithoutWaiting() {
        if (isOpen() && SocketDescription.lingers(number)) {
            var thread = new Thread(this::close, "forkedchild-lingering-close");
            thread.setDaemon(true);
            thread.start();
        } else {
            close();
        }
    }

    @Override
    public String toString() {
        return isOpen() ? "descriptor " + number : "descriptor " + number + " (closed)";
    }
}
