package io.forkedchild.process;

/**
 * A launch failed in a way that Node throws from the call itself: the request is wrong ({@code E2BIG}, {@code ENOTDIR},
 * {@code EBADF}, {@code EPERM} …), not the program missing. A missing program is no exception: the child then is there and
 * {@link ExitStatus.NotStarted has never started}.
 */
public final class SpawnException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String errno;

    /** An exception with the name of the error and a message. */
    public SpawnException(String errno, String message) {
        super(message);
        this.errno = errno;
    }

    /** Name of the error, such as {@code E2BIG}. */
    public String errno() {
        return errno;
    }
}
