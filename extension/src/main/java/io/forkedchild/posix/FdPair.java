package io.forkedchild.posix;

/** Two descriptors that belong together; {@link #close()} closes both. */
public record FdPair(Fd first, Fd second) implements AutoCloseable {

    private static final int AF_UNIX = 1;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_CLOEXEC = 0x80000;

    /** A pipe: what is written to the second is read from the first. */
    public static FdPair pipe() {
        int[] numbers = new int[2];
        Libc.check("pipe2", Libc.pipe2(numbers, Fd.O_CLOEXEC));
        return of(numbers);
    }

    /** A stream in both directions: what is written to the one is read from the other. */
    public static FdPair socketPair() {
        int[] numbers = new int[2];
        Libc.check("socketpair", Libc.socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, numbers));
        return of(numbers);
    }

    private static FdPair of(int[] numbers) {
        return new FdPair(Fd.owning(numbers[0]), Fd.owning(numbers[1]));
    }

    @Override
    public void close() {
        try (second) {
            first.close();
        }
    }
}
