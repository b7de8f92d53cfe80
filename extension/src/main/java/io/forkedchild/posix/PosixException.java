package io.forkedchild.posix;

/** A call of the operating system failed; its message reads {@code open /x: ENOENT (No such file or directory)}. */
public final class PosixException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String call;
    private final int errno;

    /** The call may name what it was called with: {@code open /x}. */
    public PosixException(String call, int errno) {
        super(call + ": " + Errno.name(errno) + " (" + Errno.text(errno) + ")");
        this.call = call;
        this.errno = errno;
    }

    public String call() {
        return call;
    }

    /** One of the numbers of {@link Errno}. */
    public int errno() {
        return errno;
    }

    /** The name of the error, such as {@code ENOENT}. */
    public String errnoName() {
        return Errno.name(errno);
    }
}
