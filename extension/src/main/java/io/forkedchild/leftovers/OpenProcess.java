package io.forkedchild.leftovers;

import io.forkedchild.posix.PidFd;
import io.forkedchild.posix.PosixException;
import java.util.Optional;

/** A process that was found, held so that no signal can reach another process of its number. */
public final class OpenProcess implements AutoCloseable {

    /** So many descriptors are open at a time. */
    public static final int MOST_AT_ONCE = 100;

    private final int pid;
    private final PidFd pidFd;

    private OpenProcess(int pid, PidFd pidFd) {
        this.pid = pid;
        this.pidFd = pidFd;
    }

    /** Empty if it has ended, or cannot be opened. */
    public static Optional<OpenProcess> of(Leftover leftover) {
        try {
            var process = PidFd.open(leftover.pid());
            if (leftover.isAlive()) {
                return Optional.of(new OpenProcess(leftover.pid(), process));
            }
            process.close();
        } catch (PosixException gone) {
            // nobody is reached
        }
        return Optional.empty();
    }

    public long pid() {
        return pid;
    }

    /** Sends a signal; false if it has ended, or may not be sent signals. */
    public boolean signal(int number) {
        try {
            return pidFd.signal(number);
        } catch (PosixException forbidden) {
            return false;
        }
    }

    @Override
    public void close() {
        pidFd.close();
    }
}
