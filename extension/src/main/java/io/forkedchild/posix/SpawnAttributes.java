package io.forkedchild.posix;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * The state that a child starts with: {@code posix_spawnattr_t}. No signal is blocked or ignored, whatever the JVM has
 * blocked or ignores.
 */
final class SpawnAttributes implements AutoCloseable {

    /** Room for the struct, which glibc makes 336 bytes. */
    private static final int SIZE = 512;

    private static final int POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final int POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final int POSIX_SPAWN_SETSID = 0x80;

    /** {@code sigset_t} has 1024 bits, of which Linux uses the first 64. */
    private static final int SIGSET_LONGS = 16;

    private final Memory memory = new Memory(SIZE);

    SpawnAttributes(boolean newSession) {
        Libc.checkReturned("posix_spawnattr_init", Libc.posix_spawnattr_init(address()));
        Libc.checkReturned(
                "posix_spawnattr_setsigdefault", Libc.posix_spawnattr_setsigdefault(address(), allSignals()));
        Libc.checkReturned(
                "posix_spawnattr_setsigmask", Libc.posix_spawnattr_setsigmask(address(), new long[SIGSET_LONGS]));
        int flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | (newSession ? POSIX_SPAWN_SETSID : 0);
        Libc.checkReturned("posix_spawnattr_setflags", Libc.posix_spawnattr_setflags(address(), (short) flags));
    }

    /** With 32 and 33, which {@code sigfillset} leaves out and glibc would otherwise leave ignored in the child. */
    private static long[] allSignals() {
        long[] signals = new long[SIGSET_LONGS];
        signals[0] = -1;
        return signals;
    }

    long address() {
        return Pointer.nativeValue(memory);
    }

    @Override
    public void close() {
        Libc.posix_spawnattr_destroy(address());
        memory.close();
    }
}
