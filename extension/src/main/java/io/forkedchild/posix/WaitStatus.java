package io.forkedchild.posix;

/** How a process ended, as {@code wait(2)} tells it. */
public record WaitStatus(int raw) {

    private static final int SIGNAL_BITS = 0x7f;
    private static final int CORE_BIT = 0x80;

    public boolean exited() {
        return (raw & SIGNAL_BITS) == 0;
    }

    /** The code from 0 to 255; only a process that {@link #exited()} has one. */
    public int exitCode() {
        if (!exited()) {
            throw new IllegalStateException("no exit code: " + this);
        }
        return raw >> 8 & 0xff;
    }

    public boolean signaled() {
        return !exited() && (raw & SIGNAL_BITS) != SIGNAL_BITS;
    }

    /** The number of the signal; only of a process that was {@link #signaled()}. */
    public int signal() {
        if (!signaled()) {
            throw new IllegalStateException("no signal: " + this);
        }
        return raw & SIGNAL_BITS;
    }

    public boolean coreDumped() {
        return signaled() && (raw & CORE_BIT) != 0;
    }

    @Override
    public String toString() {
        if (exited()) {
            return "exited with " + exitCode();
        }
        if (signaled()) {
            return "killed by signal " + signal() + (coreDumped() ? " (core dumped)" : "");
        }
        return "wait status 0x" + Integer.toHexString(raw);
    }
}
