package io.forkedchild.posix;

import static io.forkedchild.posix.Errno.EINTR;

import java.util.Optional;

/** The last that is known of a child after it was waited for: its number is free for another process now. */
public record Reaped(WaitStatus status, ResourceUsage usage) {

    private static final int WNOHANG = 1;

    /**
     * Waits for a child that has ended, without waiting for its end; works once for each child: {@code wait4(2)}.
     *
     * @return empty while the child runs
     * @throws PosixException {@code ECHILD} if there is no such child, or it was waited for already
     */
    public static Optional<Reaped> poll(int pid) {
        if (pid <= 0) {
            throw new IllegalArgumentException("not one child: " + pid);
        }
        int[] status = new int[1];
        long[] usage = new long[ResourceUsage.LONGS];
        int waited;
        do {
            waited = Libc.wait4(pid, status, WNOHANG, usage);
        } while (waited < 0 && Libc.errno() == EINTR);
        return Libc.check("wait4 " + pid, waited) == 0
                ? Optional.empty()
                : Optional.of(new Reaped(new WaitStatus(status[0]), ResourceUsage.of(usage)));
    }
}
