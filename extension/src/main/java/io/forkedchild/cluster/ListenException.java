package io.forkedchild.cluster;

/** A server that cannot listen where it should. */
final class ListenException extends Exception {

    static final int EACCES = 13;
    static final int EINVAL = 22;
    static final int ENOTSUP = 95;
    static final int EADDRINUSE = 98;
    static final int EADDRNOTAVAIL = 99;

    private static final long serialVersionUID = 1;

    private final int errno;

    ListenException(int errno, Throwable cause) {
        super(cause);
        this.errno = errno;
    }

    ListenException(int errno) {
        super("errno " + errno);
        this.errno = errno;
    }

    /** Positive, as in errno(3). */
    int errno() {
        return errno;
    }
}
