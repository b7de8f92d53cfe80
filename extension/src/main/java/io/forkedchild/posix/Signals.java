package io.forkedchild.posix;

import static io.forkedchild.posix.Errno.ESRCH;

/** Signals to processes that are known by their number only. */
public final class Signals {

    private Signals() {}

    /**
     * Sends a signal to a process, or to a process group if {@code pid} is negative; the signal 0 only asks whether
     * there is one: {@code kill(2)}.
     *
     * @return false if there is no such process
     * @throws IllegalArgumentException for 0 and -1, which mean our own group and everybody
     */
    public static boolean send(int pid, int number) {
        if (pid == 0 || pid == -1) {
            throw new IllegalArgumentException("not one process: " + pid);
        }
        if (Libc.kill(pid, number) == 0) {
            return true;
        }
        int errno = Libc.errno();
        if (errno == ESRCH) {
            return false;
        }
        throw new PosixException("kill " + pid + " " + number, errno);
    }
}
